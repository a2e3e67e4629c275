"""Of many trainings only the ends: those of their runs, in as much memory however long they are."""

import tracemalloc

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, train
from linreg.training import many
from linreg.training.config import StartExceeds
from linreg.training.paths import MANY_POINTS
from linreg.training.run import End
from tests.training.drawn import random_config, random_data

NOTEBOOK = Dataset.notebook()


@pytest.mark.parametrize("chunk", [7, 250])
def test_an_end_is_the_last_state_of_the_loops_run(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(many, "EPOCHS", chunk)
    requests = [(random_data(k, 1 + k % 9), random_config(k, 60)) for k in range(60)]
    requests += [(NOTEBOOK, TrainConfig(lr=0.15, epochs=epochs)) for epochs in (2000, 2001)]  # comes to rest
    ends = many.train_ends(requests)
    assert ends == [End.of(train(*request)) for request in requests]
    assert any(isinstance(end, End) and end.diverged for end in ends)


def test_an_end_of_many_points_is_counted_as_its_run() -> None:
    request = (random_data(1, MANY_POINTS + 1), TrainConfig(epochs=5))
    (run,) = many.train_each([request])
    assert isinstance(run, Run)
    assert many.train_ends([request]) == [End.of(run)] and run.counted == "sums"


def test_a_start_beyond_float32_has_no_end() -> None:
    refused, other = many.train_ends([(NOTEBOOK, TrainConfig(init=(1e30, 0.0))), (NOTEBOOK, TrainConfig(epochs=9))])
    assert isinstance(refused, StartExceeds) and isinstance(other, End)


def test_ends_take_no_more_memory_however_many_epochs() -> None:
    def most(epochs: int) -> int:
        tracemalloc.start()
        many.train_ends([(NOTEBOOK, TrainConfig(lr=lr, epochs=epochs)) for lr in np.geomspace(1e-4, 1e-3, 20).tolist()])
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert most(8000) < 1.5 * most(1000)
