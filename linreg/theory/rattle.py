"""Where gradient descent on absolute errors ends: it never blows up and never rests, it rattles about the minimum.

Near the minimum only the points on the best line can change the side on which they lie; all others pull as they did. So
W and b, counted from the minimum in learning rates, go the same way whatever the rate: how far the cost stays above its
least grows with the rate alone. As the cost there is made of flat faces that meet in the minimum, it is above it by the
gradient times the way from it, whose mean is lr/2 times the mean square of the gradient, since the distance does not
grow any more (N. Shor, "Minimization Methods for Non-Differentiable Functions" (1985), §2.1).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from linreg.points.dataset import Dataset
from linreg.theory.losses import Landscape

PHASES = 300  # places around the minimum from which to start, drawn from as far as the longest step goes either way
SETTLING, COUNTED = 2000, 4000  # updates before and while the mean is taken
ON_THE_LINE = 1e-9  # of the size of y: a point so near lies on the best line


@dataclass(frozen=True)
class Rattle:
    """How far the mean absolute error stays above its least in the long run, in learning rates.

    mean : the median over PHASES places within a step of the minimum, from which a run may begin to rattle.
    low, high : over these places. Some may end in another circle than others, at times one in a hundred; a circle that
        none of these starts has come to may lie outside.
    up_to : the rate from which on points off the best line change sides as well, and no such number holds.
    """

    mean: float
    low: float
    high: float
    up_to: float


@lru_cache(64)
def rattle(data: Dataset) -> Rattle:
    """How gradient descent with all points at once, on their mean absolute error, rattles in the end."""
    W, b = Landscape(data, "l1").minimum
    x, y = data.arrays
    off = W * x + b - y
    on = np.abs(off) <= ON_THE_LINE * (np.abs(y).max() + np.abs(W * x).max())
    columns = np.array([x, np.ones_like(x)])  # (2, n)
    steady = columns @ np.where(on, 0.0, np.sign(off)) / len(x)  # the pull of those off the line
    moving = columns[:, on]

    longest = np.abs(steady) + np.abs(moving).sum(axis=1) / len(x)
    place = np.random.default_rng(0).uniform(-1, 1, (PHASES, 2)) * longest  # from the minimum, in learning rates
    squares, farthest = np.zeros(PHASES), np.zeros(len(x))
    for t in range(SETTLING + COUNTED):
        pull = steady + np.sign(place @ moving) @ moving.T / len(x)
        if t >= SETTLING:
            squares += np.square(pull).sum(axis=1)
            farthest = np.maximum(farthest, np.abs(place @ columns).max(axis=0))
        place -= pull
    found = squares / COUNTED / 2
    crossing = np.where(on, 0.0, farthest) / np.where(on, 1.0, np.abs(off))  # one over the rate at which each crosses
    return Rattle(
        mean=float(np.median(found)),
        low=float(found.min()),
        high=float(found.max()),
        up_to=float(1 / crossing.max()) if crossing.max() > 0 else float("inf"),
    )
