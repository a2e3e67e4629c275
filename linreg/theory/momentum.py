"""What momentum does on a bowl, direction by direction: limits, the best rates, and how much momentum is too much.

Along an eigenvector of λ the place and torch's buffer change, update after update, by one matrix of two rows; its two
eigenvalues say all. They follow from the step lr·λ and from β alone. Sources: G. Goh, "Why Momentum Really Works",
Distill (2017); L. Lessard, B. Recht, A. Packard, "Analysis and design of optimization algorithms via integral quadratic
constraints", SIAM J. Optim. 26 (2016), table 1.
"""

import cmath
import math
from dataclasses import dataclass, replace

import numpy as np

from linreg.points.dataset import Dataset
from linreg.theory.curvature import EPS64, Array, Theory, curvature
from linreg.training.config import TrainConfig
from linreg.training.schedule import rates as rates_of

DAMPINGS = ("over", "critical", "under", "flips")


@dataclass(frozen=True)
class Swing:
    """What an update does along one direction, in the long run.

    radius : by which it multiplies the distance; above 1 it grows.
    angle : by which it turns, in radians: 0 on one side all the way, π from side to side at each update.
    damping : one of DAMPINGS. over: too little momentum, it creeps towards the minimum. critical: just enough, neither
        creeps nor swings. under: too much, it swings around the minimum. flips: the rate is large, it jumps across.
    """

    radius: float
    angle: float
    damping: str

    @property
    def half_life(self) -> float:
        """Updates in which the distance halves; inf if it does not shrink."""
        if self.radius >= 1:
            return math.inf
        return math.log(2) / -math.log(self.radius) if self.radius else 0.0


@dataclass(frozen=True)
class Best:
    """The rate and momentum that are fastest in the long run, and the factor by which an update then shrinks."""

    lr: float
    momentum: float
    radius: float


@dataclass(frozen=True)
class Momentum:
    """torch's SGD with these parameters, on any bowl; momentum 0 is plain gradient descent."""

    momentum: float = 0.0
    dampening: float = 0.0
    nesterov: bool = False
    weight_decay: float = 0.0

    @classmethod
    def of(cls, config: TrainConfig) -> "Momentum":
        """Of this training. Raises ValueError where there is no such theory: another optimizer or cost, batches, or a
        schedule."""
        if config.schedule is not None:
            raise ValueError(f"a limit and a best rate are those of a rate that stays, not of {config.schedule}")
        return _rule(config)

    def swing(self, lr: float, lam: float) -> Swing:
        """What an update at this rate does along a direction of this curvature, the loss's own: decay adds its own."""
        trace, det = self._matrix(lr * (lam + self.weight_decay))
        root = cmath.sqrt(trace * trace - 4 * det)
        larger = max((trace + root) / 2, (trace - root) / 2, key=abs)
        near = abs(trace * trace - 4 * det) <= 64 * EPS64 * (trace * trace + 4 * abs(det))
        if near:
            return Swing(abs(trace) / 2, 0.0 if trace >= 0 else math.pi, "critical" if trace >= 0 else "flips")
        if root.imag:
            return Swing(abs(larger), abs(cmath.phase(larger)), "under")
        return Swing(abs(larger), 0.0 if trace >= 0 else math.pi, "over" if trace >= 0 else "flips")

    def limit(self, theory: Theory) -> float:
        """The rate above which the steep direction grows: plain 2/λ, momentum 2(1 + β)/λ, Nesterov 2(1 + β)/(1 + 2β)λ.

        With dampening d only (1 − d) of the gradient enters the momentum, and the rate may be that much larger.
        """
        beta, steep = self.momentum, theory.lam_max + self.weight_decay
        if self.nesterov:
            return 2 * (1 + beta) / ((1 + 2 * beta) * steep)
        return math.inf if not self._enters else 2 * (1 + beta) / (self._enters * steep)

    def best_lr(self, theory: Theory) -> float:
        """The rate that is fastest in the long run with this momentum: there the worse of both directions is best."""
        slow, steep = self._curvatures(theory)
        if not self.nesterov:
            return math.inf if not self._enters else 2 * (1 + self.momentum) / (self._enters * (slow + steep))
        # Between these the steep direction's factor grows with the rate and the slow one's falls. On a round bowl and a
        # valley floor they are one rate, at which nothing is left of the distance.
        low, high = 1 / steep, min(self.limit(theory), 1 / slow)
        for _ in range(100):
            middle = (low + high) / 2
            steeper = self._radius(middle * steep) > self._radius(middle * slow)
            low, high = (low, middle) if steeper else (middle, high)
        return low

    def best(self, theory: Theory) -> Best:
        """The fastest of all rates and momenta, dampening and decay as they are.

        Both directions are then just critical, at the two ends of one interval; with Nesterov's, as Lessard, Recht and
        Packard (2016) have it.
        """
        slow, steep = self._curvatures(theory)
        if self.nesterov:
            root = math.sqrt(3 * steep / slow + 1)
            return Best(4 / (3 * steep + slow), (root - 2) / (root + 2), 1 - 2 / root)
        slow, steep = math.sqrt(slow), math.sqrt(steep)
        ratio = (steep - slow) / (steep + slow)
        there = replace(self, momentum=ratio**2)
        return Best((2 / (slow + steep)) ** 2 / there._enters, there.momentum, ratio)

    def radius(self, lr: float, theory: Theory) -> float:
        """By how much an update multiplies the distance in the long run: the worse of both directions.

        On a valley floor, along which nothing moves, that of the steep one.
        """
        return max(self._radius(lr * lam) for lam in self._curvatures(theory))

    @property
    def _enters(self) -> float:
        """The share of the gradient that enters the momentum, or the step where there is none."""
        return 1 - self.dampening if self.momentum else 1.0

    def _curvatures(self, theory: Theory) -> tuple[float, float]:
        slow = theory.lam_max if theory.flat and not self.weight_decay else theory.lam_min
        return slow + self.weight_decay, theory.lam_max + self.weight_decay

    def _matrix(self, step: float) -> tuple[float, float]:
        """Trace and determinant of what an update does to (place, buffer), for a step lr·λ."""
        beta = self.momentum
        if self.nesterov:
            return (1 + beta) * (1 - step), beta * (1 - step)
        return 1 + beta - self._enters * step, beta

    def _radius(self, step: float) -> float:
        trace, det = self._matrix(step)
        root = cmath.sqrt(trace * trace - 4 * det)
        return max(abs(trace + root), abs(trace - root)) / 2


def _rule(config: TrainConfig) -> Momentum:
    """What an update does, whatever its rate."""
    if not config.on_a_bowl or config.batch_size is not None:
        raise ValueError(f"this theory is that of SGD on squared errors with all points at once, not of {config}")
    return Momentum(**dict(config.options))  # type: ignore[arg-type]  # checked there


def course(data: Dataset, config: TrainConfig) -> Array:
    """Where the run will be at each state, in exact arithmetic: its coordinates from the minimum, shape (2, states).

    Along (slow, steep), as `Theory.coordinates`. Weight decay draws towards W = b = 0, so not to the minimum itself.
    Ends at the last state whose coordinates float64 can hold. Raises ValueError for another optimizer or cost, and for
    batches; the rate may follow a schedule.
    """
    rule, theory = _rule(config), curvature(data, config.cost)
    rates = rates_of(config, 1, config.epochs).tolist()
    drawn = rule.weight_decay * (theory.matrix @ [theory.W, theory.b])
    starts = theory.coordinates(*config.start).tolist()
    each = [
        _places(rule, start, lam + rule.weight_decay, draw, rates)
        for start, lam, draw in zip(starts, (theory.lam_min, theory.lam_max), drawn.tolist(), strict=True)
    ]
    states = min(map(len, each))
    return np.array([places[:states] for places in each])


def _places(rule: Momentum, here: float, lam: float, drawn: float, rates: list[float]) -> list[float]:
    """The coordinate along one direction at each state, as far as float64 holds it."""
    # plain floats: numpy's are slower
    beta, enters, buffer, places = rule.momentum, 1 - rule.dampening, 0.0, [here]
    for t, lr in enumerate(rates):
        pull = lam * here + drawn
        buffer = beta * buffer + enters * pull if t and beta else pull
        here -= lr * (pull + beta * buffer if rule.nesterov else buffer)
        if not math.isfinite(here):
            break
        places.append(here)
    return places


@dataclass(frozen=True, eq=False)
class Course:
    """The cost of each state in exact arithmetic, all finite."""

    cost: Array


def expected(data: Dataset, config: TrainConfig) -> Course | None:
    """The cost that SGD's theory expects at each state; None where there is none. The rate may follow a schedule."""
    try:
        places = course(data, config)
    except ValueError:
        return None
    theory = curvature(data, config.cost)
    with np.errstate(over="ignore"):  # a diverging run is a result
        cost = theory.cost + theory.gap(*places)
    return Course(cost[: int(np.argmin(np.append(np.isfinite(cost), False)))])
