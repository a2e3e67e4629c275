"""Level sets of any cost: closed curves around its minimum, found ray by ray, since every cost here is convex."""

import math

import numpy as np

from linreg.theory.losses import Landscape
from linreg.theory.surface import Array, bowl

HALVINGS = 100  # from the reach down to the last digit


def ring(landscape: Landscape, gap: float, reach: float, points: int = 96) -> tuple[Array, Array]:
    """The closed curve (W, b) on which the cost lies `gap` above its least, as a polygon; see `rings`."""
    W, b = rings(landscape, np.array([gap]), reach, points)
    return W[0], b[0]


def rings(landscape: Landscape, gaps: Array, reach: float, points: int = 96) -> Array:
    """The closed curves on which the cost lies so much above its least, as polygons: W and b, (2, gaps, points + 1).

    The rays go out from the minimum, evenly as seen where the bowl of squared errors is round, so that long thin rings
    are smooth as well. One that does not come so high within `reach` is cut off there: a valley without end becomes a
    strip.
    """
    W, b = landscape.minimum
    least = float(landscape.value(W, b))
    rays = _directions(landscape, points)  # (2, points), of length 1
    low, high = np.zeros((len(gaps), points)), np.full((len(gaps), points), reach)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = landscape.value(W + middle * rays[0], b + middle * rays[1]) - least < gaps[:, None]
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    around = np.concatenate([high, high[:, :1]], axis=1) * np.column_stack([rays, rays[:, 0]])[:, None]
    return np.array([W + around[0], b + around[1]])


def _directions(landscape: Landscape, points: int) -> Array:
    """Where the rays go, shape (2, points), each of length 1."""
    turn = 2 * math.pi * np.arange(points) / points
    mu, vectors = np.linalg.eigh(bowl(landscape.data).matrix)
    longest = 1e6  # times as long as wide, at most, is a ring whose rays are to be even
    half_axes = 1 / np.sqrt(np.maximum(mu, mu[-1] / longest**2))
    rays = vectors @ (half_axes[:, None] * np.array([np.cos(turn), np.sin(turn)]))
    return np.asarray(rays / np.hypot(*rays))
