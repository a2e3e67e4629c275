"""Zones and named rates with momentum: the real training does at them what they promise."""

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, library, train
from linreg.theory import ARRIVED, Momentum, curvature, expected, fastest_with, momentum_rates, momentum_zones

DATA = {"notebook": Dataset.notebook(), "line": Dataset.line(20, 2.0, -1.0, 1.0, 1), "cars": library("cars")}
RULES = [Momentum(0.9), Momentum(0.9, nesterov=True), Momentum(0.5), Momentum(0.7, dampening=0.3)]


def config(rule: Momentum, lr: float, epochs: int = 1000) -> TrainConfig:
    options = {"momentum": rule.momentum, "dampening": rule.dampening, "nesterov": rule.nesterov}
    return TrainConfig(lr, epochs, options=options)


def distance(name: str, rule: Momentum, lr: float, epochs: int = 1000) -> np.ndarray:
    """What is left of the start's distance at each state of the real training."""
    run, theory = train(DATA[name], config(rule, lr, epochs)), curvature(DATA[name])
    away = np.hypot(run.W - theory.W, run.b - theory.b)
    return np.asarray(away / away[0])


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("name", ["notebook", "line"])
def test_the_fastest_rate_arrives_when_it_says_and_no_other_tried_arrives_sooner(name: str, rule: Momentum) -> None:
    theory = curvature(DATA[name])
    found = fastest_with(rule, theory, (0.0, 0.0))
    assert found is not None
    left = distance(name, rule, found.lr, found.epochs + 50)
    assert left[found.epochs - 1] > ARRIVED
    assert (left[found.epochs :] <= ARRIVED).all()
    for lr in np.geomspace(0.01, 0.98, 12) * rule.limit(theory):
        away = distance(name, rule, float(lr), found.epochs + 50)
        assert (away[int(0.98 * found.epochs) - 1 :] > ARRIVED).any()


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("name", DATA)
def test_at_the_edge_it_shrinks_and_too_far_it_grows(name: str, rule: Momentum) -> None:
    theory = curvature(DATA[name])
    rates = momentum_rates(rule, theory, (0.0, 0.0))
    assert rates["fastest"] < rates["edge"] < rule.limit(theory) < rates["too_far"]
    assert rule.radius(rates["edge"], theory) < 1 < rule.radius(rates["too_far"], theory)
    assert distance(name, rule, rates["too_far"], 3000)[-1] > 1


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("name", DATA)
def test_the_zones_follow_each_other_and_end_at_the_limit(name: str, rule: Momentum) -> None:
    theory = curvature(DATA[name])
    zones = momentum_zones(rule, theory)
    assert [each[0] for each in zones] == ["crawls", "good", "oscillates", "diverges"]
    assert all(one[2] == other[1] for one, other in zip(zones, zones[1:], strict=False))
    assert zones[0][1] == 0 and zones[-1][1] == rule.limit(theory) and zones[-1][2] == np.inf
    _, low, high = zones[1]
    assert low <= rule.best_lr(theory) <= high


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_the_expected_cost_is_that_of_the_run_until_rounding_has_a_say(rule: Momentum) -> None:
    run = train(DATA["line"], config(rule, 0.02, 300))
    course = expected(DATA["line"], config(rule, 0.02, 300))
    assert course is not None and len(course.cost) == len(run.cost)
    assert np.allclose(course.cost, run.cost, rtol=1e-4)


def test_what_no_theory_covers_is_not_expected_anything_of() -> None:
    assert expected(DATA["line"], TrainConfig(optimizer="Adam")) is None
    assert fastest_with(Momentum(0.9), curvature(DATA["notebook"]), (1.0, 0.0)) is None  # the start is the minimum
