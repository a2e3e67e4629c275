"""Many trainings at once: for each config the very bits of `train`, in groups, in chunks, and stopped when asked to."""

import threading
import tracemalloc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.training import many
from linreg.training.config import StartExceeds
from linreg.training.run import End
from tests.samples import AWKWARD

NOTEBOOK = Dataset.notebook()
COLUMNS = ("W", "b", "cost", "grad_W", "grad_b")
COSTS = ("mean", "half", "sum")


def same(one: Run, other: Run) -> bool:
    """Whether two runs agree to the last bit of every column, and in how they end."""
    columns = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in COLUMNS)
    return columns and (one.diverged, one.data, one.config) == (other.diverged, other.data, other.config)


def random_config(seed: int, epochs: int = 40) -> TrainConfig:
    """Rates from crawling to diverging at once, any start, any cost, up to so many epochs."""
    draw = np.random.default_rng(seed)
    start = ("zeros", "linear", tuple(10 ** draw.uniform(-3, 6) * draw.normal(size=2)))[int(draw.integers(3))]
    return TrainConfig(
        lr=float(10 ** draw.uniform(-6, 2)),
        epochs=int(draw.integers(1, epochs + 1)),
        seed=seed,
        init=start,
        cost=COSTS[int(draw.integers(3))],
    )


def random_data(seed: int, n: int) -> Dataset:
    """So many points of any slope, near the origin or off it."""
    draw = np.random.default_rng(seed)
    x = draw.normal(3 * draw.normal(), 10 ** draw.uniform(-2, 2), n)
    return Dataset("random", x.tolist(), (draw.normal() * x + draw.normal(size=n)).tolist())


# the bits


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


@pytest.mark.parametrize("lr", [0.09, 0.12, 0.15, 0.17])
@pytest.mark.parametrize("data", [NOTEBOOK, Dataset.line(7, 2.0, -1.0, 1.0, seed=3), AWKWARD["one point"]])
def test_a_run_that_rounding_stops_is_not_computed_to_its_end_and_is_the_loops_all_the_same(
    data: Dataset, lr: float, widths: Widths
) -> None:
    config = TrainConfig(lr=lr, epochs=6001)
    (run,) = train_many(data, [config])
    assert same(run, train(data, config))
    assert run.diverged or widths.states < 6000


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


# only the ends


@pytest.mark.parametrize("chunk", [7, 250])
def test_an_end_is_the_last_state_of_the_loops_run(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(many, "EPOCHS", chunk)
    requests = [(random_data(k, 1 + k % 9), random_config(k, 60)) for k in range(60)]
    requests += [(NOTEBOOK, TrainConfig(lr=0.15, epochs=epochs)) for epochs in (2000, 2001)]  # comes to rest
    ends = many.train_ends(requests)
    assert ends == [End.of(train(*request)) for request in requests]
    assert any(isinstance(end, End) and end.diverged for end in ends)


def test_an_end_of_many_points_is_counted_as_its_run() -> None:
    request = (random_data(1, many.MANY_POINTS + 1), TrainConfig(epochs=5))
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


# what is not trained, and by what


def test_a_start_beyond_float32_is_refused_as_train_refuses_it() -> None:
    with pytest.raises(ValueError, match="^the cost at the start W = 1.* exceeds float32"):
        train_many(NOTEBOOK, [TrainConfig(), TrainConfig(init=(1e30, 0.0))])


def test_a_start_beyond_float32_does_not_keep_the_others_from_theirs() -> None:
    configs = [TrainConfig(epochs=9), TrainConfig(init=(1e30, 0.0)), TrainConfig(lr=0.1, epochs=300)]
    first, refused, last = many.train_each([(NOTEBOOK, config) for config in configs])
    assert isinstance(first, Run) and isinstance(last, Run) and isinstance(refused, StartExceeds)
    assert same(first, train(NOTEBOOK, configs[0])) and same(last, train(NOTEBOOK, configs[2]))
    with pytest.raises(StartExceeds) as alone:
        train(NOTEBOOK, configs[1])
    assert str(refused) == str(alone.value)


@pytest.fixture
def by_the_loop(monkeypatch: pytest.MonkeyPatch) -> list[TrainConfig]:
    """The configs that the loop has trained."""
    seen: list[TrainConfig] = []

    def counted(data: Dataset, config: TrainConfig, progress: many.Progress | None = None) -> Run:
        seen.append(config)
        return train(data, config, progress)

    monkeypatch.setattr(many, "train", counted)
    return seen


def test_where_lanes_do_not_serve_an_end_is_the_loops(
    by_the_loop: list[TrainConfig], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "lanes_serve", lambda optimizer, cost: False)
    configs = [TrainConfig(epochs=5), TrainConfig(lr=0.5), TrainConfig(init=(1e30, 0.0))]
    *ends, refused = many.train_ends([(NOTEBOOK, config) for config in configs])
    assert ends == [End.of(train(NOTEBOOK, config)) for config in configs[:2]]
    assert isinstance(refused, StartExceeds) and by_the_loop == configs


def test_where_lanes_agree_the_loop_has_nothing_to_do(by_the_loop: list[TrainConfig]) -> None:
    train_many(NOTEBOOK, [TrainConfig(epochs=5), TrainConfig(lr=0.5)])
    assert by_the_loop == []


def test_where_lanes_do_not_agree_the_loop_serves(
    monkeypatch: pytest.MonkeyPatch, by_the_loop: list[TrainConfig]
) -> None:
    configs = [TrainConfig(epochs=5), TrainConfig(init=(1e30, 0.0)), TrainConfig(lr=0.5)]
    monkeypatch.setattr(many, "lanes_serve", lambda optimizer, cost: False)
    first, refused, last = many.train_each([(NOTEBOOK, config) for config in configs])
    assert by_the_loop == configs
    assert isinstance(first, Run) and isinstance(last, Run) and isinstance(refused, StartExceeds)
    assert same(first, train(NOTEBOOK, configs[0])) and same(last, train(NOTEBOOK, configs[2]))


def test_on_an_accelerator_the_loop_serves() -> None:
    config = TrainConfig(epochs=5)
    object.__setattr__(config, "device", "cuda:0")  # which this machine need not have
    groups = many._groups([(NOTEBOOK, TrainConfig()), (NOTEBOOK, config)])
    assert [(key[0], numbers) for key, numbers in groups.items()] == [("torch", [0]), ("loop", [1])]


def test_what_lanes_have_no_rule_for_goes_by_the_loop(by_the_loop: list[TrainConfig]) -> None:
    configs = [TrainConfig(epochs=5), TrainConfig(epochs=5, optimizer="Adafactor"), TrainConfig(lr=0.02, epochs=5)]
    runs = train_many(NOTEBOOK, configs)
    assert by_the_loop == configs[1:2]
    assert all(same(run, train(NOTEBOOK, run.config)) for run in runs)


# progress and stopping


def told(data: Dataset | Sequence[Dataset], configs: Sequence[TrainConfig]) -> list[tuple[int, int]]:
    heard: list[tuple[int, int]] = []
    train_many(data, configs, lambda done, total: heard.append((done, total)))
    return heard


def test_one_run_tells_its_progress_as_train_does() -> None:
    assert told(NOTEBOOK, [TrainConfig(epochs=1000)]) == [(done, 1000) for done in (250, 500, 750, 1000)]


def test_progress_counts_the_epochs_of_all_and_only_grows() -> None:
    heard = told([NOTEBOOK, NOTEBOOK, random_data(1, 9)], [TrainConfig(epochs=e) for e in (600, 400, 900)])
    assert {total for _, total in heard} == {1900}
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert 0 < heard[0][0] < heard[-1][0] <= 1900


def test_a_lane_that_diverged_counts_as_done() -> None:
    heard = told(NOTEBOOK, [TrainConfig(lr=1.0, epochs=10_000), TrainConfig(epochs=500)])
    assert heard[0][0] > 10_000


def test_the_loop_tells_the_progress_of_all_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "lanes_serve", lambda optimizer, cost: False)
    heard = told(NOTEBOOK, [TrainConfig(epochs=300), TrainConfig(lr=1.0, epochs=300), TrainConfig(epochs=300)])
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert {total for _, total in heard} == {900} and heard[-1][0] > 600


class Stop(BaseException):
    """As Streamlit's own: no Exception, so that nobody catches it by accident."""


@pytest.mark.parametrize("lanes", [True, False])
def test_what_progress_raises_ends_all_at_once(monkeypatch: pytest.MonkeyPatch, lanes: bool) -> None:
    heard: list[int] = []
    monkeypatch.setattr(many, "lanes_serve", lambda optimizer, cost: lanes)

    def stop(done: int, total: int) -> None:
        heard.append(done)
        raise Stop

    with pytest.raises(Stop):
        train_many(NOTEBOOK, [TrainConfig(epochs=10_000), TrainConfig(lr=0.02, epochs=10_000)], stop)
    assert len(heard) == 1


def test_there_is_a_chance_to_stop_after_so_much_work_whatever_the_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "WORK", 300)
    heard = told(NOTEBOOK, [TrainConfig(lr=lr, epochs=100) for lr in (0.01, 0.02)])
    assert heard == [(100, 200), (200, 200)]  # 50 states at a time, of 3 points in two lanes


def test_lanes_that_are_done_cost_nothing_more(widths: Widths) -> None:
    configs = [TrainConfig(lr=1.0, epochs=1000), TrainConfig(epochs=300), TrainConfig(epochs=1000)]
    train_many(NOTEBOOK, configs)
    assert widths == [3, 2, 1, 1, 1]
