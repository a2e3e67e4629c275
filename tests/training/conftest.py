"""What the tests of trainings share, and what they watch."""

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, train
from linreg.training import many


@pytest.fixture(scope="module")
def run() -> Run:
    """The notebook's run, with its 1,001 updates."""
    return train(Dataset.notebook(), TrainConfig(lr=0.01, epochs=1001))


class Widths(list[int]):
    """How many lanes each chunk had, and the states of all of them."""

    states = 0


@pytest.fixture
def widths(monkeypatch: pytest.MonkeyPatch) -> Widths:
    seen = Widths()
    descend = many.Lanes.descend

    def counted(self: many.Lanes, states: int) -> np.ndarray:
        seen.append(len(self.x))
        seen.states += states
        return descend(self, states)

    monkeypatch.setattr(many.Lanes, "descend", counted)
    return seen


@pytest.fixture
def by_the_loop(monkeypatch: pytest.MonkeyPatch) -> list[TrainConfig]:
    """The configs that the loop has trained."""
    seen: list[TrainConfig] = []

    def counted(data: Dataset, config: TrainConfig, progress: many.Progress | None = None) -> Run:
        seen.append(config)
        return train(data, config, progress)

    monkeypatch.setattr(many, "train", counted)
    return seen
