"""Mini-batches: a DataLoader's own order, torch's bits at every update, and what counts updates and what epochs."""

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader

from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.theory import landscape
from linreg.training.config import BatchExceeds
from linreg.training.many import train_each
from linreg.training.optimizers import OPTIMIZERS
from tests.training import choices
from tests.training.alone import Alone

NOTEBOOK = Dataset.notebook()


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize(("n", "size"), [(1, 1), (7, 1), (7, 2), (7, 3), (8, 4), (7, 7), (40, 16)])
def test_batches_are_those_of_a_data_loader_seeded_the_same(n: int, size: int, shuffle: bool) -> None:
    for seed in (0, 5, 2**64 - 1):
        loader = DataLoader(range(n), size, shuffle=shuffle, generator=torch.Generator().manual_seed(seed))  # type: ignore[arg-type]
        theirs = [batch.tolist() for _ in range(4) for batch in loader]
        run = train(choices.data(3, n), TrainConfig(1e-9, 3, seed, batch_size=size, shuffle=shuffle))
        assert run.per_epoch == len(loader)
        ours = [[int(i) for i in row if i >= 0] for row in run.batches]
        assert ours == theirs[: 3 * len(loader) + 1]  # the last state's is the one that would come next


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_train_gives_torchs_bits_at_every_update(name: str) -> None:
    for seed in range(8):
        n = 2 + seed
        config = choices.config(name, seed, 12, batch_size=1 + seed % n, shuffle=seed % 3 > 0)
        data = choices.data(seed, n)
        run = train(data, config)
        assert Alone(data, config).gives(run)
        assert run.diverged or run.updates == config.epochs * run.per_epoch


def test_cost_and_gradient_of_a_state_are_those_of_its_batch() -> None:
    data = Dataset.line(9, 2.0, -1.0, 1.0, seed=2)
    run = train(data, TrainConfig(0.01, 5, batch_size=4, shuffle=True))
    for t, batch in enumerate(run.batches):
        points = Dataset("batch", *(tuple(values[i] for i in batch if i >= 0) for values in (data.x, data.y)))
        here = landscape(points, run.config)
        assert run.cost[t] == pytest.approx(here.value(run.W[t], run.b[t]), rel=1e-4, abs=1e-6)
        assert (run.grad_W[t], run.grad_b[t]) == pytest.approx(here.gradient(run.W[t], run.b[t]), rel=1e-4, abs=1e-5)


def test_all_points_in_one_batch_are_the_notebooks_training() -> None:
    one, all_at_once = (train(NOTEBOOK, TrainConfig(epochs=20, batch_size=size)) for size in (3, None))
    assert (one.W == all_at_once.W).all() and (one.cost == all_at_once.cost).all()
    assert one.batches.tolist() == all_at_once.batches.tolist() == [[0, 1, 2]] * 21


def test_states_count_updates_and_epochs_count_passes() -> None:
    run = train(NOTEBOOK, TrainConfig(epochs=10, batch_size=2))
    assert (run.per_epoch, run.updates, run.epochs, len(run.W)) == (2, 20, 10, 21)
    assert run.evaluations[-1] == 20
    assert run.batches.tolist()[:3] == [[0, 1], [2, -1], [0, 1]]


def test_a_run_that_diverges_within_an_epoch_has_finished_those_before() -> None:
    run = train(NOTEBOOK, TrainConfig(lr=3.0, epochs=100, batch_size=1))
    assert run.diverged and run.epochs == run.updates // 3 < 100


def test_progress_is_told_in_epochs() -> None:
    told: list[tuple[int, int]] = []
    train(NOTEBOOK, TrainConfig(epochs=300, batch_size=1), lambda done, total: told.append((done, total)))
    assert told == [(83, 300), (166, 300), (250, 300)]


def test_shuffling_leaves_every_global_generator() -> None:
    before = torch.get_rng_state()
    train(NOTEBOOK, TrainConfig(epochs=9, batch_size=1, shuffle=True))
    assert torch.equal(torch.get_rng_state(), before)


def test_other_seeds_give_other_orders() -> None:
    orders = [train(NOTEBOOK, TrainConfig(1e-3, 20, seed, batch_size=1, shuffle=True)).batches for seed in (1, 2)]
    assert not np.array_equal(*orders)


@pytest.mark.parametrize("size", [0, -1, 2.0, "2", True])
def test_a_batch_that_cannot_be_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="^batch_size must be a whole number of at least 1, or None, got"):
        TrainConfig(batch_size=size)


def test_shuffling_what_comes_all_at_once_is_refused() -> None:
    with pytest.raises(ValueError, match="^shuffle needs a batch_size, got None"):
        TrainConfig(shuffle=True)
    with pytest.raises(ValueError, match="^shuffle must be True or False, got 1"):
        TrainConfig(batch_size=2, shuffle=1)  # type: ignore[arg-type]


def test_a_batch_of_more_points_than_there_are_does_not_keep_the_others_from_theirs() -> None:
    configs = [TrainConfig(epochs=5, batch_size=4), TrainConfig(epochs=5, batch_size=2)]
    refused, run = train_each([(NOTEBOOK, config) for config in configs])
    assert isinstance(refused, BatchExceeds) and isinstance(run, Run)
    with pytest.raises(BatchExceeds):
        train_many(NOTEBOOK, configs)


def test_a_batch_of_more_points_than_there_are_is_refused() -> None:
    with pytest.raises(BatchExceeds, match="^batch_size must be from 1 to 3, .* got 4") as refused:
        train(NOTEBOOK, TrainConfig(batch_size=4))
    assert (refused.value.reason, refused.value.values) == ("batch", {"batch_size": 4, "n": 3})
