"""Which part of the world the panels show: ranges taken from the whole run, fixed while it plays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linreg.picture.axes import Axes
from linreg.points.dataset import Dataset
from linreg.theory.surface import Bowl
from linreg.training.run import Run

Array = NDArray[np.float64]
Range = tuple[float, float]
MARGIN = 0.12  # of the span, on either side
SWINGS = 2.5  # a growing path is shown until it is so many times as far from the minimum as it started
FIRST = 6.0  # or until its first swing ends, if that goes no further than this


@dataclass(frozen=True)
class Frame:
    """The ranges of the four panels, each (low, high) with low < high.

    W, b : of the drawn coordinates, whatever they are. cost : positive, for a log axis.
    """

    x: Range
    y: Range
    W: Range
    b: Range
    cost: Range


def frame(run: Run, data: Dataset, bowl: Bowl, axes: Axes) -> Frame:
    """The ranges that hold the points, the start, the path and the minimum.

    A growing path would make everything else a dot: it is shown leaving the picture instead.
    data : the points in their own units. bowl, axes : of the drawn coordinates.
    """
    path = np.array(axes.seen(run.W, run.b))  # (2, states)
    minimum = np.array([[bowl.W], [bowl.b]])
    if run.cost[-1] > run.cost[0]:
        path = _first_swings(path[:, :2] - minimum, bowl) + minimum
    W, b = np.hstack([path, minimum])
    return Frame(_around(np.asarray(data.x)), _y_range(run), _around(W), _around(b), _cost_range(run))


def _first_swings(first: Array, bowl: Bowl) -> Array:
    """Two opposite corners, shape (2, 2), of a picture wide enough for the first two states, and swings beyond.

    first : the first states, shape (2, up to 2), counted from the minimum. The path of a diverging run swings along
    the steep eigenvector, so that part of the start's distance is stretched, but not so far that nothing is left to
    see of the bowl.
    """
    _, vectors = np.linalg.eigh(bowl.matrix)  # columns: along the valley, across it
    along, across = abs(vectors.T @ first)
    swing = 1.15 * across[-1] / across[0] if across[0] > 0 else 0.0
    swings = swing if SWINGS < swing < FIRST else SWINGS
    reach = abs(vectors[:, 0]) * along[0] + abs(vectors[:, 1]) * across[0] * swings
    return np.asarray(reach[:, None] * np.array([-1.0, 1.0]))


def _y_range(run: Run) -> Range:
    """Around the points, and as far as one span of them beyond, if the line passes there."""
    x, y = np.asarray(run.data.x), np.asarray(run.data.y)
    low, high = float(y.min()), float(y.max())
    span = (high - low) or max(1.0, abs(high))
    ends = np.array([run.W * x.min() + run.b, run.W * x.max() + run.b])
    return _around(np.clip(np.append(ends, y), low - span, high + span))


def _around(values: Array) -> Range:
    """A range with a margin around finite values; one unit wide, or wider for large values, if they coincide."""
    low, high = float(values.min()), float(values.max())
    span = high - low
    if span <= 1e-6 * max(abs(low), abs(high)):
        span = max(1.0, 0.2 * abs(high))
        return low - span / 2, high + span / 2
    return low - MARGIN * span, high + MARGIN * span


def _cost_range(run: Run) -> Range:
    """From the lowest cost above nothing to the highest, at least a decade; of a growing run the first six decades."""
    shown = run.cost
    if shown[-1] > shown[0]:
        shown = shown[shown <= 1e6 * max(shown[0], 1e-12)]
    positive = shown[shown > 0]
    if not positive.size:
        return 1e-12, 1.0
    low, high = float(positive.min()), float(positive.max())
    low = max(low, high * 1e-14)
    return (low / 2, high * 2) if high / low > 10 else (low / 4, high * 4)
