"""The stage: what each figure draws, read back from its data; and that plotly takes every figure as it is."""

import json
import math
import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from linreg import Dataset, TrainConfig, cost
from linreg.picture import encode
from linreg.picture import stage as figures
from linreg.picture.scene import Scene
from linreg.theory import curvature
from tests.samples import AWKWARD
from tests.scenes import arrays, numbers, scene, staged

PANELS = ("fit", "contours", "bowl", "curve")
ROLE = re.compile(r"\$(points|line|path|minimum|residual|ink|muted|grid|paper|level:(0(\.\d+)?|1(\.0+)?)|scale)")
LINE = Dataset.line(30, 2.0, -1.0, 1.0, seed=1)
SHOWN = scene(LINE, TrainConfig(lr=0.05))
STAGE = staged(SHOWN)
SCENES = {
    "notebook": scene(Dataset.notebook(), TrainConfig()),
    "line": SHOWN,
    "eigen": scene(LINE, TrainConfig(lr=0.05), view="eigen"),
    "standardised": scene(LINE, TrainConfig(lr=0.05), standardise=True),
    "diverging": scene(LINE, TrainConfig(lr=0.5)),
    "diverged at once": scene(LINE, TrainConfig(lr=1e30)),
    "at the end of float32": scene(Dataset("own", (1, 2, 3), (8e18, -8e18, 8e18)), TrainConfig(lr=0.5)),
    **{name: scene(data, TrainConfig(epochs=20)) for name, data in AWKWARD.items()},
    **{f"{name}, eigen": scene(data, TrainConfig(epochs=20), view="eigen") for name, data in AWKWARD.items()},
}
each = pytest.mark.parametrize("shown", SCENES.values(), ids=SCENES)


def roles(tree: Any) -> list[str]:
    """Every colour role anywhere inside."""
    if isinstance(tree, dict):
        return [role for value in tree.values() for role in roles(value)]
    if isinstance(tree, list):
        return [role for value in tree for role in roles(value)]
    return [tree] if isinstance(tree, str) and tree.startswith("$") else []


def coloured(tree: Any) -> Any:
    """The figure with a colour for every role, as the player makes it."""
    if isinstance(tree, dict):
        return {key: coloured(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [coloured(value) for value in tree]
    if isinstance(tree, str) and tree.startswith("$"):
        return "Viridis" if tree == "$scale" else "#123456"
    return tree


def rings(shown: Scene) -> list[tuple[np.ndarray, np.ndarray]]:
    """The level sets drawn, from the outermost to the innermost."""
    traces = staged(shown)["contours"]["data"]
    return [(numbers(trace["x"]), numbers(trace["y"])) for trace in traces if trace.get("fill")]


# every figure


@each
@pytest.mark.parametrize("panel", PANELS)
def test_plotly_takes_the_figure_as_it_is(shown: Scene, panel: str) -> None:
    go.Figure(coloured(staged(shown)[panel]))  # raises for a property that plotly does not have


@each
def test_every_number_is_finite(shown: Scene) -> None:
    assert all(np.isfinite(array).all() for array in arrays(staged(shown)))


@each
def test_every_colour_is_a_role_the_player_knows(shown: Scene) -> None:
    found = roles(staged(shown))
    assert found
    assert all(ROLE.fullmatch(role) for role in found)


@each
def test_every_range_has_a_width(shown: Scene) -> None:
    stage = staged(shown)
    axes = [
        axis for panel in ("fit", "contours", "curve") for axis in stage[panel]["layout"].values() if "range" in axis
    ]
    axes += [axis for axis in stage["bowl"]["layout"]["scene"].values() if "range" in axis]
    assert len(axes) == 9
    assert all(axis["range"][0] < axis["range"][1] for axis in axes)


@pytest.mark.parametrize(
    ("panel", "titles"), [("fit", ["x", "y"]), ("contours", ["W", "b"]), ("curve", ["epoch", "cost"])]
)
def test_axes_are_named(panel: str, titles: list[str]) -> None:
    layout = STAGE[panel]["layout"]
    assert [layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis")] == titles


def test_axes_of_the_bowl_are_named() -> None:
    axes = STAGE["bowl"]["layout"]["scene"]
    assert [axes[axis]["title"]["text"] for axis in ("xaxis", "yaxis", "zaxis")] == ["W", "b", "cost"]


def test_typed_numbers_are_float32() -> None:
    assert numbers(encode.typed(np.array([0.1, 1.0]))).tolist() == [float(np.float32(0.1)), 1.0]


def test_typed_numbers_keep_their_shape() -> None:
    assert numbers(encode.typed(np.arange(6.0).reshape(2, 3))).tolist() == [[0, 1, 2], [3, 4, 5]]


def test_numbers_beyond_float32_stay_finite() -> None:
    assert numbers(encode.typed(np.array([1e39, -math.inf]))).tolist() == [encode.LARGEST, -encode.LARGEST]


@pytest.mark.parametrize("values", [(0.1, 1e300), (0.5, 2.0)], ids=["float64", "float32"])
def test_exact_numbers_keep_every_digit(values: tuple[float, ...]) -> None:
    assert tuple(numbers(encode.exact(values))) == values


def test_exact_numbers_take_no_more_room_than_they_need() -> None:
    assert encode.exact((0.5, 2.0))["dtype"] == "f4"


# fit


def test_fit_draws_every_point() -> None:
    points = STAGE["fit"]["data"][1]
    assert (tuple(numbers(points["x"])), tuple(numbers(points["y"]))) == (LINE.x, LINE.y)


def test_fit_draws_the_best_line() -> None:
    line = STAGE["fit"]["data"][0]
    W, b = cost.optimum(LINE)
    assert line["y"] == pytest.approx([W * x + b for x in line["x"]])


def test_best_line_fits_the_points_in_their_own_units() -> None:
    line = staged(SCENES["standardised"])["fit"]["data"][0]
    W, b = cost.optimum(LINE)
    assert line["y"] == pytest.approx([W * x + b for x in line["x"]])


def test_best_line_goes_beyond_the_picture() -> None:
    low, high = STAGE["fit"]["data"][0]["x"]
    assert low < SHOWN.frame.x[0] - 1
    assert high > SHOWN.frame.x[1] + 1


def test_fit_shows_the_frames_part_of_the_world() -> None:
    layout = STAGE["fit"]["layout"]
    assert (layout["xaxis"]["range"], layout["yaxis"]["range"]) == (list(SHOWN.frame.x), list(SHOWN.frame.y))


# contours


@pytest.mark.parametrize("name", ["notebook", "line", "eigen", "standardised", "diverging", "one point", "all x equal"])
def test_every_corner_of_a_ring_has_the_cost_of_its_ring(name: str) -> None:
    shown = SCENES[name]
    for W, b in rings(shown):
        gap = shown.drawn.gap(W, b)
        assert gap == pytest.approx(np.median(gap), rel=2e-3)  # float32 corners; a valley wall is steep


def test_rings_are_evenly_spaced_in_the_logarithm_of_the_cost() -> None:
    gaps = [float(np.median(SHOWN.drawn.gap(W, b))) for W, b in rings(SHOWN)]
    steps = np.diff(np.log(gaps))
    assert steps == pytest.approx(np.full(figures.LEVELS - 1, steps[0]), rel=1e-3)
    assert gaps[0] / gaps[-1] == pytest.approx(1e4, rel=1e-3)
    assert gaps[0] == pytest.approx(SHOWN.frame.rim, rel=1e-3)


def test_outer_rings_are_drawn_first_so_that_inner_ones_show() -> None:
    sizes = [np.ptp(W) for W, _ in rings(SHOWN)]
    assert sizes == sorted(sizes, reverse=True)


def test_beyond_the_outermost_ring_is_the_outermost_colour() -> None:
    assert STAGE["contours"]["layout"]["plot_bgcolor"] == "$level:1"


def test_colours_run_from_the_outermost_to_the_minimum() -> None:
    levels = [float(role.partition(":")[2]) for role in roles(STAGE["contours"]["data"]) if role.startswith("$level")]
    assert levels == pytest.approx(np.arange(figures.LEVELS)[::-1] / figures.LEVELS, abs=1e-3)


@pytest.mark.parametrize("panel", ["contours", "bowl"])
def test_minimum_is_marked_where_it_is(panel: str) -> None:
    marker = STAGE[panel]["data"][-1]
    assert (marker["x"][0], marker["y"][0]) == pytest.approx(cost.optimum(LINE))
    assert marker["marker"]["color"] == "$minimum"


def test_minimum_in_the_valleys_own_coordinates_is_their_origin() -> None:
    marker = staged(SCENES["eigen"])["contours"]["data"][-1]
    assert (marker["x"][0], marker["y"][0]) == pytest.approx((0.0, 0.0), abs=1e-12)


def test_contours_show_the_frames_part_of_the_world() -> None:
    layout = STAGE["contours"]["layout"]
    assert (layout["xaxis"]["range"], layout["yaxis"]["range"]) == (list(SHOWN.frame.W), list(SHOWN.frame.b))


def test_directions_are_drawn_through_the_minimum_along_their_vectors() -> None:
    named = [trace for trace in STAGE["contours"]["data"] if "text" in trace]
    assert [trace["text"][1] for trace in named] == ["slow", "steep"]
    for trace, (dW, db) in zip(named, (SHOWN.ahead.theory.slow, SHOWN.ahead.theory.steep), strict=True):
        across = (np.array(trace["x"]) - SHOWN.drawn.W) * db - (np.array(trace["y"]) - SHOWN.drawn.b) * dW
        assert across == pytest.approx(np.zeros(3), abs=1e-6)


def test_names_of_the_directions_stand_in_the_picture() -> None:
    for trace in (trace for trace in STAGE["contours"]["data"] if "text" in trace):
        assert SHOWN.frame.W[0] < trace["x"][1] < SHOWN.frame.W[1]
        assert SHOWN.frame.b[0] < trace["y"][1] < SHOWN.frame.b[1]


# bowl


def surface(shown: Scene) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """W, b and cost of the bowl's vertices, shape (rings, spokes), from the minimum to the rim."""
    trace = staged(shown)["bowl"]["data"][0]
    return numbers(trace["x"]), numbers(trace["y"]), numbers(trace["z"])


@pytest.mark.parametrize("name", ["notebook", "line", "standardised"])
def test_height_of_the_bowl_is_the_cost(name: str) -> None:
    shown = SCENES[name]
    W, b, height = surface(shown)
    assert height == pytest.approx(cost.at(shown.run.data, W, b), rel=1e-4, abs=1e-5 * height.max())


@pytest.mark.parametrize("seed", range(40))
def test_numbers_are_finite_far_from_the_origin_where_the_valley_is_as_long_as_can_be(seed: int) -> None:
    """x = 1e8 ± 1e-3 and its like: the two eigenvalues lie further apart than float64 has digits."""
    draw = np.random.default_rng(seed)
    away = float(f"{10 ** draw.uniform(6, 14):.0e}")
    x = (away + away * 10 ** draw.uniform(-16, -6) * np.linspace(-1, 1, int(draw.integers(2, 6)))).tolist()
    data = Dataset("rim", x, range(len(x)))
    lr = 0.5 * curvature(data).limit
    for view in ("plain", "lines", "eigen"):
        figures = staged(scene(data, TrainConfig(lr=lr, epochs=20), view))
        assert all(np.isfinite(array).all() for array in arrays(figures))
        json.dumps(figures, allow_nan=False)


@pytest.mark.parametrize("name", ["eigen", "standardised", "norris, eigen"])
def test_the_rim_of_the_bowl_is_a_level_set(name: str) -> None:
    shown = SCENES[name]
    rim = surface(shown)[2][-1] - shown.drawn.cost
    assert rim == pytest.approx(shown.frame.rim, rel=1e-3)


def test_a_bowl_that_lies_aslant_is_no_blade() -> None:
    """In the square that it is drawn in it looks SLIM times as long as wide."""
    for name in ("notebook", "line", "norris"):
        W, b, _ = surface(SCENES[name])
        correlation = abs(np.corrcoef(W[-1, :-1], b[-1, :-1])[0, 1])
        assert math.sqrt((1 + correlation) / (1 - correlation)) < 1.05 * figures.SLIM


def test_a_bowl_that_is_cut_shorter_still_rises_on_all_sides() -> None:
    rim = surface(SCENES["notebook"])[2][-1]
    assert rim.min() > rim.max() / 6


@pytest.mark.parametrize("init", ["zeros", (0.2, 1.9), (3.0, 4.0), (-500.0, 300.0)], ids=str)
@pytest.mark.parametrize("view", ["lines", "eigen"])
def test_the_start_stands_on_the_bowl(init: Any, view: str) -> None:
    shown = scene(Dataset.notebook(), TrainConfig(epochs=1, init=init), view)
    W, b, _ = surface(shown)
    u, v = shown.axes.seen(shown.run.W[0], shown.run.b[0])
    ring = np.array([W[-1, :-1], b[-1, :-1]]) - np.array([[shown.drawn.W], [shown.drawn.b]])
    at = np.array([u - shown.drawn.W, v - shown.drawn.b])
    # (W, b) counted along the ring's own half-axes, its points at 0 and at 90 degrees, is within the unit circle
    assert np.hypot(*np.linalg.solve(ring[:, [0, figures.SPOKES // 4]], at)) < 1


@each
def test_colour_of_the_bowl_stays_on_its_scale(shown: Scene) -> None:
    trace = staged(shown)["bowl"]["data"][0]
    colour = numbers(trace["surfacecolor"])
    assert trace["cmin"] <= colour.min()
    assert colour.max() == trace["cmax"]


def test_colour_of_the_bowl_is_that_of_the_ring_at_its_height() -> None:
    trace = STAGE["bowl"]["data"][0]
    gap = numbers(trace["z"]) - SHOWN.drawn.cost
    level = 1 + np.log10(np.maximum(gap, 1e-9) / SHOWN.frame.rim) / figures.DECADES
    shown = gap > 1e-3 * gap.max()  # below, float32 heights tell too little
    assert numbers(trace["surfacecolor"])[shown] / trace["cmax"] == pytest.approx(level[shown], abs=0.01)


def test_minimum_lies_on_the_floor_of_the_bowl() -> None:
    assert STAGE["bowl"]["data"][-1]["z"] == [pytest.approx(cost.at(LINE, *cost.optimum(LINE)))]


@each
def test_axes_of_the_bowl_hold_it_closely(shown: Scene) -> None:
    axes = staged(shown)["bowl"]["layout"]["scene"]
    for axis, values in zip(("xaxis", "yaxis", "zaxis"), surface(shown), strict=True):
        low, high = axes[axis]["range"]
        room = 1e-5 * max(abs(low), abs(high))
        assert low == pytest.approx(values.min(), abs=room)
        assert high == pytest.approx(values.max(), abs=room)


@pytest.mark.parametrize("name", ["notebook", "eigen", "two points", "one point"])
def test_the_first_camera_looks_down_into_the_bowl(name: str) -> None:
    eye = staged(SCENES[name])["bowl"]["layout"]["scene"]["camera"]["eye"]
    assert eye["z"] > 0.9 * math.hypot(eye["x"], eye["y"])


# curve


def test_curve_has_a_place_for_every_epoch() -> None:
    assert STAGE["curve"]["layout"]["xaxis"]["range"] == [0, 1000]


def test_curve_has_the_cost_on_a_log_axis() -> None:
    axis = STAGE["curve"]["layout"]["yaxis"]
    assert axis["type"] == "log"
    assert axis["range"] == pytest.approx(np.log10(SHOWN.frame.cost))


def test_curve_has_room_for_all_epochs_asked_for_whatever_the_outcome() -> None:
    shown = SCENES["diverged at once"]
    assert shown.run.epochs == 0
    assert staged(shown)["curve"]["layout"]["xaxis"]["range"] == [0, shown.run.config.epochs]


def test_forecast_on_the_curve_is_the_cost_that_was_forecast() -> None:
    trace = STAGE["curve"]["data"][0]
    epochs = numbers(trace["x"]).astype(int)
    assert epochs[[0, 1, -1]].tolist() == [0, 1, 1000]
    assert numbers(trace["y"]) == pytest.approx(SHOWN.ahead.cost[epochs], rel=1e-6)


def test_a_forecast_that_grows_is_told_to_its_end() -> None:
    """The player steps back to where it leads: cut off above the picture it would be a flat line there."""
    shown = SCENES["diverging"]
    trace = staged(shown)["curve"]["data"][0]
    epochs = numbers(trace["x"]).astype(int)
    assert shown.ahead is not None and shown.ahead.cost[epochs[-1]] > 1e30
    assert numbers(trace["y"]) == pytest.approx(shown.ahead.cost[epochs], rel=1e-6)


@each
def test_forecast_is_above_nothing_as_a_log_axis_needs(shown: Scene) -> None:
    assert (numbers(staged(shown)["curve"]["data"][0]["y"]) > 0).all()


def test_without_a_forecast_the_curve_draws_nothing() -> None:
    assert figures.curve(1000, SHOWN.frame, ("epoch", "cost"), None)["data"] == []
