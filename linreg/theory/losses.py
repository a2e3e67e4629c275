"""The cost over (W, b) for every kind of it, exactly, in float64: its value, its slope and its least place.

Squared errors make a bowl, see `surface`. The others are convex and no bowl: "l1" is made of flat faces, and "huber"
and "smooth_l1" are a bowl where all residuals are small and flatter outside. Each is the mean, or for "sum" the sum, of
a function of the residual.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from linreg.points.dataset import Dataset
from linreg.theory import least, surface
from linreg.theory.surface import Array
from linreg.training.config import TrainConfig
from linreg.training.costs import COSTS, factor


@dataclass(frozen=True)
class Landscape:
    """The cost of some points: any height of it, the slope there, and where it is least.

    delta, beta : the shape of "huber" and of "smooth_l1", as `TrainConfig` has them.
    """

    data: Dataset
    kind: str
    delta: float = 1.0
    beta: float = 1.0

    def value(self, W: ArrayLike, b: ArrayLike) -> Array:
        """The cost at (W, b), of any shapes that broadcast together."""
        return np.asarray(self._height * self._of_residual(self._residuals(W, b)).mean(axis=-1))

    def gradient(self, W: ArrayLike, b: ArrayLike) -> Array:
        """The slope (by W, by b) at (W, b), shape (2, …). Where "l1" has an edge, that of torch: no pull from there."""
        pull = self._height * self._slope(self._residuals(W, b)) / len(self.data)
        return np.array([pull @ self.data.arrays[0], pull.sum(axis=-1)])

    @property
    def quadratic(self) -> bool:
        """Whether it is a bowl, so that all of `curvature` holds for it."""
        return self.kind in COSTS

    @cached_property
    def minimum(self) -> tuple[float, float]:
        """The (W, b) of least cost, to the rounding of float64; where there are many, one of them.

        For "l1" a line through two of the points. If all x are equal, the one of least W² + b².
        """
        if self.quadratic:
            return surface.optimum(self.data)
        if self.kind == "l1":
            return least.absolute(self.data)
        return least.huber(self.data, self.delta if self.kind == "huber" else self.beta)

    @property
    def W(self) -> float:
        """That of the minimum."""
        return self.minimum[0]

    @property
    def b(self) -> float:
        """That of the minimum."""
        return self.minimum[1]

    @cached_property
    def cost(self) -> float:
        """The least there is."""
        return float(self.value(*self.minimum))

    def gap(self, W: ArrayLike, b: ArrayLike) -> Array:
        """How far the cost at (W, b) lies above the minimum. Never negative; any shapes that broadcast."""
        return np.maximum(self.value(W, b) - self.cost, 0.0)

    @property
    def matrix(self) -> Array:
        """Of the bowl that squared errors make of these points: all costs are long and short in the same directions."""
        return surface.bowl(self.data).matrix

    @cached_property
    def limit(self) -> float:
        """The rate above which plain gradient descent cannot rest at the minimum, however near it comes.

        For squared errors it then blows up; for "huber" and "smooth_l1", whose pull has a limit, it rattles. "l1" has
        0: it rattles at any rate, see `rattle`. inf if the cost is flat around the minimum.
        """
        if self.kind == "l1":
            return 0.0
        W, b = self.minimum
        x, _ = self.data.arrays
        inside = np.ones(len(x)) if self.quadratic else np.abs(self._residuals(W, b)) < self._shape
        bend = {"squares": 2 * self._height, "huber": 1.0, "smooth_l1": 1 / self._shape}[self._family] * inside
        lean = (bend * x).mean()
        steep = float(np.linalg.eigvalsh([[(bend * x * x).mean(), lean], [lean, bend.mean()]])[-1])
        return 2 / steep if steep > 0 else math.inf

    @property
    def _height(self) -> float:
        return factor(self.kind, len(self.data)) if self.quadratic else 1.0

    def _residuals(self, W: ArrayLike, b: ArrayLike) -> Array:
        """What each prediction is off by, shape (…, n)."""
        x, y = self.data.arrays
        return np.asarray(np.asarray(W, np.float64)[..., None] * x + np.asarray(b, np.float64)[..., None] - y)

    def _of_residual(self, r: Array) -> Array:
        return _VALUES[self._family](r, self._shape)

    def _slope(self, r: Array) -> Array:
        return _SLOPES[self._family](r, self._shape)

    @property
    def _family(self) -> str:
        return "squares" if self.quadratic else self.kind

    @property
    def _shape(self) -> float:
        return self.beta if self.kind == "smooth_l1" else self.delta


Surface = surface.Bowl | Landscape  # a bowl as a quadratic, or whatever else


def landscape(data: Dataset, config: TrainConfig) -> Landscape:
    """The surface on which this training moves."""
    return Landscape(data, *config.loss)


# of each family, the function of a residual whose mean is the cost, and its derivative
_VALUES: dict[str, Callable[[Array, float], Array]] = {
    "squares": lambda r, shape: r * r,
    "l1": lambda r, shape: np.abs(r),
    "huber": lambda r, shape: shape * least.softened(r, shape),
    "smooth_l1": least.softened,
}
_SLOPES: dict[str, Callable[[Array, float], Array]] = {
    "squares": lambda r, shape: 2 * r,
    "l1": lambda r, shape: np.sign(r),
    "huber": lambda r, shape: np.clip(r, -shape, shape),
    "smooth_l1": lambda r, shape: np.clip(r / shape, -1.0, 1.0),
}
