"""The curvature of the cost of some points: the shape of the bowl, and the learning rates that follow. In float64.

The cost is a quadratic bowl, so in the coordinates along its two eigenvectors, counted from the minimum, every epoch
multiplies each coordinate by one number, `1 − lr·λ`. All that happens follows from these two factors.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linreg.points.dataset import Dataset, Scaling
from linreg.theory import surface
from linreg.training.config import LARGEST, Impossible
from linreg.training.costs import COSTS, factor

Array = NDArray[np.float64]

EPS32 = float(np.finfo(np.float32).eps)
EPS64 = float(np.finfo(np.float64).eps)


@dataclass(frozen=True)
class Theory:
    """The bowl of one data set: its minimum, its curvature, and the learning rates that follow.

    slow, steep : unit eigenvectors (W, b) of the Hessian for lam_min and lam_max, at right angles; of each, the first
        component that is not 0 is positive.
    A valley floor (`flat`: one point, or all x equal) has lam_min 0: along it the cost does not change, nothing moves,
    and what is left there is no error.
    """

    kind: str  # of the cost: "mean", "half" or "sum"
    n: int  # points
    W: float  # at the minimum; on a valley floor at the one of least norm
    b: float
    cost: float  # the least there is
    lam_min: float
    lam_max: float
    slow: tuple[float, float]
    steep: tuple[float, float]

    @property
    def flat(self) -> bool:
        """Whether there is a valley floor of equally good lines instead of one minimum."""
        return self.lam_min == 0

    @property
    def kappa(self) -> float:
        """The condition number λmax / λmin: how much longer than wide the valley is, squared. inf for a floor."""
        return math.inf if self.flat else self.lam_max / self.lam_min

    @property
    def round(self) -> bool:
        """Whether the bowl is round (standardised x), as far as float64 can tell: then it has no valley."""
        return self.lam_max - self.lam_min <= 64 * EPS64 * self.lam_max

    @property
    def no_overshoot(self) -> float:
        """The largest rate at which no direction swings past the minimum: 1/λmax."""
        return 1 / self.lam_max

    @property
    def fastest(self) -> float:
        """The rate that is fastest in the long run, 2/(λmin + λmax): its worst factor is the smallest.

        (Nesterov 2004, §2.1.5.) There both directions shrink alike, by (κ − 1)/(κ + 1). From one start another
        rate may arrive in fewer epochs, see `fastest_from`. With a floor only one direction moves at all, and
        1/λmax brings it to the minimum in a single epoch.
        """
        return self.no_overshoot if self.flat else 2 / (self.lam_min + self.lam_max)

    @property
    def limit(self) -> float:
        """The rate above which the steep direction grows: 2/λmax. Exactly there it swings for ever."""
        return 2 / self.lam_max

    def at_limit(self, lr: float) -> bool:
        """Whether a rate is the limit itself, as far as float64 can tell."""
        return abs(lr - self.limit) <= 4 * EPS64 * self.limit

    @property
    def matrix(self) -> Array:
        """What turns (W, b) − minimum into eigen-coordinates (slow, steep), shape (2, 2): the eigenvectors as rows."""
        return np.array([self.slow, self.steep])

    def coordinates(self, W: ArrayLike, b: ArrayLike) -> Array:
        """(W, b) counted from the minimum along the slow and the steep eigenvector, shape (2, …)."""
        from_minimum = np.array([np.asarray(W, np.float64) - self.W, np.asarray(b, np.float64) - self.b])
        return np.asarray(np.tensordot(self.matrix, from_minimum, 1))

    def gap(self, slow: ArrayLike, steep: ArrayLike) -> Array:
        """How far the cost at these eigen-coordinates lies above the minimum."""
        return np.asarray((self.lam_min * np.square(slow) + self.lam_max * np.square(steep)) / 2)


def curvature(data: Dataset, kind: str = "mean") -> Theory:
    """The minimum and the curvature of the cost of these points.

    The Hessian of the mean cost is 2·[[mean x², mean x], [mean x, 1]]. λmin is taken from its determinant, 4·var(x),
    and the variance from centred x: that stays exact where `eigh` loses digits (κ of a million and more). x that differ
    by no more than float64 rounds count as equal.
    Raises Impossible if an x is beyond float32, in which the training computes.
    """
    x, _ = data.arrays
    if not np.abs(x).max() <= LARGEST:
        x_largest = max(data.x, key=abs)
        raise Impossible(f"x must lie within float32, got {x_largest}", "points", x=x_largest)
    square, mean = (float(value) for value in surface.hessian(data)[0] / 2)
    variance = float(np.square(x - x.mean()).mean())
    flat = variance == 0 or bool(x.max() - x.min() <= 4 * EPS64 * np.abs(x).max())
    W, b = surface.optimum(Dataset(data.name, (mean,) * len(data), data.y) if flat else data)

    # Half the Hessian is (square + 1)/2 times the identity plus [[lean, mean], [mean, -lean]], with eigenvalues ±turn.
    lean = (square - 1) / 2
    turn = math.hypot(lean, mean)
    largest = (square + 1) / 2 + turn
    if turn <= 64 * EPS64 * largest:
        steep = (1.0, 0.0)  # a round bowl (standardised x) has no directions of its own; rounding must not choose one
    else:
        W_part, b_part = (lean + turn, mean) if lean >= 0 else (mean, turn - lean)  # the form that cancels nothing
        length = math.hypot(W_part, b_part)
        steep = _first_positive(W_part / length, b_part / length)
    tall = 2 * factor(kind, len(data))
    return Theory(
        kind=kind,
        n=len(data),
        W=W,
        b=b,
        cost=float(surface.at(data, W, b, kind)),
        lam_min=0.0 if flat else tall * variance / largest,
        lam_max=tall * largest,
        slow=_first_positive(-steep[1], steep[0]),
        steep=steep,
    )


def nearest_bowl(data: Dataset, kind: str) -> Theory:
    """The bowl of this kind of cost; of one that is none, that of the mean squared error of the same points."""
    return curvature(data, kind if kind in COSTS else "mean")


def to_original(W: float, b: float, scaling: Scaling) -> tuple[float, float]:
    """Slope and intercept over the original x of a line fitted to `(x − shift) / factor`."""
    return W / scaling.factor, b - W * scaling.shift / scaling.factor


def _first_positive(W: float, b: float) -> tuple[float, float]:
    """The vector or its opposite, such that the first component that is not 0 is positive."""
    sign = -1.0 if W < 0 or (W == 0 and b < 0) else 1.0
    return sign * W + 0.0, sign * b + 0.0  # + 0.0 turns -0.0 into 0.0


def reach(theory: Theory) -> Array:
    """How large the numbers are that add up to the minimum's place along (slow, steep), so what to count eps of."""
    return np.abs(theory.matrix) @ np.abs([theory.W, theory.b])
