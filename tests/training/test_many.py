"""Many trainings at once: for each config the very bits of `train`."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.training import many
from tests.samples import AWKWARD
from tests.training.conftest import Widths
from tests.training.drawn import COLUMNS, COSTS, random_config, random_data, same

NOTEBOOK = Dataset.notebook()


@pytest.mark.parametrize("sizes", [range(1, 41), range(41, 121), range(121, 201)], ids=str)
def test_each_run_is_the_loops_own_to_the_last_bit(sizes: range) -> None:
    """Two data sets of every size, and on each three configs of any kind."""
    requests = [
        (random_data(100 * n + k, n), random_config(1000 * n + 10 * k + j))
        for n in sizes
        for k in range(2)
        for j in range(3)
    ]
    runs = train_many([data for data, _ in requests], [config for _, config in requests])
    assert all(same(run, train(*request)) for run, request in zip(runs, requests, strict=True))
    assert any(run.diverged for run in runs) and not all(run.diverged for run in runs)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("n", [512, 1000, 2049, 4096, 7777, 10_000])
def test_some_thousand_points_give_the_loops_bits(n: int, cost: str) -> None:
    data = random_data(n, n)
    configs = [TrainConfig(lr=lr, epochs=12, init="linear", cost=cost) for lr in (1e-7, 1e-3, 0.1, 1e3)]
    assert all(same(run, train(data, run.config)) for run in train_many(data, configs))


@pytest.mark.parametrize("lanes", [1, 2, 7, 100, 1000])
def test_the_number_of_lanes_changes_no_bit(lanes: int) -> None:
    configs = [TrainConfig(lr=lr, epochs=30) for lr in np.geomspace(1e-4, 10, lanes).tolist()]
    runs = train_many(NOTEBOOK, configs)
    assert [run.config for run in runs] == configs
    for number in {0, lanes // 2, lanes - 1}:
        assert same(runs[number], train(NOTEBOOK, configs[number]))


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_points_give_the_loops_bits(name: str) -> None:
    configs = [TrainConfig(lr=lr, epochs=60, init="linear", cost=cost) for lr in (1e-9, 0.01, 1.0) for cost in COSTS]
    assert all(same(run, train(AWKWARD[name], run.config)) for run in train_many(AWKWARD[name], configs))


def test_a_diverging_lane_leaves_its_neighbours_bits_alone() -> None:
    configs = [TrainConfig(lr=lr, epochs=700) for lr in (0.01, 1e30, 0.09, 0.19, 3.4e38)]
    assert all(same(run, train(NOTEBOOK, run.config)) for run in train_many(NOTEBOOK, configs))


def test_runs_of_very_different_lengths_end_where_each_should() -> None:
    configs = [TrainConfig(lr=0.02, epochs=epochs) for epochs in (1, 2, 249, 250, 251, 499, 500, 501, 1700)]
    assert all(same(run, train(NOTEBOOK, run.config)) for run in train_many(NOTEBOOK, configs))


@pytest.mark.parametrize("lr", [0.09, 0.12, 0.15, 0.17])
@pytest.mark.parametrize("data", [NOTEBOOK, Dataset.line(7, 2.0, -1.0, 1.0, seed=3), AWKWARD["one point"]])
def test_a_run_that_rounding_stops_is_not_computed_to_its_end_and_is_the_loops_all_the_same(
    data: Dataset, lr: float, widths: Widths
) -> None:
    config = TrainConfig(lr=lr, epochs=3001)
    (run,) = train_many(data, [config])
    assert same(run, train(data, config))
    assert run.diverged or widths.states < 3000


def test_a_start_at_the_minimum_stays_there(widths: Widths) -> None:
    config = TrainConfig(epochs=1001, init=(1.0, 0.0))
    (run,) = train_many(NOTEBOOK, [config])
    assert same(run, train(NOTEBOOK, config))
    assert widths == [1]


@pytest.mark.parametrize("period", [1, 2, 3, 5, 16])
def test_a_cycle_is_found_by_its_shortest_period(period: int) -> None:
    turn = np.arange(40, dtype=np.float32) % period
    others = np.arange(40, dtype=np.float32)
    path = np.array([[turn, others], [turn + 5, others]])  # (2, R, states)
    assert many._cycles(path) == {0: period}


def test_where_only_W_comes_back_or_only_the_sign_of_zero_differs_there_is_no_cycle() -> None:
    same, rising = np.zeros(30, np.float32), np.arange(30, dtype=np.float32)
    alternating = np.where(rising == 29, np.float32(-0.0), np.float32(0.0))
    assert many._cycles(np.array([[same, same], [rising, alternating]])) == {}


def test_one_state_alone_is_no_cycle() -> None:
    assert many._cycles(np.zeros((2, 3, 1), np.float32)) == {}


@pytest.mark.parametrize("epochs", [1, 7, 100_000])
def test_the_size_of_the_chunks_changes_no_bit(monkeypatch: pytest.MonkeyPatch, epochs: int) -> None:
    configs = [TrainConfig(lr=lr, epochs=600) for lr in (0.01, 0.19, 0.5)]
    monkeypatch.setattr(many, "EPOCHS", epochs)
    assert all(same(run, train(NOTEBOOK, run.config)) for run in train_many(NOTEBOOK, configs))


def test_the_width_of_a_tensor_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    configs = [TrainConfig(lr=lr, epochs=20) for lr in np.geomspace(1e-3, 1, 20).tolist()]
    monkeypatch.setattr(many, "WIDTH", 10)
    assert all(same(run, train(NOTEBOOK, run.config)) for run in train_many(NOTEBOOK, configs))


def test_a_hundred_threads_at_once_each_get_what_they_get_alone() -> None:
    together = threading.Barrier(100)
    requests = [(random_data(seed, 1 + seed % 30), random_config(seed)) for seed in range(100)]

    def work(number: int) -> list[Run]:
        together.wait(timeout=60)
        mine = [requests[(number + k) % 100] for k in range(3)]
        return train_many([data for data, _ in mine], [config for _, config in mine])

    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(work, range(100)))
    alone = [train(*request) for request in requests]
    assert all(
        same(run, alone[(number + k) % 100]) for number, runs in enumerate(answers) for k, run in enumerate(runs)
    )


def test_nothing_asked_for_is_nothing_trained() -> None:
    assert train_many(NOTEBOOK, []) == []


def test_as_many_data_sets_as_configs_are_needed() -> None:
    with pytest.raises(ValueError, match="^data must be one data set, or one per config, got 1 for 2"):
        train_many([NOTEBOOK], [TrainConfig(), TrainConfig()])


@pytest.mark.parametrize("column", COLUMNS)
def test_a_run_cannot_be_changed_by_one_of_those_who_share_it(column: str) -> None:
    (run,) = train_many(NOTEBOOK, [TrainConfig(epochs=3)])
    with pytest.raises(ValueError, match="read-only"):
        getattr(run, column)[0] = 1.0
