"""What a fair race counts and compares: gradients, not steps, and the best of many rates, each trained alone."""

import numpy as np
import pytest
import torch

from linreg import Dataset, TrainConfig, train
from linreg.telling.race import tried
from linreg.theory import curvature
from linreg.training.pace import decided, paced

RATES = tuple(float(f"{10 ** (k / 10):.3g}") for k in range(-40, 11))
NOTEBOOK = Dataset.notebook()


def lbfgs(lr: float, epochs: int = 60, **options: object) -> TrainConfig:
    return TrainConfig(lr, epochs, optimizer="LBFGS", options=options, init=(3.0, -2.0))


def by_hand(config: TrainConfig) -> tuple[list[tuple[float, float]], int]:
    """(W, b) at each gradient that torch's own LBFGS asks for, counted here, and how many steps it took."""
    x, y = torch.tensor(NOTEBOOK.x).float(), torch.tensor(NOTEBOOK.y).float()
    W, b = (torch.tensor(value, requires_grad=True) for value in config.start)
    optimizer = torch.optim.LBFGS([W, b], lr=config.lr, **dict(config.options))
    spent, steps, states = 0, 0, []

    def closure() -> torch.Tensor:
        nonlocal spent
        spent += 1
        optimizer.zero_grad()
        cost = ((W * x + b - y) ** 2).mean()
        cost.backward()
        return cost

    while spent <= config.epochs:
        before, place = spent, (W.item(), b.item())
        optimizer.step(closure)
        states += [place] * (spent - before)
        steps += 1
    return states[: config.epochs + 1], steps


@pytest.mark.parametrize("options", [{}, {"max_iter": 4}])
def test_the_clock_of_a_step_that_asks_for_many_gradients_counts_them(options: dict[str, int]) -> None:
    config = lbfgs(0.05, **options)
    run = paced(train(NOTEBOOK, config))
    wanted, steps = by_hand(config)
    assert steps < config.epochs  # or the test would tell nothing
    assert run.epochs == config.epochs
    assert np.array(wanted) == pytest.approx(np.transpose([run.W, run.b]), abs=1e-4)
    assert len(np.unique(run.W)) <= steps


def test_all_that_a_run_holds_goes_at_the_same_pace() -> None:
    run = train(NOTEBOOK, lbfgs(0.05))
    slow = paced(run)
    assert {len(column) for column in (slow.W, slow.cost, slow.grad_b, *slow.state.values())} == {61}
    assert slow.evaluations[-1] <= 60 and not slow.diverged
    assert not slow.W.flags.writeable


def test_who_asks_once_a_step_is_as_before() -> None:
    run = train(NOTEBOOK, TrainConfig(0.05, 30, optimizer="Adam"))
    assert paced(run) is run


def test_a_run_that_leaves_float32_within_the_budget_ends_as_a_diverged_one() -> None:
    gone = paced(train(NOTEBOOK, lbfgs(100.0, max_iter=1)))
    assert gone.diverged and 0 < gone.epochs < 60
    far = train(NOTEBOOK, lbfgs(100.0, epochs=200, max_iter=1))
    short = train(NOTEBOOK, lbfgs(100.0, epochs=3, max_iter=1))
    assert far.diverged and not paced(short).diverged


@pytest.mark.parametrize("lr", [0.01, 0.3, 1.0, 3.0])
def test_a_run_is_over_when_more_steps_could_change_nothing(lr: float) -> None:
    whole = paced(train(NOTEBOOK, lbfgs(lr, 100)))
    for steps in range(1, 101):
        part = train(NOTEBOOK, lbfgs(lr, steps))
        if decided(part, 100):
            assert (part.W[-1], part.b[-1]) == (whole.W[-1], whole.b[-1]) or part.evaluations[-1] > 100
            break
    assert steps < 100


def ends(config: dict[str, object]) -> tuple[np.ndarray, np.ndarray]:
    """The cost that each of RATES ends at, trained alone, and whether it diverges."""
    runs = [train(NOTEBOOK, TrainConfig(lr, 120, **config)) for lr in RATES]
    return np.array([run.cost[-1] for run in runs]), np.array([run.diverged for run in runs])


@pytest.mark.parametrize("config", [{}, {"options": {"momentum": 0.9}}, {"optimizer": "Adam"}])
def test_the_best_rate_is_that_whose_single_training_ends_at_the_least_cost(config: dict[str, object]) -> None:
    cost, diverged = ends(config)
    least = curvature(NOTEBOOK).cost
    found = tried(RATES, cost, diverged, float(cost[0]), least)
    assert found is not None
    alone = min(cost[~diverged])
    assert train(NOTEBOOK, TrainConfig(found.lr, 120, **config)).cost[-1] == alone
    assert found.lr == min(lr for lr, end in zip(RATES, cost, strict=True) if end == alone)


def test_luck_is_how_few_come_within_ten_times_of_the_best() -> None:
    cost = np.array([10.0, 5.0, 1.2, 1.01, 1.099, 1.11, 300.0, 1.0])
    gone = np.array([False] * 7 + [True])
    found = tried(tuple(range(1, 9)), cost, gone, 11.0, 1.0)
    assert found is not None
    assert (found.lr, found.close) == (4, 2)  # 1.01 leaves 0.01, and 1.099 less than ten times that
    assert np.isinf(found.cost[-1])


def test_who_has_arrived_is_close_however_little_the_best_leaves() -> None:
    found = tried((1, 2, 3), np.array([1e-6, 0.0, 1e-3]), np.zeros(3, bool), 4.0, 0.0)
    assert found is not None and found.close == 2


def test_no_rate_is_best_where_each_diverges() -> None:
    assert tried((1, 2), np.ones(2), np.ones(2, bool), 1.0, 0.0) is None
