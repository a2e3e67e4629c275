"""What a lesson computes from its runs: `cost at 0`, `epochs_to 1% of 2`, `(cost at 1) / (cost at 0)`, `last < epochs`.

An expression is read into a tree of these records; facts.py knows what their names mean. No code of a file is ever run.
"""

import re
from dataclasses import dataclass

TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][-+]?\d+)?%?|\.\d+%?)|([A-Za-z]\w*)|(<=|>=|[-+*/()<>=]))", re.ASCII)
COMPARED = ("<=", ">=", "<", ">", "=")
LONGEST = 200  # characters
END = -1  # the place "at end"

# name -> what may follow it: "" nothing, "at" a place, "share" a percentage, "point" a point's number
NAMES = {
    **dict.fromkeys(("cost", "W", "b", "grad_W", "grad_b", "left", "place"), "at"),
    **dict.fromkeys(("epochs_to", "first_to"), "share"),
    **dict.fromkeys(("x", "y"), "point"),
    **dict.fromkeys(("last", "epochs", "lr", "limit", "fastest", "kappa", "points", "outcome"), ""),
    **dict.fromkeys(("least_W", "least_b", "least_cost", "minimum"), ""),
}
PLACES = ("place", "minimum")  # their value is a pair (W, b)

# What a question's answer is, most often: an expression for each kind of question
USUAL = {
    "choice": ("outcome", "left at end", "epochs_to 1%", "first_to 1%", "kappa"),
    "number": ("epochs_to 1%", "cost at end", "cost at 0", "W at 1", "grad_W at 0", "last", "limit"),
    "place": ("minimum", "place at end", "place at 1"),
}


@dataclass(frozen=True)
class Number:
    """A number that stands there; of 1% it is 0.01."""

    value: float


@dataclass(frozen=True)
class Word:
    """One of the outcomes, or `never`, `none`."""

    text: str


@dataclass(frozen=True)
class Measure:
    """A name, what follows it, and of which run, counted from 1."""

    name: str
    argument: float = END
    of: int = 1


@dataclass(frozen=True)
class Pair:
    """Two trees and the sign between them."""

    sign: str
    left: "Tree"
    right: "Tree"


Tree = Number | Word | Measure | Pair
WORDS = ("crawls", "good", "oscillates", "diverges", "never", "none")


def parse(text: str) -> Tree:
    """The tree of an expression. Raises ValueError for what is none."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    tokens = _Tokens(text)
    tree = _sum(tokens)
    if tokens.peek() in COMPARED:
        tree = Pair(tokens.take(), tree, _sum(tokens))
    if tokens.peek():
        raise ValueError(tokens.peek())
    return tree


class _Tokens:
    """The tokens of a text, one by one; "" at its end."""

    def __init__(self, text: str) -> None:
        self.found: list[str] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                raise ValueError(text[at:].strip()[:20])
            self.found.append(match[0].strip())
            at = match.end()
        self.found.append("")

    def peek(self) -> str:
        return self.found[0]

    def take(self) -> str:
        return self.found.pop(0) if len(self.found) > 1 else ""


def _sum(tokens: _Tokens) -> Tree:
    tree = _product(tokens)
    while tokens.peek() in ("+", "-"):
        tree = Pair(tokens.take(), tree, _product(tokens))
    return tree


def _product(tokens: _Tokens) -> Tree:
    tree = _part(tokens)
    while tokens.peek() in ("*", "/"):
        tree = Pair(tokens.take(), tree, _part(tokens))
    return tree


def _part(tokens: _Tokens) -> Tree:
    token = tokens.take()
    if token == "-":
        return Pair("-", Number(0.0), _part(tokens))
    if token == "(":
        tree = _sum(tokens)
        if tokens.take() != ")":
            raise ValueError(")")
        return tree
    if token[:1].isdigit() or token[:1] == ".":
        return Number(_number(token))
    if token in WORDS:
        return Word(token)
    if token not in NAMES:
        raise ValueError(token)
    return _measure(token, tokens)


def _measure(name: str, tokens: _Tokens) -> Measure:
    argument, of, follows = float(END), 1, NAMES[name]
    if follows == "at" and tokens.peek() == "at":
        tokens.take()
        argument = END if tokens.peek() == "end" else _whole(tokens.peek(), 0)
        tokens.take()
    elif follows == "share":
        argument = _number(tokens.take())
        if not 0 < argument < 1:
            raise ValueError(name)
    elif follows == "point":
        argument = _whole(tokens.take(), 1)
    if tokens.peek() == "of":
        tokens.take()
        of = _whole(tokens.take(), 1)
    return Measure(name, argument, of)


def _number(token: str) -> float:
    return float(token[:-1]) / 100 if token.endswith("%") else float(token)


def _whole(token: str, least: int) -> int:
    if not token.isdigit() or len(token) > 6 or int(token) < least:
        raise ValueError(token)
    return int(token)
