"""What was read of a file, and what was not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dropped:
    """Rows that could not be used: why (one of REASONS), how many, and the first, counted from 1 at the file's top."""

    reason: str
    rows: int
    first: int


# A row longer or shorter than most; with an empty cell; with something else than a number; with one far too large.
REASONS = ("cells", "missing", "text", "infinite")


@dataclass(frozen=True)
class Report:
    """How a file was read.

    encoding : "UTF-8", "UTF-16", "CP949" or "Windows-1252". decimal : "." or ",".
    separator : "tab", "semicolon", "comma" or "space".
    columns : the names of those that hold numbers, each once; a column without a name is "#3". x, y : the two used,
        unless asked for none that only counts the rows: first of three, without a name, its whole numbers rising.
    header : whether the names stand in the file. heading : how many rows stand above the points, the names' among them.
    rows : those used. cut : whether the file has more rows than were read.
    """

    encoding: str
    separator: str
    decimal: str
    columns: tuple[str, ...]
    x: str
    y: str
    header: bool
    heading: int
    rows: int
    dropped: tuple[Dropped, ...]
    cut: bool
