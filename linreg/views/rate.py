"""The learning rate that knows these points: the dial with its zones, and buttons that go to the rates that matter."""

import math
from functools import cache
from typing import Any

from linreg.state import State
from linreg.telling import rates
from linreg.theory import Theory, zones
from linreg.views import visit
from linreg.views.dial import dial
from linreg.words import Words

BELOW, ABOVE = 3, 2  # decades of the slider below and above the one that twice the limit lies in
LOWEST = -30  # the decade of the least rate that an address may ask for


def dial_of(say: Words, state: State, guessing: bool, theory: Theory, start: tuple[float, float]) -> None:
    """The learning rate's dial for this start.

    While a room is to guess, nothing on it tells what a rate does; only in which decades the points have their rates.
    """
    help, reach = say("explore.lr_help"), stops(theory)
    if guessing:
        dial(say, "lr", reach, help, says=say("rate.zone_hidden"))
        return
    named = [
        {"name": rate.name, "text": rate.label, "help": rate.help, "value": rate.lr}
        for rate in rates.named(say, theory, start)
    ]
    dial(say, "lr", reach, help, rates.zone_told(say, state.lr, theory), bands(theory), named, room=True)


def stops(theory: Theory) -> tuple[float, ...]:
    """Where the rate's slider stops: five decades, twenty stops each, around the limit of these points and this cost.

    It moves by whole decades, and depends on no rate: for the notebook's points it goes from 1e-4 to 10, whichever the
    cost. The limit is at 54 to 74 % of its length, so all zones are in sight.
    """
    decade = math.floor(math.log10(2 * max(theory.limit, 10.0**LOWEST)))
    return _stops(max(decade, LOWEST + BELOW))


@cache
def _stops(decade: int) -> tuple[float, ...]:
    ends = 20 * (decade - BELOW), 20 * (decade + ABOVE)
    return tuple(float(f"{10 ** (k / 20):.3g}") for k in range(ends[0], ends[1] + 1))


def bands(theory: Theory) -> list[dict[str, Any]]:
    """The zones as the browser paints them."""
    return [
        {"name": name, "low": low, "high": high if math.isfinite(high) else None} for name, low, high in zones(theory)
    ]


def set_rate(lr: float) -> None:
    """Moves the learning rate; for callbacks."""
    visit.change(lr=lr)
