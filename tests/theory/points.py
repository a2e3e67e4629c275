"""Points for the theory: those with a valley floor, and random ones."""

import numpy as np

from linreg import Dataset

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
