"""A few of many points, to be drawn."""

import numpy as np

from linreg.points.dataset import Dataset

MOST_DRAWN = 1000  # more dots hide each other, and their residuals cost every picture time


def sample(data: Dataset, most: int = MOST_DRAWN) -> Dataset:
    """The points if they are no more than `most`, or so many of them, drawn by chance, the same at every call."""
    if len(data) <= most:
        return data
    drawn = np.sort(np.random.default_rng(0).choice(len(data), most, replace=False))
    x, y = data.arrays
    return Dataset(data.name, x[drawn].tolist(), y[drawn].tolist())
