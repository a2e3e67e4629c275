"""The learning rate that knows these points: the dial with its zones, and buttons that go to the rates that matter."""

import math
from typing import Any

from linreg.state import State
from linreg.telling import rates
from linreg.theory import Theory, zones
from linreg.views import visit
from linreg.views.dial import dial
from linreg.words import Words

LR_STEPS = tuple(float(f"{10 ** (k / 20):.3g}") for k in range(-80, 21))  # 1e-4 to 10, twenty a decade


def dial_of(say: Words, state: State, guessing: bool, theory: Theory, start: tuple[float, float]) -> None:
    """The learning rate's dial for this start. While a room is to guess, nothing on it tells what a rate does."""
    help = say("explore.lr_help")
    if guessing:
        dial(say, "lr", LR_STEPS, help, says=say("rate.zone_hidden"))
        return
    named = [
        {"name": rate.name, "text": rate.label, "help": rate.help, "value": rate.lr}
        for rate in rates.named(say, theory, start)
    ]
    dial(say, "lr", LR_STEPS, help, rates.zone_told(say, state.lr, theory), bands(theory), named, room=True)


def bands(theory: Theory) -> list[dict[str, Any]]:
    """The zones as the browser paints them."""
    return [
        {"name": name, "low": low, "high": high if math.isfinite(high) else None} for name, low, high in zones(theory)
    ]


def set_rate(lr: float) -> None:
    """Moves the learning rate; for callbacks."""
    visit.change(lr=lr)
