"""The table of a run, and its CSV file."""

import csv
import io

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, train
from linreg.telling.table import BatchRow, Row, csv_bytes, rows, thinning
from linreg.theory import whole_cost

HEADERS = ("에포크", "W", "b", "비용", "W의 기울기", "b의 기울기")


@pytest.fixture(scope="module")
def run() -> Run:
    return train(Dataset.notebook(), TrainConfig(epochs=100))


def test_every_state_has_a_row(run: Run) -> None:
    table = rows(run)
    assert [row.state for row in table] == list(range(101))
    assert [row.grad_b for row in table] == run.grad_b.tolist()


def test_first_row_is_the_notebooks_start(run: Run) -> None:
    # residuals −1, −2, −3: cost 14/3, gradients 2·mean(residual · x) = −28/3 and 2·mean(residual) = −4
    assert rows(run)[0] == pytest.approx(Row(0, 0.0, 0.0, 14 / 3, -28 / 3, -4.0), rel=1e-6)


@pytest.mark.parametrize(("every", "states"), [(30, [0, 30, 60, 90, 100]), (50, [0, 50, 100]), (1000, [0, 100])])
def test_thinned_table_keeps_first_and_last(run: Run, every: int, states: list[int]) -> None:
    assert [row.state for row in rows(run, every)] == states


def test_with_batches_the_last_row_is_the_last_state_too() -> None:
    run = train(Dataset.line(6, 2.0, -1.0, 1.0, seed=1), TrainConfig(epochs=10, batch_size=2))
    assert [row.state for row in rows(run)] == list(range(31))
    assert rows(run, 7)[-1] == BatchRow(
        30, 10, *(float(x[-1]) for x in (run.W, run.b, whole_cost(run), run.cost, run.grad_W, run.grad_b))
    )


def test_one_epoch_has_two_rows() -> None:
    assert [row.state for row in rows(train(Dataset.notebook(), TrainConfig(epochs=1)), every=10)] == [0, 1]


@pytest.mark.parametrize(
    ("updates", "most", "step"),
    [(1, 2, 1), (50, 51, 1), (1000, 51, 20), (1001, 51, 50), (1000, 50, 50), (10000, 51, 200)],
)
def test_thinning_is_the_smallest_round_step_that_fits(updates: int, most: int, step: int) -> None:
    assert thinning(updates, most) == step


def test_table_thinned_so_fits(run: Run) -> None:
    for most in range(2, 110):
        assert len(rows(run, thinning(run.updates, most))) <= most


@pytest.mark.parametrize(
    "call", [lambda run: rows(run, 0), lambda run: thinning(10, 1), lambda run: csv_bytes([], "W")]
)
def test_senseless_values_are_named(run: Run, call: object) -> None:
    with pytest.raises(ValueError, match="got"):
        call(run)  # type: ignore[operator]


def test_csv_gives_back_the_runs_own_values(run: Run) -> None:
    header, *lines = csv.reader(io.StringIO(csv_bytes(rows(run), HEADERS).decode("utf-8-sig")))
    assert tuple(header) == HEADERS
    values = np.array(lines, dtype=float).T
    for column, expected in zip(values, (range(101), run.W, run.b, run.cost, run.grad_W, run.grad_b), strict=True):
        assert column.tolist() == list(expected)


def test_csv_opens_in_excel_with_korean(run: Run) -> None:
    assert csv_bytes(rows(run), HEADERS).startswith(b"\xef\xbb\xbf" + "에포크,W,b,비용".encode())


def test_csv_of_a_diverging_run_ends_at_the_last_finite_state() -> None:
    run = train(Dataset.notebook(), TrainConfig(lr=1.0, epochs=500))
    assert run.diverged
    last = csv_bytes(rows(run), HEADERS).decode("utf-8-sig").splitlines()[-1].split(",")
    assert last[0] == str(run.epochs)
    assert all(np.isfinite(float(value)) for value in last)
