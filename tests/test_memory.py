"""What the optimizer remembers travels to the last bit; plain gradient descent remembers nothing, and sends nothing."""

import json
from typing import Any

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.picture.memory import remembered
from linreg.telling.microscope import optimizer_line
from linreg.training.optimizers import OPTIMIZERS
from tests.browser.payloads import picture
from tests.scenes import numbers, payload_of, scene

NOTEBOOK = Dataset.notebook()
LRS = {"LBFGS": 1.0, "Adadelta": 1.0}
MANY: dict[str, dict[str, Any]] = {
    "SGD": {"momentum": 0.9},
    "RMSprop": {"momentum": 0.5, "centered": True},
    "Adam": {"amsgrad": True},
}


def config(name: str, epochs: int = 60) -> TrainConfig:
    return TrainConfig(lr=LRS.get(name, 0.05), epochs=epochs, optimizer=name, options=MANY.get(name, {}))


def column(sent: Any, which: int, states: int) -> np.ndarray:
    """A state's numbers for W or b, as the player reads them."""
    if sent is None:
        return np.arange(float(states))
    values = numbers(sent)
    return values[:, which] if values.ndim > 1 else values


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_state_travels_by_torchs_name_and_to_the_last_bit(name: str) -> None:
    run = train(NOTEBOOK, config(name))
    sent = remembered(run)
    assert list(sent["state"]) == list(run.state) and len(run.state) > 0
    for state, values in run.state.items():
        for which in (0, 1):
            assert np.array_equal(column(sent["state"][state], which, len(run.W)), values[:, which], equal_nan=True)
    json.dumps(sent, allow_nan=False)


def test_what_outgrew_float32_is_told_as_torch_holds_it() -> None:
    run = train(NOTEBOOK, TrainConfig(lr=1e15, epochs=9, optimizer="SGD", options={"momentum": 0.9}))
    assert run.diverged
    grown = {"momentum_buffer": np.array([[0.0, np.inf], [np.nan, 1.0]])}
    object.__setattr__(run, "state", grown)
    kept = numbers(remembered(run)["state"]["momentum_buffer"])
    assert np.array_equal(kept, grown["momentum_buffer"], equal_nan=True)


def test_plain_gradient_descent_sends_nothing_of_it_unless_one_looks_closely() -> None:
    sent = payload_of(scene(NOTEBOOK, TrainConfig(epochs=9)))
    assert "inner" not in sent and "arrows" not in sent["words"]


@pytest.mark.parametrize("change", [{"options": {"momentum": 0.5}}, {"optimizer": "Adagrad"}, {"schedule": "cosine"}])
def test_what_steps_in_another_way_says_how(change: dict[str, Any]) -> None:
    made = TrainConfig(epochs=9, **change)
    sent = picture(made)
    assert sent["inner"]["optimizer"] == made.optimizer and "arrows" in sent["words"]
    assert sent["inner"]["parameters"] == json.loads(json.dumps(made.parameters))
    assert ("rates" in sent["inner"]) == (made.schedule is not None)


def test_an_optimizer_that_asks_itself_has_no_five_beats_to_look_at() -> None:
    sent = picture(config("LBFGS"), microscope=True)
    assert sent["microscope"] is None and "func_evals" in sent["inner"]["state"]


def test_a_thousand_states_of_adam_are_small() -> None:
    kept = json.dumps(remembered(train(NOTEBOOK, config("Adam", 1000)))["state"])
    assert len(kept) < 3 * 11_000  # exp_avg, exp_avg_sq and, here, max_exp_avg_sq; `step` counts by itself


def test_the_line_that_makes_the_optimizer_is_the_scripts() -> None:
    assert optimizer_line(config("Adam")) == "optimizer = optim.Adam(model.parameters(), lr=0.05, amsgrad=True)"
