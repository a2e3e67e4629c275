"""The learning rates by name: zones, rates to jump to, and the same steps under another cost."""

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from linreg.theory import surface
from linreg.theory.curvature import Theory

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
    return lr * surface.factor(from_kind, n) / surface.factor(to_kind, n)


def _rounded(value: float, digits: int, rounding: str) -> float:
    exact = Decimal(value)
    return float(exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), rounding=rounding))
