"""The comparison before lanes first serve: it takes no time, and a machine that rounds otherwise does not pass it."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from linreg.training import agreement, paths
from linreg.training.costs import KINDS
from linreg.training.optimizers import OPTIMIZERS
from linreg.training.optimizers.rates import Rates, State, Values
from linreg.training.optimizers.record import Rule

ROOT = Path(__file__).parents[2]
RULES = {name: each.rule for name, each in OPTIMIZERS.items() if each.rule}


def with_rule(patch: pytest.MonkeyPatch, name: str, rule: Rule) -> None:
    """The optimizer of that name with another rule."""
    patch.setitem(OPTIMIZERS, name, replace(OPTIMIZERS[name], rule=rule))


@pytest.mark.parametrize("optimizer", RULES)
def test_lanes_agree_here_with_every_optimizer(optimizer: str) -> None:
    """The tests of the bits compare far more; where they hold this must, too."""
    assert agreement.agree(optimizer, "mean")


@pytest.mark.parametrize("cost", KINDS)
def test_lanes_agree_here_with_every_cost(cost: str) -> None:
    assert agreement.agree("SGD", cost)


def test_they_agree_where_torch_uses_nothing_that_newer_processors_have() -> None:
    """torch then takes other paths, as on an older machine."""
    code = (
        "from linreg.training.agreement import agree; from linreg.training.costs import KINDS; import torch;"
        "print(torch.backends.cpu.get_cpu_capability(), all(agree('SGD', c) for c in KINDS), agree('Adam', 'mean'))"
    )
    environment = os.environ | {"ATEN_CPU_CAPABILITY": "default"}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    assert result.stdout.strip() == "DEFAULT True True"


def rounded_twice(
    step: int, p: torch.Tensor, g: torch.Tensor, state: State, rates: Rates, values: Values, out: torch.Tensor
) -> State:
    """The update as one would write it: the product rounded before the sum."""
    torch.add(p, rates.minus * g, out=out)
    return state


def test_an_update_that_rounds_twice_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    with_rule(monkeypatch, "SGD", rounded_twice)
    assert not agreement.agree("SGD", "mean")


@pytest.mark.parametrize("name", sorted(set(RULES) - {"SGD"}))
def test_a_rule_with_its_last_digit_off_does_not_pass(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = RULES[name]

    def off(*given: Any) -> State:
        state = right(*given)
        given[-1].mul_(1 + 2**-23)
        return state

    with_rule(monkeypatch, name, off)
    assert not agreement.agree(name, "mean")


def test_the_answer_is_asked_for_once_and_decides_who_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    paths.lanes_serve.cache_clear()
    try:
        with monkeypatch.context() as patch:
            with_rule(patch, "SGD", rounded_twice)
            assert not paths.lanes_serve("SGD", "mean")
        assert not paths.lanes_serve("SGD", "mean")  # asked once per process
        assert paths.lanes_serve("Adam", "mean")  # whom this does not concern
    finally:
        paths.lanes_serve.cache_clear()
    assert paths.lanes_serve("SGD", "mean")


def test_what_has_no_rule_is_not_asked_for() -> None:
    assert not paths.lanes_serve("LBFGS", "mean") and not paths.lanes_serve("Adafactor", "mean")


def test_it_takes_less_than_a_fifth_of_a_second() -> None:
    agreement.agree("SGD", "mean")

    def seconds() -> float:
        began = time.process_time()
        agreement.agree("SGD", "mean")
        return time.process_time() - began

    assert min(seconds() for _ in range(3)) < 0.2
