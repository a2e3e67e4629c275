"""How the records of the page's state say what a name can be: its default, its limits, and when it counts."""

from dataclasses import field
from typing import Any

from linreg.state.kinds import Kind, Number, OneOf, Whole

MOST_LR = 1e30  # absurd on purpose: divergence is a lesson
When = tuple[str, Any] | None  # (another name, the value it must have) for a value to count


def setting(default: Any, kind: Kind, when: When = None) -> Any:
    """A name's default, what it can be, and when it counts."""
    return field(default=default, metadata={"kind": kind, "when": when})


def number(default: float, low: float, high: float, when: When = None) -> Any:
    """A number's default and limits."""
    return setting(default, Number(low, high), when)


def whole(default: int, low: int, high: int, when: When = None) -> Any:
    """A whole number's default and limits."""
    return setting(default, Whole(low, high), when)


def one_of(*options: str) -> Any:
    """A choice among a few texts, the first at first."""
    return setting(options[0], OneOf(lambda: options))
