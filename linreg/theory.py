"""What gradient descent will do on these points, from the curvature of their cost; and what a run did. In float64.

The cost is a quadratic bowl, so in the coordinates along its two eigenvectors, counted from the minimum, every epoch
multiplies each coordinate by one number, `1 − lr·λ`. All that happens follows from these two factors.

Sources: S. Boyd, L. Vandenberghe, "Convex Optimization" (2004), §9.3, gradient descent on a quadratic; Y. Nesterov,
"Introductory Lectures on Convex Optimization" (2004), §2.1.5, the rate 2/(λmin + λmax); G. Goh, "Why Momentum Really
Works", Distill (2017), the two directions told as here.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linreg import cost
from linreg.data import Dataset, Scaling
from linreg.train import Run, TrainConfig

Array = NDArray[np.float64]

EPS32 = float(np.finfo(np.float32).eps)
EPS64 = float(np.finfo(np.float64).eps)
LARGEST = float(np.finfo(np.float32).max)
ZONES = ("crawls", "good", "oscillates", "diverges")
CRAWLS = 4.0  # below 1/(CRAWLS·λmax) every direction takes over CRAWLS times as long as at 1/λmax
CLEAR = 20.0  # a component counts as seen while it is so many times the rounding error it may hold
NEVER = 10**300  # epochs; more than a float can count


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
    def no_overshoot(self) -> float:
        """The largest rate at which no direction swings past the minimum: 1/λmax."""
        return 1 / self.lam_max

    @property
    def fastest(self) -> float:
        """The rate with the smallest worst factor, 2/(λmin + λmax) (Nesterov 2004, §2.1.5).

        There both directions shrink alike, by (κ − 1)/(κ + 1). With a floor only one direction moves at all, and
        1/λmax brings it to the minimum in a single epoch.
        """
        return self.no_overshoot if self.flat else 2 / (self.lam_min + self.lam_max)

    @property
    def limit(self) -> float:
        """The rate above which the steep direction grows: 2/λmax. Exactly there it swings for ever."""
        return 2 / self.lam_max

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
    Raises ValueError if an x is beyond float32, in which the training computes.
    """
    x = np.asarray(data.x, np.float64)
    if not np.abs(x).max() <= LARGEST:
        raise ValueError(f"x must lie within float32, got {max(data.x, key=abs)}")
    square, mean = (float(value) for value in cost.hessian(data)[0] / 2)
    variance = float(np.square(x - x.mean()).mean())
    flat = variance == 0 or bool(x.max() - x.min() <= 4 * EPS64 * np.abs(x).max())
    W, b = cost.optimum(Dataset(data.name, (mean,) * len(data), data.y) if flat else data)

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
    tall = 2 * cost.factor(kind, len(data))
    return Theory(
        kind=kind,
        n=len(data),
        W=W,
        b=b,
        cost=float(cost.at(data, W, b, kind)),
        lam_min=0.0 if flat else tall * variance / largest,
        lam_max=tall * largest,
        slow=_first_positive(-steep[1], steep[0]),
        steep=steep,
    )


@dataclass(frozen=True)
class Direction:
    """What one run will do along one eigenvector."""

    eigenvalue: float
    start: float  # the start's coordinate along it, counted from the minimum; 0 if float32 could start no nearer
    factor: float  # 1 − lr·λ, by which an epoch multiplies the coordinate; negative: it swings to the other side
    log_factor: float  # ln |factor|, right also where the factor rounds to ±1; -inf for a factor of 0
    left: float  # share of the start that is left when the run ends, |factor|^epochs; 0 if it starts with nothing there

    @property
    def half_life(self) -> float:
        """Epochs in which the distance halves; 0 if it is gone after one, inf if it never shrinks."""
        return math.log(2) / -self.log_factor if self.log_factor < 0 else math.inf

    @property
    def doubling(self) -> float:
        """Epochs in which the distance doubles; inf if it does not grow."""
        return math.log(2) / self.log_factor if self.log_factor > 0 else math.inf


@dataclass(frozen=True, eq=False)
class Forecast:
    """What one config will do on these points, in exact arithmetic: rounding is not part of it.

    last_finite : the epoch of the last state that float32 can hold, be it within the run or after it; None if the
        rate lets nothing grow. If the start has nothing along the growing direction, rounding alone starts the growth,
        and no forecast tells when.
    epochs : of the run: as the config says, or less if float32 overflows before.
    gap, cost : of each state, shape (epochs + 1,), all finite.
    """

    theory: Theory
    lr: float
    slow: Direction
    steep: Direction
    last_finite: int | None
    epochs: int
    gap: Array
    cost: Array

    def epoch_at(self, fraction: float) -> int | None:
        """The first epoch at which the cost gap is at most this fraction of the start's; None if it never is."""
        return self._first_at_most([d.eigenvalue * d.start**2 for d in (self.slow, self.steep)], fraction)

    def epoch_near(self, share: float) -> int | None:
        """The first epoch at which the distance to the minimum is at most this share of the start's; None if never.

        Along a valley floor there is no distance.
        """
        return self._first_at_most([d.start**2 if d.eigenvalue else 0.0 for d in (self.slow, self.steep)], share**2)

    def _first_at_most(self, starts: list[float], fraction: float) -> int | None:
        """The first epoch k at which `Σ start·factor^(2k)` is at most that fraction of `Σ start`."""
        logs = [self.slow.log_factor, self.steep.log_factor]
        target = fraction * sum(starts)

        def reached(k: int) -> bool:
            return sum(_grown(s, log, 2 * k) for s, log in zip(starts, logs, strict=True)) <= target

        # The sum is convex in k, so what is never reached before its lowest point is never reached.
        return 0 if reached(0) else _first(reached, _lowest(starts, logs))


def forecast(data: Dataset, config: TrainConfig) -> Forecast:
    """What training with this config will do: a factor for each direction, and the cost curve that follows.

    gap_k = ½ Σ λ·c²·(1 − lr·λ)^(2k), c the start's coordinate along the eigenvector of λ (Goh 2017).
    Raises ValueError, as `train` does, if the cost at the start exceeds float32.
    """
    theory = curvature(data, config.cost)
    starts = theory.coordinates(*config.start)
    # float32 cannot start nearer to the minimum than this; what lies below is rounding, not distance
    starts[np.abs(starts) <= EPS32 * _reach(theory)] = 0.0
    slow_growth, steep_growth = (_growth(config.lr * lam) for lam in (theory.lam_min, theory.lam_max))

    def at(k: int) -> tuple[float, float]:
        return (
            _grown(float(starts[0]), slow_growth[1], k, slow_growth[0]),
            _grown(float(starts[1]), steep_growth[1], k, steep_growth[0]),
        )

    if not _fits(theory, *at(0)):
        raise ValueError(f"the cost at the start W = {config.start[0]}, b = {config.start[1]} exceeds float32")
    growing = any(growth[1] > 0 and start for growth, start in zip((slow_growth, steep_growth), starts, strict=True))
    overflow = _first(lambda k: not _fits(theory, *at(k)), NEVER) if growing else None
    epochs = config.epochs if overflow is None else min(config.epochs, overflow - 1)
    # A growing steep direction that starts with nothing starts from rounding, and overtakes what the slow one does.
    seeded = not starts[1] and not math.isclose(slow_growth[1], steep_growth[1])
    last_finite = None if overflow is None or seeded else overflow - 1

    slow, steep = (
        Direction(lam, float(start), factor, log_factor, _grown(1.0, log_factor, epochs) if start else 0.0)
        for lam, start, (factor, log_factor) in zip(
            (theory.lam_min, theory.lam_max), starts, (slow_growth, steep_growth), strict=True
        )
    )
    k = np.arange(epochs + 1)
    gap = theory.gap(*(d.start * np.power(abs(d.factor), k) if d.start else np.zeros(len(k)) for d in (slow, steep)))
    return Forecast(theory, config.lr, slow, steep, last_finite, epochs, gap, theory.cost + gap)


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
    """
    theory = curvature(as_float32(run.data), run.config.cost)
    stored, gradient = rounding(run, theory)
    each_step = stored + run.config.lr * gradient
    slow, steep = (
        _fit(coordinate, step, doubt, lam, run.config.lr)
        for coordinate, step, doubt, lam in zip(
            theory.coordinates(run.W, run.b),
            each_step,
            8 * EPS64 * _reach(theory),
            (theory.lam_min, theory.lam_max),
            strict=True,
        )
    )
    return Measurement(slow, steep)


def rounding(run: Run, theory: Theory) -> tuple[Array, Array]:
    """How far float32 can be off at each state along each eigenvector: (W and b as stored, gradient), each (2, states).

    An update can thus miss its exact place by the first plus lr times the second. Storing W and b rounds them by half
    a unit in the last place. The gradient is off by what rounding does to each prediction, of W·x, b and y, and to the
    sums of their terms (N. Higham, "Accuracy and Stability of Numerical Algorithms" (2002), §3.1 and §4.2; `u` is half
    of float32's eps). Both are the worst case; most roundings cancel each other.
    """
    u = EPS32 / 2
    x, y = np.abs(run.data.x), np.abs(run.data.y)
    W, b = np.abs(run.W), np.abs(run.b)
    tall = cost.factor(run.config.cost, len(run.data))
    residual = np.sqrt(run.cost / tall)  # root mean square, (states,)
    additions = math.log2(len(x)) + 3  # torch sums pairwise
    stored, gradient = [], []
    for v_W, v_b in (theory.slow, theory.steep):
        lever = np.abs(np.asarray(run.data.x) * v_W + v_b)  # (n,) how a residual pulls along this direction
        predictions = 2 * W * (lever * x).mean() + b * lever.mean() + (lever * y).mean()
        sums = additions * residual * (abs(v_W) * math.sqrt((x**2).mean()) + abs(v_b))
        stored.append(u * (W * abs(v_W) + b * abs(v_b)))
        gradient.append(u * 2 * tall * (predictions + sums))
    return np.array(stored), np.array(gradient)


def _fit(c: Array, each_step: Array, doubt: float, lam: float, lr: float) -> Measured:
    """The factor of one coordinate, from its values `c` at each state and the rounding each step can have added.

    doubt : by how much the minimum, from which it is counted, may itself be off.
    """
    # What rounding can have gathered: shrunk with the coordinate, and added to, at every epoch.
    shrink = abs(1 - lr * lam)
    gathered = doubt
    seen = 0
    for distance, step in zip(np.abs(c).tolist(), each_step.tolist(), strict=True):
        if not distance > CLEAR * gathered:
            break
        seen += 1
        gathered = shrink * gathered + step
    if seen == 0:
        return Measured(None, math.inf, 0, "start")
    before, after, step = c[: len(c) - 1][:seen], c[1:][:seen], each_step[: len(c) - 1][:seen]
    if not len(before):
        return Measured(None, math.inf, 0, "short")
    # scaled to 1 before squaring: coordinates of a diverging run reach 1e19, rounding 0 is possible at W = b = 0
    trust = np.abs(before) / np.maximum(step, np.abs(before).max() * EPS64)
    weight = np.square(trust / trust.max())
    factor = float((weight * (after / before)).sum() / weight.sum())
    error = float((weight * (step / np.abs(before))).sum() / weight.sum()) + EPS32 / 2 * lr * lam  # lr is rounded too
    if error > 1 / CLEAR:
        return Measured(None, math.inf, 0, "noise")
    return Measured(factor, error, len(before), None)


def zone(lr: float, theory: Theory) -> str:
    """Where a rate lies for this data, one of ZONES.

    crawls: below 1/(4·λmax), each direction takes over four times as long as at 1/λmax. good: up to 1/λmax, nothing
    overshoots. oscillates: up to and including the limit 2/λmax, the steep direction swings across the valley.
    diverges: beyond.
    """
    for name, _, high in zones(theory):
        if lr <= high:
            return name
    return ZONES[-1]


def zones(theory: Theory) -> list[tuple[str, float, float]]:
    """The zones in order, each as (name, low, high): from 0 to inf, a boundary belonging to the zone below it."""
    edges = [0.0, theory.no_overshoot / CRAWLS, theory.no_overshoot, theory.limit, math.inf]
    return list(zip(ZONES, edges, edges[1:], strict=False))


def named_rates(theory: Theory) -> dict[str, float]:
    """The rates to jump to, in few digits, rounded to the side on which they still do what their name says.

    no_overshoot: 1/λmax, down to three digits. fastest: 2/(λmin + λmax) in four digits, down if rounding it up would
    bring it over half-way to the limit; in a long valley it all but is the limit, and is held 0.1 % below. edge: 0.99
    of the limit, down, so that it swings for long and converges. too_far: 1.05 times the limit, up: it diverges.
    """
    ideal = min(theory.fastest, 0.999 * theory.limit)
    fastest = float(f"{ideal:.4g}")
    if fastest > (ideal + theory.limit) / 2:
        fastest = round_down(ideal, 4)
    return {
        "no_overshoot": round_down(theory.no_overshoot, 3),
        "fastest": fastest,
        "edge": round_down(0.99 * theory.limit, 3),
        "too_far": round_up(1.05 * theory.limit, 3),
    }


def round_down(value: float, digits: int) -> float:
    """The positive value, rounded down to that many significant digits."""
    return _rounded(value, digits, ROUND_FLOOR)


def round_up(value: float, digits: int) -> float:
    """The positive value, rounded up to that many significant digits."""
    return _rounded(value, digits, ROUND_CEILING)


def equivalent_lr(lr: float, from_kind: str, to_kind: str, n: int) -> float:
    """The rate that takes the same steps under another cost: the gradient is as many times larger as the cost is."""
    return lr * cost.factor(from_kind, n) / cost.factor(to_kind, n)


def to_original(W: float, b: float, scaling: Scaling) -> tuple[float, float]:
    """Slope and intercept over the original x of a line fitted to `(x − shift) / factor`."""
    return W / scaling.factor, b - W * scaling.shift / scaling.factor


def to_scaled(W: float, b: float, scaling: Scaling) -> tuple[float, float]:
    """Slope and intercept over `(x − shift) / factor` of a line over the original x."""
    return W * scaling.factor, b + W * scaling.shift


def eigen_coordinates(data: Dataset, W: ArrayLike, b: ArrayLike) -> Array:
    """(W, b) counted from the minimum of these points along the slow and the steep eigenvector, shape (2, …)."""
    return curvature(data).coordinates(W, b)


def _first_positive(W: float, b: float) -> tuple[float, float]:
    """The vector or its opposite, such that the first component that is not 0 is positive."""
    sign = -1.0 if W < 0 or (W == 0 and b < 0) else 1.0
    return sign * W + 0.0, sign * b + 0.0  # + 0.0 turns -0.0 into 0.0


def _growth(step: float) -> tuple[float, float]:
    """`1 − step` and ln |1 − step|, the latter right also where the former rounds to ±1."""
    if step == 1:
        return 0.0, -math.inf
    return 1 - step, math.log1p(-step) if step < 1 else math.log1p(step - 2)


def _grown(start: float, log_factor: float, epochs: int, factor: float = 1.0) -> float:
    """`start·factor^epochs` from ln |factor| and the factor's sign; ±inf where a float cannot hold it."""
    if start == 0 or epochs == 0:
        return start
    exponent = math.log(abs(start)) + epochs * log_factor
    size = math.exp(exponent) if exponent < 709 else math.inf
    return math.copysign(size, start) * (-1.0 if factor < 0 and epochs % 2 else 1.0)


def _fits(theory: Theory, slow: float, steep: float) -> bool:
    """Whether float32 can hold the state at these eigen-coordinates: W, b, the cost and the gradient.

    torch adds up the squared residuals before it divides, so it is their sum that overflows, under every kind of cost.
    """
    if not (math.isfinite(slow) and math.isfinite(steep)):
        return False
    (slow_W, slow_b), (steep_W, steep_b) = theory.slow, theory.steep
    g_slow, g_steep = theory.lam_min * slow, theory.lam_max * steep
    per_square = cost.factor(theory.kind, theory.n) / theory.n
    # a product, not a power: float ** 2 raises where float * float gives inf
    squares = (theory.cost + (g_slow * slow + g_steep * steep) / 2) / per_square
    W, b = theory.W + slow * slow_W + steep * steep_W, theory.b + slow * slow_b + steep * steep_b
    grad_W, grad_b = g_slow * slow_W + g_steep * steep_W, g_slow * slow_b + g_steep * steep_b
    return all(abs(value) <= LARGEST for value in (squares, W, b, grad_W, grad_b))


def _first(holds: Callable[[int], bool], most: int) -> int | None:
    """The smallest k in 1..most for which `holds(k)`, which stays true once it is; None if there is none."""
    high = 1
    while not holds(min(high, most)):
        if high >= most:
            return None
        high *= 2
    low, high = high // 2, min(high, most)  # not at low (or low is 0), but at high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _lowest(starts: list[float], logs: list[float]) -> int:
    """The epoch at which `Σ start·factor^(2k)` is lowest: NEVER if it goes on falling, 0 if it only grows."""
    pairs = [(start, log) for start, log in zip(starts, logs, strict=True) if start > 0]
    falling = [(s, log) for s, log in pairs if log < 0]
    growing = [(s, log) for s, log in pairs if log > 0]
    if not growing:
        return NEVER
    if not falling:
        return 0
    (a, fall), (c, grow) = falling[0], growing[0]
    if math.isinf(fall):
        return 1
    lowest = (math.log(a) + math.log(-fall) - math.log(c) - math.log(grow)) / (2 * (grow - fall))
    return min(max(math.ceil(lowest), 0), NEVER)


def _rounded(value: float, digits: int, rounding: str) -> float:
    exact = Decimal(value)
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), rounding=rounding))


def _reach(theory: Theory) -> Array:
    """How large the numbers are that add up to the minimum's place along (slow, steep), so what to count eps of."""
    return np.abs(theory.matrix) @ np.abs([theory.W, theory.b])


def as_float32(data: Dataset) -> Dataset:
    """The points as float32 holds them, which are the ones that training sees."""
    x, y = (np.asarray(values, np.float32).astype(np.float64) for values in (data.x, data.y))
    return Dataset(data.name, x.tolist(), y.tolist())
