"""The viewer's own points as a text in the address: x_y_x_y…, every digit, so that one can read and change it.

An underscore needs no escape there. Sixty points as they are measured take some 600 characters, of seventeen digits
each 2,500; in base 64 their bits would always take 1,280, and nobody could read them.
"""

import re
from dataclasses import dataclass
from typing import Any

from linreg.points.dataset import Dataset
from linreg.points.reading.numbers import LARGEST_VALUE

MOST_TOLD = 64  # points; more make an address that mail and chat programs break
NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True)
class Points:
    """Points of one's own, or None for none."""

    def check(self, value: Any) -> Dataset | None:
        if value is None:
            return None
        if not isinstance(value, Dataset):
            raise ValueError(f"must be points, got {value!r}")
        farthest = max(float(abs(axis).max()) for axis in value.arrays)
        if farthest > LARGEST_VALUE:
            raise ValueError(f"must lie within {LARGEST_VALUE:g} of 0, got {farthest:g}")
        return value

    def read(self, text: str) -> Dataset | None:
        cells = text.split("_")
        if len(cells) % 2 or len(cells) > 2 * MOST_TOLD or not all(map(NUMBER.fullmatch, cells)):
            raise ValueError(f"must be up to {MOST_TOLD} points as x_y_x_y, got {text!r}")
        numbers = [float(cell) for cell in cells]
        return self.check(Dataset("own", numbers[::2], numbers[1::2]))

    def write(self, value: Dataset | None) -> str:
        """The points as text; "" if they are none, or too many."""
        if value is None or len(value) > MOST_TOLD:
            return ""
        return "_".join(_short(number) for pair in zip(value.x, value.y, strict=True) for number in pair)


def _short(number: float) -> str:
    """The shortest text that is read as this very number."""
    text = repr(number).removesuffix(".0").replace("e+", "e")
    return re.sub(r"e-0(\d)$", r"e-\1", text)
