"""The training: the notebook's digits, steps worked by hand, and what a caller can rely on."""

import sys

import numpy as np
import pytest
import torch

from linreg import Dataset, Run, TrainConfig, cost, train
from linreg.training.model import linear_draw
from tests.samples import AWKWARD, PRINTED, norris
from tests.training.histories import COLUMNS, history

NOTEBOOK = Dataset.notebook()
MODULE = sys.modules[train.__module__]  # where the loop lives


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
