"""Points for the theory: those with a valley floor, and random ones."""

import numpy as np

from linreg import Dataset, TrainConfig
from linreg.theory import curvature

ONE_POINT = Dataset("one point", (2.0,), (3.0,))
EQUAL_X = Dataset("all x equal", (2.0, 2.0, 2.0), (1.0, 2.0, 6.0))
ZERO_X = Dataset("all x zero", (0.0, 0.0), (1.0, 3.0))
FLAT = [ONE_POINT, EQUAL_X, ZERO_X]


def random_data(seed: int) -> Dataset:
    """Two to forty points, narrow or wide, near the origin or off it."""
    draw = np.random.default_rng(seed)
    n = int(draw.integers(2, 41))
    x = draw.normal(3 * draw.normal(), 10 ** draw.uniform(-1, 1), n)
    y = draw.normal() * x + draw.normal(0, 10 ** draw.uniform(-2, 1), n)
    return Dataset("random", x.tolist(), y.tolist())


def extreme_data(seed: int) -> Dataset:
    """Up to 200 points of any size, close together or far from the origin; some share an x, some a y, some are 0."""
    draw = np.random.default_rng(seed)
    n = int(draw.choice([1, 2, 3, 4, 10, 40, 200]))
    size = 10 ** draw.choice([draw.uniform(-30, 17), draw.uniform(-6, 6)])
    away = draw.choice([0.0, draw.normal() * 10 ** draw.uniform(-3, 10)])
    x = size * (away + draw.normal(size=n) * (draw.random() > 0.1))
    height = 10 ** draw.choice([draw.uniform(-30, 17), draw.uniform(-4, 4), draw.uniform(-4, 4)])
    slope = draw.normal() / (np.abs(x).max() or 1.0)
    y = height * (slope * x + 10 ** draw.uniform(-8, 0) * draw.normal(size=n)) * (draw.random() > 0.05)
    return Dataset("extreme", x.tolist(), y.tolist())


def extreme_config(seed: int, data: Dataset) -> TrainConfig:
    """Any start, any cost; mostly a rate near the limit of these points, as far as float32 holds it."""
    draw = np.random.default_rng(10**6 + seed)
    cost = str(draw.choice(["mean", "half", "sum"]))
    lr = curvature(data, cost).limit * 10 ** draw.choice(
        [draw.uniform(-2, 0.1), draw.uniform(-2, 0.1), draw.uniform(-6, 3)]
    )
    far = 10 ** draw.choice([draw.uniform(-3, 3), draw.uniform(-30, 19)])
    pair = (far * float(draw.normal()), far * float(draw.normal()))
    start = ("zeros", "linear", pair)[int(draw.integers(3))]
    epochs = int(draw.choice([1, 3, 30, 120]))
    return TrainConfig(lr=min(max(lr, 1.2e-38), 3e38), epochs=epochs, seed=seed, init=start, cost=cost)
