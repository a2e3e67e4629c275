"""Which part of the world the panels show: ranges taken from the whole run, fixed while it plays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linreg.cost import Bowl
from linreg.train import Run

Range = tuple[float, float]
MARGIN = 0.12  # of the span, on either side
SWINGS = 2.5  # a diverging path is shown until it is so many times as far from the minimum as it started


@dataclass(frozen=True)
class Frame:
    """The ranges of the four panels, each (low, high) with low < high; `cost` is positive, for a log axis."""

    x: Range
    y: Range
    W: Range
    b: Range
    cost: Range


def frame(run: Run, bowl: Bowl) -> Frame:
    """The ranges that hold the points, the start, the path and the minimum.

    A diverging path would make everything else a dot: it is shown leaving the picture instead.
    """
    W, b = run.W, run.b
    if run.cost[-1] > run.cost[0]:
        W, b = _first_swings(run, bowl)
    x = np.asarray(run.data.x)
    W_range, b_range = _around(np.append(W, bowl.W)), _around(np.append(b, bowl.b))
    return Frame(_around(x), _around(np.asarray(run.data.y)), W_range, b_range, _cost_range(run, bowl))


def _first_swings(run: Run, bowl: Bowl) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The corners (W, b) of a picture wide enough for the start and its reflections across the valley, SWINGS times grown.

    The path of a diverging run swings along the steep eigenvector, so that part of the start's distance is stretched.
    """
    _, vectors = np.linalg.eigh(bowl.matrix)  # columns: along the valley, across it
    along, across = vectors.T @ (run.W[0] - bowl.W, run.b[0] - bowl.b)
    reach = abs(vectors[:, 0] * along) + SWINGS * abs(vectors[:, 1] * across)
    corners = np.array([bowl.W, bowl.b])[:, None] + reach[:, None] * (-1, 1)
    return corners[0], corners[1]


def _around(values: NDArray[np.float64]) -> Range:
    """A range with a margin around finite values; one unit wide, or wider for large values, if they coincide."""
    low, high = float(values.min()), float(values.max())
    span = high - low
    if span <= 1e-6 * max(abs(low), abs(high)):
        span = max(1.0, 0.2 * abs(high))
        return low - span / 2, high + span / 2
    return low - MARGIN * span, high + MARGIN * span


def _cost_range(run: Run, bowl: Bowl) -> Range:
    """From the lowest cost that is more than nothing to the highest, at least one decade, a diverging run's first swings."""
    shown = run.cost
    if run.diverged or shown[-1] > shown[0]:
        shown = shown[shown <= 1e6 * max(shown[0], 1e-12)]
    positive = shown[shown > 0]
    if not positive.size:
        return 1e-12, 1.0
    low, high = float(positive.min()), float(positive.max())
    low = max(low, high * 1e-14)
    return (low / 2, high * 2) if high / low > 10 else (low / 4, high * 4)
