"""What a training can be asked to do, and what is refused with a reason."""

import math
from fractions import Fraction

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train


@pytest.mark.parametrize(
    "lr",
    [0, -0.01, 1e-38, 1e-46, -math.inf, math.nan, math.inf, 1e39, 10**400, "0.01", None, True],
    ids=lambda lr: repr(lr)[:20],
)
def test_a_learning_rate_that_cannot_be_is_refused(lr: float) -> None:
    with pytest.raises(ValueError, match="^lr must be positive, from 1.2e-38 to 3.4e"):
        TrainConfig(lr=lr)


@pytest.mark.parametrize("lr", [1, np.float32(0.25), np.float64(0.1), Fraction(1, 100)], ids=repr)
def test_a_learning_rate_is_kept_as_a_float_whatever_kind_of_number_it_is(lr: float) -> None:
    config = TrainConfig(lr, 5)
    assert type(config.lr) is float and config.lr == float(lr)
    assert train(Dataset.notebook(), config).epochs == 5


@pytest.mark.parametrize("epochs", [0, -1, 12.5, 100.0, math.nan, "10", None, True])
def test_a_number_of_epochs_that_cannot_be_is_refused(epochs: int) -> None:
    with pytest.raises(ValueError, match="^epochs must be a whole number of at least 1, got"):
        TrainConfig(epochs=epochs)


@pytest.mark.parametrize("seed", [-1, 2**64, 2**70, 0.5, None])
def test_a_seed_that_cannot_be_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="^seed must be a whole number"):
        TrainConfig(seed=seed)


@pytest.mark.parametrize(
    "init",
    ["ones", "", "12", None, 3, (1.0,), (1.0, 2.0, 3.0), ("a", "b"), (10**400, 0)],
    ids=lambda init: repr(init)[:20],
)
def test_a_start_of_another_form_is_refused(init: str) -> None:
    with pytest.raises(ValueError, match='^init must be "zeros", "linear" or a pair'):
        TrainConfig(init=init)


@pytest.mark.parametrize("W", [math.nan, math.inf, -math.inf, 1e39])
def test_a_start_beyond_float32_is_refused(W: float) -> None:
    with pytest.raises(ValueError, match="^init must hold two finite numbers within float32"):
        TrainConfig(init=(W, 0.0))


def test_a_pair_of_any_kind_is_a_start() -> None:
    assert TrainConfig(init=np.array([1.0, 2.0])).init == (1.0, 2.0)  # type: ignore[arg-type]


def test_another_cost_than_those_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="^cost must be one of mean, half, sum, l1, huber, smooth_l1, got 'mse'"):
        TrainConfig(cost="mse")


@pytest.mark.parametrize(("cost", "name"), [("huber", "delta"), ("smooth_l1", "beta")])
@pytest.mark.parametrize("value", [0, -1.0, math.nan, math.inf, 1e39, 1e-46, "1", None, True])
def test_a_shape_that_cannot_be_is_refused_by_name(cost: str, name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"^{name} must be from 1.2e-38 to 3.4e.38, got "):
        TrainConfig(cost=cost, **{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("cost", ["mean", "l1", "smooth_l1"])
def test_a_shape_for_another_cost_is_refused(cost: str) -> None:
    with pytest.raises(ValueError, match=f"^delta shapes the cost huber only, got 0.5 with cost {cost}"):
        TrainConfig(cost=cost, delta=0.5)


def test_equal_configs_are_equal_and_hash_alike() -> None:
    assert len({TrainConfig(init=[1, 2]), TrainConfig(init=(1.0, 2.0))}) == 1  # type: ignore[arg-type]
