"""The ranges of the panels: of points, cost and start alone, and wide enough for every rate that does not grow."""

import math
from dataclasses import astuple

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.picture import scene as pictures
from linreg.picture.frame import ROUND, Range
from linreg.picture.payload import payload
from linreg.picture.scene import Scene
from linreg.points.dataset import UNSCALED
from linreg.theory import curvature
from linreg.theory.surface import level_set
from linreg.words import words
from tests.samples import AWKWARD
from tests.scenes import scene

NOTEBOOK = Dataset.notebook()
LINE = Dataset.line(30, 2.0, -1.0, 1.0, seed=1)
SLANTED = Dataset(
    "own", (2.0, 2.001, 2.002), (1.0, 1.0005, 1.001)
)  # a valley aslant, a thousand times longer than wide
NORRIS = AWKWARD["norris"]
RATES = (0.01, 0.5, 1.0, 1.9, 1.999, 2.0)  # in parts of 1/λmax; at 2 it swings for ever

# what a picture is of: points, start, coordinates, and whether x is standardised
PICTURES = {
    "zeros": (NOTEBOOK, "zeros", "lines", False),
    "far start": (NOTEBOOK, (500.0, -300.0), "lines", False),
    "a million away": (NOTEBOOK, (1e6, 1e6), "lines", False),
    "beside the valley": (NOTEBOOK, (-3.0, 2.0), "lines", False),
    "in the valley": (NOTEBOOK, (0.2, 1.9), "lines", False),
    "noisy line": (LINE, "linear", "lines", False),
    "standardised": (LINE, "zeros", "lines", True),
    "eigen": (LINE, "zeros", "eigen", False),
    "norris": (NORRIS, "zeros", "lines", False),
    "norris, eigen": (NORRIS, "zeros", "eigen", False),
    "slanted": (SLANTED, "zeros", "lines", False),
    "one point": (AWKWARD["one point"], "zeros", "lines", False),
    "all x equal": (AWKWARD["all x equal"], "zeros", "lines", False),
}
FLOORS = ("one point", "all x equal")  # a valley without end has no ring
each = pytest.mark.parametrize("name", PICTURES)


def shown(name: str, part: float = 0.5, epochs: int = 300) -> Scene:
    """The scene of a picture, at a rate of `part` times 1/λmax."""
    data, init, view, standardise = PICTURES[name]
    seen = data.standardised()[0] if standardise else data
    config = TrainConfig(lr=part / curvature(seen).lam_max, epochs=epochs, init=init, seed=2)
    return scene(data, config, view, standardise)


def inside(limits: Range, values: object) -> bool:
    """Whether all lie between the limits and none on them."""
    low, high = limits
    return bool(((low < np.asarray(values)) & (np.asarray(values) < high)).all())


def path(of: Scene) -> tuple[np.ndarray, np.ndarray]:
    return of.axes.seen(of.run.W, of.run.b)


# the same for all rates


@each
def test_all_rates_have_one_frame(name: str) -> None:
    assert len({shown(name, part).frame for part in (1e-6, 1.0, 1.9, 2.5, 1e6)}) == 1


@each
def test_the_frame_is_the_same_however_long_one_trains(name: str) -> None:
    assert shown(name, epochs=1).frame == shown(name, epochs=1000).frame


@each
@pytest.mark.parametrize("part", RATES)
def test_no_run_that_does_not_grow_leaves_the_picture(name: str, part: float) -> None:
    of = shown(name, part)
    W, b = path(of)
    assert inside(of.frame.W, W)
    assert inside(of.frame.b, b)


# W and b


@each
def test_the_minimum_is_in_the_middle(name: str) -> None:
    of = shown(name)
    for (low, high), at in ((of.frame.W, of.drawn.W), (of.frame.b, of.drawn.b)):
        assert (low + high) / 2 == pytest.approx(at, abs=1e-9 * (high - low))


@pytest.mark.parametrize("name", [name for name in PICTURES if name not in (*FLOORS, "slanted")])
def test_rings_are_whole_in_the_picture(name: str) -> None:
    of = shown(name)
    start = float(of.bowl.gap(of.run.W[0], of.run.b[0]))
    W, b = level_set(of.drawn, 0.9 * ROUND**2 * start, reach=math.inf)
    assert inside(of.frame.W, W)
    assert inside(of.frame.b, b)


@pytest.mark.parametrize("name", [name for name in PICTURES if name != "in the valley"])  # it starts with none to see
def test_the_first_step_can_be_seen(name: str) -> None:
    """With the rate 1/λmax it is the start's whole distance across the valley."""
    of = shown(name, 1.0)
    W, b = path(of)
    steps = abs(np.diff(W)), abs(np.diff(b))
    sizes = [step.max() / (high - low) for step, (low, high) in zip(steps, (of.frame.W, of.frame.b), strict=True)]
    assert max(sizes) > 1 / 20


def test_a_start_at_the_minimum_gets_a_picture_of_some_units() -> None:
    low, high = scene(NOTEBOOK, TrainConfig(epochs=10, init=(1.0, 0.0))).frame.W
    assert 0.5 < high - low < 5


def test_a_start_at_a_large_minimum_gets_a_picture_that_float32_resolves() -> None:
    data = Dataset("own", (0.0, 1.0), (0.0, 1e6))
    low, high = scene(data, TrainConfig(epochs=10, init=(1e6, 0.0))).frame.W
    assert low < 1e6 < high
    assert high - low > 1e4


# x and y


@each
def test_holds_every_point(name: str) -> None:
    of = shown(name)
    assert inside(of.frame.x, of.data.x)
    assert inside(of.frame.y, of.data.y)


def test_the_line_is_in_the_picture_at_rest_as_far_as_one_span_beyond_the_points() -> None:
    low, high = shown("zeros").frame.y
    assert low < 0 < 3 < high  # H(x) = 0 at the start


@each
def test_the_points_stay_large_however_far_the_line_starts(name: str) -> None:
    of = shown(name)
    low, high = of.frame.y
    span = max(of.data.y) - min(of.data.y) or max(1.0, abs(of.data.y[0]))
    assert high - low < 4 * span


def test_the_standardised_line_starts_where_it_is_drawn() -> None:
    """Over x in its own units: a start at (0, 0) is the line y = 0 on any scale."""
    assert shown("standardised").frame.y == pytest.approx(scene(LINE, TrainConfig(epochs=1)).frame.y, rel=0.2)
    assert inside(shown("standardised").frame.y, 0.0)


# cost


@each
@pytest.mark.parametrize("part", RATES)
def test_no_cost_of_a_run_that_does_not_grow_is_above_the_picture(name: str, part: float) -> None:
    of = shown(name, part)
    assert (of.run.cost < of.frame.cost[1]).all()


@each
def test_the_least_cost_is_in_the_picture(name: str) -> None:
    of = shown(name, 1.0, epochs=1000)
    positive = of.run.cost[of.run.cost > 0]
    assert positive.min() > of.frame.cost[0]


def test_a_run_that_goes_to_the_end_of_float32_is_seen_there() -> None:
    of = scene(NOTEBOOK, TrainConfig(lr=0.1, epochs=1000))
    positive = of.run.cost[of.run.cost > 0]
    assert positive.min() < 1e-13
    assert inside(of.frame.cost, positive)


@each
def test_cost_spans_at_least_a_decade(name: str) -> None:
    low, high = shown(name).frame.cost
    assert high >= 10 * low > 0


def test_a_cost_of_nothing_has_a_range_for_a_log_axis() -> None:
    low, high = scene(AWKWARD["all y zero"], TrainConfig(epochs=10)).frame.cost
    assert 0 < low < high


@each
def test_the_rim_of_the_bowl_is_a_little_above_the_start(name: str) -> None:
    of = shown(name)
    start = float(of.bowl.gap(of.run.W[0], of.run.b[0]))
    assert start < of.frame.rim < 1.5 * start


# whatever the points


@pytest.mark.parametrize("view", ["lines", "eigen"])
@pytest.mark.parametrize("standardise", [False, True], ids=["as it is", "standardised"])
@pytest.mark.parametrize("init", ["zeros", (3.0, -2.0), (1e6, 1e6)], ids=str)
@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_points_have_ranges_of_finite_numbers(
    name: str, init: str | tuple[float, float], standardise: bool, view: str
) -> None:
    *ranges, rim = astuple(scene(AWKWARD[name], TrainConfig(epochs=2, init=init), view, standardise).frame)
    assert 0 < rim < math.inf
    for low, high in ranges:
        assert math.isfinite(low) and math.isfinite(high)
        assert low < high


# Points at the ends of what float32 and float64 hold, each with a cost: x, y
ENDS = {
    "far off": ((0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 1e19), "l1"),
    "far off, huber": ((0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 1e19), "huber"),
    "farther": ((0, 1, 2, 3), (0, 1, 2, -1e30), "smooth_l1"),
    "next to nothing": ((1e-38, 3e18), (1e-300, 1e-300), "sum"),
    "one next to nothing": ((1.0,), (1e-300,), "half"),
    "x next to each other": ((5e-324, 0.0), (-1.0, 2.0), "mean"),
    "x next to each other, high up": ((0.0, 1e-300), (123456789.0, 1e19), "sum"),
    "x next to each other, l1": ((5e-324, 5e-324, 0.0), (1e-45, 5e-324, 1e15), "l1"),
}


@pytest.mark.parametrize("view", ["plain", "eigen"])
@pytest.mark.parametrize("name", ENDS)
def test_points_at_the_ends_of_float32_have_a_picture_too(name: str, view: str) -> None:
    x, y, cost = ENDS[name]
    run = train(Dataset("own", x, y), TrainConfig(lr=1e-30, epochs=1, cost=cost))
    drawn = pictures.scene(run.data, UNSCALED, (run,), view)
    assert all(low < high for low, high in astuple(drawn.frame)[:5]) and drawn.frame.rim > 0
    payload(drawn, words("en"))  # raises ValueError for what is not finite
