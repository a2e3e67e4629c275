"""The learning rate that knows these points: the dial with its zones, and buttons that go to the rates that matter."""

import math
from functools import cache
from typing import Any

from linreg.telling.method import name
from linreg.telling.method_rates import Zones, known
from linreg.theory import Theory
from linreg.training.config import TrainConfig
from linreg.training.optimizers import OPTIMIZERS
from linreg.training.paths import serves_many
from linreg.views import visit
from linreg.views.dial import dial
from linreg.words import Words

BELOW, ABOVE = 3, 2  # decades of the slider below and above the one that twice the limit lies in
LOWEST = -30  # the decade of the least rate that an address may ask for
FEW_POINTS, FEW_UPDATES = 1000, 1200  # of a training that no lane serves: a dozen take some seconds


def dial_of(say: Words, guessing: bool, config: TrainConfig, theory: Theory, n: int) -> None:
    """The learning rate's dial for this training on n points.

    While a room is to guess, nothing on it tells what a rate does; only in which decades the points have their rates.
    """
    help, reach = _help(say, config), stops(theory, config.optimizer)
    if guessing:
        dial(say, "lr", reach, help, says=say("rate.zone_hidden"))
        return
    found, room = known(say, config, theory, every(n, config)), swept(n, config)
    named = [{"name": rate.name, "text": rate.label, "help": rate.help, "value": rate.lr} for rate in found.named]
    if not found.zones and room:  # the sweep, once it is there, fills it in
        help_measured = say("method.measured_help")
        named.append({"name": "measured", "text": say("method.measured"), "help": help_measured, "value": None})
    told = found.told if found.zones or room else say("method.zone_unknown_slow", name=name(say, config))
    dial(say, "lr", reach, help, told, bands(found.zones), named, room=room)


def _help(say: Words, config: TrainConfig) -> str:
    """What the rate does: in plain descent it multiplies the gradient, in all else a step that the rule makes of it."""
    plainly, first = config.optimizer == "SGD" and not config.options, OPTIMIZERS[config.optimizer].rate == "first"
    rule = "lr_help" if plainly else "lr_help_first" if first else "lr_help_rule"
    return say(f"explore.{rule}", name=name(say, config))


def swept(n: int, config: TrainConfig) -> bool:
    """Whether rates are tried beside the run: not where that would take long, one training after another."""
    return serves_many(n, config) or (n <= FEW_POINTS and config.epochs * config.per_epoch(n) <= FEW_UPDATES)


def every(n: int, config: TrainConfig) -> int:
    """Of how many of the slider's stops one is tried: of each, unless the trainings go one after another."""
    return 1 if serves_many(n, config) else 20 if config.searches else 10


def tried(theory: Theory, n: int, config: TrainConfig) -> tuple[float, ...]:
    """The rates that are tried for this training, from the slider's first stop to its last."""
    return stops(theory, config.optimizer)[:: every(n, config)]


def stops(theory: Theory, optimizer: str = "SGD") -> tuple[float, ...]:
    """Where the rate's slider stops: five decades, twenty stops each, around the rates of these points and this cost.

    It moves by whole decades, and depends on no rate: for the notebook's points it goes from 1e-4 to 10, whichever the
    cost. Where a step is the rate times a gradient, the limit is at 54 to 74 % of its length, so all zones are in
    sight. Where the rate is how far W and b go in a step, what is to be gone counts, and else torch's own default.
    """
    record = OPTIMIZERS[optimizer]
    if record.rate == "gradient":
        middle = 2 * max(theory.limit, 10.0**LOWEST)
    elif record.rate == "share":
        middle = 10 * record.lr
    else:
        middle = math.hypot(theory.W, theory.b) / 2 or 0.5
    return _stops(max(math.floor(math.log10(middle)), LOWEST + BELOW))


@cache
def _stops(decade: int) -> tuple[float, ...]:
    ends = 20 * (decade - BELOW), 20 * (decade + ABOVE)
    return tuple(float(f"{10 ** (k / 20):.3g}") for k in range(ends[0], ends[1] + 1))


def bands(zones: Zones) -> list[dict[str, Any]]:
    """The zones as the browser paints them."""
    return [{"name": name, "low": low, "high": high if math.isfinite(high) else None} for name, low, high in zones]


def set_rate(lr: float) -> None:
    """Moves the learning rate; for callbacks."""
    visit.change(lr=lr)
