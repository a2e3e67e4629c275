"""Level sets of any cost: closed curves around its minimum, found ray by ray, since every cost here is convex."""

import math
from functools import lru_cache

import numpy as np

from linreg.theory.losses import Landscape
from linreg.theory.surface import Array

HALVINGS = 100  # from the reach down to the last digit


@lru_cache(64)
def rings(landscape: Landscape, gaps: tuple[float, ...], reach: float, points: int = 96) -> Array:
    """The closed curves on which the cost lies so much above its least, as polygons: W and b, (2, gaps, points + 1).

    The rays go out from the minimum, evenly as seen where the bowl of squared errors is round, so that long thin rings
    are smooth as well. One that does not come so high within `reach` is cut off there: a valley without end becomes a
    strip.
    """
    W, b = landscape.minimum
    rays = _directions(landscape, points)  # (2, points), of length 1
    low, high = np.zeros((len(gaps), points)), np.full((len(gaps), points), reach)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        heights = landscape.value(W + middle * rays[0], b + middle * rays[1]) - landscape.cost
        below = heights < np.array(gaps)[:, None]
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    around = np.concatenate([high, high[:, :1]], axis=1) * np.column_stack([rays, rays[:, 0]])[:, None]
    found = np.array([W + around[0], b + around[1]])
    found.setflags(write=False)  # shared by all who ask
    return found


def _directions(landscape: Landscape, points: int) -> Array:
    """Where the rays go, shape (2, points), each of length 1."""
    turn = 2 * math.pi * np.arange(points) / points
    mu, vectors = np.linalg.eigh(landscape.matrix)
    longest = 1e6  # times as long as wide, at most, is a ring whose rays are to be even
    half_axes = 1 / np.sqrt(np.maximum(mu, mu[-1] / longest**2))
    rays = vectors @ (half_axes[:, None] * np.array([np.cos(turn), np.sin(turn)]))
    return np.asarray(rays / np.hypot(*rays))
