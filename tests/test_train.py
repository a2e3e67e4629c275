"""The training: the notebook's digits, steps worked by hand, and what a caller can rely on."""

import random
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from linreg import Dataset, Run, TrainConfig, cost, train
from linreg.training.model import linear_draw
from tests.samples import AWKWARD, PRINTED, norris

NOTEBOOK = Dataset.notebook()
MODULE = sys.modules[train.__module__]  # where the loop lives
COLUMNS = ("W", "b", "cost", "grad_W", "grad_b")
LARGEST_STABLE = 0.1803  # for the notebook's points: 2 / λmax


def history(run: Run) -> np.ndarray:
    """All states as one array of shape (5, states)."""
    return np.array([getattr(run, column) for column in COLUMNS])


@pytest.fixture(scope="module")
def run() -> Run:
    """The notebook's run, with its 1,001 updates."""
    return train(NOTEBOOK, TrainConfig(lr=0.01, epochs=1001))


# the notebook


def test_state_0_from_zeros_is_worked_by_hand(run: Run) -> None:
    # H(x) = 0; cost (1 + 4 + 9) / 3; dcost/dW = 2 · mean(−x·y), dcost/db = 2 · mean(−y)
    assert history(run)[:, 0] == pytest.approx([0, 0, 14 / 3, -28 / 3, -4], rel=1e-6)


def test_state_1_from_zeros_is_worked_by_hand(run: Run) -> None:
    W, b = 0.01 * 28 / 3, 0.01 * 4
    residuals = [W * x + b - x for x in (1, 2, 3)]
    squares = sum(r**2 for r in residuals) / 3
    grad_W = 2 * sum(r * x for r, x in zip(residuals, (1, 2, 3), strict=True)) / 3
    grad_b = 2 * sum(residuals) / 3
    assert history(run)[:, 1] == pytest.approx([W, b, squares, grad_W, grad_b], rel=1e-6)


def test_state_1_prints_as_in_the_notebook(run: Run) -> None:
    printed = PRINTED["tensor_model"]["after_one_step"]
    assert [round(value, 4) for value in (run.W[1], run.b[1], run.cost[1])] == [
        printed["W"],
        printed["b"],
        printed["cost"],
    ]


def test_W_after_1001_updates_is_the_notebooks_to_the_last_bit(run: Run) -> None:
    assert run.W[1001].item() == PRINTED["tensor_model"]["final_W_item"] == 0.9854263663291931


def test_the_log_from_zeros_is_the_notebooks(run: Run) -> None:
    """A line of it shows W and b after that epoch's update."""
    rows = PRINTED["tensor_model"]["log"]["rows"]
    assert [[e, f"{run.W[e + 1]:.3f}", f"{run.b[e + 1]:.6f}"] for e in range(0, 1001, 100)] == rows


def test_the_costs_from_zeros_are_those_of_the_notebooks_loop(run: Run) -> None:
    costs = PRINTED["tensor_model"]["log"]["true_cost"]
    assert {str(e): f"{run.cost[e]:.6f}" for e in range(0, 1001, 100)} == costs


def test_the_log_from_the_second_draw_is_the_notebooks() -> None:
    generator = torch.Generator().manual_seed(1)
    linear_draw(generator)  # the notebook uses the first for one step only
    run = train(NOTEBOOK, TrainConfig(epochs=1001, init=linear_draw(generator)))
    rows = PRINTED["module_model"]["second_draw_log"]["rows"]
    lines = [[e, f"{run.W[e + 1]:.3f}", f"{run.b[e + 1]:.3f}", f"{run.cost[e]:.6f}"] for e in range(0, 1001, 100)]
    assert lines == rows


def test_the_first_draw_costs_what_the_notebook_prints() -> None:
    run = train(NOTEBOOK, TrainConfig(epochs=1, init="linear", seed=1))
    assert round(run.cost[0], 4) == PRINTED["module_model"]["first_draw"]["cost"]


def test_ends_on_the_bits_of_the_loop_with_bare_tensors() -> None:
    x = torch.tensor([[1.0], [2.0], [3.0]])
    y = torch.tensor([[1.0], [2.0], [3.0]])
    W, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([W, b], lr=0.03)
    for _ in range(200):
        squares = torch.mean((x * W + b - y) ** 2)
        optimizer.zero_grad()
        squares.backward()
        optimizer.step()
    run = train(NOTEBOOK, TrainConfig(lr=0.03, epochs=200))
    assert (run.W[-1], run.b[-1]) == (W.item(), b.item())


# what a run holds


def test_has_one_state_more_than_epochs() -> None:
    assert history(train(NOTEBOOK, TrainConfig(epochs=37))).shape == (5, 38)


def test_epochs_is_the_index_of_the_last_state(run: Run) -> None:
    assert run.epochs == 1001


def test_holds_float32_values_exactly(run: Run) -> None:
    assert history(run).dtype == np.float64
    assert (history(run) == history(run).astype(np.float32)).all()


@pytest.mark.parametrize("column", COLUMNS)
def test_cannot_be_changed_by_one_of_those_who_share_it(run: Run, column: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        getattr(run, column)[0] = 1.0


def test_remembers_its_points_and_config() -> None:
    config = TrainConfig(epochs=1)
    run = train(NOTEBOOK, config)
    assert (run.data, run.config) == (NOTEBOOK, config)


@pytest.mark.parametrize("kind", ["mean", "half", "sum"])
def test_cost_of_each_state_is_the_cost_at_its_W_and_b(kind: str) -> None:
    data = Dataset.line(20, 2.0, -1.0, 1.0, seed=2)
    run = train(data, TrainConfig(lr=0.001, epochs=300, cost=kind))
    assert run.cost == pytest.approx(cost.at(data, run.W, run.b, kind), rel=1e-5)


@pytest.mark.parametrize("kind", ["mean", "half", "sum"])
def test_gradient_of_each_state_is_the_slope_at_its_W_and_b(kind: str) -> None:
    data = Dataset.line(20, 2.0, -1.0, 1.0, seed=2)
    run = train(data, TrainConfig(lr=0.001, epochs=300, cost=kind))
    W, b = cost.optimum(data)
    slope = cost.hessian(data, kind) @ [run.W - W, run.b - b]
    assert history(run)[3:] == pytest.approx(slope, abs=1e-5 * np.abs(slope).max())


def test_each_state_is_the_one_before_less_lr_times_its_gradient() -> None:
    run = train(NOTEBOOK, TrainConfig(lr=0.05, epochs=400))
    steps = np.array([run.W, run.b])
    expected = steps[:, :-1] - 0.05 * history(run)[3:, :-1]
    assert steps[:, 1:] == pytest.approx(expected, abs=2 * float(np.finfo(np.float32).eps))


def test_converges_to_the_closed_form() -> None:
    data = Dataset.line(20, 2.0, -1.0, 1.0, seed=2)
    run = train(data, TrainConfig(lr=0.05, epochs=2000))
    assert (run.W[-1], run.b[-1]) == pytest.approx(cost.optimum(data), abs=1e-5)


def test_norris_descends_below_its_largest_stable_rate_and_not_above() -> None:
    assert not train(norris(), TrainConfig(lr=3.3e-6, epochs=50)).cost[-1] > 1e4
    assert train(norris(), TrainConfig(lr=3.5e-6, epochs=2000)).cost[-1] > 1e4


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_points_give_a_run_of_finite_numbers(name: str) -> None:
    assert np.isfinite(history(train(AWKWARD[name], TrainConfig(epochs=50)))).all()


# the choices


def test_a_chosen_start_is_state_0() -> None:
    run = train(NOTEBOOK, TrainConfig(epochs=1, init=(-2.0, 0.5)))
    assert (run.W[0], run.b[0]) == (-2.0, 0.5)


def test_linear_starts_at_the_draw_of_its_seed() -> None:
    run = train(NOTEBOOK, TrainConfig(epochs=1, init="linear", seed=1))
    assert (f"{run.W[0]:.4f}", f"{run.b[0]:.4f}") == ("0.5153", "-0.4414")


@pytest.mark.parametrize(("kind", "times"), [("half", 0.5), ("sum", 3.0)])
def test_another_cost_moves_as_its_multiple_of_the_rate(kind: str, times: float) -> None:
    run = train(NOTEBOOK, TrainConfig(lr=0.01, epochs=100, cost=kind))
    same = train(NOTEBOOK, TrainConfig(lr=0.01 * times, epochs=100))
    assert run.W == pytest.approx(same.W, abs=1e-5)


def test_the_same_config_gives_the_same_bits() -> None:
    config = TrainConfig(epochs=100, init="linear", seed=4)
    assert (history(train(NOTEBOOK, config)) == history(train(NOTEBOOK, config))).all()


def test_a_longer_run_begins_with_the_shorter_one() -> None:
    short, long = (train(NOTEBOOK, TrainConfig(epochs=epochs)) for epochs in (310, 520))
    assert (history(short) == history(long)[:, :311]).all()


@pytest.mark.parametrize("chunk", [1, 7, 10**6])
def test_the_size_of_the_chunks_changes_no_bit(monkeypatch: pytest.MonkeyPatch, run: Run, chunk: int) -> None:
    monkeypatch.setattr(MODULE, "CHUNK", chunk)
    assert (history(train(NOTEBOOK, run.config)) == history(run)).all()


# progress and stopping


@pytest.mark.parametrize(
    ("epochs", "reports"),
    [(1, []), (249, []), (250, [250]), (600, [250, 500]), (1000, [250, 500, 750, 1000])],
)
def test_progress_is_told_after_every_chunk(epochs: int, reports: list[int]) -> None:
    told: list[tuple[int, int]] = []
    train(NOTEBOOK, TrainConfig(epochs=epochs), lambda done, total: told.append((done, total)))
    assert told == [(done, epochs) for done in reports]


def test_progress_changes_no_bit(run: Run) -> None:
    assert (history(train(NOTEBOOK, run.config, lambda done, total: None)) == history(run)).all()


class Stop(BaseException):
    """As Streamlit's own: no Exception, so that nobody catches it by accident."""


def test_what_progress_raises_ends_the_training_at_once() -> None:
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        raise Stop

    with pytest.raises(Stop):
        train(NOTEBOOK, TrainConfig(epochs=10_000), stop)
    assert told == [250]


def test_a_diverged_run_reports_no_further() -> None:
    told: list[int] = []
    train(NOTEBOOK, TrainConfig(lr=1.0, epochs=10_000), lambda done, total: told.append(done))
    assert told == []


class Reads(TorchDispatchMode):
    """Counts how often a single number is read out of a tensor: on an accelerator each waits for the device."""

    count = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
        self.count += func is torch.ops.aten._local_scalar_dense.default
        return func(*args, **(kwargs or {}))


def test_reads_of_single_numbers_are_counted() -> None:
    with Reads() as reads:
        torch.zeros(1).item()
    assert reads.count == 1


def test_where_reading_waits_no_step_reads_and_the_states_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    config = TrainConfig(epochs=300)
    here = history(train(NOTEBOOK, config))
    monkeypatch.setattr(MODULE, "_reading_waits", lambda device: True)
    with Reads() as reads:
        there = history(train(NOTEBOOK, config))
    assert reads.count == 0
    assert (here == there).all()


# divergence


@pytest.mark.parametrize("lr", [0.5, 1.0, 1e30, 3.4e38])
def test_a_diverging_run_is_a_result(lr: float) -> None:
    run = train(NOTEBOOK, TrainConfig(lr=lr, epochs=1000))
    assert run.diverged
    assert np.isfinite(history(run)).all()
    assert 1 <= len(run.W) < 1001


@pytest.mark.parametrize("lr", [0.5, 1e30])
def test_a_diverged_run_ends_at_the_last_finite_state(lr: float) -> None:
    run = train(NOTEBOOK, TrainConfig(lr=lr, epochs=1000))
    with np.errstate(over="ignore", invalid="ignore"):
        W, b = (
            np.float32(p[-1] - np.float32(lr) * np.float32(g[-1]))
            for p, g in ((run.W, run.grad_W), (run.b, run.grad_b))
        )
        x = np.array([1, 2, 3], np.float32)
        residuals = W * x + b - x
        after = [W, b, np.float32((residuals**2).mean()), np.float32(2 * (residuals * x).mean())]
    assert not np.isfinite(after).all()


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_divergence_does_not_depend_on_the_chunks(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    whole = train(NOTEBOOK, TrainConfig(lr=0.5))
    monkeypatch.setattr(MODULE, "CHUNK", chunk)
    assert (history(train(NOTEBOOK, TrainConfig(lr=0.5))) == history(whole)).all()


def test_divergence_at_the_first_state_of_a_chunk_keeps_all_before(monkeypatch: pytest.MonkeyPatch) -> None:
    states = len(train(NOTEBOOK, TrainConfig(lr=0.5)).W)
    monkeypatch.setattr(MODULE, "CHUNK", states)
    run = train(NOTEBOOK, TrainConfig(lr=0.5))
    assert (len(run.W), run.diverged) == (states, True)


def test_a_run_that_grows_but_stays_finite_has_not_diverged() -> None:
    run = train(NOTEBOOK, TrainConfig(lr=1.01 * LARGEST_STABLE, epochs=200))
    assert run.cost[-1] > run.cost[0]
    assert not run.diverged


def test_a_run_below_the_largest_stable_rate_descends() -> None:
    run = train(NOTEBOOK, TrainConfig(lr=0.99 * LARGEST_STABLE, epochs=1000))
    assert run.cost[-1] < 1e-6


@pytest.mark.parametrize("start", [(1e30, 0.0), (3e38, 3e38)])
def test_a_start_without_a_finite_cost_is_refused(start: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="^the cost at the start W = .* exceeds float32"):
        train(NOTEBOOK, TrainConfig(init=start))


def test_points_without_a_finite_cost_are_refused() -> None:
    with pytest.raises(ValueError, match="exceeds float32"):
        train(Dataset("own", (1e200, 1.0), (1.0, 1.0)), TrainConfig())


# many at once, and nobody else's random numbers


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
