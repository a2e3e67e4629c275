"""What travels of a run is its every bit, in less room."""

import json

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.picture.encode import typed
from linreg.picture.series import series
from linreg.training.config import LARGEST
from tests.scenes import numbers

COLUMNS = ("W", "b", "cost", "grad_W", "grad_b")
# fmt: off
ODD = [
    [], [0.0], [-0.0], [1e-45, -1e-45], [LARGEST, -LARGEST, LARGEST], [1.0, -1.0] * 50, [1.0] * 1000,
    np.random.default_rng(1).standard_normal(1000), np.random.default_rng(2).integers(0, 2**31, 999).view("<f4")[::2],
]
# fmt: on


@pytest.mark.parametrize("values", ODD, ids=range(len(ODD)))
def test_odd_numbers_arrive_as_they_are(values: list[float]) -> None:
    given = np.nan_to_num(np.asarray(values, np.float32), posinf=LARGEST, neginf=-LARGEST)
    arrived = numbers(series(given.astype(np.float64))).astype(np.float32)
    assert arrived.tobytes() == given.tobytes()


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
@pytest.mark.parametrize("lr", [0.001, 0.03, 0.17, 0.2])
def test_a_run_arrives_to_the_last_bit(lr: float, optimizer: str) -> None:
    run = train(Dataset.notebook(), TrainConfig(lr=lr, optimizer=optimizer))
    for name in COLUMNS:
        assert np.array_equal(numbers(series(getattr(run, name))), getattr(run, name).astype(np.float32))


def test_ten_thousand_epochs_take_less_than_half_the_room() -> None:
    run = train(Dataset.notebook(), TrainConfig(lr=0.01, epochs=10_000))
    small, plain = (sum(len(json.dumps(way(getattr(run, name)))) for name in COLUMNS) for way in (series, typed))
    assert 2 * small < plain
    assert small < 110_000


def test_what_does_not_go_on_as_before_takes_no_more_room() -> None:
    values = np.random.default_rng(1).standard_normal(1000)
    assert series(values) == typed(values)
