"""The ranges of the panels: they hold what is played, and a run that grows does not make the rest a dot."""

import math
from dataclasses import astuple

import numpy as np
import pytest

from linreg import Dataset, TrainConfig
from linreg.picture.frame import Range
from linreg.picture.scene import Scene
from tests.samples import AWKWARD
from tests.scenes import scene

NOTEBOOK = Dataset.notebook()
LINE = Dataset.line(30, 2.0, -1.0, 1.0, seed=1)
LIMIT = 0.1803

CONVERGING = {
    "zeros": scene(NOTEBOOK, TrainConfig()),
    "far start": scene(NOTEBOOK, TrainConfig(init=(500.0, -300.0))),
    "swinging": scene(NOTEBOOK, TrainConfig(lr=0.99 * LIMIT, init=(-3.0, 2.0))),
    "noisy line": scene(LINE, TrainConfig(lr=0.05)),
    "standardised": scene(LINE, TrainConfig(lr=0.05), standardise=True),
    "eigen": scene(LINE, TrainConfig(lr=0.05), view="eigen"),
    "one epoch": scene(NOTEBOOK, TrainConfig(epochs=1)),
    "norris": scene(AWKWARD["norris"], TrainConfig(lr=3e-6)),
}
GROWING = {
    "slowly": scene(NOTEBOOK, TrainConfig(lr=1.01 * LIMIT, init=(-3.0, 2.0))),
    "lr 0.5": scene(NOTEBOOK, TrainConfig(lr=0.5)),
    "lr 10": scene(NOTEBOOK, TrainConfig(lr=10.0)),
    "lr 1e17": scene(NOTEBOOK, TrainConfig(lr=1e17)),
    "noisy line": scene(LINE, TrainConfig(lr=0.3, init="linear")),
    "eigen": scene(LINE, TrainConfig(lr=0.3), view="eigen"),
    "norris": scene(AWKWARD["norris"], TrainConfig()),
}
converging = pytest.mark.parametrize("shown", CONVERGING.values(), ids=CONVERGING)
growing = pytest.mark.parametrize("shown", GROWING.values(), ids=GROWING)
both = pytest.mark.parametrize("shown", [*CONVERGING.values(), *GROWING.values()], ids=[*CONVERGING, *GROWING])


def inside(limits: Range, values: object) -> bool:
    """Whether all lie between the limits and none on them."""
    low, high = limits
    return bool(((low < np.asarray(values)) & (np.asarray(values) < high)).all())


def path(shown: Scene) -> tuple[np.ndarray, np.ndarray]:
    return shown.axes.seen(shown.run.W, shown.run.b)


@both
def test_holds_every_point(shown: Scene) -> None:
    assert inside(shown.frame.x, shown.data.x)
    assert inside(shown.frame.y, shown.data.y)


@both
def test_holds_the_minimum(shown: Scene) -> None:
    assert inside(shown.frame.W, shown.drawn.W)
    assert inside(shown.frame.b, shown.drawn.b)


@both
def test_holds_the_start(shown: Scene) -> None:
    W, b = path(shown)
    assert inside(shown.frame.W, W[0])
    assert inside(shown.frame.b, b[0])


@converging
def test_holds_the_whole_path_of_a_run_that_descends(shown: Scene) -> None:
    W, b = path(shown)
    assert inside(shown.frame.W, W)
    assert inside(shown.frame.b, b)


@converging
def test_holds_every_cost_of_a_run_that_descends(shown: Scene) -> None:
    assert inside(shown.frame.cost, shown.run.cost[shown.run.cost > 0])


@converging
def test_leaves_no_more_than_a_margin_around_a_path_that_descends(shown: Scene) -> None:
    W = np.append(path(shown)[0], shown.drawn.W)
    assert shown.frame.W[1] - shown.frame.W[0] < 1.3 * (W.max() - W.min())


@growing
def test_lets_a_growing_path_leave_the_picture(shown: Scene) -> None:
    W, b = path(shown)
    assert not (inside(shown.frame.W, W) and inside(shown.frame.b, b))


@growing
def test_is_not_stretched_by_a_growing_path(shown: Scene) -> None:
    W, b = path(shown)
    start = math.hypot(W[0] - shown.drawn.W, b[0] - shown.drawn.b)
    assert shown.frame.W[1] - shown.frame.W[0] < 15 * start
    assert shown.frame.b[1] - shown.frame.b[0] < 15 * start


def test_shows_the_end_of_a_first_swing_that_is_not_too_far() -> None:
    W, b = path(GROWING["lr 0.5"])
    assert inside(GROWING["lr 0.5"].frame.W, W[:2]) and inside(GROWING["lr 0.5"].frame.b, b[:2])


def test_is_not_widened_for_a_first_swing_that_would_not_fit() -> None:
    shown = GROWING["lr 10"]
    assert shown.frame.W[1] - shown.frame.W[0] < 7 * abs(path(shown)[0][0] - shown.drawn.W)


def test_shows_the_first_swings_of_a_path_that_grows_slowly() -> None:
    W, b = path(GROWING["slowly"])
    assert inside(GROWING["slowly"].frame.W, W[:20])
    assert inside(GROWING["slowly"].frame.b, b[:20])


@growing
def test_shows_six_decades_of_a_growing_cost(shown: Scene) -> None:
    low, high = shown.frame.cost
    assert low < shown.run.cost[0] < high <= 1e7 * shown.run.cost[0]


@both
def test_cost_spans_at_least_a_decade(shown: Scene) -> None:
    low, high = shown.frame.cost
    assert high >= 10 * low > 0


def test_the_line_is_in_the_picture_at_rest_as_far_as_one_span_beyond_the_points() -> None:
    low, high = scene(NOTEBOOK, TrainConfig(epochs=5)).frame.y
    assert low < 0 < 3 < high  # H(x) = 0 at the start


@growing
def test_the_points_stay_large_when_the_line_runs_away(shown: Scene) -> None:
    low, high = shown.frame.y
    assert high - low < 4 * (max(shown.data.y) - min(shown.data.y))


@pytest.mark.parametrize("eigen", [False, True], ids=["W and b", "eigen"])
@pytest.mark.parametrize("standardise", [False, True], ids=["as it is", "standardised"])
@pytest.mark.parametrize(
    "config", [TrainConfig(epochs=20, lr=lr) for lr in (1e-9, 0.01, 1.0, 1e30)], ids=lambda c: f"{c.lr}"
)
@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_points_have_ranges_of_finite_numbers(
    name: str, config: TrainConfig, standardise: bool, eigen: bool
) -> None:
    for low, high in astuple(scene(AWKWARD[name], config, eigen, standardise).frame):
        assert math.isfinite(low) and math.isfinite(high)
        assert low < high


def test_a_start_at_the_minimum_gets_a_picture_of_one_unit() -> None:
    low, high = scene(AWKWARD["all y zero"], TrainConfig(epochs=10)).frame.W
    assert (low, high) == (-0.5, 0.5)


def test_a_start_at_a_large_minimum_gets_a_picture_that_float32_resolves() -> None:
    data = Dataset("own", (0.0, 1.0), (0.0, 1e6))
    low, high = scene(data, TrainConfig(epochs=10, init=(1e6, 0.0))).frame.W
    assert low < 1e6 < high
    assert high - low > 1e4


def test_a_cost_of_nothing_has_a_range_for_a_log_axis() -> None:
    low, high = scene(AWKWARD["all y zero"], TrainConfig(epochs=10)).frame.cost
    assert 0 < low < high
