"""The lines under the microscope are the loop's own: read from its source, and what they do is what the states say."""

import inspect
from typing import Any

import pytest
import torch
from torch.nn import functional as F

from linreg import Dataset, TrainConfig, train
from linreg.picture.payload import under_microscope
from linreg.telling.microscope import BEATS, Line, lines
from linreg.training import costs
from linreg.training.costs import COSTS
from linreg.training.loop import _descend
from linreg.training.model import LinearRegressionModel

LR = 0.01


@pytest.mark.parametrize("kind", COSTS)
def test_shows_each_beat_once_and_in_order(kind: str) -> None:
    assert [BEATS[line.beat] for line in lines(kind) if line.beat is not None] == list(BEATS)


@pytest.mark.parametrize("kind", COSTS)
def test_every_line_stands_in_the_source_that_trains(kind: str) -> None:
    first, *loop = lines(kind)
    source = inspect.getsource(costs)
    assert first.beat is None and first.text.removeprefix("cost_of = ") in source
    assert all(line.text in inspect.getsource(_descend) for line in loop)


def test_shows_what_a_beginner_knows_from_the_notebook() -> None:
    first, predict, cost, zero_grad, backward, step = (line.text for line in lines("mean"))
    assert first == "cost_of = F.mse_loss"
    assert predict == "prediction = model(x)"
    assert cost == "cost = cost_of(prediction, y)"
    assert zero_grad == "optimizer.zero_grad()"
    assert backward == "cost.backward()"
    assert step == "optimizer.step()"


def test_an_unknown_cost_is_refused() -> None:
    with pytest.raises(LookupError, match="median"):
        lines("median")


@pytest.fixture
def scope() -> dict[str, Any]:
    """What the loop's lines need: the notebook's points, a model at zero and its optimizer."""
    model = LinearRegressionModel(0.0, 0.0)
    points = torch.tensor([[1.0], [2.0], [3.0]])
    return {"F": F, "model": model, "optimizer": torch.optim.SGD(model.parameters(), lr=LR), "x": points, "y": points}


def gradients(scope: dict[str, Any]) -> tuple[float | None, ...]:
    grads = (parameter.grad for parameter in scope["model"].parameters())
    return tuple(None if grad is None else grad.item() for grad in grads)


@pytest.mark.parametrize("kind", COSTS)
def test_run_as_they_stand_the_lines_give_the_states_and_the_gradients_come_and_go(
    kind: str, scope: dict[str, Any]
) -> None:
    """Also what the player's beats.js says about W.grad and b.grad: None from zero_grad to backward, then kept."""
    run = train(Dataset.notebook(), TrainConfig(lr=LR, epochs=4, cost=kind))
    first, *loop = lines(kind)
    exec(first.text, scope)
    for t in range(run.epochs):
        for line in loop:
            exec(line.text, scope)
            beat = BEATS[line.beat or 0]
            here = (run.grad_W[t], run.grad_b[t])
            before = (run.grad_W[t - 1], run.grad_b[t - 1]) if t else (None, None)
            told = {"predict": before, "cost": before, "zero_grad": (None, None), "backward": here, "step": here}
            assert gradients(scope) == told[beat]
            state = t + (beat == "step")
            assert [p.item() for p in scope["model"].parameters()] == [run.W[state], run.b[state]]
        assert scope["cost"].item() == run.cost[t]


def test_is_sent_as_lines_with_their_beats() -> None:
    sent = under_microscope(train(Dataset.notebook(), TrainConfig(epochs=1, cost="half")))
    assert [Line(**line) for line in sent["code"]] == list(lines("half"))
    assert sent["cost"] == "half"
