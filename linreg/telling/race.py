"""A best rate: which one it is among many, and how much luck it takes to find one as good."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WITHIN = 10.0  # times what the best rate leaves
ARRIVED = 1e-6  # of the removable cost: who leaves no more has arrived, however little the best one leaves


@dataclass(frozen=True)
class Tried:
    """A training at each of many rates, and the best of them.

    rates : rising. cost : at the budget, of each; inf where it diverged. best : the place of the least.
    heights : of each from 0 to 1, for a picture: what is left of the removable cost in decades, a millionth at the
        foot and all of it, or more, at the top; None where it diverged.
    close : how many leave at most WITHIN times what the best one leaves, or have arrived: the fewer, the more luck.
    """

    rates: tuple[float, ...]
    cost: NDArray[np.float64]
    best: int
    close: int
    heights: list[float | None]

    @property
    def lr(self) -> float:
        """The best rate."""
        return self.rates[self.best]


def tried(
    rates: Sequence[float], cost: NDArray[np.float64], diverged: NDArray[np.bool_], start: float, least: float
) -> Tried | None:
    """What trainings at these rates tell; of several that end at the least cost the lowest rate is the best.

    cost : at the end of each. start, least : the cost at the start, and the least there is.
    None if each of them diverges.
    """
    if diverged.all():
        return None
    ends = np.where(diverged, np.inf, cost)
    best = int(ends.argmin())
    left = np.maximum(ends - least, 0.0)
    close = left <= max(WITHIN * float(left[best]), ARRIVED * (start - least))
    share = np.clip(left / (start - least), ARRIVED, 1.0) if start > least else np.full(len(left), ARRIVED)
    heights = 1 - np.log10(share) / np.log10(ARRIVED)
    told = [None if out else round(float(height), 4) for out, height in zip(diverged, heights, strict=True)]
    return Tried(tuple(rates), ends, best, int(close.sum()), told)
