"""What each way of a case brought: how soon it is near, against a count by hand; and whether a row is worth it."""

from dataclasses import replace

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.points.cases import CASES
from linreg.points.dataset import UNSCALED
from linreg.telling.brought import TRIED, Brought, Way, brought, helps, ways
from linreg.telling.diagnosis import diagnosis
from linreg.theory.nearness import NEAR, near_since
from linreg.theory.surface import optimum

NOTEBOOK = Dataset.notebook()


def of(data: Dataset, config: TrainConfig, standardise: bool = False) -> Brought:
    way = Way(TRIED, config, standardise)
    seen, scaling = way.seen(data)
    return brought(way, train(seen, config), scaling)


@pytest.mark.parametrize("config", [TrainConfig(0.175), TrainConfig(0.1, 300, optimizer="Adam"), TrainConfig(0.178)])
def test_near_is_when_no_later_state_is_farther(config: TrainConfig) -> None:
    run = train(NOTEBOOK, config)
    left = np.hypot(run.W - 1, run.b)  # of the three points on y = x
    far = np.flatnonzero(left > NEAR * left[0])
    assert near_since(run) == far[-1] + 1


def test_what_ends_too_soon_is_foretold_as_it_happens() -> None:
    came = of(NOTEBOOK, TrainConfig())
    assert came.near is None and came.foretold == of(NOTEBOOK, TrainConfig(epochs=2000)).near


def test_nothing_is_foretold_where_no_theory_is_or_nothing_arrives() -> None:
    assert of(NOTEBOOK, TrainConfig(0.001, 20, optimizer="Adam")).foretold is None
    assert of(NOTEBOOK, TrainConfig(0.19, 20)).foretold is None


def test_a_diverged_run_is_never_near() -> None:
    came = of(NOTEBOOK, TrainConfig(0.5))
    assert came.diverged and came.near is None and came.foretold is None and came.epochs == 28


def test_the_line_is_in_xs_own_units() -> None:
    data = CASES["ages"].data
    assert of(data, TrainConfig(0.5, 50), standardise=True).line == pytest.approx(optimum(data), rel=1e-5)


@pytest.mark.parametrize("name", CASES)
def test_what_was_tried_comes_first_and_every_cure_after_it(name: str) -> None:
    case = CASES[name]
    config = TrainConfig(case.lr, case.epochs, cost=case.cost)
    told = diagnosis(case.data, config)
    adam = replace(config, optimizer="Adam")
    names = [way.name for way in ways(told, config, adam)]
    assert names == ["", *(cure.name for cure in told.cures), "optimizer"]
    assert "optimizer" not in [way.name for way in ways(told, config, None)]


SOON = Brought(1.0, 100, False, 10, None, (1.0, 0.0))


@pytest.mark.parametrize(
    ("other", "rate", "worth"),
    [
        (SOON, replace(SOON, near=11), True),
        (SOON, SOON, False),
        (SOON, replace(SOON, near=None), True),
        (replace(SOON, near=None), SOON, False),
        (replace(SOON, near=None, cost=0.5), replace(SOON, near=None), True),
        (replace(SOON, near=None), replace(SOON, near=None), False),
        (replace(SOON, diverged=True), replace(SOON, near=None), False),
        (SOON, None, True),
    ],
)
def test_another_optimizer_has_to_do_better_than_the_rate_alone(other: Brought, rate: Brought, worth: bool) -> None:
    assert helps(other, rate) == worth


def test_points_at_the_minimum_are_near_from_the_start() -> None:
    assert of(Dataset("own", (1, 2), (0, 0)), TrainConfig(0.1, 5)).near == 0
    assert Way(TRIED, TrainConfig()).seen(NOTEBOOK) == (NOTEBOOK, UNSCALED)
