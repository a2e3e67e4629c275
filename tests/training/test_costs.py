"""Every kind of cost: `train` gives torch's bits."""

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.training.costs import KINDS, SHAPES
from tests.training import choices
from tests.training.alone import Alone

NOTEBOOK = Dataset.notebook()


@pytest.mark.parametrize("cost", KINDS)
@pytest.mark.parametrize("optimizer", ["SGD", "Adam", "LBFGS"])
def test_train_gives_torchs_bits(cost: str, optimizer: str) -> None:
    for seed in range(8):
        shape = (
            {} if SHAPES.get(cost) is None else {SHAPES[cost]: float(10 ** np.random.default_rng(seed).uniform(-3, 2))}
        )
        config = choices.config(optimizer, seed, cost=cost, **shape)
        data = choices.data(seed, 1 + seed)
        assert Alone(data, config).gives(train(data, config))


def test_l1_pulls_with_one_force_whatever_the_residual() -> None:
    run = train(NOTEBOOK, TrainConfig(epochs=3, cost="l1"))
    assert (run.cost[0], run.grad_W[0], run.grad_b[0]) == pytest.approx((2.0, -2.0, -1.0))  # mean |y|, −mean x, −1


def test_huber_is_half_the_square_within_delta_and_a_line_beyond() -> None:
    run = train(NOTEBOOK, TrainConfig(epochs=1, cost="huber", delta=2.0))
    # residuals −1, −2, −3: 1/2, 2, 2 · (3 − 1); they pull with −1, −2, −2
    assert (run.cost[0], run.grad_W[0], run.grad_b[0]) == pytest.approx((6.5 / 3, -(1 + 4 + 6) / 3, -5 / 3))


def test_smooth_l1_is_huber_divided_by_its_shape() -> None:
    smooth = train(NOTEBOOK, TrainConfig(lr=0.02, epochs=50, cost="smooth_l1", beta=0.5))
    huber = train(NOTEBOOK, TrainConfig(lr=0.04, epochs=50, cost="huber", delta=0.5))
    assert smooth.W == pytest.approx(huber.W, abs=1e-6)
    assert smooth.cost == pytest.approx(2 * huber.cost, abs=1e-6)
