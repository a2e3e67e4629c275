"""A training on its way: told, stopped, and reading no number before it must."""

import sys
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from linreg import Dataset, Run, TrainConfig, train
from linreg.training.costs import CostOf, cost_function
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


@pytest.mark.parametrize("search", [None, "strong_wolfe"])
@pytest.mark.parametrize("max_iter", [1, 20, 100])
def test_gradients_are_counted_and_not_steps_between_two_chances_to_stop(
    max_iter: int, search: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out, at = 0, [0]

    def counting(*cost: Any) -> CostOf:
        def cost_of(prediction: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
            nonlocal worked_out
            worked_out += 1
            return cost_function(*cost)(prediction, y)

        return cost_of

    monkeypatch.setattr(MODULE, "cost_function", counting)
    endless = {"tolerance_grad": 0.0, "tolerance_change": 0.0, "max_iter": max_iter, "line_search_fn": search}
    config = TrainConfig(1e-6, 3 * 250 // max_iter, optimizer="LBFGS", options=endless)
    train(NOTEBOOK, config, lambda done, total: at.append(worked_out))
    between = [after - before for before, after in pairwise([*at, worked_out])]
    assert worked_out > 500 and max(between) <= 250


def test_of_many_points_fewer_updates_are_made_at_a_time() -> None:
    many, told = Dataset("ramp", np.linspace(0.0, 1.0, 100_000), np.zeros(100_000)), list[int]()
    train(many, TrainConfig(epochs=50, optimizer="Adam"), lambda done, total: told.append(done))
    assert told == [22, 44]


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
