"""A run as a table: its states in rows, all of them or every so many, and as a CSV file."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from linreg.points.dataset import Dataset
from linreg.theory import whole_cost
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


class BatchRow(NamedTuple):
    """One state of a run in batches: after so many updates and whole epochs. The cost is that of all points; beside it
    that of the batch which the next update sees, and its gradient."""

    state: int
    epoch: int
    W: float
    b: float
    cost: float
    batch: float
    grad_W: float
    grad_b: float


def rows(run: Run, every: int = 1) -> list[Row] | list[BatchRow]:
    """Every so many states of the run from the first, and always the last."""
    if every < 1:
        raise ValueError(f"every must be at least 1, got {every}")
    states = [*range(0, run.updates, every), run.updates]
    if run.config.batch_size is not None:
        epochs = [state // run.per_epoch for state in states]
        columns = _at(states, run.W, run.b, whole_cost(run), run.cost, run.grad_W, run.grad_b)
        return [BatchRow(*row) for row in zip(states, epochs, *columns, strict=True)]
    columns = _at(states, run.W, run.b, run.cost, run.grad_W, run.grad_b)
    return [Row(*row) for row in zip(states, *columns, strict=True)]


def _at(states: list[int], *columns: NDArray[np.float64]) -> list[list[float]]:
    """What these columns hold at these states."""
    return [column[states].tolist() for column in columns]


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


def csv_bytes(table: Sequence[Row | BatchRow], headers: Sequence[str]) -> bytes:
    """The table as a CSV file, see `sheet`.

    headers : one per column of the rows, in the reader's language.
    Numbers are written with all their digits: read as float they are the run's own values.
    """
    columns = len(table[0] if table else Row._fields)
    if len(headers) != columns:
        raise ValueError(f"headers must name {columns} columns, got {len(headers)}")
    return sheet(headers, (map(repr, row) for row in table))


def points_csv(data: Dataset) -> bytes:
    """The points as a CSV file with all their digits. Names and cells are ours alone, so no formula can start in it."""
    return sheet(("x", "y"), (map(repr, point) for point in zip(data.x, data.y, strict=True)))


def sheet(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV file that Excel opens with its letters intact: UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headers, *rows])
    return text.getvalue().encode("utf-8-sig")
