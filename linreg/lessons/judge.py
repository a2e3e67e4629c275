"""A guess held against what it was. A guess comes from a browser, so what is none is nobody's."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from linreg.lessons.facts import Facts, Unknown, Value
from linreg.lessons.lesson import Step
from linreg.training.run import Run

MOST_DRAWN = 2_000  # places of a curve drawn by hand
CLOSE = 0.5  # decades that a drawn curve may be off on average


@dataclass(frozen=True)
class Guess:
    """What somebody expected, as far as the question asks for it; nothing, if he went on without.

    curve : the places (epoch, cost) of a curve drawn by hand.
    """

    choice: int | None = None
    number: float | None = None
    place: tuple[float, float] | None = None
    curve: tuple[tuple[float, float], ...] = ()

    @property
    def given(self) -> bool:
        """Whether there is a guess at all."""
        return self != Guess()


@dataclass(frozen=True)
class Judged:
    """right : whether the guess is, None if there is none or nothing to hold it against. value : what it was.

    off : how far a place is away, in W and b; of a curve the factor by which it is off on average.
    fitting : which of the choices are right.
    """

    right: bool | None
    value: Value | None
    off: float | None = None
    fitting: tuple[int, ...] = ()


def guess_of(sent: Any, step: Step) -> Guess:
    """The guess that a browser has sent, {choice, number, W, b, curve}; none for what cannot be one."""
    if not isinstance(sent, Mapping):
        return Guess()
    choice, number = sent.get("choice"), _finite(sent.get("number"))
    W, b = _finite(sent.get("W")), _finite(sent.get("b"))
    if step.ask == "choice" and isinstance(choice, int) and 0 <= choice < len(step.options):
        return Guess(choice=int(choice))
    if step.ask == "number" and number is not None:
        return Guess(number=number)
    if step.ask == "place" and W is not None and b is not None:
        return Guess(place=(W, b))
    if step.ask == "curve":
        return Guess(curve=_curve(sent.get("curve")))
    return Guess()


def _finite(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and abs(value) < 1e300 else None


def _curve(sent: Any) -> tuple[tuple[float, float], ...]:
    if not isinstance(sent, list) or len(sent) > MOST_DRAWN:
        return ()
    places = [(_finite(each[0]), _finite(each[1])) for each in sent if isinstance(each, list) and len(each) == 2]
    return tuple((t, cost) for t, cost in places if t is not None and cost is not None and t >= 0 and cost > 0)


def judged(step: Step, guess: Guess, facts: Facts) -> Judged:
    """What the question's answer is, and whether the guess is right."""
    if step.ask == "curve":
        run = facts.runs[0]
        off = _apart(guess.curve, run) if run else None
        return Judged(None if off is None else math.log10(off) <= CLOSE, None, off)
    try:
        value = facts.value(step.answer) if step.answer else None
    except Unknown:
        value = None
    if value is None:
        return Judged(None, None)
    if step.ask == "choice":
        fitting = tuple(i for i, option in enumerate(step.options) if option.fits(value))
        return Judged(None if guess.choice is None or not fitting else guess.choice in fitting, value, None, fitting)
    if step.ask == "place" and isinstance(value, tuple):
        off = None if guess.place is None else math.dist(guess.place, value)
        return Judged(None if off is None else off <= step.near * facts.reach(), value, off)
    if guess.number is None or not isinstance(value, float):
        return Judged(None, value)
    return Judged(_near(guess.number, value, step.near), value)


def _near(guess: float, value: float, share: float) -> bool:
    return math.isfinite(value) and abs(guess - value) <= share * abs(value) + 1e-9  # none is near what never comes


def _apart(curve: tuple[tuple[float, float], ...], run: Run) -> float | None:
    """The factor by which a drawn curve is off on average, both counted where the run has epochs; None if nowhere."""
    places = [(t, cost) for t, cost in curve if t <= run.updates]
    if not places:
        return None
    t, drawn = (np.array(column) for column in zip(*places, strict=True))
    floor = np.finfo(np.float32).tiny
    was = np.log10(np.maximum(np.interp(t, np.arange(len(run.cost)), run.cost), floor))
    return float(10 ** np.mean(np.abs(np.log10(drawn) - was)))
