"""A training that diverges is a result, up to its last finite state; one that cannot begin is refused."""

import sys

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from tests.training.histories import history

NOTEBOOK = Dataset.notebook()
MODULE = sys.modules[train.__module__]  # where the loop lives
LARGEST_STABLE = 0.1803  # for the notebook's points: 2 / λmax


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
