"""The fastest rate from a start: nothing PyTorch trains with another rate arrives sooner, and its promise holds."""

import time

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.theory import ARRIVED, Theory, curvature, fastest_from, forecast
from tests.samples import AWKWARD
from tests.theory.points import FLAT, random_data

STARTS = {"zeros": (0.0, 0.0), "across": (0.5, 1.1), "along": (0.9, -0.4), "far": (-30.0, 20.0)}
each_start = pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)


def arrival(run: Run) -> float:
    """The epoch at which a run has come within ARRIVED of the start's distance; inf if it has not."""
    distance = np.hypot(*curvature(run.data).coordinates(run.W, run.b))
    there = np.flatnonzero(distance <= ARRIVED * distance[0])
    return int(there[0]) if len(there) else np.inf


def by_formula(theory: Theory, lr: np.ndarray | float, start: tuple[float, float], epochs: int) -> np.ndarray:
    """The share of the distance that is left, by the exact factors, at each rate."""
    c = theory.coordinates(*start)
    factors = [np.abs(1 - np.asarray(lr) * lam) ** epochs for lam in (theory.lam_min, theory.lam_max)]
    return np.hypot(c[0] * factors[0], c[1] * factors[1]) / np.hypot(*c)


@each_start
def test_it_keeps_its_promise_when_trained(start: tuple[float, float], notebook: Dataset, theory: Theory) -> None:
    found = fastest_from(theory, start)
    run = train(notebook, TrainConfig(lr=found.lr, epochs=2 * found.epochs, init=start))
    assert arrival(run) == pytest.approx(found.epochs, abs=1)


@each_start
def test_no_other_rate_of_four_hundred_arrives_sooner(
    start: tuple[float, float], notebook: Dataset, theory: Theory
) -> None:
    found = fastest_from(theory, start)
    rates = np.linspace(0.9 * theory.no_overshoot, 0.999 * theory.limit, 400).tolist()
    runs = train_many(notebook, [TrainConfig(lr=lr, epochs=found.epochs, init=start) for lr in rates])
    assert min(map(arrival, runs)) >= found.epochs - 1


@pytest.mark.parametrize("seed", range(12))
def test_no_rate_of_a_fine_grid_needs_fewer_epochs_by_the_formula(seed: int) -> None:
    theory = curvature(random_data(seed))
    start = tuple(np.random.default_rng(seed).normal(size=2))
    found = fastest_from(theory, start)
    rates = np.append(np.linspace(0.01, 0.999, 20_000) * theory.limit, found.lr)
    assert by_formula(theory, rates, start, found.epochs - 1).min() > ARRIVED
    assert by_formula(theory, found.lr, start, found.epochs) <= ARRIVED * (1 + 1e-12)


def test_the_notebooks_from_zeros_is_sooner_than_the_best_worst_case(notebook: Dataset, theory: Theory) -> None:
    found = fastest_from(theory, (0.0, 0.0))
    assert (found.lr, found.epochs) == (0.175, 140)
    assert arrival(train(notebook, TrainConfig(lr=theory.fastest, epochs=200))) == 160


def test_it_agrees_with_the_forecast(notebook: Dataset, theory: Theory) -> None:
    found = fastest_from(theory, (0.0, 0.0))
    assert forecast(notebook, TrainConfig(lr=found.lr)).epoch_near(ARRIVED) == found.epochs


@pytest.mark.parametrize("data", FLAT)
def test_a_valley_floor_is_reached_in_one_epoch(data: Dataset) -> None:
    theory = curvature(data)
    found = fastest_from(theory, (5.0, -4.0))
    assert found.epochs == 1 and found.lr == pytest.approx(1 / theory.lam_max, rel=ARRIVED)


def test_a_round_bowl_is_left_in_one_epoch() -> None:
    theory = curvature(Dataset.line(20, 2.0, -1.0, 1.0, 1).standardised()[0])
    assert fastest_from(theory, (0.0, 0.0)) == fastest_from(theory, (7.0, 3.0))
    assert (fastest_from(theory, (0.0, 0.0)).lr, fastest_from(theory, (0.0, 0.0)).epochs) == (0.5, 1)


def test_nowhere_to_go_has_no_fastest_rate(theory: Theory) -> None:
    assert fastest_from(theory, (1.0, 0.0)) is None


def test_a_start_on_the_valley_floor_has_none() -> None:
    assert fastest_from(curvature(FLAT[2]), (9.0, 2.0)) is None


def test_without_anything_across_the_valley_it_stays_below_the_limit(theory: Theory) -> None:
    start = tuple(np.array([theory.W, theory.b]) + 2 * np.array(theory.slow))
    assert theory.no_overshoot < fastest_from(theory, start).lr < theory.limit


@pytest.mark.parametrize("cost", ["mean", "half", "sum"])
@pytest.mark.parametrize("data", AWKWARD.values(), ids=AWKWARD)
def test_on_any_points_it_lies_from_one_over_lambda_max_to_the_limit(data: Dataset, cost: str) -> None:
    theory = curvature(data, cost)
    found = fastest_from(theory, (0.3, -0.2))
    assert (1 - 1e-6) * theory.no_overshoot <= found.lr < theory.limit


def test_it_is_found_within_two_milliseconds() -> None:
    theories = [curvature(data) for data in AWKWARD.values()]
    began = time.perf_counter()
    for theory in theories:
        fastest_from(theory, (0.123, -0.321))
    assert time.perf_counter() - began < 0.002 * len(theories)
