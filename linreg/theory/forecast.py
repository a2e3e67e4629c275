"""What gradient descent will do with one config on these points, in exact arithmetic: rounding is not part of it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from linreg.points.dataset import Dataset
from linreg.theory.curvature import EPS32, Array, Theory, curvature, reach
from linreg.training.config import LARGEST, StartExceeds, TrainConfig
from linreg.training.costs import factor
from linreg.training.many import start_fits

NEVER = 10**300  # epochs; more than a float can count


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
    start: tuple[float, float]  # (W, b) of state 0
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
    Raises StartExceeds, a ValueError, where `train` does: if float32 cannot hold the cost at the start. Raises
    ValueError for any other training than plain gradient descent on squared errors.
    """
    if not config.plain:
        raise ValueError(f"the forecast is that of plain gradient descent on squared errors, not of {config}")
    theory = curvature(data, config.cost)
    if not start_fits(data, config):
        raise StartExceeds(config)
    starts = theory.coordinates(*config.start)
    # float32 cannot start nearer to the minimum than this; what lies below is rounding, not distance
    starts[np.abs(starts) <= EPS32 * reach(theory)] = 0.0
    slow_growth, steep_growth = (_growth(config.lr * lam) for lam in (theory.lam_min, theory.lam_max))

    def at(k: int) -> tuple[float, float]:
        return (
            _grown(float(starts[0]), slow_growth[1], k, slow_growth[0]),
            _grown(float(starts[1]), steep_growth[1], k, steep_growth[0]),
        )

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
    return Forecast(theory, config.start, config.lr, slow, steep, last_finite, epochs, gap, theory.cost + gap)


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
    per_square = factor(theory.kind, theory.n) / theory.n
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
