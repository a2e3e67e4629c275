"""Lanes of every optimizer, cost and batching: for each config the very bits of `train`, and all that it remembers."""

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.training import many
from linreg.training.costs import KINDS, SHAPES
from linreg.training.lanes import Lanes, kind
from linreg.training.optimizers import OPTIMIZERS
from tests.training import choices

NOTEBOOK = Dataset.notebook()
COLUMNS = ("W", "b", "cost", "grad_W", "grad_b")
ELEMENTWISE = sorted(OPTIMIZERS.keys() - {"LBFGS", "Adafactor"})


def same(one: Run, other: Run) -> bool:
    """Whether two runs agree to the last bit of every column and of all that is remembered, and in how they end."""
    columns = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in COLUMNS)
    names = list(one.state) == list(other.state)
    state = names and all(np.array_equal(one.state[name], other.state[name], equal_nan=True) for name in one.state)
    return columns and state and (one.diverged, one.data, one.config) == (other.diverged, other.data, other.config)


def gives_the_loops_bits(requests: list[tuple[Dataset, TrainConfig]], monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """The runs, by lanes alone, each compared with the loop's."""
    with monkeypatch.context() as patch:
        patch.setattr(many, "train", None)  # who calls it gets an error
        runs = train_many([data for data, _ in requests], [config for _, config in requests])
    different = [run.config for run in runs if not same(run, train(run.data, run.config))]
    assert different == []
    return runs


def alike(name: str, seed: int, count: int) -> list[TrainConfig]:
    """Configs that differ in rate, start and length only, as lanes of one tensor do."""
    options = choices.options(name, np.random.default_rng(seed))
    drawn = [choices.config(name, 1000 * seed + k) for k in range(count)]
    return [
        TrainConfig(each.lr, each.epochs, init=each.init, seed=k, optimizer=name, options=options)
        for k, each in enumerate(drawn)
    ]


def test_every_optimizer_but_the_two_that_look_at_all_numbers_at_once_has_a_rule() -> None:
    assert sorted(name for name, each in OPTIMIZERS.items() if each.rule) == ELEMENTWISE


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_hundreds_of_lanes_are_each_the_loops_own_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any parameters, starts and points; rates from crawling to diverging at once, many of them in one tensor."""
    requests = [
        (choices.data(100 * seed + k, 1 + seed % 6), config)
        for seed in range(16)
        for k, config in enumerate(alike(name, seed, 9))
    ]
    runs = gives_the_loops_bits(requests, monkeypatch)
    assert len({kind(data, config) for data, config in requests}) <= 16
    assert not all(run.diverged for run in runs)


@pytest.mark.parametrize("cost", sorted(SHAPES))
@pytest.mark.parametrize("name", ["SGD", "Adam", "Rprop"])
def test_every_cost_gives_the_loops_bits(name: str, cost: str, monkeypatch: pytest.MonkeyPatch) -> None:
    requests = []
    for seed in range(40):
        draw = np.random.default_rng(seed)
        shape = {SHAPES[cost]: float(10 ** draw.uniform(-3, 2))} if SHAPES[cost] else {}
        requests.append((choices.data(seed, 1 + 5 * seed % 60), choices.config(name, seed, cost=cost, **shape)))
    gives_the_loops_bits(requests, monkeypatch)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_batches_give_the_loops_bits(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    requests = []
    for seed in range(12):
        n = 1 + 3 * seed % 20
        batching = {"batch_size": 1 + seed % n, "shuffle": seed % 3 > 0, "cost": KINDS[seed % len(KINDS)]}
        requests += [(choices.data(seed, n), choices.config(name, seed, 9, **batching))] * 2
    gives_the_loops_bits(requests, monkeypatch)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_falling_rates_give_the_loops_bits(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    falls = [{"schedule": "cosine"}, {"schedule": "exponential", "gamma": 0.8}]
    requests = [
        (NOTEBOOK, TrainConfig(each.lr, 25 if k % 3 else 9, init=each.init, optimizer=name, **falls[k % 2], **batching))
        for k, each in enumerate(alike(name, 7, 8))
        for batching in ({}, {"batch_size": 2, "shuffle": True})
    ]
    gives_the_loops_bits(requests, monkeypatch)


def test_lanes_of_one_batch_order_share_a_tensor_and_each_other_order_has_its_own() -> None:
    sizes, shuffled = {"batch_size": 2}, {"batch_size": 2, "shuffle": True}
    configs = [TrainConfig(lr, seed=seed, **more) for more in (sizes, shuffled) for lr in (0.1, 0.2) for seed in (1, 2)]
    groups = many._groups([(NOTEBOOK, config) for config in configs])
    assert sorted(groups.values()) == [[0, 1, 2, 3], [4, 6], [5, 7]]


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_the_size_of_the_chunks_changes_no_bit(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "EPOCHS", chunk)
    for name in ELEMENTWISE:
        configs = alike(name, 3, 5) + [TrainConfig(0.1, 30, optimizer=name, batch_size=2, shuffle=True)]
        gives_the_loops_bits([(NOTEBOOK, config) for config in configs], monkeypatch)


def test_ends_are_those_of_the_runs() -> None:
    for name in ("Adam", "ASGD", "LBFGS"):
        configs = [TrainConfig(lr, 20, optimizer=name, batch_size=2) for lr in (0.01, 0.1)]
        for end, run in zip(
            many.train_ends([(NOTEBOOK, c) for c in configs]), train_many(NOTEBOOK, configs), strict=True
        ):
            assert (end.W, end.b, end.epochs) == (run.W[-1], run.b[-1], 20)


# what has come to rest


class Chunks(list[int]):
    """How many states were asked of lanes, chunk by chunk."""


@pytest.fixture
def chunks(monkeypatch: pytest.MonkeyPatch) -> Chunks:
    seen = Chunks()
    descend = Lanes.descend

    def counted(self: Lanes, states: int) -> np.ndarray:
        seen.append(states)
        return descend(self, states)

    monkeypatch.setattr(Lanes, "descend", counted)
    return seen


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_start_at_the_minimum_is_computed_once_only_where_no_time_has_a_say(name: str, chunks: Chunks) -> None:
    config = TrainConfig(0.1, 900, init=(1.0, 0.0), optimizer=name)
    (run,) = train_many(NOTEBOOK, [config])
    assert same(run, train(NOTEBOOK, config))
    assert (sum(chunks) < 900) == OPTIMIZERS[name].timeless(config.parameters)


RESTS = [
    TrainConfig(0.05, 3000, options={"momentum": 0.5}),
    TrainConfig(0.05, 3000, options={"momentum": 0.5, "nesterov": True, "weight_decay": 0.1}),
    TrainConfig(0.1, 3000, cost="l1"),
    TrainConfig(0.1, 3000, optimizer="Rprop"),
    TrainConfig(0.1, 3000, optimizer="RMSprop", options={"alpha": 0.5}),
]


@pytest.mark.parametrize("config", RESTS, ids=str)
def test_a_run_that_comes_to_rest_or_goes_in_a_circle_is_the_loops_all_the_same(config: TrainConfig) -> None:
    (run,) = train_many(NOTEBOOK, [config])
    assert same(run, train(NOTEBOOK, config))


def test_some_of_them_do_come_to_rest_and_are_not_computed_to_their_end(chunks: Chunks) -> None:
    train_many(NOTEBOOK, RESTS[:1])
    assert sum(chunks) < 1500


def test_where_W_and_b_stay_but_the_momentum_gathers_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Far out float32 cannot show the first small steps."""
    monkeypatch.setattr(many, "EPOCHS", 20)  # so that a chunk ends meanwhile
    config = TrainConfig(1e-6, 3000, init=(2000.0, 2000.0), options={"momentum": 0.999}, cost="l1")
    (run,) = train_many(NOTEBOOK, [config])
    assert same(run, train(NOTEBOOK, config))
    assert (run.W[:21] == 2000.0).all() and (run.b[:21] == 2000.0).all() and run.b[-1] < 2000.0


def test_batches_in_the_same_place_are_no_rest(chunks: Chunks) -> None:
    """Between two batches that pull the other way nothing comes to rest, though W and b return each epoch."""
    data = Dataset("two", (1.0, 1.0), (1.0, -1.0))
    configs = [TrainConfig(0.5, 400, batch_size=1, shuffle=shuffle) for shuffle in (False, True)]
    for run in train_many(data, configs):
        assert same(run, train(data, run.config))
    assert sum(chunks) == 2 * 801
