"""What stands in a file: its columns as numbers, and how they were found."""

from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[int, tuple[str, ...]]  # its line in the file, counted from 1; its cells, tidy
Column = Sequence[float | None]  # None where a cell holds no number


@dataclass(frozen=True)
class Table:
    """The columns of a file.

    heading : how many rows stand above the points; header : the cells of the last of them, if it can be the columns'
        names, else none. rows : those of the points as they were read, each as wide as most, or None where every cell
        holds a number that can be used. ragged : the lines of those that are not as wide. cut : whether there are more.
    """

    separator: str
    decimal: str
    heading: int
    header: Sequence[str]
    columns: Sequence[Column]
    cut: bool
    rows: Sequence[Row] | None = None
    ragged: Sequence[int] = ()
