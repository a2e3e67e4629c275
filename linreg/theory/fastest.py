"""The fastest rate from one start, which needs the fewest epochs to come close to the minimum; and the one that ends
lowest after a given number of them. Where the epochs are too few to arrive these are far apart."""

import math
from dataclasses import dataclass
from functools import lru_cache

from linreg.theory.curvature import EPS32, Theory, reach

ARRIVED = 1e-3  # of the start's distance to the minimum
AS_LOW = 1.01  # times the least cost gap is as low, where that takes fewer digits
CAP = 0.999  # of the limit: nearer to it, rounding has a say in whether the steep direction shrinks
MOST = 2**60  # epochs; a valley so long that no float32 training sees its end


@dataclass(frozen=True)
class Arrival:
    """A rate, and the epochs it needs from one start until at most ARRIVED of the distance to the minimum is left."""

    lr: float
    epochs: int
    capped: bool  # only CAP holds it back: nearer to the limit it might arrive sooner still


@lru_cache(256)
def fastest_from(theory: Theory, start: tuple[float, float]) -> Arrival | None:
    """The rate below the limit that arrives in the fewest epochs from this (W, b), in as few digits as keep that true.

    After k epochs the distance, squared, is Σ c²·(1 − lr·λ)^(2k), c the start's coordinate along the eigenvector of λ.
    For each k it is convex in the rate, with its lowest point in closed form; and below the limit it only falls with k.
    So the fewest epochs are found by halving k, and the rates that need no more are an interval.
    None if the start is the minimum, or lies on a valley floor, along which there is no distance.
    """
    race = _race(theory, start)
    if race is None:
        return None
    high = 1
    while not race.arrives(race.best(high), high):
        if high >= MOST:
            return Arrival(race.best(MOST), MOST, capped=True)
        high *= 2
    low = high // 2  # not in so many, or 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if race.arrives(race.best(middle), middle) else (middle, high)
    return Arrival(race.shortest(high), high, capped=race.best(high) == race.cap)


@lru_cache(256)
def lowest_after(theory: Theory, start: tuple[float, float], epochs: int) -> float | None:
    """The rate below the limit whose cost is lowest after so many epochs from this (W, b), in as few digits as keep
    that true to one percent. None where there is no way to go, see `fastest_from`."""
    race = _race(theory, start)
    return race.lowest(epochs) if race and epochs > 0 else None


@dataclass(frozen=True)
class _Race:
    """What decides how soon a rate arrives: for each direction λ, and the square of the start's coordinate."""

    slow: float  # λ
    steep: float
    slow_start: float  # c²
    steep_start: float

    @property
    def cap(self) -> float:
        """The largest rate in the race."""
        return CAP * 2 / self.steep

    def best(self, epochs: int, cost: bool = False) -> float:
        """The rate, no nearer to the limit than CAP, that leaves the least distance after so many epochs; or the least
        cost, to which each direction adds λ times its distance, squared.

        There the derivative by the rate vanishes: c²λ·(1 − lr·λ)^(2k − 1) of the slow direction is that of the steep
        one, which has overshot; for the cost with λ² in place of λ.
        """
        if not self.steep_start:
            return min(1 / self.slow, self.cap)
        if not self.slow_start:
            return 1 / self.steep
        power = 2 if cost else 1
        log_ratio = math.log(self.slow_start / self.steep_start) + power * math.log(self.slow / self.steep)
        ratio = math.exp(min(log_ratio / (2 * epochs - 1), 700.0))
        return min((1 + ratio) / (self.steep + ratio * self.slow), self.cap)

    def lowest(self, epochs: int) -> float:
        """Of the rates that end as low as any after so many epochs the one of fewest digits."""
        best = self.best(epochs, cost=True)
        enough = AS_LOW * self._gap(best, epochs)
        shorter = (float(f"{best:.{digits}g}") for digits in range(2, 17))
        return next((lr for lr in shorter if lr <= self.cap and self._gap(lr, epochs) <= enough), best)

    def _gap(self, lr: float, epochs: int) -> float:
        """Twice what is left of the cost above the minimum after so many epochs."""
        slow, steep = (abs(1 - lr * lam) ** (2 * epochs) for lam in (self.slow, self.steep))
        return self.slow * self.slow_start * slow + self.steep * self.steep_start * steep

    def arrives(self, lr: float, epochs: int) -> bool:
        """Whether so many epochs at this rate leave at most ARRIVED of the distance."""
        slow, steep = (abs(1 - lr * lam) ** (2 * epochs) for lam in (self.slow, self.steep))
        left = self.slow_start * slow + self.steep_start * steep
        return left <= ARRIVED**2 * (self.slow_start + self.steep_start)

    def shortest(self, epochs: int) -> float:
        """Of the rates that arrive in so many epochs the one of fewest digits, near the middle of them."""
        best = self.best(epochs)
        least = min(best, (1 - 1e-9) / self.steep)  # below 1/λmax each direction would only be slower
        lowest = self._edge(best, least, epochs)
        highest = self._edge(best, self.cap, epochs)
        middle = (lowest + highest) / 2
        for digits in range(2, 17):
            rounded = float(f"{middle:.{digits}g}")
            if lowest <= rounded <= highest and self.arrives(rounded, epochs):
                return rounded
        return best

    def _edge(self, arrives: float, end: float, epochs: int) -> float:
        """The last rate from `arrives` towards `end` that still arrives."""
        if self.arrives(end, epochs):
            return end
        for _ in range(50):
            middle = (arrives + end) / 2
            arrives, end = (middle, end) if self.arrives(middle, epochs) else (arrives, middle)
        return arrives


def _race(theory: Theory, start: tuple[float, float]) -> _Race | None:
    """The race from this start; None if there is no way to go."""
    steep, slow = theory.lam_max, theory.lam_min
    # float32 cannot start nearer to the minimum than this; what lies below is rounding, not distance
    slow_start, steep_start = (
        0.0 if abs(c) <= EPS32 * least else float(c) ** 2
        for c, least in zip(theory.coordinates(*start), reach(theory), strict=True)
    )
    if theory.flat:
        slow_start = 0.0
    return _Race(slow, steep, slow_start, steep_start) if slow_start or steep_start else None
