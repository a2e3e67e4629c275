"""The stage: what each figure draws, read back from its data; and that plotly takes every figure as it is."""

import math
import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from linreg import cost
from linreg.picture import encode
from linreg.picture import stage as figures
from linreg.picture.scene import Scene
from linreg.words import words
from tests.scenes import arrays, numbers, staged
from tests.stages import LINE, SCENES, SHOWN, STAGE, each, roles

PANELS = ("fit", "contours", "bowl", "curve")
ROLE = re.compile(r"\$(points|line|path|minimum|residual|ink|muted|grid|paper|level:(0(\.\d+)?|1(\.0+)?)|scale)")


def coloured(tree: Any) -> Any:
    """The figure with a colour for every role and its tables written out, as the player makes it."""
    if isinstance(tree, dict) and "along" in tree:
        return numbers(tree)
    if isinstance(tree, dict):
        return {key: coloured(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [coloured(value) for value in tree]
    if isinstance(tree, str) and tree.startswith("$"):
        return "Viridis" if tree == "$scale" else "#123456"
    return tree


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


def test_where_x_is_scaled_its_axis_says_that_it_is_as_given_and_what_W_and_b_are_for() -> None:
    names = {name: staged(SCENES[name])["fit"]["layout"]["xaxis"]["title"]["text"] for name in ("line", "standardised")}
    assert names == {"line": "x", "standardised": words("en")("scaling.axis")}
