"""The forecast in words: what a rate will do on these points, from this start."""

import math

from linreg.theory import ARRIVED, Direction, Forecast, Theory, fastest_from
from linreg.words import Words
from linreg.words.numbers import percent, percent_left, plain, times

UNSEEN = 0.99  # of the start's cost gap: while so much of it is left, nothing visible has moved
UNDER_WAY = 0.01  # of a direction's distance: while so much is left when the run ends, it is worth telling
TINY = 1e-300  # less than any share that is told: what no float can hold any more is not nothing
ENDLESS = 1e9  # epochs that nobody will see


def sentence(say: Words, ahead: Forecast) -> str:
    """What this rate will do, in a few short sentences: across the valley, then along it."""
    theory, slow, steep = ahead.theory, ahead.slow, ahead.steep
    arrival = fastest_from(theory, ahead.start)
    numbers = {
        "epochs": f"{ahead.epochs:,}",
        "half": epochs(slow.half_life),
        "steep_half": epochs(steep.half_life),
        "steep_left": percent_left(say, steep.left or TINY),
        "distance_left": percent_left(say, _distance_left(ahead) or TINY),
        "growth": times(abs(steep.factor)),
        "times": times(ahead.lr / theory.limit),
        "last": f"{ahead.last_finite:,}" if ahead.last_finite is not None else "",
        "share": percent(ARRIVED),
        "arrival": f"{arrival.epochs:,}" if arrival else "",
        "swing": say(f"rate.swing_{'round' if theory.round else 'valley'}"),
    }
    parts = _parts(ahead)
    if arrival and 1 < arrival.epochs < ENDLESS and ahead.lr == arrival.lr and not arrival.capped:
        parts.append("fastest")
    return " ".join([say("rate.forecast"), *(say(f"rate.forecast_{part}", **numbers) for part in parts)])


def _parts(ahead: Forecast) -> list[str]:
    """Which of the sentences tell what happens, in their order."""
    theory, slow, steep = ahead.theory, ahead.slow, ahead.steep
    if steep.log_factor > 0 and not theory.at_limit(ahead.lr):
        return [_above_the_limit(ahead)]
    if not steep.start and (theory.flat or not slow.start):
        return ["there"]
    if steep.start and theory.at_limit(ahead.lr):
        return [_of(theory, "limit")]
    if ahead.gap[-1] > UNSEEN * ahead.gap[0] and _distance_left(ahead) > UNSEEN:
        return ["still"]
    if theory.flat:
        return ["floor_one" if theory.n == 1 else "floor", f"to_floor_{_way(steep)}"]
    if theory.round:
        return [f"round_{_way(steep)}"]
    across = f"across_{_way(steep)}"
    told = steep.start and (across != "across_falls" or steep.left > UNDER_WAY or not slow.start)
    if not slow.start:
        return [across]
    # one share, that of the whole distance, as the result tells it
    across = "across_halves" if across == "across_falls" else across
    return [across] * bool(told) + [f"along_{'arrives' if _way(slow) == 'arrives' else 'falls'}"]


def _above_the_limit(ahead: Forecast) -> str:
    """The sentence for a rate at which the steep direction grows."""
    if not ahead.steep.start and ahead.last_finite is None:
        return _of(ahead.theory, "balanced")
    if ahead.last_finite == 0:
        return "diverges_at_once"
    return "grows" if ahead.last_finite is None or ahead.last_finite >= ENDLESS else "diverges"


def _way(direction: Direction) -> str:
    """How a direction comes to the minimum: in one epoch, from side to side, or straight."""
    if abs(direction.factor) <= ARRIVED:
        return "arrives"
    return "swings" if direction.factor < 0 else "falls"


def _of(theory: Theory, key: str) -> str:
    """The key's own sentence for a round bowl, in which no valley can be spoken of."""
    return f"{key}_round" if theory.round else key


def _distance_left(ahead: Forecast) -> float:
    """The share of the start's distance to the minimum that is left when the run ends; 0 if there is none."""
    moving = [d for d in (ahead.slow, ahead.steep) if d.eigenvalue]
    start = math.hypot(*(d.start for d in moving))
    return math.hypot(*(d.start * d.left for d in moving)) / start if start else 0.0


def epochs(epochs: float) -> str:
    """A number of epochs in words people use: whole when large, one decimal below ten, ∞."""
    if math.isinf(epochs):
        return "∞"
    if epochs >= ENDLESS:
        return plain(epochs, 3)
    return f"{epochs:,.0f}" if epochs >= 10 else f"{epochs:.1f}" if epochs >= 0.05 else "< 0.1"
