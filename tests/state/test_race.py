"""A fair race in the state: what its rule makes of the runs, and how an address tells it."""

from dataclasses import replace

import pytest

from linreg import TrainConfig
from linreg.state import Runner, State, config, fair, kept, read, write
from linreg.training.optimizers import OPTIMIZERS

KEPT = (
    Runner(lr=0.2, epochs=50, opt="Adam", options=(("betas", (0.8, 0.99)),)),
    Runner(lr=0.3, init="chosen", W0=4.0, opt="AdamW"),
    Runner(lr=0.4, init="linear", seed=9, opt="RMSprop", options=(("weight_decay", 0.1),)),
    Runner(lr=0.5, opt="LBFGS"),
)
STATE = State(lr=0.07, epochs=300, init="linear", seed=4, kept=KEPT)


def never(runner: Runner) -> float | None:
    raise AssertionError(f"nobody asks for the best rate of {runner}")


def field(state: State) -> list[TrainConfig]:
    """All that run."""
    return [config(state), *kept(state)]


def raced(rule: str, best: dict[str, float] | None = None) -> list[TrainConfig]:
    return field(fair(replace(STATE, race=rule), (lambda runner: best.get(runner.opt)) if best else never))


def test_without_a_rule_every_run_is_as_it_was_kept() -> None:
    assert fair(STATE, never) == STATE


@pytest.mark.parametrize("rule", ["same", "default", "best"])
def test_all_have_the_present_runs_start_order_and_budget(rule: str) -> None:
    runs = raced(rule, {"SGD": 0.1})
    assert [run.optimizer for run in runs] == ["SGD", "Adam", "AdamW", "RMSprop", "LBFGS"]
    assert {(run.epochs, run.init, run.seed, run.start) for run in runs} == {(300, "linear", 4, runs[0].start)}


def test_by_the_rule_of_the_same_rate_all_have_the_present_runs() -> None:
    assert {run.lr for run in raced("same")} == {0.07}


def test_by_the_rule_of_torchs_defaults_each_has_its_own() -> None:
    assert [run.lr for run in raced("default")] == [OPTIMIZERS[run.optimizer].lr for run in raced("default")]
    assert len({run.lr for run in raced("default")}) == 3


def test_by_the_rule_of_the_best_each_has_what_is_best_for_it_or_what_it_had() -> None:
    best = {"SGD": 0.1, "Adam": 0.5, "RMSprop": 0.004}
    assert [run.lr for run in raced("best", best)] == [0.1, 0.5, 0.3, 0.004, 0.5]


def test_the_best_rate_is_asked_for_the_run_as_it_enters() -> None:
    asked: list[Runner] = []
    fair(replace(STATE, race="best"), lambda runner: asked.append(runner))
    assert {(runner.epochs, runner.init, runner.seed) for runner in asked} == {(300, "linear", 4)}


def test_weight_decay_is_nothing_unless_asked_for() -> None:
    decays = {run.optimizer: run.parameters.get("weight_decay") for run in raced("same")}
    assert decays == {"SGD": 0, "Adam": 0, "AdamW": 0, "RMSprop": 0.1, "LBFGS": None}
    alone = fair(State(race="same", opt="AdamW"), never)
    assert dict(alone.options) == {"weight_decay": 0.0}


def test_all_other_parameters_stay() -> None:
    assert raced("same")[1].parameters["betas"] == (0.8, 0.99)


def test_kept_runs_that_differ_in_nothing_else_are_one() -> None:
    state = State(lr=0.1, race="same", kept=tuple(Runner(lr=lr, opt="Adam") for lr in (0.1, 0.2, 0.3)))
    assert fair(state, never).kept == (Runner(lr=0.1, opt="Adam"),)


@pytest.mark.parametrize("rule", ["same", "default", "best"])
def test_a_race_that_is_settled_stays_so(rule: str) -> None:
    once = fair(replace(STATE, race=rule), lambda runner: 0.25)
    assert fair(once, lambda runner: 0.25) == once


def test_an_address_keeps_the_rule() -> None:
    settled = fair(replace(STATE, race="default"), never)
    address = {name: [text] for name, text in write(settled).items()}
    assert address["race"] == ["default"]
    assert read(address) == (settled, ())
    assert "race" not in write(STATE)
    state, (refused,) = read({"race": ["fastest"]})
    assert (state.race, refused.name) == ("", "race")
