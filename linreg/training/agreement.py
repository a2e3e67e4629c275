"""Whether this machine's lanes round as its loop does: a short comparison, bit by bit, when the server starts."""

import numpy as np

from linreg.points.dataset import Dataset
from linreg.training.config import TrainConfig
from linreg.training.costs import COSTS
from linreg.training.lanes import Lanes
from linreg.training.loop import train

SIZES = (1, 2, 3, 5, 8, 20, 33, 200, 1000)  # below, at and beyond what a processor adds side by side
RATES = (0.003, 0.02, 0.09, 0.7)  # the last diverges
EPOCHS = 12


def agree() -> bool:
    """Whether lanes give `train`'s bits for points of several sizes, every kind of cost, diverging rates among them."""
    return all(_agrees(n, cost) for n in SIZES for cost in COSTS)


def _agrees(n: int, cost: str) -> bool:
    """The first of the lanes against the loop, state by state, up to where the loop ends. Its rate goes round RATES."""
    data = Dataset.line(n, 2.0, -1.0, 1.0, seed=n)
    turn = n % len(RATES)
    rates = RATES[turn:] + RATES[:turn]
    configs = [TrainConfig(lr=lr, epochs=EPOCHS, init="linear", seed=n, cost=cost) for lr in rates]
    run = train(data, configs[0])
    lane = Lanes([(data, config) for config in configs]).descend(len(run.W))[:, 0]  # (5, states)
    return np.array_equal(lane, np.array([run.W, run.b, run.cost, run.grad_W, run.grad_b]))
