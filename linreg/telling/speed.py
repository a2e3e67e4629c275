"""How soon a run is down: when a hundredth is left of the cost that training can remove from its start."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any

from linreg.theory.losses import Surface
from linreg.training.run import Run
from linreg.words import Words

SHARE = 0.01
UP_TO = (10, 30, 100, 300, 1_000, 3_000, 10_000)  # epochs: the speeds, the same for all rates, so that two compare
LATER = len(UP_TO)  # not within its epochs
AWAY = LATER + 1  # farther from the minimum at its end than at its start, as the cost measures it


def epochs_down(run: Run, bowl: Surface) -> int | None:
    """The first epoch with no more than SHARE of the start's gap above the minimum left; None if there is none."""
    gap = bowl.gap(run.W, run.b)
    down = gap <= SHARE * gap[0]
    return -(-int(down.argmax()) // run.per_epoch) if down.any() else None


def speed(run: Run, bowl: Surface) -> int:
    """The number of its class among UP_TO, or LATER, or AWAY: also if it was down on its way there."""
    first, last = bowl.gap(run.W[[0, -1]], run.b[[0, -1]])
    if run.diverged or last > first:
        return AWAY
    epochs = epochs_down(run, bowl)
    return LATER if epochs is None else bisect_left(UP_TO, epochs)


def legend(say: Words, speeds: Sequence[int], epochs: int) -> list[dict[str, Any]]:
    """Of each speed that occurs {speed, text, count}: its number, what it means, and how many runs have it, in words.

    epochs : those of a run.
    """
    return [
        {
            "speed": number,
            "text": _named(say, number, epochs),
            "count": say("rain.count_one") if runs == 1 else say("rain.count", n=str(runs)),
        }
        for number, runs in sorted(Counter(speeds).items())
    ]


def _named(say: Words, number: int, epochs: int) -> str:
    if number == AWAY:
        return say("rain.away")
    if number == LATER:
        return say("rain.later", epochs=f"{epochs:,}")
    if number == 0:
        return say("rain.up_to", most=f"{UP_TO[0]:,}")
    return say("rain.between", least=f"{UP_TO[number - 1] + 1:,}", most=f"{UP_TO[number]:,}")
