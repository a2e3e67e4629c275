"""The rings of the cost, its minimum and the directions of the valley, as they are drawn."""

import numpy as np
import pytest

from linreg import cost
from linreg.picture import stage as figures
from linreg.picture.scene import Scene
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
