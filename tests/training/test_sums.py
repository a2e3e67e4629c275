"""Points by the thousands: a run from their sums is the loop's but for rounding, and costs the same however many."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.telling.verdict import verdict
from linreg.theory import curvature, forecast, measure
from linreg.training import many, paths
from linreg.training.sums import Summed, Sums

BIG = Dataset.line(20_000, 2.0, -1.0, 1.0, seed=1)
COSTS = ("mean", "half", "sum")


def summed(data: Dataset, config: TrainConfig, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The run from sums, whatever the number of points."""
    monkeypatch.setattr(paths, "MANY_POINTS", 0)
    (run,) = train_many(data, [config])
    assert run.counted == "sums"
    return run


def test_many_points_are_marked_as_computed_from_sums_and_few_as_torchs() -> None:
    few, big = train_many([Dataset.notebook(), BIG], [TrainConfig(epochs=3)] * 2)
    assert (few.counted, big.counted) == ("torch", "sums")


def test_train_itself_counts_every_point() -> None:
    assert train(BIG, TrainConfig(epochs=3)).counted == "torch"


@pytest.mark.parametrize("cost", COSTS)
def test_a_run_of_many_points_is_the_loops_but_for_rounding(cost: str) -> None:
    lr = 0.8 * curvature(BIG, cost).limit
    config = TrainConfig(lr=lr, epochs=60, init=(-3.0, 5.0), cost=cost)
    (run,), loop = train_many(BIG, [config]), train(BIG, config)
    for name in ("W", "b", "cost"):
        assert getattr(run, name) == pytest.approx(getattr(loop, name), rel=1e-4, abs=1e-4)
    for name in ("grad_W", "grad_b"):
        assert getattr(run, name) == pytest.approx(getattr(loop, name), abs=1e-5 * abs(getattr(loop, name)[0]))


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("data", [Dataset.notebook(), Dataset("one", (2.0,), (3.0,)), Dataset("x", (1, 1), (0, 3))])
def test_few_points_give_the_numbers_worked_out_by_the_loop(
    data: Dataset, cost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = TrainConfig(lr=0.01, epochs=200, init=(0.5, -4.0), cost=cost)
    run, loop = summed(data, config, monkeypatch), train(data, config)
    for name in ("W", "b", "cost", "grad_W", "grad_b"):
        assert getattr(run, name) == pytest.approx(getattr(loop, name), rel=1e-4, abs=3e-5)


@pytest.mark.parametrize("lr", [0.5, 1e30])
def test_a_diverging_run_ends_at_the_loops_last_finite_state(lr: float, monkeypatch: pytest.MonkeyPatch) -> None:
    config = TrainConfig(lr=lr, epochs=300)
    run, loop = summed(Dataset.notebook(), config, monkeypatch), train(Dataset.notebook(), config)
    assert run.diverged and run.epochs == loop.epochs
    assert np.isfinite([run.W, run.b, run.cost, run.grad_W, run.grad_b]).all()


def test_holds_float32_values_exactly() -> None:
    (run,) = train_many(BIG, [TrainConfig(epochs=20)])
    for column in (run.W, run.b, run.cost, run.grad_W, run.grad_b):
        assert (column == column.astype(np.float32)).all()


def test_far_from_the_origin_nothing_is_lost_by_cancelling() -> None:
    x = 1000 + np.random.default_rng(3).normal(size=20_000)
    data = Dataset("far", x.tolist(), (3 * x - 7).tolist())
    config = TrainConfig(lr=0.9 * curvature(data).limit, epochs=40)
    (run,), loop = train_many(data, [config]), train(data, config)
    assert run.W == pytest.approx(loop.W, rel=1e-3)


def test_lanes_of_all_kinds_share_one_computation_and_leave_each_other_alone() -> None:
    other = Dataset.line(11_000, -1.0, 3.0, 0.5, seed=2)
    requests = [(BIG, TrainConfig(lr=0.05, epochs=30)), (other, TrainConfig(lr=9.0, epochs=400, cost="half"))]
    requests.append((other, TrainConfig(lr=1e-5, epochs=90, cost="sum")))
    together = many.train_each(requests)
    for run, request in zip(together, requests, strict=True):
        (alone,) = many.train_each([request])
        assert isinstance(run, Run) and isinstance(alone, Run)
        assert np.array_equal(run.W, alone.W) and np.array_equal(run.cost, alone.cost)


def test_the_sums_of_the_same_points_are_taken_once_for_all_their_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Dataset] = []
    sums_of = Sums.of
    monkeypatch.setattr(Sums, "of", lambda data: taken.append(data) or sums_of(data))  # type: ignore[func-returns-value]
    again = Dataset.line(20_000, 2.0, -1.0, 1.0, seed=1)  # the same once more, not the same object
    train_many([BIG, BIG, again], [TrainConfig(lr=lr, epochs=3) for lr in (0.01, 0.02, 0.03)])
    assert taken == [BIG]


def test_a_start_beyond_float32_is_refused_with_many_points_as_well() -> None:
    with pytest.raises(ValueError, match="exceeds float32"):
        train_many(BIG, [TrainConfig(init=(1e30, 0.0))])


def test_verdict_forecast_and_measurement_take_such_a_run() -> None:
    config = TrainConfig(lr=0.05, epochs=300)
    (run,) = train_many(BIG, [config])
    ahead, found = forecast(BIG, config), measure(run)
    assert verdict(run).kind == verdict(train(BIG, config)).kind
    assert found.steep.factor == pytest.approx(ahead.steep.factor, abs=found.steep.error)


def seconds(work: Callable[[], object]) -> float:
    """The processor time of the quickest of five calls."""
    times = []
    for _ in range(5):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def test_an_epoch_costs_the_same_however_many_points() -> None:
    few, big = (Summed([(Dataset.line(n, 2.0, -1.0, 1.0, seed=1), TrainConfig())]) for n in (10, 200_000))
    assert seconds(lambda: big.descend(500)) < 2 * seconds(lambda: few.descend(500))
