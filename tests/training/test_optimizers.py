"""Every optimizer of torch.optim: its table is torch's own, and `train` gives its bits and all that it remembers."""

import inspect
import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import optim

from linreg import Dataset, Run, TrainConfig, train
from linreg.training import loop
from linreg.training.many import train_each
from linreg.training.optimizers import OPTIMIZERS, UNABLE
from tests.training import choices
from tests.training.alone import Alone

NOTEBOOK = Dataset.notebook()
SWITCHES = {"params", "lr", "foreach", "fused", "capturable", "differentiable", "maximize", "self"}


# the table


def test_every_optimizer_of_torch_is_in_the_table_or_said_to_be_unable() -> None:
    classes = {name for name in vars(optim) if inspect.isclass(getattr(optim, name)) and name != "Optimizer"}
    assert {*OPTIMIZERS, *UNABLE} == classes


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_parameters_have_torchs_names_order_and_defaults(name: str) -> None:
    signature = inspect.signature(OPTIMIZERS[name].make.__init__).parameters
    torchs = {each: parameter.default for each, parameter in signature.items() if each not in SWITCHES}
    if name == "Adam":
        del torchs["decoupled_weight_decay"]  # that is AdamW
    assert {each: parameter.default for each, parameter in OPTIMIZERS[name].takes.items()} == torchs
    assert set(OPTIMIZERS[name].takes) == set(torchs)
    assert OPTIMIZERS[name].lr == signature["lr"].default


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_torch_takes_every_default_that_the_table_names(name: str) -> None:
    assert TrainConfig(optimizer=name).parameters == {k: p.default for k, p in OPTIMIZERS[name].takes.items()}


def test_torch_itself_cannot_train_with_those_said_to_be_unable() -> None:
    model = torch.nn.Linear(1, 1)
    with pytest.raises(ValueError, match="only supports 2D"):
        optim.Muon(model.parameters())
    sparse = optim.SparseAdam(list(model.parameters()))
    model(torch.ones(1, 1)).sum().backward()
    with pytest.raises(RuntimeError, match="does not support dense gradients"):
        sparse.step()


# the config


@pytest.mark.parametrize("name", UNABLE)
def test_an_optimizer_that_cannot_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(ValueError, match=f"^optimizer {name} cannot train W and b: it takes|makes"):
        TrainConfig(optimizer=name)


def test_an_unknown_optimizer_is_refused() -> None:
    with pytest.raises(ValueError, match="^optimizer must be one of SGD, Adagrad, .*, got 'sgd'"):
        TrainConfig(optimizer="sgd")


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("SGD", {"momentum": 1.0}, "momentum must be from 0 to below 1, got 1.0"),
    ("SGD", {"momentum": -0.1}, "momentum must be from 0 to below 1, got -0.1"),
    ("SGD", {"momentum": "0.9"}, "momentum must be from 0 to below 1, got '0.9'"),
    ("SGD", {"momentum": True}, "momentum must be from 0 to below 1, got True"),
    ("SGD", {"nesterov": 1}, "nesterov must be True or False, got 1"),
    ("SGD", {"nesterov": True}, "nesterov needs a momentum above 0 and a dampening of 0, got momentum 0.0"),
    ("SGD", {"betas": (0.9, 0.9)}, "betas is no parameter of SGD, which takes momentum, dampening, weight_decay"),
    ("Adam", {"betas": (1.0, 0.9)}, "betas must be a pair of numbers, the first from 0 to below 1"),
    ("Adam", {"betas": (0.9, math.nan)}, "betas must be a pair of numbers, the first from 0 to below 1"),
    ("Adam", {"betas": 0.9}, "betas must be a pair of numbers, the first from 0 to below 1"),
    ("Adam", {"betas": (0.9, 0.9, 0.9)}, "betas must be a pair of numbers, the first from 0 to below 1"),
    ("Adam", {"eps": -1e-8}, "eps must be from 0 to 3.4e"),
    ("Adam", {"weight_decay": math.inf}, "weight_decay must be from 0 to 3.4e"),
    (
        "Rprop",
        {"etas": (0.5, 1.0)},
        "etas must be a pair of numbers, the first above 0 and below 1, the second above 1",
    ),
    ("Rprop", {"step_sizes": (2.0, 1.0)}, "step_sizes must not fall from the first to the second"),
    ("NAdam", {"betas": (0.9999999, 0.9)}, "betas must be a pair of numbers, the first from 0 to 0.999999, the"),
    ("Adafactor", {"eps": (1e20, 1e-3)}, "eps must be a pair of numbers, the first from 0 to 1e.19, or None, the"),
    ("Adafactor", {"eps": (None, None)}, "eps must be a pair of numbers, the first from 0 to 1e.19, or None, the"),
    ("Adafactor", {"d": 0.5}, "d must be from 1 to 3.4e"),
    ("LBFGS", {"max_iter": 0}, "max_iter must be a whole number from 1 to 100, got 0"),
    ("LBFGS", {"max_iter": 10**9}, "max_iter must be a whole number from 1 to 100, got 1000000000"),
    ("LBFGS", {"max_eval": 126}, "max_eval must be a whole number from 1 to 125, or None, got 126"),
    ("LBFGS", {"history_size": 2.5}, "history_size must be a whole number from 1 to 100, got 2.5"),
    ("LBFGS", {"history_size": 10**9}, "history_size must be a whole number from 1 to 100, got 1000000000"),
    ("LBFGS", {"line_search_fn": "armijo"}, "line_search_fn must be None or 'strong_wolfe', got 'armijo'"),
]


@pytest.mark.parametrize(("name", "options", "message"), REFUSED)
def test_a_parameter_that_cannot_be_is_refused_by_name(name: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message.replace('(', '[(]')}"):
        TrainConfig(optimizer=name, options=options)


def test_a_first_step_beyond_float32_is_refused() -> None:
    TrainConfig(lr=3e37, optimizer="Adam")
    with pytest.raises(ValueError, match=r"^lr must be at most 3.4e\+37 with betas [(]0.9, 0.999[)], got 3.5e\+37"):
        TrainConfig(lr=3.5e37, optimizer="Adam")


def test_configs_that_train_alike_are_equal_and_hash_alike() -> None:
    ways: list[Any] = [
        {"momentum": 0, "weight_decay": 0.1},
        {"weight_decay": np.float64(0.1)},
        (("weight_decay", 0.1),),
    ]
    assert len({TrainConfig(options=options) for options in ways}) == 1
    assert TrainConfig(options=ways[0]).options == (("weight_decay", 0.1),)
    assert "options=(('betas', (0.0, 0.5)),)" in repr(TrainConfig(optimizer="Adam", options={"betas": [0, 0.5]}))


def test_only_the_notebooks_optimizer_is_plain() -> None:
    assert TrainConfig().plain
    assert not TrainConfig(options={"momentum": 0.9}).plain and not TrainConfig(optimizer="Adam").plain


# the bits


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_train_gives_torchs_bits_and_all_that_it_remembers(name: str) -> None:
    requests = [(choices.data(seed, 1 + seed % 7), choices.config(name, seed)) for seed in range(12)]
    requests += [(NOTEBOOK, TrainConfig(OPTIMIZERS[name].lr, 60, optimizer=name))]
    runs = [train(*request) for request in requests]
    assert all(Alone(*request).gives(run) for request, run in zip(requests, runs, strict=True))


def test_a_comparison_that_fails_is_noticed() -> None:
    config = TrainConfig(0.1, 5, optimizer="Adam")
    alone = Alone(NOTEBOOK, config)
    assert alone.gives(train(NOTEBOOK, config))
    assert not alone.gives(train(NOTEBOOK, TrainConfig(0.1, 5, optimizer="Adam", options={"betas": (0.9, 0.998)})))
    alone.states[3][1]["exp_avg"] += 1e-7
    assert not alone.gives(train(NOTEBOOK, config))


# what is remembered


def test_an_update_turns_one_entry_into_the_next_and_moves_by_it() -> None:
    """As step by step shows it: Adam's rule by hand, in float64, from entry t, state t and its gradient."""
    run = train(NOTEBOOK, TrainConfig(0.1, 50, optimizer="Adam"))
    m, v, step = (run.state[name] for name in ("exp_avg", "exp_avg_sq", "step"))
    place, g = np.array([run.W, run.b]).T, np.array([run.grad_W, run.grad_b]).T
    assert m[1:] == pytest.approx(0.9 * m[:-1] + 0.1 * g[:-1], rel=1e-5, abs=1e-6)
    assert v[1:] == pytest.approx(0.999 * v[:-1] + 0.001 * g[:-1] ** 2, rel=1e-5)
    m_hat, v_hat = m[1:] / (1 - 0.9 ** step[1:]), v[1:] / (1 - 0.999 ** step[1:])
    assert place[1:] - place[:-1] == pytest.approx(-0.1 * m_hat / (np.sqrt(v_hat) + 1e-8), rel=1e-3, abs=1e-6)
    assert step[:, 0].tolist() == list(range(51))


FIRST = {"mu_product": 1.0, "mu": 1.0, "H_diag": 1.0, "eta": 0.25, "step_size": 0.25, "sum": 0.0, "prev_loss": math.nan}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_entry_0_is_what_the_first_update_starts_from(name: str) -> None:
    run = train(NOTEBOOK, TrainConfig(0.25, 1, optimizer=name))
    for each, values in run.state.items():
        held = np.isfinite(values[1])
        assert np.array_equal(values[0][held], [FIRST.get(each, 0.0)] * held.sum(), equal_nan=True)
    given = train(NOTEBOOK, TrainConfig(0.25, 1, optimizer="Adagrad", options={"initial_accumulator_value": 0.5}))
    assert given.state["sum"][0].tolist() == [0.5, 0.5]


def test_what_torch_keeps_for_one_of_the_two_is_missing_for_the_other() -> None:
    state = train(NOTEBOOK, TrainConfig(epochs=3, optimizer="Adafactor")).state
    assert np.isnan(state["row_var"][:, 1]).all() and np.isnan(state["variance"][:, 0]).all()
    assert np.isfinite(state["row_var"][:, 0]).all() and np.isfinite(state["variance"][:, 1]).all()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_what_is_remembered_cannot_be_changed_and_has_a_row_for_each_state(name: str) -> None:
    run = train(NOTEBOOK, TrainConfig(epochs=7, optimizer=name))
    for values in run.state.values():
        assert values.shape == (8, 2)
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 1.0
    with pytest.raises(TypeError):
        run.state["exp_avg"] = 0  # type: ignore[index]


def test_plain_gradient_descent_remembers_nothing() -> None:
    assert train(NOTEBOOK, TrainConfig(epochs=3)).state == {}


def test_the_gradient_is_worked_out_once_an_update_but_by_LBFGS_as_often_as_it_says() -> None:
    assert train(NOTEBOOK, TrainConfig(epochs=3, optimizer="Adam")).evaluations.tolist() == [0, 1, 2, 3]
    run = train(NOTEBOOK, TrainConfig(lr=1.0, epochs=2, optimizer="LBFGS", options={"max_iter": 4}))
    assert run.evaluations.tolist() == [0.0, 4.0, 6.0]


@pytest.mark.parametrize("name", ["Adam", "AdamW", "Adamax", "Adagrad", "Rprop"])
def test_the_first_step_goes_at_45_degrees_whatever_the_gradient(name: str) -> None:
    run = train(NOTEBOOK, TrainConfig(0.05, 1, optimizer=name))
    assert (run.W[1], run.b[1]) == pytest.approx((0.05, 0.05), rel=1e-5)


# where float32 ends


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("lr", [2e-38, 1e10, 3e37])
def test_any_rate_gives_a_run_of_finite_numbers(name: str, lr: float) -> None:
    for seed in range(4):
        drawn = choices.options(name, np.random.default_rng(seed)) | ({"weight_decay": 1e30} if seed % 2 else {})
        drawn = {each: value for each, value in drawn.items() if each in OPTIMIZERS[name].takes}
        config = TrainConfig(min(lr, 3e30 if "betas" in drawn else lr), 30, optimizer=name, options=drawn)
        run = train(choices.data(seed, 3), config)
        assert np.isfinite([run.W, run.b, run.cost, run.grad_W, run.grad_b]).all()
        assert run.diverged or run.epochs == 30


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_parameters_at_the_rim_of_what_is_allowed_give_the_same_run_by_lanes_or_a_loop(name: str) -> None:
    for seed in range(60):
        config = choices.extreme(name, seed)
        if config is None:
            continue
        data = choices.data(seed, 1 + seed % 4)
        answer = train_each([(data, config)])[0]
        if isinstance(answer, Run):
            alone = train(data, config)
            assert np.array_equal(answer.W, alone.W) and np.array_equal(answer.cost, alone.cost)
            assert np.isfinite([alone.W, alone.b, alone.cost, alone.grad_W, alone.grad_b]).all()


def test_LBFGS_that_leaves_float32_is_a_diverged_run() -> None:
    run = train(NOTEBOOK, TrainConfig(lr=1e30, epochs=50, optimizer="LBFGS"))
    assert run.diverged and run.epochs < 50


def leaves_float32(epochs: int) -> TrainConfig:
    """LBFGS whose first step, on `choices.data(28, 3)`, goes farther than float32 can hold: torch raises."""
    drawn = {"max_iter": 2, "max_eval": 3, "tolerance_change": 0.0, "history_size": 3, "line_search_fn": "strong_wolfe"}
    return TrainConfig(3e37, epochs, optimizer="LBFGS", options=drawn)


@pytest.mark.parametrize("epochs", [1, 2])
def test_a_step_of_LBFGS_that_float32_cannot_hold_ends_the_run_only_if_more_was_to_come(epochs: int) -> None:
    run = train(choices.data(28, 3), leaves_float32(epochs))
    assert (run.epochs, run.diverged) == (1, epochs > 1)


def test_on_an_accelerator_the_numbers_stay_there_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = [(NOTEBOOK, TrainConfig(0.1, 20, optimizer=name)) for name in OPTIMIZERS]
    for data, config in (*requests, (choices.data(28, 3), leaves_float32(2))):
        here = train(data, config)
        with monkeypatch.context() as patch:
            patch.setattr(loop, "_reading_waits", lambda device: True)
            there = train(data, config)
        assert (here.W == there.W).all() and here.diverged == there.diverged
        for each in here.state:
            assert np.array_equal(here.state[each].astype(np.float32), there.state[each], equal_nan=True)
