"""Training for visitors: once for all who ask, and given up when the one who asked has gone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from linreg import Dataset, Run, TrainConfig
from linreg import train as real_train
from linreg.views import training
from linreg.words import words


class Place:
    """Where progress would be shown; `leave` is raised as Streamlit does for a visitor who has moved on."""

    def __init__(self, leave: BaseException | None = None) -> None:
        self.leave = leave
        self.shown: list[float] = []

    def progress(self, share: float, text: str) -> None:
        self.shown.append(share)
        if self.leave:
            raise self.leave

    def empty(self) -> None:
        pass


class Gone(BaseException):
    pass


@pytest.fixture
def trainings(monkeypatch: pytest.MonkeyPatch) -> list[TrainConfig]:
    """The configs that were really trained, one after the other."""
    configs: list[TrainConfig] = []

    def counted(data: Dataset, config: TrainConfig, progress: Any = None) -> Run:
        configs.append(config)
        return real_train(data, config, progress)

    monkeypatch.setattr(training, "train", counted)
    monkeypatch.setattr(training, "PATIENCE", -1.0)
    return configs


def ask(config: TrainConfig, place: Place | None = None) -> Run:
    return training.trained(Dataset.notebook(), config, place or Place(), words("en"))  # type: ignore[arg-type]


def test_a_hundred_who_ask_for_one_run_cost_one_training(trainings: list[TrainConfig]) -> None:
    config = TrainConfig(lr=0.0123401, epochs=300)
    together = threading.Barrier(100)

    def visit(_: int) -> Run:
        together.wait(timeout=30)
        return ask(config)

    with ThreadPoolExecutor(100) as pool:
        runs = list(pool.map(visit, range(100)))
    assert trainings == [config]
    assert all(run is runs[0] for run in runs)


def test_another_config_is_another_training(trainings: list[TrainConfig]) -> None:
    configs = [TrainConfig(lr=0.0123402, epochs=20), TrainConfig(lr=0.0123403, epochs=20)]
    assert [ask(config).config for config in configs] == configs == trainings


def test_progress_is_shown(trainings: list[TrainConfig]) -> None:
    place = Place()
    ask(TrainConfig(lr=0.0123404, epochs=1000), place)
    assert place.shown == [0.25, 0.5, 0.75, 1.0]


def test_who_moves_on_ends_the_training_and_the_next_one_begins_it_anew(trainings: list[TrainConfig]) -> None:
    config = TrainConfig(lr=0.0123405, epochs=1000)
    place = Place(Gone())
    with pytest.raises(Gone):
        ask(config, place)
    assert place.shown == [0.25]
    assert ask(config).epochs == 1000
    assert trainings == [config, config]
