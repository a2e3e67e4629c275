"""The forecast against numbers worked by hand, descent in float64, and where PyTorch's float32 ends."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, cost, train
from linreg.theory import (
    Forecast,
    Theory,
    curvature,
    forecast,
    measure,
)
from tests.theory.points import FLAT, ZERO_X, random_data


@pytest.fixture(scope="module")
def crawling(notebook: Dataset) -> Forecast:
    return forecast(notebook, TrainConfig(lr=0.01, epochs=1000))


def test_at_001_the_slow_direction_halves_every_288_epochs(crawling: Forecast) -> None:
    assert round(crawling.slow.half_life) == 288


def test_at_001_nine_percent_of_the_slow_direction_are_left(crawling: Forecast) -> None:
    assert round(crawling.slow.left, 2) == 0.09


def test_forecast_has_a_gap_for_every_state(crawling: Forecast) -> None:
    assert len(crawling.gap) == 1001


@pytest.mark.parametrize("kind", ["half", "mean", "sum"])
@pytest.mark.parametrize("seed", range(5))
def test_forecast_cost_is_that_of_descent_in_float64(seed: int, kind: str) -> None:
    data = random_data(seed)
    bowl = curvature(data, kind)
    config = TrainConfig(lr=0.8 * bowl.limit, epochs=40, init=(1.5, -2.0), cost=kind)
    theta, costs = np.array([1.5, -2.0]), []
    for _ in range(41):
        costs.append(float(cost.at(data, *theta, kind)))
        theta = theta - config.lr * cost.hessian(data, kind) @ (theta - cost.optimum(data))
    assert forecast(data, config).cost == pytest.approx(costs, rel=1e-9)


def test_epoch_at_is_the_first_at_or_below_the_fraction(crawling: Forecast) -> None:
    epoch = crawling.epoch_at(1e-3)
    assert epoch == np.argmax(crawling.gap <= 1e-3 * crawling.gap[0])


def test_what_the_first_epoch_reaches_is_reached_at_epoch_one() -> None:
    assert forecast(ZERO_X, TrainConfig(lr=0.4)).epoch_at(0.5) == 1


def test_epoch_at_looks_past_the_end_of_the_run(notebook: Dataset) -> None:
    short, long = (forecast(notebook, TrainConfig(epochs=epochs)) for epochs in (10, 1000))
    assert short.epoch_at(1e-4) == long.epoch_at(1e-4)


def test_epoch_near_is_the_first_so_close_to_the_minimum(notebook: Dataset) -> None:
    run = train(notebook, TrainConfig(lr=0.01, epochs=600))
    distance = np.hypot(run.W - 1, run.b)
    assert forecast(notebook, run.config).epoch_near(0.3) == np.argmax(distance <= 0.3)


def test_a_cost_that_first_falls_and_then_grows_reaches_what_it_passes(notebook: Dataset, theory: Theory) -> None:
    start = np.array([1.0, 0.0]) + 3 * np.array(theory.slow) + 1e-3 * np.array(theory.steep)
    config = TrainConfig(lr=1.02 * theory.limit, init=(float(start[0]), float(start[1])))
    curve = forecast(notebook, config)
    assert curve.epoch_at(0.1) == np.argmax(curve.gap <= 0.1 * curve.gap[0]) > 0


def test_a_cost_that_only_grows_reaches_no_fraction(notebook: Dataset) -> None:
    assert forecast(notebook, TrainConfig(lr=0.5)).epoch_at(0.5) is None


def test_a_start_at_the_minimum_has_arrived(notebook: Dataset) -> None:
    assert forecast(notebook, TrainConfig(init=(1.0, 0.0))).epoch_at(1e-9) == 0


def test_a_start_on_one_eigenvector_has_nothing_along_the_other(theory: Theory) -> None:
    data = Dataset("across", (-1.0, 1.0, 0.0), (2.0, -2.0, 0.0))  # mean x is 0, so W is one direction, b the other
    assert sorted(abs(part) for part in curvature(data).coordinates(0.0, 0.0)) == [0, 2]


def test_at_one_over_the_eigenvalue_a_direction_is_gone_at_once() -> None:
    steep = forecast(ZERO_X, TrainConfig(lr=0.5)).steep
    assert (steep.factor, steep.half_life, steep.left) == (0, 0, 0)


def test_at_the_limit_nothing_shrinks_or_grows() -> None:
    steep = forecast(ZERO_X, TrainConfig(lr=1.0)).steep
    assert (steep.factor, steep.half_life, steep.doubling) == (-1, math.inf, math.inf)


def test_beyond_the_limit_the_doubling_time_by_hand() -> None:
    assert forecast(ZERO_X, TrainConfig(lr=1.5)).steep.doubling == 1  # 1 - 1.5·2 = -2


def test_a_tiny_rate_has_its_half_life_although_the_factor_rounds_to_one() -> None:
    steep = forecast(ZERO_X, TrainConfig(lr=1e-30)).steep
    assert steep.half_life == pytest.approx(math.log(2) / 2e-30)


@pytest.mark.parametrize("lr", [1e-30, 1e30])
@pytest.mark.parametrize("data", [*FLAT, Dataset.notebook()], ids=lambda data: data.name)
def test_forecast_curve_is_finite_at_any_rate(data: Dataset, lr: float) -> None:
    assert np.isfinite(forecast(data, TrainConfig(lr=lr)).cost).all()


def test_nothing_overflows_below_the_limit(crawling: Forecast) -> None:
    assert crawling.last_finite is None


@pytest.mark.parametrize("kind", ["half", "mean", "sum"])
@pytest.mark.parametrize("over", [1.05, 1.5, 2.8, 1e3, 1e30])
def test_last_finite_epoch_is_that_of_the_run(over: float, kind: str) -> None:
    data = Dataset.line(n=20, W=2, b=1, noise=0.5, seed=7)
    config = TrainConfig(lr=over * curvature(data, kind).limit, init="linear", cost=kind)
    run = train(data, config)
    assert run.diverged and forecast(data, config).last_finite == pytest.approx(run.epochs, abs=1)


def test_no_epoch_is_forecast_where_rounding_alone_starts_the_growth(notebook: Dataset) -> None:
    assert forecast(notebook, TrainConfig(lr=0.5, init=(1.0, 1e-9))).last_finite is None


def test_where_the_run_ends_before_the_overflow_the_forecast_tells_it_still(notebook: Dataset) -> None:
    after = train(notebook, TrainConfig(lr=0.19))
    before = forecast(notebook, TrainConfig(lr=0.19, epochs=100))
    assert (before.epochs, before.last_finite) == (100, pytest.approx(after.epochs, abs=1))


def refuses(what: Callable[[Dataset, TrainConfig], object], data: Dataset, config: TrainConfig) -> bool:
    try:
        what(data, config)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize("kind", ["half", "mean", "sum"])
@pytest.mark.parametrize("n", [1, 3, 20])
def test_at_the_rim_of_float32_the_very_starts_are_refused_that_train_refuses(n: int, kind: str) -> None:
    """The last start that fits, told to the last digit: there rounding decides."""
    data = Dataset.line(n, 2.0, -1.0, 1.0, seed=n)
    rim = math.sqrt(float(np.finfo(np.float32).max) / n)
    answers = set()
    for step in range(-12, 13):
        config = TrainConfig(init=(0.0, rim * (1 + step * 4e-8)), epochs=1, cost=kind)
        refused = refuses(train, data, config)
        assert refuses(forecast, data, config) == refused
        answers.add(refused)
    assert answers == {True, False}


def test_a_gradient_that_overflows_while_it_is_added_up_is_refused_as_train_refuses_it() -> None:
    data = Dataset("balanced", (1e21, -1e21, 1e21, -1e21), (1e18, 1e18, -1e18, -1e18))
    for start in (0.0, 0.5, 1.0):
        config = TrainConfig(init=(0.0, start * 1e18), epochs=1, cost="sum")
        assert refuses(forecast, data, config) == refuses(train, data, config)


def test_a_start_beyond_float32_is_refused_as_train_refuses_it(notebook: Dataset) -> None:
    with pytest.raises(ValueError, match="the cost at the start W = .* exceeds float32"):
        forecast(notebook, TrainConfig(init=(1e30, 0.0)))


OTHERS = [TrainConfig(optimizer="Adam"), TrainConfig(options={"momentum": 0.9}), TrainConfig(cost="l1")]


@pytest.mark.parametrize("config", OTHERS, ids=["Adam", "momentum", "l1"])
def test_of_what_has_no_such_theory_nothing_is_claimed(config: TrainConfig) -> None:
    notebook = Dataset.notebook()
    with pytest.raises(ValueError, match="^the forecast is that of plain gradient descent on squared errors, not of"):
        forecast(notebook, config)
    with pytest.raises(ValueError, match="^one factor per epoch is that of plain gradient descent on a bowl, not of"):
        measure(train(notebook, config))
