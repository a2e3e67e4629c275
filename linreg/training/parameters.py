"""What a parameter of an optimizer can be: a number, a whole number, a switch, a pair, or one of a few. Each checks."""

import math
from dataclasses import dataclass
from numbers import Real

from linreg.training.limits import LARGEST

Value = float | int | bool | str | None | tuple[float | None, float]


@dataclass(frozen=True)
class Number:
    """A number from `low` to `high`, within float32; `open` leaves out the two ends. Its default may be None."""

    default: float | None
    low: float = 0.0
    high: float = LARGEST
    open: bool = False  # neither end belongs to it
    below: bool = False  # the upper end does not belong to it

    @property
    def allowed(self) -> str:
        """What it can be, in words."""
        if self.open:
            text = f"above {_short(self.low)} and below {_short(self.high)}"
        elif self.below:
            text = f"from {_short(self.low)} to below {_short(self.high)}"
        else:
            text = f"from {_short(self.low)} to {_short(self.high)}"
        return f"{text}, or None" if self.default is None else text

    def check(self, value: object) -> float | None:
        """The number as a float. Raises ValueError, saying what is allowed, for anything else."""
        if value is None and self.default is None:
            return None
        try:
            number = math.nan if isinstance(value, bool) or not isinstance(value, Real) else float(value)
        except OverflowError:  # of a whole number
            number = math.inf
        if not self._holds(number):
            raise ValueError(f"must be {self.allowed}, got {value!r}")
        return number

    def _holds(self, value: float) -> bool:
        inside = self.low <= value <= self.high  # false also for what is not a number at all
        at_end = (self.open and value in (self.low, self.high)) or (self.below and value == self.high)
        return inside and not at_end


def _short(limit: float) -> str:
    """A limit, in its own few digits, or those of float32 in two."""
    own = f"{limit:g}"
    return own if float(own) == limit else f"{limit:.2g}"


@dataclass(frozen=True)
class Whole:
    """A whole number from 1 to `high`, or without end; its default may be None."""

    default: int | None
    high: int | None = None

    @property
    def allowed(self) -> str:
        """What it can be, in words."""
        text = "a whole number " + (f"from 1 to {self.high}" if self.high else "of at least 1")
        return f"{text}, or None" if self.default is None else text

    def check(self, value: object) -> int | None:
        """The number. Raises ValueError, saying what is allowed, for anything else."""
        if value is None and self.default is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= (self.high or value):
            raise ValueError(f"must be {self.allowed}, got {value!r}")
        return value


@dataclass(frozen=True)
class Switch:
    """True or False, at first False."""

    default: bool = False
    allowed = "True or False"

    def check(self, value: object) -> bool:
        """The switch. Raises ValueError for anything but True and False."""
        if not isinstance(value, bool):
            raise ValueError(f"must be {self.allowed}, got {value!r}")
        return value


@dataclass(frozen=True)
class Pair:
    """Two numbers, each with limits of its own."""

    first: Number
    second: Number

    @property
    def default(self) -> tuple[float | None, float]:
        """Both defaults."""
        assert self.second.default is not None
        return self.first.default, self.second.default

    @property
    def allowed(self) -> str:
        """What the two can be, in words."""
        return f"a pair of numbers, the first {self.first.allowed}, the second {self.second.allowed}"

    def check(self, value: object) -> tuple[float | None, float]:
        """The pair as floats. Raises ValueError, saying what is allowed, for anything else."""
        try:
            parts = zip((self.first, self.second), value, strict=True)  # type: ignore[call-overload]  # what is none raises
            one, other = (each.check(part) for each, part in parts)
        except (TypeError, ValueError):
            raise ValueError(f"must be {self.allowed}, got {value!r}") from None
        assert other is not None
        return one, other


@dataclass(frozen=True)
class OneOf:
    """One of a few, the first at first."""

    options: tuple[str | None, ...]

    @property
    def default(self) -> str | None:
        """The first of them."""
        return self.options[0]

    @property
    def allowed(self) -> str:
        """What it can be, in words."""
        return " or ".join(map(repr, self.options))

    def check(self, value: object) -> str | None:
        """The option. Raises ValueError, saying which there are, for anything else."""
        for option in self.options:
            if value == option:
                return option
        raise ValueError(f"must be {self.allowed}, got {value!r}")


Parameter = Number | Whole | Switch | Pair | OneOf
