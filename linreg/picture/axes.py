"""The coordinates in which (W, b) is drawn: W and b themselves, or the directions of the valley."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linreg.theory import Theory
from linreg.theory.losses import Surface
from linreg.theory.surface import Bowl

Array = NDArray[np.float64]
Pair = tuple[float, float]


@dataclass(frozen=True)
class Axes:
    """Drawn coordinates are `matrix · ((W, b) − origin)`; the rows of the matrix are orthonormal."""

    origin: Pair = (0.0, 0.0)
    matrix: tuple[Pair, Pair] = ((1.0, 0.0), (0.0, 1.0))

    @classmethod
    def eigen(cls, theory: Theory) -> "Axes":
        """Along the valley and across it, counted from the minimum."""
        return cls((theory.W, theory.b), (theory.slow, theory.steep))

    def seen(self, W: ArrayLike, b: ArrayLike) -> tuple[Array, Array]:
        """(W, b), two arrays of one shape, in these coordinates."""
        shifted = np.array([np.asarray(W, np.float64) - self.origin[0], np.asarray(b, np.float64) - self.origin[1]])
        first, second = np.tensordot(np.array(self.matrix), shifted, 1)
        return first, second

    def back(self, first: ArrayLike, second: ArrayLike) -> tuple[Array, Array]:
        """(W, b) of places in these coordinates, two arrays of one shape."""
        places = np.array([np.asarray(first, np.float64), np.asarray(second, np.float64)])
        W, b = np.tensordot(np.array(self.matrix).T, places, 1)
        return W + self.origin[0], b + self.origin[1]

    def turned(self, way: Pair) -> Pair:
        """A direction over (W, b) in these coordinates."""
        first, second = np.array(self.matrix) @ way
        return float(first), float(second)

    def bowl(self, bowl: Surface) -> Surface:
        """The same cost as a quadratic of these coordinates; one that is none is drawn over W and b alone."""
        if not isinstance(bowl, Bowl):
            assert self == Axes()
            return bowl
        first, second = self.seen(bowl.W, bowl.b)
        roots = bowl.roots @ np.array(self.matrix).T
        quadratic = roots.T @ roots  # sums of squares: along a long valley, products of the matrices would cancel
        return Bowl(
            float(first),
            float(second),
            bowl.cost,
            float(quadratic[0, 0]),
            float(quadratic[0, 1]),
            float(quadratic[1, 1]),
        )
