"""The state and its address: there and back, what is refused, and what is never looked at."""

from dataclasses import fields, replace

import pytest

from linreg.state import State, config, drawn, kind_of, mended, points, read, write
from linreg.state.kinds import Number, OneOf, Switch, Whole
from linreg.state.state import NAMES

OTHER = {"data": "line", "init": "chosen", "lens": "rain"}  # with these, every value counts


def some(name: str) -> object:
    """A value of that name that isn't its default."""
    kind, default = kind_of(name), getattr(State(), name)
    if isinstance(kind, OneOf):
        return kind.options()[-1]
    if isinstance(kind, Switch):
        return not default
    assert isinstance(kind, Number | Whole)
    return kind.check(default + 1)


def asked(**address: str) -> dict[str, list[str]]:
    return {name: [text] for name, text in address.items()}


def test_the_names_are_those_that_others_rely_on() -> None:
    promised = "data n true_W true_b noise init W0 b0 lr epochs seed device lang scale cost axes lens guess epoch"
    assert set(promised.split()) <= set(NAMES)


def test_a_default_state_has_an_empty_address() -> None:
    assert write(State()) == {}
    assert read({}) == (State(), ())


@pytest.mark.parametrize("name", NAMES)
def test_every_value_goes_into_the_address_and_comes_back(name: str) -> None:
    state = replace(State(), **OTHER, **{name: some(name)}) if name not in OTHER else replace(State(), **OTHER)
    assert read(asked(**write(state))) == (state, ())


@pytest.mark.parametrize("name", [name for name in NAMES if isinstance(kind_of(name), Number | Whole)])
def test_both_limits_are_within_and_nothing_beyond(name: str) -> None:
    kind = kind_of(name)
    assert isinstance(kind, Number | Whole)
    for end in (kind.low, kind.high):
        state, refused = read(asked(**OTHER, **{name: repr(end)}))
        assert getattr(state, name) == end and not refused
    for beyond in ("1e400", "-1e400", "nan", "", "x", "1_0", "0x10", "1,5"):
        _, refused = read(asked(**OTHER, **{name: beyond}))
        assert [each.name for each in refused] == [name]


def test_long_whole_numbers_keep_every_digit() -> None:
    assert read(asked(seed=str(2**53 - 1)))[0].seed == 2**53 - 1


def test_what_cannot_be_is_told_and_loses_nothing_else() -> None:
    state, (refused,) = read(asked(lr="x" * 99, epochs="37"))
    assert state == State(epochs=37)
    assert (refused.name, refused.text, refused.value) == ("lr", "x" * 40, 0.01)


def test_what_does_not_count_is_not_complained_about() -> None:
    assert read(asked(n="many", W0="far")) == (State(), ())
    assert write(State(n=7, W0=3.0)) == {}


@pytest.mark.parametrize("name", ["", "$$ID", "z", "asked", "page", "dial_lr", "state", "lr_slider", "__class__", "LR"])
def test_other_names_are_never_looked_at(name: str) -> None:
    assert read({name: ["![x](http://example.com)"]}) == (State(), ())


def test_a_name_without_a_value_is_ignored() -> None:
    assert read({"lr": []}) == (State(), ())


def test_a_language_may_be_the_default() -> None:
    korean = State(lang="ko")
    assert read({}, korean)[0].lang == "ko"
    assert write(korean, korean) == {} and write(State(), korean) == {"lang": "en"}


def test_a_click_far_out_is_moved_to_the_edge() -> None:
    assert (mended("W0", 3e7), mended("b0", -4e9)) == (1e6, -1e6)


def test_a_state_is_a_config_and_its_points() -> None:
    state = State(data="line", n=5, noise=0.5, seed=3, init="chosen", W0=2.0, b0=-1.0, lr=0.1, epochs=7, cost="sum")
    assert drawn(state) == (5, 2.0, -1.0, 0.5, 3)
    assert len(points(state)) == 5
    assert (config(state).init, config(state).lr, config(state).cost) == ((2.0, -1.0), 0.1, "sum")
    assert drawn(State()) is None and points(State()).name == "notebook"


def test_every_field_has_limits() -> None:
    assert all(field.metadata["kind"] for field in fields(State))
