"""Who trains, asks, waits and goes away in the tests of trainings."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from linreg import Dataset, TrainConfig
from linreg.server.job import Answer, Request
from linreg.server.trainings import Progress, Trainings
from linreg.training.many import train_each

NOTEBOOK = Dataset.notebook()
SECONDS = 30.0  # after which a test that waits has failed


class Gone(BaseException):
    """As Streamlit's own: no Exception, so that nobody catches it by accident."""


class Trainer:
    """Trains, and remembers which configs it trained together. While `held`, each training stops at its first chunk."""

    def __init__(self, train=train_each) -> None:  # type: ignore[no-untyped-def]
        self.train = train
        self.batches: list[list[TrainConfig]] = []
        self.open = threading.Event()
        self.open.set()
        self.begun = threading.Semaphore(0)
        self.stopped = threading.Semaphore(0)

    def __call__(self, requests: Sequence[Request], progress: Progress) -> Sequence[Answer]:
        self.batches.append([config for _, config in requests])
        self.begun.release()
        try:
            while not self.open.wait(0.01):
                progress(1, 2)
            return self.train(requests, progress)
        except BaseException:
            self.stopped.release()
            raise

    @property
    def configs(self) -> list[TrainConfig]:
        return [config for batch in self.batches for config in batch]

    def wait_begun(self) -> None:
        assert self.begun.acquire(timeout=SECONDS)


def short(k: int) -> TrainConfig:
    return TrainConfig(lr=0.01 + 1e-5 * k, epochs=20)


def long(k: int) -> TrainConfig:
    return TrainConfig(lr=0.01 + 1e-5 * k, epochs=9000)


def eventually(holds) -> None:  # type: ignore[no-untyped-def]
    """Waits until it holds."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def waiting(trainings: Trainings, count: int) -> None:
    """Until so many jobs wait for their turn."""
    eventually(lambda: len(trainings._waiting) == count)


def leave(ask, config: TrainConfig, at_once: threading.Event) -> None:  # type: ignore[no-untyped-def]
    """Asks, and goes away once told to."""

    def progress(done: int, total: int) -> None:
        if at_once.is_set():
            raise Gone

    with pytest.raises(Gone):
        ask([(NOTEBOOK, config)], progress)


def begun(ask, trainer: Trainer, pool: ThreadPoolExecutor) -> Callable[[], None]:  # type: ignore[no-untyped-def]
    """Somebody asks for a long training, which stands at its first chunk; the answer makes him go away."""
    trainer.open.clear()
    go = threading.Event()
    gone = pool.submit(leave, ask, long(1), go)
    trainer.wait_begun()

    def goes() -> None:
        go.set()
        gone.result(SECONDS)

    return goes
