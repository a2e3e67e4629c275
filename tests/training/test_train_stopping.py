"""A training on its way: told, stopped, and reading no number before it must."""

import sys

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from linreg import Dataset, Run, TrainConfig, train
from tests.training.histories import history

NOTEBOOK = Dataset.notebook()
MODULE = sys.modules[train.__module__]  # where the loop lives


@pytest.mark.parametrize(
    ("epochs", "reports"),
    [(1, []), (249, []), (250, [250]), (600, [250, 500]), (1000, [250, 500, 750, 1000])],
)
def test_progress_is_told_after_every_chunk(epochs: int, reports: list[int]) -> None:
    told: list[tuple[int, int]] = []
    train(NOTEBOOK, TrainConfig(epochs=epochs), lambda done, total: told.append((done, total)))
    assert told == [(done, epochs) for done in reports]


def test_progress_changes_no_bit(run: Run) -> None:
    assert (history(train(NOTEBOOK, run.config, lambda done, total: None)) == history(run)).all()


class Stop(BaseException):
    """As Streamlit's own: no Exception, so that nobody catches it by accident."""


def test_what_progress_raises_ends_the_training_at_once() -> None:
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        raise Stop

    with pytest.raises(Stop):
        train(NOTEBOOK, TrainConfig(epochs=10_000), stop)
    assert told == [250]


def test_a_diverged_run_reports_no_further() -> None:
    told: list[int] = []
    train(NOTEBOOK, TrainConfig(lr=1.0, epochs=10_000), lambda done, total: told.append(done))
    assert told == []


class Reads(TorchDispatchMode):
    """Counts how often a single number is read out of a tensor: on an accelerator each waits for the device."""

    count = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
        self.count += func is torch.ops.aten._local_scalar_dense.default
        return func(*args, **(kwargs or {}))


def test_reads_of_single_numbers_are_counted() -> None:
    with Reads() as reads:
        torch.zeros(1).item()
    assert reads.count == 1


def test_where_reading_waits_no_step_reads_and_the_states_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    config = TrainConfig(epochs=300)
    here = history(train(NOTEBOOK, config))
    monkeypatch.setattr(MODULE, "_reading_waits", lambda device: True)
    with Reads() as reads:
        there = history(train(NOTEBOOK, config))
    assert reads.count == 0
    assert (here == there).all()
