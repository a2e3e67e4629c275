"""A run as a table: its states in rows, all of them or every so many, and as a CSV file."""

import csv
import io
from collections.abc import Sequence
from typing import NamedTuple

from linreg.points.dataset import Dataset
from linreg.training.run import Run

ROUND = (1, 2, 5)  # a thinned table takes every 1, 2, 5, 10, 20, 50, … states


class Row(NamedTuple):
    """One state: W, b, the cost at them and its gradient there."""

    state: int
    W: float
    b: float
    cost: float
    grad_W: float
    grad_b: float


def rows(run: Run, every: int = 1) -> list[Row]:
    """Every so many states of the run from the first, and always the last."""
    if every < 1:
        raise ValueError(f"every must be at least 1, got {every}")
    states = [*range(0, run.updates, every), run.updates]
    columns = (run.W, run.b, run.cost, run.grad_W, run.grad_b)
    return [Row(state, *values) for state, *values in zip(states, *(c[states].tolist() for c in columns), strict=True)]


def thinning(updates: int, most: int) -> int:
    """The smallest round step at which a run of so many updates fits into `most` rows; `most` is at least 2."""
    if most < 2:
        raise ValueError(f"most must be at least 2, got {most}")
    decade = 1
    while True:
        for step in (decade * digit for digit in ROUND):
            if -(-updates // step) + 1 <= most:  # rounded up, and the last state
                return step
        decade *= 10


def csv_bytes(table: Sequence[Row], headers: Sequence[str]) -> bytes:
    """The table as a CSV file that Excel opens with its letters intact (UTF-8 with a byte order mark).

    headers : one per column of `Row`, in the reader's language.
    Numbers are written with all their digits: read as float they are the run's own values.
    """
    if len(headers) != len(Row._fields):
        raise ValueError(f"headers must name {len(Row._fields)} columns, got {len(headers)}")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows(map(repr, row) for row in table)
    return text.getvalue().encode("utf-8-sig")


def points_csv(data: Dataset) -> bytes:
    """The points as a CSV file with all their digits. Names and cells are ours alone, so no formula can start in it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("x", "y"))
    writer.writerows((repr(x), repr(y)) for x, y in zip(data.x, data.y, strict=True))
    return text.getvalue().encode("utf-8-sig")
