"""What the viewer guessed before playing, beside what came of it."""

import math
from collections.abc import Mapping
from typing import Any

from linreg.telling.method_rates import zone_of
from linreg.theory import Theory
from linreg.theory.rates import ZONES
from linreg.training.config import TrainConfig
from linreg.training.run import Run
from linreg.words import Words
from linreg.words.numbers import plain

# What it was, where no theory tells the zone of a rate: by what the run came to
KINDS = {
    "diverged": "diverges",
    "away": "diverges",
    "converged": "good",
    "decayed": "good",
    "near": "good",
    "oscillating": "oscillates",
    "around": "oscillates",
    "hovering": "oscillates",
}


def was(config: TrainConfig, theory: Theory, came_to: str) -> str:
    """Which of ZONES this training was. came_to : the kind of what became of it."""
    return zone_of(config, theory) or KINDS.get(came_to, "crawls")


def sentence(say: Words, guess: Mapping[str, Any], run: Run, was: str) -> str:
    """Whether the guess {kind: one of ZONES, W, b: a place}, each as far as given, was right. "" if there was none.

    was : the kind that it was, one of ZONES. A place is held against the last state.
    """
    told = []
    kind = guess.get("kind")
    if kind in ZONES:
        right = "right" if kind == was else "wrong"
        told.append(say(f"outcome.guess_{right}", kind=say(f"player.guess_{kind}"), was=say(f"player.guess_{was}")))
    place = [guess.get(name) for name in ("W", "b")]
    if all(isinstance(value, int | float) and math.isfinite(value) for value in place):
        told.append(_off(say, run, *(float(value) for value in place if value is not None)))
    return " ".join(told)


def _off(say: Words, run: Run, W: float, b: float) -> str:
    """How far the clicked place is from where the run ended."""
    if run.diverged:
        return say("outcome.guess_left")
    return say("outcome.guess_off", W_off=plain(abs(W - run.W[-1]), 3), b_off=plain(abs(b - run.b[-1]), 3))
