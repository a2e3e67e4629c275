"""What a value in the address can be, kind by kind: each checks, reads its own text, and writes it."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Kind(Protocol):
    """Reads and checks the values of one name. `check` and `read` raise ValueError for what the name cannot be."""

    def check(self, value: Any) -> Any:
        """The value, in the name's own type."""

    def read(self, text: str) -> Any:
        """The value that stands there as text."""

    def write(self, value: Any) -> str:
        """The value as text, all its digits."""


class Partly(ValueError):
    """A text of which only a part could be had: its `value`, and what was `lost` by reason, "" for a plain one."""

    def __init__(self, value: Any, lost: Mapping[str, str]) -> None:
        super().__init__(f"could not be had: {', '.join(lost.values())}")
        self.value, self.lost = value, lost


@dataclass(frozen=True)
class Number:
    """A number from `low` to `high`."""

    low: float
    high: float

    def check(self, value: Any) -> float:
        number = float(value)
        if not self.low <= number <= self.high:  # also if it is not a number at all
            raise ValueError(f"must lie between {self.low:g} and {self.high:g}, got {value!r}")
        return number

    def read(self, text: str) -> float:
        if "_" in text:  # Python's own way to write thousands, nobody else's
            raise ValueError(f"must be a number, got {text!r}")
        return self.check(text)

    def write(self, value: float) -> str:
        return repr(float(value)).replace("e+", "e")  # a plus in an address is a space


@dataclass(frozen=True)
class Whole:
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def check(self, value: Any) -> int:
        number = float(value)
        if not (math.isfinite(number) and number.is_integer() and self.low <= number <= self.high):
            raise ValueError(f"must be a whole number from {self.low} to {self.high}, got {value!r}")
        return int(value) if isinstance(value, int) else int(number)

    def read(self, text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 20:
            return self.check(int(text))  # a float would lose the last digits of a long number
        return self.check(EVERY.read(text))

    def write(self, value: int) -> str:
        return str(value)


EVERY = Number(-math.inf, math.inf)
ALL = "all"


@dataclass(frozen=True)
class Batch:
    """How many points an update sees: a whole number from 1 to `high`, or 0, which an address writes as "all"."""

    high: int

    def check(self, value: Any) -> int:
        return Whole(0, self.high).check(value)

    def read(self, text: str) -> int:
        return 0 if text == ALL else Whole(1, self.high).read(text)

    def write(self, value: int) -> str:
        return str(value or ALL)


@dataclass(frozen=True)
class Loss:
    """A kind of cost with what shapes it, if that is not torch's default: "huber-0.5". "" for that of the page.

    shapes : of each kind its parameter, None for none.
    """

    shapes: Mapping[str, str | None]

    def check(self, value: Any) -> str:
        kind, dash, shape = str(value).partition("-")
        if value and (kind not in self.shapes or (dash and not self.shapes[kind])):
            raise ValueError(f"must be one of {', '.join(self.shapes)}, with what shapes it, got {value!r}")
        if dash:
            Number(1e-30, 1e30).read(shape)
        return str(value)

    read = check

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class OneOf:
    """One of a few texts; `options` tells them, be they known only when asked (the machine's devices)."""

    options: Callable[[], Sequence[str]]

    def check(self, value: Any) -> str:
        if value not in self.options():
            raise ValueError(f"must be one of {', '.join(self.options())}, got {value!r}")
        return str(value)

    read = check

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Name:
    """The name of a file that somebody may have added: a letter, then letters, digits and hyphens; or "" for none."""

    def check(self, value: Any) -> str:
        if not (isinstance(value, str) and re.fullmatch(r"(?:[a-z][a-z0-9-]{0,39})?", value)):
            raise ValueError(f"must be a name of small letters, digits and hyphens, got {value!r}")
        return value

    read = check

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Switch:
    """On or off, "true" or "false"."""

    def check(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError(f"must be true or false, got {value!r}")
        return value

    def read(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise ValueError(f"must be true or false, got {text!r}")
        return text == "true"

    def write(self, value: bool) -> str:
        return "true" if value else "false"
