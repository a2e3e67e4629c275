"""Kept runs in the address: settings in words that can be written by hand, and what of them could not be had."""

from dataclasses import replace

import pytest

from linreg.state import MOST_KEPT, SETTINGS, Runner, State, kept, kind_of, points, read, write
from linreg.state.kinds import Partly

KIND = kind_of("kept")


def kept_of(text: str) -> tuple[Runner, ...]:
    state, refused = read({"kept": [text]})
    assert refused == ()
    return state.kept


def test_a_kept_run_is_told_by_its_rate_and_by_what_differs_from_the_defaults() -> None:
    runners = (Runner(lr=0.01), Runner(lr=0.19, epochs=200), Runner(lr=0.5, init="chosen", W0=-2.0, b0=1e5))
    text = "lr~0.01~~lr~0.19~epochs~200~~lr~0.5~init~chosen~W0~-2.0~b0~100000.0"
    assert write(State(kept=runners)) == {"kept": text}
    assert kept_of(text) == runners


def test_an_address_needs_no_character_that_it_would_have_to_escape() -> None:
    runner = Runner(lr=1e30, init="chosen", W0=-1e-30, b0=1e5)
    assert set(KIND.write((runner,))) <= set("abcdefghijklmnopqrstuvwxyzW0123456789-._~")
    assert kept_of(KIND.write((runner,))) == (runner,)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_of_a_run_goes_into_the_address_and_comes_back(name: str) -> None:
    init = "linear" if name == "seed" else "chosen"
    other = {
        "lr": 0.3,
        "epochs": 7,
        "seed": 5,
        "init": init,
        "W0": 0.5,
        "b0": -0.25,
        "opt": "Adam",
        "schedule": "exponential",
        "gamma": 0.5,
        "batch": 4,
        "order": "given",
        "loss": "huber-0.5",
        "options": (("momentum", 0.9), ("nesterov", True)),
    }[name]
    falls, batch = "exponential" if name == "gamma" else "none", 3 if name == "order" else 0
    runner = replace(Runner(init=init, schedule=falls, batch=batch), **{name: other})
    assert kept_of(KIND.write((runner,))) == (runner,)


def test_what_makes_no_difference_to_a_run_makes_none_to_its_record() -> None:
    assert State(lr=0.1, seed=7, W0=3.0, b0=4.0, n=5).own() == Runner(lr=0.1)
    assert State(lr=0.1, seed=7, W0=3.0, init="linear").own() == Runner(lr=0.1, seed=7, init="linear")
    assert State(lr=0.1, seed=7, W0=3.0, init="chosen").own() == Runner(lr=0.1, W0=3.0, init="chosen")


def test_the_same_run_is_kept_once() -> None:
    assert kept_of("lr~0.1~~lr~0.10~~lr~0.1~seed~9") == (Runner(lr=0.1),)


@pytest.mark.parametrize(
    "nonsense",
    [
        "x",
        "lr",
        "lr~much",
        "lr~0.1~lr~0.2",
        "lr~1e99",
        "epochs~0",
        "lr~0.1~n~5",
        "lr~0.1~kept~x",
        "init~no",
    ],
)
def test_a_run_that_is_none_is_told_and_the_others_stand(nonsense: str) -> None:
    state, (refused,) = read({"kept": [f"lr~0.2~~{nonsense}~~lr~0.3"], "lr": ["0.05"]})
    assert state == State(lr=0.05, kept=(Runner(lr=0.2), Runner(lr=0.3)))
    assert (refused.name, refused.text, refused.reason) == ("kept", nonsense, "")


def test_of_more_than_five_the_first_are_kept_and_the_rest_is_told() -> None:
    state, (nonsense, refused) = read({"kept": ["~~".join(["x", *(f"lr~0.{i}" for i in range(1, 8))])]})
    assert [runner.lr for runner in state.kept] == [0.1, 0.2, 0.3, 0.4, 0.5]
    assert (nonsense.text, nonsense.reason) == ("x", "")
    assert (refused.text, refused.reason) == ("lr~0.6~~lr~0.7", "many")


def test_a_very_long_address_is_cut_where_it_is_told() -> None:
    _, (refused,) = read({"kept": ["~~".join(["nonsense"] * 10_000)]})
    assert len(refused.text) == 40


def test_more_than_five_are_not_kept_from_anywhere() -> None:
    with pytest.raises(ValueError, match=f"at most {MOST_KEPT}"):
        KIND.check([Runner(lr=lr) for lr in (1, 2, 3, 4, 5, 6)])
    with pytest.raises(Partly):
        KIND.read("~~".join(f"lr~{i}" for i in range(1, 7)))


def test_kept_runs_follow_the_points_and_the_cost_and_keep_the_rest() -> None:
    runners = (Runner(lr=0.2, epochs=30), Runner(lr=0.1, init="chosen", W0=2.0, b0=1.0))
    state = State(data="line", n=5, seed=8, cost="sum", epochs=900, lr=0.01, kept=runners)
    one, other = kept(state)
    assert (one.lr, one.epochs, one.init, one.cost) == (0.2, 30, "zeros", "sum")
    assert (other.lr, other.epochs, other.init, other.cost) == (0.1, 1000, (2.0, 1.0), "sum")
    assert points(state) == points(replace(state, kept=()))
