"""From text to rows of cells: which separator it is, and where the quotation marks are."""

import csv
import io
import re
from itertools import islice

from linreg.points.reading.numbers import NUMBER, tidy
from linreg.points.reading.problem import Unreadable
from linreg.points.reading.table import Row

MOST_ROWS = 100_000  # of points
MOST_HEADING = 100  # rows above them that do not count
MOST_CELLS = 1000  # in a row: more are no table, and would take seconds to look through
LOOKED_AT = 200  # lines from which the separator is told
LOOKED_FAR = 10_000  # characters of each of them
SEPARATORS = {"\t": "tab", ";": "semicolon", ",": "comma", " ": "space"}  # in a tie the first
SAID = re.compile(r"sep=(.)[ \t]*(?:\n|$)", re.IGNORECASE)  # Excel's own first line


def rows_of(text: str) -> tuple[list[Row], str, bool]:
    """The rows that are not blank, the separator, and whether there are more than can be used.

    Raises Unreadable for a quotation mark out of place, since leniently read one would swallow all that follows; and
    for a row that is too wide.
    """
    text = lined(text).replace("\u2212", "-")  # so blanks are all there is to tidy
    said = SAID.match(text)
    if said:
        text = "\n" + text[said.end() :]  # the rows keep their numbers
    separator = said[1] if said and said[1] in SEPARATORS else separator_of(text)
    rows: list[Row] = []
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=separator == " "
    )
    try:
        for cells in reader:
            if len(cells) > MOST_CELLS:
                raise Unreadable("wide", line=reader.line_num, n=len(cells), most=MOST_CELLS)
            tidied = tuple(map(str.strip, cells))  # of which a hundred thousand cost the collector less than lists
            if any(tidied):
                if len(rows) == MOST_ROWS + MOST_HEADING:
                    return rows, separator, True
                rows.append((reader.line_num, tidied))
    except csv.Error as error:
        if '"' not in text:  # a cell of more letters than a page has: under no separator is it a row of two numbers
            raise Unreadable("no_numbers") from error
        raise Unreadable("quotes", line=reader.line_num) from error
    return rows, separator, False


def lined(text: str) -> str:
    """The text with every line's end written the same way."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def separator_of(text: str) -> str:
    """The separator that makes the most rows with two numbers; then of nothing but numbers; then with one at all."""
    lines = [line[:LOOKED_FAR] for line in islice((line for line in text.split("\n") if line.strip()), LOOKED_AT)]
    return max(SEPARATORS, key=lambda separator: _counted(lines, separator))


def _counted(lines: list[str], separator: str) -> tuple[int, int, int]:
    pairs = only_numbers = one = 0
    try:
        for cells in csv.reader(lines, delimiter=separator, skipinitialspace=separator == " "):
            filled = [cell for cell in map(tidy, cells) if cell]
            numbers = sum(any(kind.fullmatch(cell) for kind in NUMBER.values()) for cell in filled)
            pairs += numbers >= 2
            only_numbers += numbers == len(filled) >= 2
            one += numbers >= 1 and len(filled) >= 2
    except csv.Error:  # told where the rows are read
        pass
    return pairs, only_numbers, one
