"""The rings of the cost, its minimum and the directions of the valley, as they are drawn."""

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, cost, train
from linreg.picture.levels import LEVELS
from linreg.picture.scene import Scene, scene, stage
from linreg.points.dataset import Scaling
from linreg.words import words
from tests.scenes import numbers, staged
from tests.stages import LINE, SCENES, SHOWN, STAGE, roles


def rings(shown: Scene) -> list[tuple[np.ndarray, np.ndarray]]:
    """The level sets drawn, from the outermost to the innermost."""
    traces = staged(shown)["contours"]["data"]
    return [(numbers(trace["x"]), numbers(trace["y"])) for trace in traces if trace.get("fill")]


@pytest.mark.parametrize("name", ["notebook", "line", "eigen", "standardised", "diverging", "one point", "all x equal"])
def test_every_corner_of_a_ring_has_the_cost_of_its_ring(name: str) -> None:
    shown = SCENES[name]
    for W, b in rings(shown):
        gap = shown.drawn.gap(W, b)
        assert gap == pytest.approx(np.median(gap), rel=2e-3)  # float32 corners; a valley wall is steep


def test_rings_are_evenly_spaced_in_the_logarithm_of_the_cost() -> None:
    gaps = [float(np.median(SHOWN.drawn.gap(W, b))) for W, b in rings(SHOWN)]
    steps = np.diff(np.log(gaps))
    assert steps == pytest.approx(np.full(LEVELS - 1, steps[0]), rel=1e-3)
    assert gaps[0] / gaps[-1] == pytest.approx(1e4, rel=1e-3)
    assert gaps[0] == pytest.approx(SHOWN.frame.rim, rel=1e-3)


def test_outer_rings_are_drawn_first_so_that_inner_ones_show() -> None:
    sizes = [np.ptp(W) for W, _ in rings(SHOWN)]
    assert sizes == sorted(sizes, reverse=True)


def test_beyond_the_outermost_ring_is_the_outermost_colour() -> None:
    assert STAGE["contours"]["layout"]["plot_bgcolor"] == "$level:1"


def test_colours_run_from_the_outermost_to_the_minimum() -> None:
    levels = [float(role.partition(":")[2]) for role in roles(STAGE["contours"]["data"]) if role.startswith("$level")]
    assert levels == pytest.approx(np.arange(LEVELS)[::-1] / LEVELS, abs=1e-3)


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


@pytest.mark.parametrize("view", ["plain", "eigen"])
@pytest.mark.parametrize("loss", ["mean", "l1"])
def test_where_all_x_are_equal_the_minimum_is_a_line_of_equal_cost_through_the_picture(view: str, loss: str) -> None:
    data = Dataset("level", (2.0, 2.0, 2.0), (1.0, 2.0, 4.0))
    shown = scene(data, Scaling(0.0, 1.0), (train(data, TrainConfig(0.05, 5, cost=loss)),), view)
    line = stage(shown, words("en"))["contours"]["data"][-1]
    assert line["mode"] == "lines" and line["name"] == words("en")("explore.minima")
    ends = [
        (min(line[at]) < limits[0], limits[1] < max(line[at]))
        for at, limits in (("x", shown.frame.W), ("y", shown.frame.b))
    ]
    assert (True, True) in ends
    for W, b in zip(*shown.axes.back(line["x"], line["y"]), strict=True):
        assert W * 2 + b == pytest.approx(np.mean(data.y) if loss == "mean" else np.median(data.y))
    assert stage(shown, words("en"))["fit"]["data"][0]["name"] == words("en")("explore.best_lines")
