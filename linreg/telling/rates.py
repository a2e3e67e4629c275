"""The named rates and the zones in words: what each button promises, with its numbers."""

import math
from dataclasses import dataclass

from linreg.theory import ARRIVED, Theory, fastest_from, named_rates, zone
from linreg.words import Words
from linreg.words.numbers import percent, plain, times, whole

TOO_LONG = 10_000  # epochs: where even the best rate needs more to halve the distance, no rate is good
HALVES = math.log(2) / 2  # times κ: the epochs in which the distance halves at 2/(λmin + λmax), in a long valley


@dataclass(frozen=True)
class Named:
    """A rate to jump to: its name in `named_rates`, what stands on its button, and what it promises."""

    name: str
    lr: float
    label: str
    help: str


def named(say: Words, theory: Theory, start: tuple[float, float]) -> tuple[Named, ...]:
    """The rates to jump to from the start (W, b), from the most careful to the one that diverges."""
    arrival = fastest_from(theory, start)
    numbers = {
        "limit": plain(theory.limit),
        "epochs": whole(arrival.epochs) if arrival else "",
        "share": percent(ARRIVED),
        "long_run": plain(theory.fastest),
    }
    told = []
    for name, lr in named_rates(theory, start).items():
        key = _fastest(theory, start) if name == "fastest" else name
        help = say(f"rate.named_{key}_help", **numbers)
        told.append(Named(name, lr, say(f"rate.named_{name}", lr=plain(lr, 7)), help))
    return tuple(told)


def zone_told(say: Words, lr: float, theory: Theory) -> str:
    """Where this rate lies for these points."""
    name = zone(lr, theory)
    if name == "good" and TOO_LONG < HALVES * theory.kappa < math.inf:
        name = "good_slow"
    return say(f"rate.zone_{name}", limit=plain(theory.limit), times=times(lr / theory.limit))


def _fastest(theory: Theory, start: tuple[float, float]) -> str:
    """Which promise of the fastest rate holds."""
    arrival = fastest_from(theory, start)
    if arrival is None:
        return "fastest_there"
    if arrival.epochs == 1:
        return "fastest_once"
    return "fastest_capped" if arrival.capped else "fastest"
