"""What a run did along each direction, fitted to its states as long as they stand above float32's rounding."""

import math
from dataclasses import dataclass

import numpy as np

from linreg.points.dataset import Dataset
from linreg.theory.curvature import EPS32, EPS64, Array, Theory, curvature, reach
from linreg.training.costs import factor
from linreg.training.run import Run

TINIEST32 = float(np.finfo(np.float32).smallest_subnormal)
SIDE_BY_SIDE = 4  # numbers, at least, that a processor adds at a time: so many partial sums, however torch orders them
CLEAR = 20.0  # a component counts as seen while it is so many times the rounding error it may hold


@dataclass(frozen=True)
class Measured:
    """What a run did along one eigenvector.

    factor : by which an epoch multiplied the coordinate, fitted; None where it cannot be seen.
    error : the largest error that rounding can have put into the factor; inf where there is none.
    seen : how many epochs were used, from the start on.
    hidden : None, or why there is no factor: "start" (the run starts with nothing along this direction), "noise"
        (float32 rounding covers it from the first epoch on) or "short" (the run has no epoch, it overflows at once).
    """

    factor: float | None
    error: float
    seen: int
    hidden: str | None

    @property
    def half_life(self) -> float | None:
        """Epochs in which the distance halves, by the measured factor; None where noise leaves it open."""
        if self.factor is None or abs(self.factor) + self.error >= 1:
            return None
        return math.log(2) / -math.log(abs(self.factor)) if self.factor else 0.0


@dataclass(frozen=True)
class Measurement:
    """The factors of both directions as a run shows them, to be laid beside a `Forecast`."""

    slow: Measured
    steep: Measured


def measure(run: Run) -> Measurement:
    """The factor per epoch along each eigenvector, fitted to the run's states while they are above rounding.

    The fit is the weighted regression of each coordinate on the one an epoch before, c[k+1] = factor·c[k]; it gives
    the sign as well. Each epoch weighs as the square of what it can tell, c over the rounding of that epoch.
    The coordinates are counted from the minimum of the points as float32 holds them, since those were trained on.
    Raises ValueError for any other training than plain gradient descent on squared errors: it has no such factor.
    """
    if not run.config.plain:
        raise ValueError(f"one factor per epoch is that of plain gradient descent on a bowl, not of {run.config}")
    theory = curvature(as_float32(run.data), run.config.cost)
    stored, gradient = rounding(run, theory)
    each_step = stored[:, 1:] + run.config.lr * gradient[:, :-1]  # storing rounds what the step arrives at
    slow, steep = (
        _fit(*direction, run.config.lr)
        for direction in zip(
            theory.coordinates(run.W, run.b),
            each_step,
            _counting(run, theory),
            8 * EPS64 * reach(theory),
            (theory.lam_min, theory.lam_max),
            strict=True,
        )
    )
    return Measurement(slow, steep)


def rounding(run: Run, theory: Theory) -> tuple[Array, Array]:
    """How far float32 can be off at each state along each eigenvector: (W and b as stored, gradient), each (2, states).

    An update can thus miss its exact place by lr times the second, and by the first of where it arrives. Storing W
    and b rounds them by half a unit in the last place. The gradient is off by what rounding does to each prediction,
    of W·x, b and y, and to the sums of their terms (N. Higham, "Accuracy and Stability of Numerical Algorithms" (2002),
    §3.1 and §4.2; `u` is half of float32's eps), and every product by half the smallest number that float32 knows
    (§2.1: `underflow`). All are the worst case; most roundings cancel each other.
    """
    u, underflow = EPS32 / 2, TINIEST32 / 2
    n = len(run.data)
    x, y = np.abs(run.data.x), np.abs(run.data.y)
    W, b = np.abs(run.W), np.abs(run.b)
    tall = factor(run.config.cost, n)
    # Root mean square, (states,); not from the run's own cost, which may be 0 where squares are too small for float32.
    residual = np.sqrt((theory.cost + theory.gap(*theory.coordinates(run.W, run.b))) / tall)
    additions = n / SIDE_BY_SIDE + 5
    stored, gradient = [], []
    for v_W, v_b in (theory.slow, theory.steep):
        lever = np.abs(run.data.arrays[0] * v_W + v_b)  # (n,) how a residual pulls along this direction
        predictions = 2 * W * (lever * x).mean() + b * lever.mean() + (lever * y).mean()
        sums = additions * residual * (abs(v_W) * math.sqrt((x**2).mean()) + abs(v_b))
        lost = underflow * (2 * tall * lever.mean() + n * (lever.mean() + abs(v_W)))
        stored.append(u * (W * abs(v_W) + b * abs(v_b)) + underflow * (abs(v_W) + abs(v_b)))
        gradient.append(u * 2 * tall * (predictions + sums) + lost)
    return np.array(stored), np.array(gradient)


def _counting(run: Run, theory: Theory) -> Array:
    """How far float64 can be off where it counts each state from the minimum, along each eigenvector, (2, states)."""
    from_minimum = np.array([np.abs(run.W) + abs(theory.W), np.abs(run.b) + abs(theory.b)])
    return np.asarray(4 * EPS64 * (np.abs(theory.matrix) @ from_minimum))


def as_float32(data: Dataset) -> Dataset:
    """The points as float32 holds them, which are the ones that training sees."""
    x, y = (values.astype(np.float32).astype(np.float64) for values in data.arrays)
    return Dataset(data.name, x.tolist(), y.tolist())


def _fit(c: Array, each_step: Array, counting: Array, doubt: float, lam: float, lr: float) -> Measured:
    """The factor of one coordinate, from its values `c` at each state and the rounding each step can have added.

    counting : by how much float64 can be off in each value of `c`.
    doubt : by how much the minimum, from which it is counted, may itself be off.
    """
    # What rounding can have gathered: shrunk with the coordinate, and added to, at every epoch.
    shrink = abs(1 - lr * lam)
    gathered = doubt
    seen = 0
    for distance, step in zip(np.abs(c).tolist(), [*each_step.tolist(), 0.0], strict=True):
        if not distance > CLEAR * gathered:
            break
        seen += 1
        gathered = shrink * gathered + step
    if seen == 0:
        return Measured(None, math.inf, 0, "start")
    before, after, step = c[:-1][:seen], c[1:][:seen], each_step[:seen]
    if not len(before):
        return Measured(None, math.inf, 0, "short")
    off = step + counting[1:][:seen] + shrink * counting[:-1][:seen] + lr * lam * doubt
    # scaled to 1 before squaring: coordinates of a diverging run reach 1e19
    trust = np.abs(before) / np.maximum(step, np.abs(before).max() * EPS64)
    weight = np.square(trust / trust.max())
    factor = float((weight * (after / before)).sum() / weight.sum())
    error = float((weight * (off / np.abs(before))).sum() / weight.sum())
    error += EPS32 / 2 * lr * lam  # lr is rounded too
    error += 4 * EPS64 * (1 + lr * lam)  # and in float64 the factor itself, here and in the forecast
    if error > 1 / CLEAR:
        return Measured(None, math.inf, 0, "noise")
    return Measured(factor, error, len(before), None)
