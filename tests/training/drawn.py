"""Trainings of any kind, drawn from a seed, and whether two runs are one."""

import numpy as np

from linreg import Dataset, Run, TrainConfig
from tests.training.histories import COLUMNS

COSTS = ("mean", "half", "sum")


def same(one: Run, other: Run) -> bool:
    """Whether two runs agree to the last bit of every column, and in how they end."""
    columns = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in COLUMNS)
    return columns and (one.diverged, one.data, one.config) == (other.diverged, other.data, other.config)


def random_config(seed: int, epochs: int = 40) -> TrainConfig:
    """Rates from crawling to diverging at once, any start, any cost, up to so many epochs."""
    draw = np.random.default_rng(seed)
    start = ("zeros", "linear", tuple(10 ** draw.uniform(-3, 6) * draw.normal(size=2)))[int(draw.integers(3))]
    return TrainConfig(
        lr=float(10 ** draw.uniform(-6, 2)),
        epochs=int(draw.integers(1, epochs + 1)),
        seed=seed,
        init=start,
        cost=COSTS[int(draw.integers(3))],
    )


def random_data(seed: int, n: int) -> Dataset:
    """So many points of any slope, near the origin or off it."""
    draw = np.random.default_rng(seed)
    x = draw.normal(3 * draw.normal(), 10 ** draw.uniform(-2, 2), n)
    return Dataset("random", x.tolist(), (draw.normal() * x + draw.normal(size=n)).tolist())
