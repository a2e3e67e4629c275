"""A lesson as it is shown: read, checked, and the same for everybody who opens it."""

import math
import re
from dataclasses import dataclass
from typing import Any

from linreg.lessons.expressions import Measure, Pair, Tree
from linreg.lessons.facts import Value
from linreg.state import Refused, State
from linreg.state.fields import SURFACE
from linreg.state.state import names_of

ASKS = ("choice", "number", "place", "curve")  # the kinds of questions
LEAST = frozenset(("minimum", "least_W", "least_b", "least_cost"))  # what the surface alone tells
RATES = frozenset(("outcome", "limit", "fastest", "kappa"))  # what the page tells of all rates, beside any run on it
WAY = RATES | {"left", "epochs_to", "first_to", "minimum", "place"}  # what is seen on the way over the map
WHENS = ("played", "now")  # when an answer is told: once the run has been played, or as soon as there is a guess

BETWEEN = re.compile(r"^(-?[\d.]+%?)\s+to\s+(-?[\d.]+%?|never)$")
BOUND = re.compile(r"^(<=|>=|<|>)\s*(-?[\d.]+%?)$")


@dataclass(frozen=True)
class Option:
    """One of a question's choices; `key` says for which answers it is right: `< 50`, `50 to 200`, `never`, `good`."""

    key: str
    text: str

    def fits(self, value: Value) -> bool:
        """Whether it is the right one for this answer."""
        if isinstance(value, bool | tuple):
            return False
        if isinstance(value, str):
            return self.key == value
        if found := BETWEEN.match(self.key):
            return _number(found[1]) <= value <= _number(found[2])
        if found := BOUND.match(self.key):
            bound = _number(found[2])
            signs = {"<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound}
            return signs[found[1]] and not math.isinf(value)
        try:
            return _number(self.key) == value
        except ValueError:
            return False

    @property
    def plain(self) -> bool:
        """Whether the key is one that can fit at all."""
        words = ("crawls", "good", "oscillates", "diverges", "never", "none")
        if self.key in words or BETWEEN.match(self.key) or BOUND.match(self.key):
            return True
        try:
            return not math.isnan(_number(self.key))
        except ValueError:
            return False


def _number(text: str) -> float:
    if text == "never":
        return math.inf
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


@dataclass(frozen=True)
class Step:
    """One step: a state of the page, a text, and perhaps a question or a goal.

    state : with the language of the lesson. lost : what its address asks for and no longer exists.
    answer : of a question but for a curve. near : the share by which a number or a place may be off. tell : of WHENS.
    checks : what the text claims, with the lines where it does.
    """

    title: str
    state: State
    lost: tuple[Refused, ...]
    ask: str
    answer: Tree | None
    near: float
    tell: str
    goal: Tree | None
    checks: tuple[tuple[int, Tree], ...]
    minutes: float
    text: str
    question: str
    options: tuple[Option, ...]
    told: str
    notes: str

    @property
    def about(self) -> str:
        """Which panel shows what is asked for, or the goal: "contours" or "curve"; "" for none in particular."""
        if self.ask == "curve":
            return "curve"
        asked = [tree for tree in (self.answer if self.ask else None, self.goal) if tree is not None]
        return "contours" if any(_names(tree) & WAY for tree in asked) else ""

    @property
    def bare(self) -> bool:
        """Whether the picture itself would answer the question: its rings, star and best line tell the minimum."""
        return self._asks(LEAST)

    @property
    def rated(self) -> bool:
        """Whether what the page tells of all rates would answer the question, or reach the goal of who is to guess."""
        return self._asks(RATES) or (self.goal is not None and self.state.guess)

    def _asks(self, names: frozenset[str]) -> bool:
        return bool(self.ask) and self.answer is not None and not names.isdisjoint(_names(self.answer))


@dataclass(frozen=True)
class Lesson:
    """A whole one. minutes : how long it takes, the sum of its steps' unless it says so itself."""

    title: str
    about: str
    minutes: float
    steps: tuple[Step, ...]

    def covering(self, at: int) -> tuple[int, ...]:
        """The steps, counted from 0, that ask what the surface of this step would tell: this one, or later ones."""
        return tuple(i for i in self._alike(at) if self.steps[i].bare)

    def rating(self, at: int) -> tuple[int, ...]:
        """The later steps, counted from 0, that ask what this step would tell of all rates, or have them found."""
        return tuple(i for i in self._alike(at) if i > at and self.steps[i].rated)

    def _alike(self, at: int) -> list[int]:
        """The steps over the same surface, this one and later ones."""
        over = _surface(self.steps[at].state)
        return [i for i, step in enumerate(self.steps) if i >= at and _surface(step.state) == over]


def _surface(state: State) -> tuple[Any, ...]:
    """What the cost of each line follows from."""
    return tuple(getattr(state, name) for name in names_of(SURFACE))


def _names(tree: Tree) -> set[str]:
    """What an expression speaks of."""
    if isinstance(tree, Pair):
        return _names(tree.left) | _names(tree.right)
    return {tree.name} if isinstance(tree, Measure) else set()
