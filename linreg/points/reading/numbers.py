"""From the text of a cell to a number, under either of the two ways to write a decimal sign."""

import re
from collections.abc import Iterable, Sequence

POINT, COMMA = ".", ","
LARGEST_VALUE = 1e30  # beyond, its square is more than a float32 training could ever hold
MISSING = {"", "na", "n/a", "nan", "null", "none", "nil", "-", "–", "—", ".", "?", "#n/a", "#na", "#null!", "#value!"}
_GROUPS = r"(?:\d+|\d{1,3}(?:[%s' ’\u00a0\u202f]\d{3})+)"  # the digits before the decimal sign, in threes or not
_NUMBER = r"[+-]?(?:" + _GROUPS + r"(?:%s\d*)?|%s\d+)(?:[eE][+-]?\d+)?"
NUMBER = {
    POINT: re.compile(_NUMBER % (",", r"\.", r"\."), re.ASCII),
    COMMA: re.compile(_NUMBER % (".", ",", ","), re.ASCII),
}
PLAIN = re.compile(r"[\d.eE+\n-]*", re.ASCII)
_DROPPED = {
    POINT: str.maketrans("", "", ",' ’\u00a0\u202f"),
    COMMA: str.maketrans(",", ".", ".' ’\u00a0\u202f"),
}


def tidy(cell: str) -> str:
    """The cell without blanks around it, its minus signs those of a keyboard."""
    return cell.strip().replace("\u2212", "-")


def number(cell: str, decimal: str) -> float | None:
    """The number in a tidy cell, which may be infinite as 1e400 is; None if there is none."""
    if not NUMBER[decimal].fullmatch(cell):
        return None
    if decimal == POINT:
        try:
            return float(cell)
        except ValueError:  # digits in threes
            pass
    return float(cell.translate(_DROPPED[decimal]))


def numbers(cells: Sequence[str], decimal: str) -> list[float | None]:
    """The number in each of these tidy cells, or None."""
    if decimal == POINT and PLAIN.fullmatch("\n".join(cells)):  # float() takes what is a number here, and nothing else
        try:
            return list(map(float, cells))
        except ValueError:  # an empty cell, or a lone sign
            pass
    return [number(cell, decimal) for cell in cells]


def fault(cell: str, value: float | None) -> str | None:
    """What is wrong with a cell that holds this number: one of the reasons for which a row is dropped, or None."""
    if value is None:
        return "missing" if cell.lower() in MISSING else "text"
    return None if -LARGEST_VALUE <= value <= LARGEST_VALUE else "infinite"


def decimal_sign(cells: Iterable[str], separator: str) -> str:
    """The decimal sign under which more of these tidy cells are numbers.

    Where both fit ("1,234" alone), it is the comma in a file separated by semicolons, which is what Excel writes where
    the comma is a decimal sign; elsewhere the point.
    """
    doubtful = [cell for cell in cells if "," in cell or "." in cell]
    point, comma = (sum(1 for cell in doubtful if NUMBER[sign].fullmatch(cell)) for sign in (POINT, COMMA))
    if point == comma:
        return COMMA if separator == ";" and any("," in cell for cell in doubtful) else POINT
    return POINT if point > comma else COMMA
