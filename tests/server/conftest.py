"""The server that these tests ask, the page as `make run` serves it; and trainings without a server."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from linreg.server.trainings import Trainings
from linreg.training.many import train_ends
from tests.browser.servers import Served
from tests.server.trainers import Trainer


@pytest.fixture
def url(served: Served) -> str:
    """The address of the page."""
    return served.url


@pytest.fixture
def trainer() -> Trainer:
    return Trainer()


@pytest.fixture
def ender() -> Trainer:
    return Trainer(train_ends)


@pytest.fixture
def trainings(trainer: Trainer, ender: Trainer) -> Trainings:
    return Trainings(10_000, trainer, ender)


@pytest.fixture
def pool():  # type: ignore[no-untyped-def]
    with ThreadPoolExecutor(110) as pool:
        yield pool
