"""The lines of least absolute and of least Huber error, in float64.

Absolute: the cost is convex and made of flat faces, whose corners are lines through two points. Along all lines through
one point it is least at a weighted median of slopes, which is a line through a second point; so from point to point the
cost falls, until it no longer does (G. Wesolowsky, "A new descent algorithm for the least absolute value regression
problem", 1981). Huber: Newton's method, whose step is exact once it is known which residuals are small (K. Madsen,
H. Nielsen, "Finite algorithms for robust linear regression", 1990).
"""

import math

import numpy as np

from linreg.points.dataset import Dataset
from linreg.theory import surface
from linreg.theory.surface import Array

EPS = float(np.finfo(np.float64).eps)
MOST = 500  # rounds, of which some ten are needed


def absolute(data: Dataset) -> tuple[float, float]:
    """The (W, b) of least mean |Wx + b − y|: a line through two of the points; with one x for all, through a median.

    Where several are best, one of them; with one x for all, the one of least W² + b².
    """
    x, y = data.arrays
    if surface.one_x(x):
        return _level(float(x[0]), float(np.median(y)))
    x_mean, y_mean = x.mean(), y.mean()
    x, y = x - x_mean, y - y_mean
    W, b = surface.optimum(Dataset(data.name, x.tolist(), y.tolist()))
    through = [int(np.abs(W * x + b - y).argmin())]
    best = math.inf
    for _ in range(MOST):
        cost, W, b = min(_through(x, y, point) for point in through)
        if not cost < best:
            break
        best, line = cost, (W, b)
        through = _on_the_line(x, y, W, b)
    W, b = line
    return float(W), float(b - W * x_mean + y_mean)


def _through(x: Array, y: Array, point: int) -> tuple[float, float, float]:
    """The least mean absolute error of all lines through that point, and the W and b of one that has it.

    Through (x₀, y₀) the error is Σ|x − x₀|·|W − slope|, slope being that of the line to each other point: least at the
    median of the slopes, each weighing |x − x₀|.
    """
    run, rise = x - x[point], y - y[point]
    others = np.flatnonzero(run)
    slopes, weights = rise[others] / run[others], np.abs(run[others])
    order = np.argsort(slopes)
    heavier = np.cumsum(weights[order]) >= weights.sum() / 2
    second = others[order[heavier.argmax()]]
    W = float(rise[second] / run[second])
    return float(np.abs(rise - W * run).mean()), W, float(y[point] - W * x[point])


def _on_the_line(x: Array, y: Array, W: float, b: float) -> list[int]:
    """The points that it goes through, as far as rounding can tell; of those that share their x one is enough."""
    off = np.abs(W * x + b - y) <= 64 * EPS * (np.abs(W * x) + abs(b) + np.abs(y))
    on = np.flatnonzero(off)
    return [int(on[i]) for i in np.unique(x[on], return_index=True)[1]]


def huber(data: Dataset, delta: float) -> tuple[float, float]:
    """The (W, b) of least mean Huber error; with one x for all, the one of least W² + b²."""
    x, y = data.arrays
    x_mean, y_mean = float(x.mean()), float(y.mean())
    flat = surface.one_x(x)
    spread = 1.0 if flat else float(np.abs(x - x_mean).max())
    x, y = (x - x_mean) / spread, y - y_mean
    columns = np.array([np.zeros_like(x) if flat else x, np.ones_like(x)])  # (2, n)
    place = min(_starts(x, y, flat), key=lambda start: _cost(start @ columns - y, delta))
    for _ in range(MOST):
        step = _step(columns, place @ columns - y, delta)
        length = _length(step @ columns, place @ columns - y, delta)
        after = place + length * step
        if not _cost(after @ columns - y, delta) < _cost(place @ columns - y, delta):
            break
        place = after
    W, b = float(place[0]) / spread, float(place[1])
    return _level(x_mean, b + y_mean) if flat else (W, b - W * x_mean + y_mean)


def _starts(x: Array, y: Array, flat: bool) -> list[Array]:
    """Where the search may begin: the lines of least squares and of least absolute error."""
    if flat:
        return [np.array([0.0, 0.0]), np.array([0.0, np.median(y)])]
    data = Dataset("", x.tolist(), y.tolist())
    return [np.array(surface.optimum(data)), np.array(absolute(data))]


def _step(columns: Array, r: Array, delta: float) -> Array:
    """Newton's step; where the small residuals do not tell where to go, that of the nearest bowl above the cost."""
    slope = columns @ np.clip(r, -delta, delta)
    small = np.abs(r) < delta
    step = np.linalg.lstsq(columns * small @ columns.T, -slope)[0]
    left = slope + columns * small @ columns.T @ step
    if np.abs(left).max() <= 1e-9 * np.abs(slope).max():
        return np.asarray(step)
    weights = delta / np.maximum(np.abs(r), delta)
    return np.asarray(np.linalg.lstsq(columns * weights @ columns.T, -slope)[0])


def _length(moves: Array, r: Array, delta: float) -> float:
    """How many such steps, each moving the residuals so, bring the cost lowest: its slope along them is then 0."""

    def slope(length: float) -> float:
        return float(moves @ np.clip(r + length * moves, -delta, delta))

    if abs(slope(1.0)) <= 1e-12 * abs(slope(0.0)):
        return 1.0
    low, high = 0.0, 1.0
    while slope(high) < 0 and high < 1e300:
        low, high = high, 2 * high
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return high


def softened(r: Array, delta: float) -> Array:
    """Huber's error of each residual, over delta so that it stays within float64 for any; far out |r| − delta/2."""
    size = np.abs(r)
    return np.asarray(np.where(size < delta, r * (r / delta) / 2, size - delta / 2))


def _cost(r: Array, delta: float) -> float:
    return float(softened(r, delta).mean())


def _level(x: float, height: float) -> tuple[float, float]:
    """Of all lines that have this height at that x the one of least W² + b²."""
    return x * height / (x * x + 1), height / (x * x + 1)
