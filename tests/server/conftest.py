"""The server that these tests ask, the page as `make run` serves it; and trainings without a server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from linreg.server.trainings import Trainings
from linreg.training.many import train_ends
from tests.browser.servers import serve_app
from tests.server.trainers import Trainer


@pytest.fixture(scope="package")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page, ready and visited by nobody yet."""
    with serve_app(tmp_path_factory.mktemp("server") / "streamlit.log") as url:
        yield url


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
