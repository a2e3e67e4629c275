"""The answer of a lesson's question beside the guess, in words."""

import math
from typing import Any

from linreg.lessons import Facts, Step
from linreg.lessons.expressions import Measure, Pair, Tree
from linreg.lessons.facts import Unknown
from linreg.lessons.judge import Guess, Judged, judged
from linreg.lessons.marked import inline
from linreg.lessons.marked import told as value_text
from linreg.words import Words
from linreg.words.numbers import plain


def answer(say: Words, step: Step, guess: Guess | None, facts: Facts) -> dict[str, Any]:
    """{right, True, False or None; fitting, the choices that are right; guess, was : sentences, "" for none}."""
    guess = guess or Guess()
    found = judged(step, guess, facts)
    return {
        "right": found.right,
        "fitting": list(found.fitting),
        "guess": _guess(say, step, guess, facts),
        "was": _was(say, step, found, facts),
    }


def _guess(say: Words, step: Step, guess: Guess, facts: Facts) -> str:
    """What was guessed, as HTML of our own."""
    if guess.choice is not None:
        return inline(step.options[guess.choice].text, facts)
    if guess.number is not None:
        return plain(guess.number)
    if guess.place:
        return value_text(guess.place)
    return say("lessons.guess_curve") if guess.curve else ""


def _was(say: Words, step: Step, found: Judged, facts: Facts) -> str:
    """What it was, as HTML of our own."""
    if step.ask == "choice" and found.fitting:
        return " / ".join(inline(step.options[i].text, facts) for i in found.fitting)
    if step.ask == "curve":
        return say("lessons.was_curve", off=plain(found.off, 2)) if found.off else ""
    if found.value is None:
        return say("lessons.was_unknown")
    text = value_text(found.value)
    return say("lessons.was_place", place=text, off=plain(found.off, 2)) if found.off is not None else text


def reached(say: Words, goal: Tree, facts: Facts, lr: str) -> str:
    """That a goal has been reached, and when or by what: "converged" beside it is nearer than most goals."""
    assert isinstance(goal, Pair)
    said = say("lessons.goal_reached", lr=lr)
    left, value = goal.left, facts.value(goal.left)
    if not isinstance(value, float) or math.isinf(value):
        return said
    if isinstance(left, Measure) and left.name == "epochs_to":
        share = f"{plain(100 * left.argument)}%"
        return f"{said} {say('lessons.goal_since', epoch=value_text(value), share=share)}"
    return f"{said} {say('lessons.goal_came', value=value_text(value), bound=_bound(goal, facts))}"


def missed(say: Words, goal: Tree, facts: Facts, lr: str) -> str:
    """That a goal has not been reached, and what it came to instead."""
    assert isinstance(goal, Pair)
    try:
        value = facts.value(goal.left)
        facts.value(goal.right)
    except Unknown:
        value = math.inf
    if value == math.inf:
        return say("lessons.goal_never", lr=lr)
    return say("lessons.goal_missed", lr=lr, value=value_text(value), bound=_bound(goal, facts))


def _bound(goal: Pair, facts: Facts) -> str:
    sign = {"<=": "≤ ", ">=": "≥ ", "=": ""}.get(goal.sign, f"{goal.sign} ")
    return sign + value_text(facts.value(goal.right))


def broken(say: Words, step: Step, facts: Facts) -> list[str]:
    """What the lesson claims and no longer holds, for its lecturer: a line of the file each."""
    return [say("lessons.broken_check", line=str(line)) for line, tree in step.checks if not facts.holds(tree)]
