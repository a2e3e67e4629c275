"""Many trainings at once, and nobody else's random numbers."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

from linreg import Dataset, TrainConfig, train
from tests.training.histories import history

NOTEBOOK = Dataset.notebook()


def many(configs: list[TrainConfig], data: Dataset = NOTEBOOK) -> list[np.ndarray]:
    """Their histories, trained by as many threads that all begin at once."""
    together = threading.Barrier(len(configs))

    def work(config: TrainConfig) -> np.ndarray:
        together.wait(timeout=30)
        return history(train(data, config))

    with ThreadPoolExecutor(len(configs)) as pool:
        return list(pool.map(work, configs))


def test_a_hundred_threads_training_the_same_get_the_same_bits() -> None:
    config = TrainConfig(epochs=20, init="linear", seed=3)
    alone = history(train(NOTEBOOK, config))
    assert all((each == alone).all() for each in many([config] * 100))


def test_a_hundred_threads_training_each_its_own_get_what_each_gets_alone() -> None:
    configs = [TrainConfig(epochs=20, lr=0.001 * (seed + 1), init="linear", seed=seed) for seed in range(100)]
    alone = [history(train(NOTEBOOK, config)) for config in configs]
    assert all(np.array_equal(a, b) for a, b in zip(many(configs), alone, strict=True))


def test_a_hundred_threads_drawing_points_get_what_each_gets_alone() -> None:
    with ThreadPoolExecutor(100) as pool:
        drawn = list(pool.map(lambda seed: Dataset.line(20, 2.0, -1.0, 1.0, seed), range(400)))
    assert drawn == [Dataset.line(20, 2.0, -1.0, 1.0, seed) for seed in range(400)]


def test_training_leaves_every_global_generator() -> None:
    before = torch.get_rng_state(), random.getstate(), np.random.get_state()[1].tolist()  # type: ignore[index,union-attr]
    train(Dataset.line(20, 2.0, -1.0, 1.0, seed=1), TrainConfig(epochs=10, init="linear"))
    assert torch.equal(torch.get_rng_state(), before[0])
    assert random.getstate() == before[1]
    assert np.random.get_state()[1].tolist() == before[2]  # type: ignore[index,union-attr]


def test_training_ignores_what_the_global_generator_was_seeded_with() -> None:
    config = TrainConfig(epochs=10, init="linear")
    before, expected = torch.get_rng_state(), history(train(NOTEBOOK, config))
    try:
        torch.manual_seed(99)
        assert (history(train(NOTEBOOK, config)) == expected).all()
    finally:
        torch.set_rng_state(before)
