"""The optimizer and its parameters in the address: by torch's own names, there and back, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest

from linreg.state import Runner, State, config, kept, read, write
from linreg.state.options import PARAMETERS, checked
from linreg.state.runner import SETTINGS
from linreg.state.state import NAMES
from linreg.training.optimizers import OPTIMIZERS
from tests.training.choices import options


def asked(**address: str) -> tuple[State, dict[str, object]]:
    state, refused = read({name: [text] for name, text in address.items()})
    return state, {each.name: each.value for each in refused}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("opt", OPTIMIZERS)
def test_every_parameter_of_every_optimizer_goes_into_the_address_and_comes_back(opt: str, seed: int) -> None:
    state = State(opt=opt, options=checked(opt, options(opt, np.random.default_rng(seed))))
    assert read({name: [text] for name, text in write(state).items()}) == (state, ())
    assert (config(state).optimizer, config(state).options) == (opt, state.options)
    beside = State(kept=(Runner(lr=0.3, opt=opt, options=state.options),))
    assert read({name: [text] for name, text in write(beside).items()}) == (beside, ())
    assert kept(beside) == [replace(config(state), lr=0.3)]


def test_an_address_can_be_written_by_hand() -> None:
    state, refused = asked(opt="Adam", betas="0.8_0.99", eps="1e-6")
    assert not refused
    assert state == State(opt="Adam", options=(("betas", (0.8, 0.99)), ("eps", 1e-6)))
    assert write(state) == {"opt": "Adam", "betas": "0.8_0.99", "eps": "1e-06"}
    assert asked(opt="Adam", betas="0.9_0.999")[0] == State(opt="Adam")  # torch's own default says nothing
    state, _ = asked(kept="lr~0.1~opt~SGD~momentum~0.9")
    assert state.kept == (Runner(lr=0.1, options=(("momentum", 0.9),)),)


@pytest.mark.parametrize(
    ("name", "text", "opt"),
    [
        ("betas", "1_0.999", "Adam"),
        ("betas", "0.9", "Adam"),
        ("betas", "0.9_0.99_0.9", "Adam"),
        ("eps", "-1", "RMSprop"),
        ("eps", "nan", "Adam"),
        ("momentum", "1", "SGD"),
        ("momentum", "much", "SGD"),
        ("nesterov", "true", "SGD"),  # without momentum
        ("nesterov", "yes", "SGD"),
        ("max_iter", "0", "LBFGS"),
        ("max_iter", "2.5", "LBFGS"),
        ("max_iter", "1000000000", "LBFGS"),
        ("max_eval", "126", "LBFGS"),
        ("history_size", "1000000000", "LBFGS"),
        ("line_search_fn", "weak", "LBFGS"),
        ("step_sizes", "2_1", "Rprop"),
        ("etas", "1_1.2", "Rprop"),
    ],
)
def test_what_a_parameter_cannot_be_is_told_by_its_name_and_loses_nothing_else(name: str, text: str, opt: str) -> None:
    state, refused = asked(opt=opt, lr="0.2", **{name: text})
    assert state == State(opt=opt, lr=0.2)
    assert refused == {name: OPTIMIZERS[opt].takes[name].default}


@pytest.mark.parametrize("opt", ["Muon", "SparseAdam", "adam", ""])
def test_what_is_no_optimizer_of_ours_is_told(opt: str) -> None:
    state, refused = asked(opt=opt, lr="0.2")
    assert state == State(lr=0.2)
    assert refused == {"opt": "SGD"}


def test_a_parameter_of_another_optimizer_is_not_looked_at() -> None:
    assert asked(opt="Adam", momentum="much") == (State(opt="Adam"), {})
    assert asked(betas="x") == (State(), {})


@pytest.mark.parametrize("text", ["lr~0.1~opt~Adam~momentum~0.9", "lr~0.1~opt~Adam~betas~1_1", "lr~0.1~opt~Muon"])
def test_a_kept_run_that_cannot_be_is_told(text: str) -> None:
    state, refused = asked(kept=f"{text}~~lr~0.2")
    assert state.kept == (Runner(lr=0.2),)
    assert "kept" in refused


def test_no_parameter_is_called_as_something_else_on_the_page() -> None:
    assert not set(PARAMETERS) & set(NAMES) and not set(PARAMETERS) & set(SETTINGS)
