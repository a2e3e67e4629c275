"""What the viewer guessed before playing, beside what came of it."""

import math
from collections.abc import Mapping
from typing import Any

from linreg.theory.rates import ZONES
from linreg.training.run import Run
from linreg.words import Words
from linreg.words.numbers import plain


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
