"""Every rate at once: the very ends of single trainings, worked out once, and left off when nobody waits."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.server import sweeps as server
from linreg.server.job import EndAnswer, Request
from linreg.server.sweeps import Sweep, Sweeps
from linreg.server.trainings import Progress, Trainings
from linreg.training.config import Impossible
from linreg.training.many import train_each, train_ends

NOTEBOOK = Dataset.notebook()
RATES = (1e-4, 0.01, 0.0901, 0.178, 0.19, 0.5, 10.0)
CONFIG = TrainConfig(epochs=300)


class Counted:
    """Trains ends, and counts the batches."""

    def __init__(self) -> None:
        self.batches = 0

    def __call__(self, requests: Sequence[Request], progress: Progress) -> Sequence[EndAnswer]:
        self.batches += 1
        return train_ends(requests, progress)


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def sweeps(counted: Counted) -> Sweeps:
    return Sweeps(Trainings(1000, train_each, counted))


@pytest.mark.parametrize("cost", ["mean", "half", "sum"])
@pytest.mark.parametrize(
    "data", [NOTEBOOK, Dataset.line(20, 2.0, -1.0, 1.0, 1).standardised()[0]], ids=["few", "scaled"]
)
def test_each_value_is_that_of_a_training_of_its_own(sweeps: Sweeps, data: Dataset, cost: str) -> None:
    config = TrainConfig(epochs=300, init="linear", cost=cost)
    found = sweeps.ask(data, config, RATES)
    runs = [train(data, replace(config, lr=rate)) for rate in RATES]
    assert found.cost.tolist() == [run.cost[-1] for run in runs]
    assert found.epochs.tolist() == [run.epochs for run in runs]
    assert found.diverged.tolist() == [run.diverged for run in runs]
    assert 0 < found.diverged.sum() < len(RATES)


def test_it_is_worked_out_once_whatever_the_present_rate_and_device_are(sweeps: Sweeps, counted: Counted) -> None:
    assert sweeps.kept(NOTEBOOK, CONFIG, RATES) is None
    found = sweeps.ask(NOTEBOOK, CONFIG, RATES)
    assert (
        sweeps.ask(Dataset.notebook(), replace(CONFIG, lr=0.3), RATES) is found is sweeps.kept(NOTEBOOK, CONFIG, RATES)
    )
    assert counted.batches == 1


@pytest.mark.parametrize(
    "other", [{"epochs": 301}, {"init": "linear"}, {"init": "linear", "seed": 2}, {"cost": "sum"}], ids=str
)
def test_whatever_else_is_changed_makes_another(sweeps: Sweeps, other: dict) -> None:  # type: ignore[type-arg]
    found = sweeps.ask(NOTEBOOK, CONFIG, RATES)
    assert sweeps.kept(NOTEBOOK, replace(CONFIG, **other), RATES) is None
    assert (sweeps.ask(NOTEBOOK, replace(CONFIG, **other), RATES).cost != found.cost).any()
    assert sweeps.kept(NOTEBOOK.standardised()[0], CONFIG, RATES) is None
    assert sweeps.kept(NOTEBOOK, CONFIG, RATES[1:]) is None


def test_so_many_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "KEPT", 2)
    sweeps = Sweeps(Trainings(1000))
    for epochs in (1, 2, 3):
        sweeps.ask(NOTEBOOK, TrainConfig(epochs=epochs), RATES)
    assert [sweeps.kept(NOTEBOOK, TrainConfig(epochs=epochs), RATES) is None for epochs in (1, 2, 3)] == [
        True,
        False,
        False,
    ]


def test_a_hundred_who_look_at_the_same_share_one(sweeps: Sweeps, counted: Counted) -> None:
    together = threading.Barrier(100)

    def look(_: int) -> Sweep:
        together.wait(timeout=30)
        return sweeps.ask(NOTEBOOK, CONFIG, RATES)

    with ThreadPoolExecutor(100) as pool:
        found = list(pool.map(look, range(100)))
    assert all(sweep is found[0] for sweep in found)
    assert counted.batches == 1


def test_who_leaves_leaves_no_half_sweep_behind() -> None:
    held = threading.Event()

    def slow(requests: Sequence[Request], progress: Progress) -> Sequence[EndAnswer]:
        while not held.wait(0.01):
            progress(1, 2)
        return train_ends(requests, progress)

    def gone(done: int, total: int) -> None:
        raise KeyboardInterrupt  # as Streamlit's own: no Exception

    sweeps = Sweeps(Trainings(1000, ends=slow))
    with pytest.raises(KeyboardInterrupt):
        sweeps.ask(NOTEBOOK, CONFIG, RATES, gone)
    assert sweeps.kept(NOTEBOOK, CONFIG, RATES) is None
    held.set()
    assert len(sweeps.ask(NOTEBOOK, CONFIG, RATES).cost) == len(RATES)


def test_who_leaves_takes_nothing_away_from_those_who_wait_with_him() -> None:
    held, begun, waits = threading.Event(), [], threading.Event()

    def slow(requests: Sequence[Request], progress: Progress) -> Sequence[EndAnswer]:
        begun.append(len(requests))
        while not held.wait(0.01):
            progress(1, 2)
        return train_ends(requests, progress)

    def gone(done: int, total: int) -> None:
        if waits.is_set():  # the other is there too
            raise KeyboardInterrupt

    sweeps = Sweeps(Trainings(1000, ends=slow))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(sweeps.ask, NOTEBOOK, CONFIG, RATES, gone)
        other = pool.submit(sweeps.ask, NOTEBOOK, CONFIG, RATES, lambda *_: waits.set())
        assert isinstance(first.exception(timeout=30), KeyboardInterrupt)
        held.set()
        assert other.result(timeout=30) is sweeps.kept(NOTEBOOK, CONFIG, RATES)
    assert begun == [len(RATES)]


def test_what_a_training_fails_of_is_told_to_all_who_wait_and_not_kept() -> None:
    def broken(requests: Sequence[Request], progress: Progress) -> Sequence[EndAnswer]:
        raise MemoryError

    sweeps = Sweeps(Trainings(1000, ends=broken))
    for _ in range(2):
        with pytest.raises(RuntimeError, match="failed"):
            sweeps.ask(NOTEBOOK, CONFIG, RATES)


def test_a_start_beyond_float32_is_refused(sweeps: Sweeps) -> None:
    with pytest.raises(Impossible, match=r"the cost at the start W = 1\.0\d*e\+30, b = 0\.0 exceeds float32"):
        sweeps.ask(NOTEBOOK, TrainConfig(init=(1e30, 0.0)), RATES)


@pytest.mark.parametrize("column", ["cost", "epochs", "diverged"])
def test_it_cannot_be_changed_by_one_of_those_who_share_it(sweeps: Sweeps, column: str) -> None:
    values: np.ndarray = getattr(sweeps.ask(NOTEBOOK, CONFIG, RATES), column)
    with pytest.raises(ValueError, match="read-only"):
        values[0] = 1
