"""The measured factors against the forecast, for runs by PyTorch."""

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.theory import (
    Forecast,
    Measurement,
    Theory,
    as_float32,
    curvature,
    forecast,
    measure,
)
from tests.theory.points import ONE_POINT, extreme_config, extreme_data, random_data


@pytest.fixture(scope="module")
def measurements() -> list[tuple[Forecast, Measurement]]:
    """A hundred random data sets, each trained at a rate below its limit."""
    pairs = []
    for seed in range(100):
        data = random_data(seed)
        kind = ("mean", "half", "sum")[seed % 3]
        lr = curvature(data, kind).limit * float(np.random.default_rng(seed).uniform(0.01, 0.99))
        config = TrainConfig(lr=lr, epochs=150, seed=seed, init="linear", cost=kind)
        pairs.append((forecast(data, config), measure(train(data, config))))
    return pairs


@pytest.mark.parametrize("name", ["slow", "steep"])
def test_measured_factors_meet_the_forecast(name: str, measurements: list[tuple[Forecast, Measurement]]) -> None:
    for expected, found in measurements:
        direction, measured = getattr(expected, name), getattr(found, name)
        assert measured.factor == pytest.approx(direction.factor, abs=1e-4)


@pytest.mark.parametrize("name", ["slow", "steep"])
def test_measured_factors_are_off_by_no_more_than_they_say(
    name: str, measurements: list[tuple[Forecast, Measurement]]
) -> None:
    for expected, found in measurements:
        direction, measured = getattr(expected, name), getattr(found, name)
        assert abs(measured.factor - direction.factor) <= measured.error


@pytest.fixture(scope="module")
def extremes() -> list[tuple[Forecast, Measurement]]:
    """Points and starts of any size, with the forecast for the points as float32 holds them."""
    pairs = []
    for seed in range(500):
        data = extreme_data(seed)
        config = extreme_config(seed, data)
        try:
            run = train(data, config)
        except ValueError:  # the start already exceeds float32
            continue
        pairs.append((forecast(as_float32(data), config), measure(run)))
    return pairs


@pytest.mark.parametrize("name", ["slow", "steep"])
def test_also_at_the_rim_of_float32_factors_are_off_by_no_more_than_they_say(
    name: str, extremes: list[tuple[Forecast, Measurement]]
) -> None:
    seen = [(getattr(expected, name), getattr(found, name)) for expected, found in extremes]
    measured = [(direction, found) for direction, found in seen if found.factor is not None]
    assert len(measured) > 250
    for direction, found in measured:
        assert abs(found.factor - direction.factor) <= found.error


def test_the_error_stated_is_not_larger_by_far_than_the_worst_there_is(
    extremes: list[tuple[Forecast, Measurement]],
) -> None:
    shares = [
        abs(found.factor - direction.factor) / found.error
        for expected, measurement in extremes
        for direction, found in ((expected.slow, measurement.slow), (expected.steep, measurement.steep))
        if found.factor is not None
    ]
    assert np.quantile(shares, 0.99) > 0.3


def test_a_swinging_direction_is_measured_with_its_sign(notebook: Dataset) -> None:
    assert measure(train(notebook, TrainConfig(lr=0.17, epochs=100))).steep.factor == pytest.approx(-0.8858, abs=1e-4)


def test_a_growing_direction_is_measured(notebook: Dataset) -> None:
    run = train(notebook, TrainConfig(lr=0.5))
    assert measure(run).steep.factor == pytest.approx(forecast(notebook, run.config).steep.factor, rel=1e-6)


def test_the_measurement_ends_where_rounding_begins(notebook: Dataset) -> None:
    # 0.889^k reaches float32's eps at k = 136; the fit needs some distance from it
    assert 60 < measure(train(notebook, TrainConfig(lr=0.01, epochs=1000))).steep.seen < 136


def test_rounding_at_the_end_of_a_long_run_does_not_spoil_the_factor(notebook: Dataset) -> None:
    run = train(notebook, TrainConfig(lr=0.1, epochs=5000))
    assert measure(run).slow.factor == pytest.approx(forecast(notebook, run.config).slow.factor, abs=1e-6)


def test_a_growing_direction_that_covers_the_slow_one_ends_its_measurement(notebook: Dataset) -> None:
    run = train(notebook, TrainConfig(lr=0.5))
    assert 2 < measure(run).slow.seen < run.epochs


def test_norris_slow_direction_is_measured_at_a_millionth(norris: Dataset) -> None:
    run = train(norris, TrainConfig(lr=3e-6, epochs=300))
    assert 1 - measure(run).slow.factor == pytest.approx(3e-6 * 0.80238, rel=1e-3)


def test_a_start_at_the_minimum_says_that_there_is_nothing_to_measure(notebook: Dataset) -> None:
    found = measure(train(notebook, TrainConfig(epochs=20, init=(1.0, 0.0))))
    assert (found.slow.factor, found.slow.hidden, found.steep.hidden) == (None, "start", "start")


def test_a_direction_below_rounding_from_the_start_is_said_to_be_hidden(notebook: Dataset, theory: Theory) -> None:
    start = np.array([1.0, 0.0]) + 5e-8 * np.array(theory.steep)
    found = measure(train(notebook, TrainConfig(epochs=20, init=(float(start[0]), float(start[1])))))
    assert (found.steep.factor, found.steep.hidden) == (None, "noise")


def test_a_run_without_an_epoch_is_said_to_be_too_short(notebook: Dataset) -> None:
    assert measure(train(notebook, TrainConfig(lr=1e30))).steep.hidden == "short"


def test_along_a_valley_floor_nothing_is_measured_to_move() -> None:
    found = measure(train(ONE_POINT, TrainConfig(lr=0.05, epochs=50, init=(3.0, 3.0))))
    assert found.slow.factor == pytest.approx(1, abs=1e-6)
