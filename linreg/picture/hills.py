"""The surface of a cost that is no bowl: absolute errors and their kin, drawn ring by ring around the minimum."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linreg.theory.losses import Landscape
from linreg.theory.rings import rings
from linreg.theory.surface import Bowl, bowl

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Hills(Bowl):
    """Such a surface. As a Bowl it has the minimum, and the curvature that squared errors would have there: by that its
    frame is found, since all of them are long and short in the same directions. Its heights are its own.
    """

    landscape: Landscape

    @classmethod
    def of(cls, landscape: Landscape) -> "Hills":
        """The surface of this cost."""
        squares = bowl(landscape.data)
        W, b = landscape.minimum
        least = float(landscape.value(W, b))
        return cls(W, b, least, squares.WW, squares.Wb, squares.bb, landscape)

    def gap(self, W: ArrayLike, b: ArrayLike) -> Array:
        return np.maximum(self.landscape.value(W, b) - self.cost, 0.0)

    def rings(self, gaps: tuple[float, ...], reach: float, points: int) -> Array:
        """The level sets at these gaps as closed polygons, shape (2, gaps, points + 1), cut off at `reach`."""
        return _rings(self.landscape, gaps, reach, points)


@lru_cache(64)
def _rings(landscape: Landscape, gaps: tuple[float, ...], reach: float, points: int) -> Array:
    found = rings(landscape, np.array(gaps), reach, points)
    found.setflags(write=False)  # shared between visitors
    return found
