"""How the records of the page's state say what a name can be: its default, its limits, when it counts, and for what."""

from collections.abc import Callable
from dataclasses import field
from typing import Any

from linreg.state.kinds import Kind, Number, OneOf, Whole

MOST_LR = 1e30  # absurd on purpose: divergence is a lesson
# Whether a value counts as the others of the record are set; None for always
When = Callable[[Any], bool] | None
# What a value decides: the surface over (W, b), a run on it, or how one looks at that run and what stands beside it
SURFACE, RUN, VIEW = "surface", "run", "view"


def setting(default: Any, kind: Kind, when: When = None, part: str = RUN) -> Any:
    """A name's default, what it can be, when it counts, and what it decides."""
    return field(default=default, metadata={"kind": kind, "when": when, "part": part})


def number(default: float, low: float, high: float, when: When = None, part: str = RUN) -> Any:
    """A number's default and limits."""
    return setting(default, Number(low, high), when, part)


def whole(default: int, low: int, high: int, when: When = None, part: str = RUN) -> Any:
    """A whole number's default and limits."""
    return setting(default, Whole(low, high), when, part)


def one_of(*options: str, when: When = None, part: str = RUN) -> Any:
    """A choice among a few texts, the first at first."""
    return setting(options[0], OneOf(lambda: options), when, part)
