"""The cost over (W, b), exactly, in float64: its minimum, its curvature, a grid of it and its level sets.

The cost is `mean((Wx + b − y)²)`, without ½. Where a `kind` can be given, "half" is ½ of that and "sum" n times it:
the same bowl, taller or flatter.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linreg.points.dataset import Dataset
from linreg.training.costs import factor

Array = NDArray[np.float64]
LEAST = 2.0**-149  # above 0, of what float32 holds


def optimum(data: Dataset) -> tuple[float, float]:
    """The (W, b) of least cost (the normal equations, centred for accuracy).

    Points that all share one x leave a valley floor of equally good lines; then the minimum of least W² + b².
    """
    x, y = data.arrays
    x_mean, y_mean = x.mean(), y.mean()
    if one_x(x):
        shared = x[0]
        return float(shared * y_mean / (shared**2 + 1)), float(y_mean / (shared**2 + 1))
    W = ((x - x_mean) @ (y - y_mean)) / ((x - x_mean) @ (x - x_mean))
    return float(W), float(y_mean - W * x_mean)


def one_x(x: Array) -> bool:
    """Whether all points share one x; what differs by less than float32 can hold does not differ for any training, and
    would make slopes that float64 cannot square."""
    return float(x.max() - x.min()) < LEAST


def at(data: Dataset, W: ArrayLike, b: ArrayLike, kind: str = "mean") -> Array:
    """The cost at (W, b), from the residuals; W and b of any shapes that broadcast together."""
    x, y = data.arrays
    W, b = np.asarray(W, np.float64), np.asarray(b, np.float64)
    residuals = W[..., None] * x + b[..., None] - y  # (…, n)
    return np.asarray((residuals**2).mean(axis=-1) * factor(kind, len(data)))


def hessian(data: Dataset, kind: str = "mean") -> Array:
    """The second derivatives of the cost by (W, b), shape (2, 2); the same everywhere, since the cost is quadratic."""
    x, _ = data.arrays
    x_mean = x.mean()
    return 2 * factor(kind, len(data)) * np.array([[(x**2).mean(), x_mean], [x_mean, 1.0]])


@dataclass(frozen=True)
class Bowl:
    """The whole cost as a quadratic around its minimum, dW = W − W_min and db = b − b_min:

    cost(W, b) = cost + WW·dW² + 2·Wb·dW·db + bb·db²
    """

    W: float
    b: float
    cost: float
    WW: float
    Wb: float
    bb: float

    @property
    def matrix(self) -> Array:
        """The quadratic's coefficients, shape (2, 2): half the Hessian of the cost."""
        return np.array([[self.WW, self.Wb], [self.Wb, self.bb]])

    @property
    def roots(self) -> Array:
        """The gap as two squares: what turns (dW, db) into the two numbers whose squares add up to it, shape (2, 2).

        Completing the square keeps the gap from going negative by cancellation in a long thin valley.
        """
        root = math.sqrt(self.bb)
        lean = self.Wb / root
        return np.array([[math.sqrt(max(self.WW - lean**2, 0.0)), 0.0], [lean, root]])

    def gap(self, W: ArrayLike, b: ArrayLike) -> Array:
        """How far the cost at (W, b) lies above the minimum. Never negative; any shapes that broadcast."""
        dW, db = np.asarray(W, np.float64) - self.W, np.asarray(b, np.float64) - self.b
        (valley, _), (lean, root) = self.roots
        return np.asarray((root * db + lean * dW) ** 2 + (valley * dW) ** 2)


def bowl(data: Dataset, kind: str = "mean") -> Bowl:
    """The cost of these points as a quadratic around its minimum."""
    W, b = optimum(data)
    half = hessian(data, kind) / 2
    return Bowl(W, b, float(at(data, W, b, kind)), float(half[0, 0]), float(half[0, 1]), float(half[1, 1]))


def grid(bowl: Bowl, W: Array, b: Array) -> Array:
    """The gap above the minimum on a grid, `gap[i, j]` at `(b[i], W[j])`, as plotly wants it."""
    return bowl.gap(W[None, :], b[:, None])


def level_gaps(highest: float, count: int, decades: float = 4.0) -> Array:
    """`count` gaps above the minimum, spaced logarithmically over so many decades up to `highest`."""
    return np.geomspace(highest * 10**-decades, highest, count)


@lru_cache(1000)  # as long as the points stay, so do the rings
def level_set(bowl: Bowl, gap: float, reach: float, points: int = 40) -> tuple[Array, Array]:
    """The closed curve (W, b) on which the cost lies `gap` above the minimum, as a polygon.

    It is an ellipse with half-axes sqrt(gap / μ) along the eigenvectors, μ the eigenvalues of the quadratic. A
    half-axis longer than `reach` is cut off there: a valley without end (all x equal) becomes a strip.
    """
    mu, vectors = np.linalg.eigh(bowl.matrix)
    slow, steep = (np.sqrt(gap / m) if m > gap / (1e6 * reach) ** 2 else 1e6 * reach for m in np.maximum(mu, 0))
    # along the slow axis the points crowd towards the ends, where the curve bends
    u = min(slow, reach) * np.cos(np.linspace(0, np.pi, points // 2))
    v = min(steep, reach) * np.sqrt(np.maximum(1 - (u / slow) ** 2, 0))
    ring = np.array([np.append(u, u[::-1]), np.append(v, -v[::-1])])  # (2, points): there above, back below
    W, b = vectors @ ring
    return np.append(W, W[0]) + bowl.W, np.append(b, b[0]) + bowl.b
