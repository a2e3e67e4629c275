"""From a file to points, with a report."""

import os
from collections import Counter
from collections.abc import Sequence
from itertools import compress, pairwise
from pathlib import Path
from typing import cast

from linreg.points.dataset import Dataset
from linreg.points.reading.lists import lists
from linreg.points.reading.numbers import LARGEST_VALUE, decimal_sign, fault, number, numbers
from linreg.points.reading.plain import plain_table
from linreg.points.reading.problem import Unreadable
from linreg.points.reading.rows import MOST_ROWS, SEPARATORS, rows_of
from linreg.points.reading.table import Column, Row, Table
from linreg.points.reading.text import LARGEST_FILE, text_of
from linreg.points.report import REASONS, Dropped, Report

NAME = "own"  # of the points
LONGEST_NAME = 60  # characters of a column's name that are kept

Pair = tuple[Sequence[float], Sequence[float]]


def read_csv(source: str | os.PathLike[str] | bytes, x: str | None = None, y: str | None = None) -> Dataset:
    """The points in a CSV or TSV file, given by its path or as its bytes; the set's `report` says how it was read.

    x, y : names of the columns; without them, the first two that hold numbers, but for a first one that counts the
        rows: it has no name where the next has one, and its whole numbers rise. The encoding, the separator, the
        decimal sign and whether there is a header, which may be a comment after "#", are found out.
    Raises Unreadable, a ValueError, for what gives no points, and OSError for a file that cannot be opened.
    """
    if not isinstance(source, bytes):
        with Path(source).open("rb") as file:
            source = file.read(LARGEST_FILE + 1)
    return read(source, x, y)


def read(content: bytes, x: str | None = None, y: str | None = None) -> Dataset:
    """The same of the bytes of a file."""
    text, encoding = text_of(content)
    listed = lists(text) if x is None and y is None else None
    if listed is not None:
        return _listed(listed, encoding)
    table = plain_table(text) or _table(text)
    names, made_up = _names(table.header, len(table.columns))
    numeric = [i for i in range(len(names)) if _holds_numbers(table, i)]
    free = numeric[_first_counts(table.columns, numeric, made_up) :]
    i, j = _chosen(names, free, x, y)
    values, dropped = _points(table, i, j)
    report = Report(
        encoding=encoding,
        separator=SEPARATORS[table.separator],
        decimal=table.decimal,
        columns=tuple(names[i] for i in numeric),
        x=names[i],
        y=names[j],
        header=bool(table.header),
        heading=table.heading,
        rows=len(values[0]),
        dropped=dropped,
        cut=table.cut,
    )
    return Dataset(NAME, *values, report=report)


def _listed(pairs: list[tuple[str, str]], encoding: str) -> Dataset:
    """The points of lists as they stand in a program; rows are then counted along them."""
    rows = list(enumerate(pairs[:MOST_ROWS], 1))
    columns = [numbers([cells[i] for _, cells in rows], ".") for i in (0, 1)]
    cut = len(pairs) > MOST_ROWS
    values, dropped = _points(Table(",", ".", 0, (), columns, cut, rows), 0, 1)
    report = Report(encoding, "comma", ".", ("x", "y"), "x", "y", False, 0, len(values[0]), dropped, cut)
    return Dataset(NAME, *values, report=report)


def _table(text: str) -> Table:
    """The table cell by cell, whatever may stand in it."""
    rows, separator, cut = rows_of(text)
    decimal = decimal_sign((cell for _, cells in rows for cell in cells), separator)
    heading, header = _heading(rows, decimal)
    points = rows[heading : heading + MOST_ROWS]
    width = Counter(len(cells) for _, cells in points).most_common(1)[0][0]
    whole, ragged = _whole(points, width)
    columns = [numbers([cells[i] for _, cells in whole], decimal) for i in range(width)]
    cut = cut or len(rows) > heading + MOST_ROWS
    return Table(separator, decimal, heading, header, columns, cut, whole, ragged)


def _heading(rows: Sequence[Row], decimal: str) -> tuple[int, Sequence[str]]:
    """How many rows stand above the first with two numbers; and the last of them, if it can be the columns' names.

    Raises Unreadable if there is no such row.
    """
    counts: list[int] = []
    for _, cells in rows:
        counts.append(sum(number(cell, decimal) is not None for cell in cells))
        if counts[-1] >= 2:
            above = len(counts) - 1
            return above, rows[above - 1][1] if above and not counts[above - 1] else ()
    raise Unreadable("one_column" if any(counts) else "no_numbers")


def _names(header: Sequence[str], width: int) -> tuple[list[str], list[bool]]:
    """A name for each column, none twice; and of each whether it is made up, as the header has none."""
    names: dict[str, None] = {}
    made_up: list[bool] = []
    header = _uncommented(header, width)
    for i in range(width):
        name = " ".join(header[i].split())[:LONGEST_NAME] if i < len(header) else ""
        made_up.append(not name)
        name = name or f"#{i + 1}"
        while name in names:
            name += f" #{i + 1}"
        names[name] = None
    return list(names), made_up


def _uncommented(header: Sequence[str], width: int) -> Sequence[str]:
    """The header of a table this wide without the sign that makes it a comment, as numpy.savetxt writes one."""
    if not header or not header[0].startswith("#") or any(cell.startswith("#") for cell in header[1:]):
        return header
    first, *others = header
    if first.strip("#") == "" and len(others) == width:  # "# x y", cut at its spaces
        return others
    return [first.lstrip("#"), *others]


def _whole(rows: Sequence[Row], width: int) -> tuple[list[Row], list[int]]:
    """The rows that are as wide as most, and the lines of the others, in which a cell may stand in a wrong column."""
    fits = [len(cells) == width or (len(cells) > width and not any(cells[width:])) for _, cells in rows]
    return list(compress(rows, fits)), [line for (line, _), fit in zip(rows, fits, strict=True) if not fit]


def _holds_numbers(table: Table, i: int) -> bool:
    """Whether at least half of a column's filled cells are numbers."""
    if table.rows is None:
        return True
    column = table.columns[i]
    numbers = len(column) - column.count(None)
    filled = sum(cells[i] != "" for _, cells in table.rows)
    return 2 * numbers >= filled and numbers > 0


def _first_counts(columns: Sequence[Column], numeric: list[int], made_up: list[bool]) -> bool:
    """Whether the first column of three with numbers only counts the rows, of which some may be missing."""
    if len(numeric) < 3 or not made_up[numeric[0]] or made_up[numeric[1]]:
        return False
    values = [value for value in columns[numeric[0]] if value is not None]
    return all(value.is_integer() for value in values) and all(a < b for a, b in pairwise(values))


def _chosen(names: list[str], free: list[int], x: str | None, y: str | None) -> tuple[int, int]:
    """The columns of x and y: by name, else the first two of those that are free to be taken."""
    for name in (x, y):
        if name is not None and name not in names:
            raise Unreadable("no_column", name=name, columns=", ".join(map(repr, names)))
    free = [i for i in free if names[i] not in (x, y)]
    if (x is None) + (y is None) > len(free):
        raise Unreadable("one_column")
    i = free.pop(0) if x is None else names.index(x)
    j = free.pop(0) if y is None else names.index(y)
    if i == j:
        raise Unreadable("same_column")
    return i, j


def _points(table: Table, i: int, j: int) -> tuple[Pair, tuple[Dropped, ...]]:
    """The x and y of the points, from columns i and j, and the rows that are none, by reason. Raises Unreadable."""
    columns = table.columns[i], table.columns[j]
    if table.rows is None:
        return cast(Pair, columns), ()
    values: list[tuple[float, float]] = []
    lost = {reason: list(table.ragged) if reason == "cells" else [] for reason in REASONS}
    for (line, cells), x, y in zip(table.rows, *columns, strict=True):
        if x is not None and y is not None and abs(x) <= LARGEST_VALUE and abs(y) <= LARGEST_VALUE:
            values.append((x, y))
        elif reason := fault(cells[i], x) or fault(cells[j], y):
            lost[reason].append(line)
    if not values:
        raise Unreadable("too_large" if lost["infinite"] else "no_rows")
    return ([x for x, _ in values], [y for _, y in values]), tuple(
        Dropped(why, len(lines), lines[0]) for why, lines in lost.items() if lines
    )
