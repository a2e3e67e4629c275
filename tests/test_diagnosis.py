"""The diagnosis of a loss that became NaN or is not there yet: against closed forms, and what really happens."""

import math
from dataclasses import replace

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.points.cases import CASES, Case
from linreg.telling.diagnosis import KINDS, Diagnosis, diagnosis
from linreg.theory import ARRIVED, curvature

NOTEBOOK = Dataset.notebook()
FIRST = {"ages": "overflows", "far": "overflows", "edge": "grows", "sum": "overflows", "short": "slow"}
each_case = pytest.mark.parametrize("name", CASES)


def config(case: Case) -> TrainConfig:
    return TrainConfig(lr=case.lr, epochs=case.epochs, cost=case.cost)


def found(name: str) -> Diagnosis:
    return diagnosis(CASES[name].data, config(CASES[name]))


def near(run: Run) -> np.ndarray:
    """The share of the start's distance to the minimum that is left, at each state."""
    theory = curvature(run.data, run.config.cost)
    distance = np.hypot(run.W - theory.W, run.b - theory.b)
    return np.asarray(distance / distance[0])


def test_ages_are_nearly_seven_times_over_the_limit() -> None:
    """The limit by hand: of one column of x and one of ones, λmax is the larger root of a quadratic."""
    x = np.arange(65, 101, 5)
    square, mean = np.mean(x**2), np.mean(x)
    largest = (square + 1) + math.sqrt((square - 1) ** 2 + 4 * mean**2)
    told = found("ages")
    assert told.limit == pytest.approx(2 / largest, rel=1e-12)
    assert round(told.over, 1) == 6.9
    assert told.growth == pytest.approx(0.001 * largest - 1, rel=1e-12)


def test_the_thread_at_the_edge_is_six_percent_over() -> None:
    assert round(found("edge").over, 2) == 1.06


def test_the_sum_is_as_many_times_the_mean_as_there_are_points() -> None:
    case = CASES["sum"]
    mean = diagnosis(case.data, TrainConfig(lr=case.lr, epochs=case.epochs))
    assert found("sum").over == pytest.approx(len(case.data) * mean.over, rel=1e-12)
    assert found("sum").over > 1 > mean.over


@each_case
def test_every_case_names_its_thread_and_has_its_kind(name: str) -> None:
    assert "#" in CASES[name].thread
    assert found(name).kind == FIRST[name]


def test_the_kinds_are_all_there_are() -> None:
    assert {*FIRST.values(), diagnosis(NOTEBOOK, TrainConfig(lr=0.1)).kind} == set(KINDS)


@each_case
def test_what_is_foretold_happens(name: str) -> None:
    case, told = CASES[name], found(name)
    run = train(case.data, config(case))
    assert run.diverged == (told.kind == "overflows")
    if told.kind == "overflows":
        assert told.last is not None and abs(run.epochs - told.last) <= 1
    elif told.kind == "grows":
        assert run.cost[-1] > run.cost[1]
        assert near(run)[-1] / near(run)[-2] == pytest.approx(told.growth, rel=1e-3)
    else:
        assert told.needed is not None and near(run)[-1] > ARRIVED


@each_case
def test_every_cure_brings_what_it_promises(name: str) -> None:
    case, told = CASES[name], found(name)
    assert {"rate", "scaling"} <= {cure.name for cure in told.cures}
    for cure in told.cures:
        data = case.data.standardised()[0] if cure.standardise else case.data
        (run,) = train_many(data, [TrainConfig(cure.config.lr, min(cure.needed, 10_000), cost=case.cost)])
        assert not run.diverged
        if cure.needed <= 10_000:
            left = near(run)
            assert left[-1] <= 1.01 * ARRIVED + 1e-6 and (left[:-2] > 0.99 * ARRIVED).all()
        assert cure.enough == (cure.needed <= cure.config.epochs)


@each_case
def test_no_other_rate_ends_lower_within_these_epochs(name: str) -> None:
    """Against trainings at hundreds of rates below the limit; what is left of the cost, to two percent."""
    case, told = CASES[name], found(name)
    cure = next(cure for cure in told.cures if cure.name == "rate")
    others = [replace(cure.config, lr=told.limit * share) for share in np.linspace(0.005, 0.995, 300)]
    ends = [float(run.cost[-1]) for run in train_many(case.data, [cure.config, *others])]
    theory = curvature(case.data, case.cost)
    rounding = 1e-6 * max(theory.cost, 1e-3)
    assert ends[0] - theory.cost <= 1.02 * (min(ends) - theory.cost) + rounding


def test_more_epochs_are_a_cure_only_below_the_limit() -> None:
    assert [cure.name for cure in found("short").cures] == ["rate", "epochs", "scaling"]
    assert found("short").needed == next(cure.needed for cure in found("short").cures if cure.name == "epochs")
    assert "epochs" not in {cure.name for cure in found("ages").cures}


def test_a_training_that_arrives_needs_no_more_epochs() -> None:
    told = diagnosis(NOTEBOOK, TrainConfig(lr=0.175, epochs=1000))
    assert told.kind == "arrives" and told.needed is not None and told.needed < 1000 and told.last is None
    assert "epochs" not in {cure.name for cure in told.cures}


def test_points_that_share_one_x_cannot_be_cured_by_scaling() -> None:
    told = diagnosis(Dataset("own", (2, 2, 2), (1, 2, 6)), TrainConfig(lr=1.0, epochs=500))
    assert told.kind == "overflows" and "scaling" not in {cure.name for cure in told.cures}


def test_other_optimizers_have_no_such_theory() -> None:
    with pytest.raises(ValueError):
        diagnosis(NOTEBOOK, TrainConfig(optimizer="adam", lr=0.1))
