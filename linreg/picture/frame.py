"""Which part of the world the panels show. It depends on points, cost and start alone, never on what a rate makes of
them: two rates can be compared, and no axis tells how a run will end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linreg.picture.axes import Axes
from linreg.points.dataset import Dataset, Scaling
from linreg.theory.losses import Surface
from linreg.theory.surface import LEAST, Bowl

Array = NDArray[np.float64]
Range = tuple[float, float]
Pair = tuple[float, float]
MARGIN = 0.12  # of the span, on either side
ROUND = 0.2  # rings are whole at least up to this share of the start's distance, as the cost measures distance
LEAN = 2.0  # a valley that lies aslant is shown no longer than leaves this much of the start across it
ABOVE = 1.4  # times the cost gap of the box's corners: there is the rim
LOST = 1e-12  # of the least cost: lower hills are but rounding, as those of absolute errors beside a point far off
FLAT = 1e-13  # an eigenvalue that is so many times smaller is none
SMALLEST = 2.0**-25  # the least that float32 can be off a number that it misses, in parts of the number


@dataclass(frozen=True)
class Frame:
    """The ranges of the four panels, each (low, high) with low < high.

    W, b : of the drawn coordinates, whatever they are. cost : positive, for a log axis.
    rim : how high above the minimum the bowl is shown, a little higher than any start.
    """

    x: Range
    y: Range
    W: Range
    b: Range
    cost: Range
    rim: float

    @property
    def halves(self) -> Pair:
        """Half the sides of the map, along W and along b."""
        return (self.W[1] - self.W[0]) / 2, (self.b[1] - self.b[0]) / 2

    @property
    def diagonal(self) -> float:
        """That of the map."""
        return 2 * float(np.hypot(*self.halves))


def frame(
    data: Dataset, scaling: Scaling, bowl: Surface, starts: Sequence[Pair], axes: Axes, wider: float = 1.0
) -> Frame:
    """The ranges that hold the points, the minimum and every run from these starts that does not grow.

    In the directions of the valley, counted from the minimum, such a run never leaves the box that its start spans,
    mirrored: each epoch multiplies each coordinate by a number between −1 and 1.
    data : the points in their own units; `scaling` makes of them what is trained on.
    bowl : the cost over W and b themselves. starts : (W, b). axes : in which W and b are drawn.
    wider : by how much more than the box is shown: other optimizers than plain descent leave it.
    """
    drawn = axes.bowl(bowl)
    mu, vectors = np.linalg.eigh(drawn.matrix)  # columns: along the valley, across it
    places = np.array(axes.seen(*np.transpose(starts))) - np.array([[drawn.W], [drawn.b]])  # (2, starts)
    box = wider * np.abs(vectors.T @ places).max(axis=1)
    box = _widened(box, mu, vectors[:, 1], max(abs(drawn.W), abs(drawn.b)))
    W, b = np.abs(vectors) @ box
    corners = vectors @ (np.array([[1.0, 1.0, -1.0, -1.0], [1.0, -1.0, 1.0, -1.0]]) * box[:, None])
    rim = ABOVE * float(drawn.gap(drawn.W + corners[0], drawn.b + corners[1]).max())
    rim = max(rim, (0.0 if isinstance(bowl, Bowl) else LOST) * bowl.cost, 1e-300)
    return Frame(
        _around(np.asarray(data.x)),
        _y_range(data, scaling, bowl, starts),
        _around(drawn.W + W * np.array([-1.0, 1.0])),
        _around(drawn.b + b * np.array([-1.0, 1.0])),
        _cost_range(data, bowl, rim),
        rim,
    )


def _widened(box: Array, mu: Array, steep: Array, minimum: float) -> Array:
    """Half the sides of the box, along the valley and across it, such that rings close in it.

    box : of the starts. steep : the unit vector across the valley. minimum : how far from 0 it is.
    """
    along, across = box
    if max(box) <= 1e-6 * minimum or max(box) == 0:
        across = max(0.5, 0.1 * minimum)  # the start is the minimum: a picture of it all the same
    if mu[0] <= FLAT * mu[1]:
        return np.array([max(along, across)] * 2)
    thin = float(np.sqrt(mu[0] / mu[1]))
    slant = max(abs(steep)) / max(min(abs(steep)), 1e-9)
    return np.array([max(along, min(ROUND * across / thin, LEAN * across * slant)), max(across, ROUND * along * thin)])


def _y_range(data: Dataset, scaling: Scaling, bowl: Surface, starts: Sequence[Pair]) -> Range:
    """Around the points, the line at each start and its mirror image in the best line.

    A line that passes far from the points would make them a dot: it is followed one span of the points beyond them,
    its mirror image half a span.
    """
    x, y = np.asarray(data.x), np.asarray(data.y)
    low, high = float(y.min()), float(y.max())
    span = (high - low) or max(1.0, abs(high))
    ends = (np.array([x.min(), x.max()]) - scaling.shift) / scaling.factor
    best = bowl.W * ends + bowl.b
    lines = np.array([W * ends + b for W, b in starts])  # (starts, ends)
    near = np.clip(lines, low - span, high + span)
    mirrored = np.clip(2 * best - lines, low - span / 2, high + span / 2)
    return _around(np.concatenate([near.ravel(), mirrored.ravel(), y]))


def _cost_range(data: Dataset, bowl: Surface, rim: float) -> Range:
    """From below the least cost that float32 can tell from nothing to above the rim, at least a decade."""
    high = bowl.cost + rim
    noise = SMALLEST * max(map(abs, data.y))  # of one residual that is nothing but rounding
    noise = (noise**2 if isinstance(bowl, Bowl) else noise) / len(data)
    low = min(max(bowl.cost, noise, 1e-30), high)
    return (low / 2, high * 2) if high / low > 10 else (low / 4, high * 4)


def _around(values: Array) -> Range:
    """A range with a margin around finite values; one unit wide, or wider for large values, if they coincide."""
    low, high = float(values.min()), float(values.max())
    span = high - low
    if span <= max(1e-6 * max(abs(low), abs(high)), LEAST):
        span = max(1.0, 0.2 * abs(high))
        return low - span / 2, high + span / 2
    return low - MARGIN * span, high + MARGIN * span
