"""Whether this machine's lanes round as its loop does: a short comparison, bit by bit, before they first serve."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from linreg.points.dataset import Dataset
from linreg.training.config import TrainConfig
from linreg.training.costs import SHAPES
from linreg.training.lanes import Lanes
from linreg.training.loop import train
from linreg.training.optimizers import OPTIMIZERS
from linreg.training.parameters import Value

SIZES = (1, 2, 3, 5, 8, 20, 33, 200, 1000)  # below, at and beyond what a processor adds side by side
RATES = (0.003, 0.02, 0.09, 0.7)  # the last diverges, with plain gradient descent
EPOCHS = 12
ODD = 0.3  # the shape of a cost that has one: float32 does not hold it


def agree(optimizer: str, cost: str) -> bool:
    """Whether lanes give `train`'s bits with this optimizer, plain and with all it can do, on few and many points."""
    full = OPTIMIZERS[optimizer].full
    return all(_agrees(n, cost, optimizer, options) for options in ({}, full) for n in SIZES)


def _agrees(n: int, cost: str, optimizer: str, options: Mapping[str, Value]) -> bool:
    """The first of the lanes against the loop, state by state, up to where the loop ends. Its rate goes round RATES."""
    data = Dataset.line(n, 2.0, -1.0, 1.0, seed=n)
    turn = n % len(RATES)
    rates = RATES[turn:] + RATES[:turn]
    shape: dict[str, Any] = {name: ODD for name in [SHAPES.get(cost)] if name}
    configs = [
        TrainConfig(lr, EPOCHS, n, init="linear", cost=cost, optimizer=optimizer, options=options, **shape)
        for lr in rates
    ]
    run = train(data, configs[0])
    lane = Lanes([(data, config) for config in configs]).descend(len(run.W))[:5, 0]  # (5, states)
    return np.array_equal(lane, np.array([run.W, run.b, run.cost, run.grad_W, run.grad_b]))
