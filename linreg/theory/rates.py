"""The learning rates by name: zones, rates to jump to, and the same steps under another cost."""

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from linreg.theory.curvature import Theory
from linreg.theory.fastest import CAP, fastest_from
from linreg.training.config import LARGEST, SMALLEST
from linreg.training.costs import factor

ZONES = ("crawls", "good", "oscillates", "diverges")
CRAWLS = 4.0  # below 1/(CRAWLS·λmax) every direction takes over CRAWLS times as long as at 1/λmax


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


def named_rates(theory: Theory, start: tuple[float, float]) -> dict[str, float]:
    """The rates to jump to from this (W, b), in few digits, rounded such that they do what their names say.

    no_overshoot: 1/λmax, down to three digits. fastest: the one that needs the fewest epochs from this start, see
    `fastest_from`; where there is no way to go, the one of the best worst case. edge: 0.99 of the limit, or half-way
    from the fastest to the limit if that is nearer to it, rounded down: it swings for long and converges. too_far:
    1.05 times the limit, up: it diverges. Those that float32 cannot hold are left out (x of 1e19 and more).
    """
    arrival = fastest_from(theory, start)
    fastest = arrival.lr if arrival else _best_worst_case(theory)
    edge = max(0.99 * theory.limit, (fastest + theory.limit) / 2)
    return held(
        {
            "no_overshoot": _no_overshoot(theory),
            "fastest": fastest,
            "edge": next(rate for digits in range(3, 18) if (rate := round_down(edge, digits)) > fastest),
            "too_far": _too_far(theory),
        }
    )


def compared_rates(theory: Theory) -> dict[str, float]:
    """Three rates that a lecture lays beside each other: crawls, a tenth of 1/λmax; no_overshoot; too_far, as named.

    Those that float32 cannot hold are left out.
    """
    no_overshoot, too_far = _no_overshoot(theory), _too_far(theory)
    return held({"crawls": round_down(no_overshoot / 10, 2), "no_overshoot": no_overshoot, "too_far": too_far})


def _no_overshoot(theory: Theory) -> float:
    return round_down(theory.no_overshoot, 3)


def _too_far(theory: Theory) -> float:
    return round_up(1.05 * theory.limit, 3)


def held(rates: dict[str, float]) -> dict[str, float]:
    """Those of them that float32 can hold."""
    return {name: lr for name, lr in rates.items() if SMALLEST <= lr <= LARGEST}


def _best_worst_case(theory: Theory) -> float:
    """2/(λmin + λmax) in four digits, down if rounding it up would bring it over half-way to the limit.

    In a long valley it all but is the limit, and is held 0.1 % below.
    """
    ideal = min(theory.fastest, CAP * theory.limit)
    rounded = float(f"{ideal:.4g}")
    return rounded if rounded <= (ideal + theory.limit) / 2 else round_down(ideal, 4)


def round_down(value: float, digits: int) -> float:
    """The positive value, rounded down to that many significant digits."""
    return _rounded(value, digits, ROUND_FLOOR)


def round_up(value: float, digits: int) -> float:
    """The positive value, rounded up to that many significant digits."""
    return _rounded(value, digits, ROUND_CEILING)


def equivalent_lr(lr: float, from_kind: str, to_kind: str, n: int) -> float:
    """The rate that takes the same steps under another cost: the gradient is as many times larger as the cost is."""
    return lr * factor(from_kind, n) / factor(to_kind, n)


def _rounded(value: float, digits: int, rounding: str) -> float:
    exact = Decimal(value)
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), rounding=rounding))
