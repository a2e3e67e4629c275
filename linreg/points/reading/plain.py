"""A table of nothing but plain numbers beneath at most one line of names, read at a stroke: a tenth of the time.

What is any different is left to the reader of rows (rows.py), which tells what is odd about it. Both read the same.
"""

import io
import re
from functools import cache

import numpy as np

from linreg.points.reading.numbers import LARGEST_VALUE, NUMBER, POINT
from linreg.points.reading.rows import MOST_CELLS, MOST_HEADING, MOST_ROWS, SAID, lined, separator_of
from linreg.points.reading.table import Table

# Possessive, so that a megabyte is gone through once; digits in threes or a decimal comma are no plain numbers
CELL = r" *+[+-]?+(?:\d++(?:\.\d*+)?+|\.\d++)(?:[eE][+-]?+\d++)?+ *+"
LONGEST_HEAD = 10_000  # characters


def plain_table(text: str) -> Table | None:
    """The table, if all rows beneath the names are as wide as the first, and each cell is a number that can be used."""
    text = lined(text)
    separator = separator_of(text)
    if separator == " " or SAID.match(text):
        return None
    head, _, body = text.rstrip("\n").partition("\n")
    heading = 0 if _rows(separator, head.count(separator) + 1).fullmatch(head) else 1
    header = [cell.strip() for cell in head.split(separator)] if heading else []
    if heading and not _names_only(head, header):
        return None
    body = body if heading else f"{head}\n{body}" if body else head
    seen = MOST_ROWS + MOST_HEADING + 1 - heading  # rows: what stands further down is not looked at
    lines = body.split("\n", seen)
    if len(lines) > seen:
        body = "\n".join(lines[:seen])
    width = body.partition("\n")[0].count(separator) + 1
    if not 2 <= width <= MOST_CELLS or not _rows(separator, width).fullmatch(body):
        return None
    values = np.loadtxt(io.StringIO(body), delimiter=separator, comments=None, max_rows=MOST_ROWS, ndmin=2)
    if not (np.abs(values) <= LARGEST_VALUE).all():
        return None
    return Table(separator, POINT, heading, header, values.T.tolist(), len(lines) > MOST_ROWS)


def _names_only(head: str, cells: list[str]) -> bool:
    """Whether a first line is names, and no more than that: nothing from which a decimal sign could be told."""
    if len(head) > LONGEST_HEAD or len(cells) > MOST_CELLS or '"' in head or "," in "".join(cells) or not any(cells):
        return False
    return not any(kind.fullmatch(cell) for kind in NUMBER.values() for cell in cells)


@cache
def _rows(separator: str, width: int) -> re.Pattern[str]:
    """Rows of so many plain numbers."""
    row = CELL + rf"(?:{separator}{CELL}){{{width - 1}}}"
    return re.compile(rf"(?:{row}\n)*+{row}", re.ASCII)
