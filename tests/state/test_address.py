"""The state and its address: there and back, what is refused, and what is never looked at."""

from dataclasses import fields, replace
from urllib.parse import quote_plus

import numpy as np
import pytest

from linreg import LIBRARY, Dataset, library
from linreg.state import State, config, drawn, kind_of, mended, points, read, write
from linreg.state.kinds import Batch, Name, Number, OneOf, Switch, Whole
from linreg.state.points import MOST_TOLD, Points
from linreg.state.runner import Runner
from linreg.state.runners import Runners
from linreg.state.state import NAMES

# with these, every value counts but one's own points
OTHER = {"data": "line", "init": "chosen", "lens": "rain"}
SHAPED = {
    "delta": {"cost": "huber"},
    "beta": {"cost": "smooth_l1"},
    "gamma": {"schedule": "exponential"},
    "order": {"batch": 5},
    "step": {"lesson": "rate"},
}
OWN = Dataset("own", (1, 0.1, -2.5e-7), (3, 1e22, 0))


def some(name: str) -> object:
    """A value of that name that isn't its default."""
    kind, default = kind_of(name), getattr(State(), name)
    if name == "data":
        return "norris"
    if isinstance(kind, Points):
        return OWN
    if isinstance(kind, OneOf):
        return kind.options()[-1]
    if isinstance(kind, Runners):
        return (Runner(lr=0.3), Runner(lr=0.2, init="linear", seed=4))
    if isinstance(kind, Name):
        return "rate-2"
    if isinstance(kind, Switch):
        return not default
    assert isinstance(kind, Number | Whole | Batch)
    return kind.check(default + 1 if name != "gamma" else 0.5)


def asked(**address: str) -> dict[str, list[str]]:
    return {name: [text] for name, text in address.items()}


def test_the_names_are_those_that_others_rely_on() -> None:
    promised = "data n true_W true_b noise init W0 b0 lr epochs seed device lang scale cost axes lens guess epoch kept"
    assert set(promised.split()) <= set(NAMES)


def test_a_default_state_has_an_empty_address() -> None:
    assert write(State()) == {}
    assert read({}) == (State(), ())


@pytest.mark.parametrize("name", NAMES)
def test_every_value_goes_into_the_address_and_comes_back(name: str) -> None:
    others = OTHER | SHAPED.get(name, {})
    own = {"data": "own", "points": OWN} if name in ("points", "origin") else {}
    state = replace(State(), **others | {name: some(name)} | own)
    assert read(asked(**write(state))) == (state, ())


@pytest.mark.parametrize("name", [name for name in NAMES if isinstance(kind_of(name), Number | Whole)])
def test_both_limits_are_within_and_nothing_beyond(name: str) -> None:
    kind = kind_of(name)
    assert isinstance(kind, Number | Whole)
    others = OTHER | SHAPED.get(name, {})
    for end in (kind.low, kind.high):
        state, refused = read(asked(**others, **{name: repr(end)}))
        assert getattr(state, name) == end and not refused
    for beyond in ("1e400", "-1e400", "nan", "", "x", "1_0", "0x10", "1,5"):
        _, refused = read(asked(**others, **{name: beyond}))
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


LED = State(lr=0.3, opt="Adam", options=(("eps", 1e-6),), data="own", points=OWN, lesson="rate", step=2)


@pytest.mark.parametrize(
    "change",
    [{}, {"lr": 0.01}, {"options": ()}, {"options": (("eps", 1e-4),)}, {"opt": "SGD", "options": ()}, {"data": "cars"}],
)
def test_what_differs_from_a_step_of_a_lesson_is_in_the_address(change: dict[str, object]) -> None:
    state = replace(LED, **change)
    address = write(state, replace(LED, lesson="", step=1))
    assert (set(address) == {"lesson", "step"}) == (not change)
    empty: dict[str, list[str]] = {"opt": [], "eps": []}  # as a page asks for every name
    assert read(empty | asked(**address), LED) == (state, ())


@pytest.mark.parametrize("name", ["../etc", "Rate", "a" * 41, "rate.en", "1st", "<b>", "ra te"])
def test_a_lesson_has_a_name_and_no_path(name: str) -> None:
    state, (refused,) = read(asked(lesson=name))
    assert state.lesson == "" and refused.name == "lesson"


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


# one's own points, and the library's


def own(text: str) -> tuple[State, list[str]]:
    state, refused = read(asked(data="own", points=text, lr="0.05"))
    assert state.lr == 0.05
    return state, [each.name for each in refused]


@pytest.mark.parametrize("name", LIBRARY)
def test_every_set_of_the_library_has_an_address(name: str) -> None:
    state, refused = read(asked(data=name))
    assert not refused and points(state) == library(name)
    assert write(state) == ({"data": name} if name != "notebook" else {})


def test_points_are_written_so_that_one_can_read_them() -> None:
    assert write(State(data="own", points=OWN))["points"] == "1_3_0.1_1e22_-2.5e-7_0"


def test_up_to_some_sixty_points_come_back_to_the_last_bit_and_need_no_escape() -> None:
    x, y = np.random.default_rng(1).normal(size=(2, MOST_TOLD)) * 10.0 ** np.arange(-32, 32)[:MOST_TOLD] / 1e3
    state = State(data="own", points=Dataset("own", x.tolist(), y.tolist()))
    text = write(state)["points"]
    assert read(asked(**write(state))) == (state, ())
    assert quote_plus(text) == text and len(text) < 45 * MOST_TOLD


@pytest.mark.parametrize("name", [name for name in LIBRARY if len(library(name)) <= MOST_TOLD])
def test_points_as_they_are_measured_are_short(name: str) -> None:
    text = write(State(data="own", points=Dataset("own", *library(name).arrays)))["points"]
    assert len(text) < 600 or name in ("line", "sum")  # whose points are drawn, not measured


def test_more_points_stay_out_of_the_address() -> None:
    many = Dataset("own", range(MOST_TOLD + 1), range(MOST_TOLD + 1))
    assert write(State(data="own", points=many)) == {"data": "own"}


def test_an_address_that_lost_its_points_is_the_notebooks_and_says_so() -> None:
    state, (refused,) = read(asked(data="own"))
    assert state == State()
    assert (refused.name, refused.text, refused.value) == ("data", "own", "notebook")


def test_points_that_the_visitor_still_has_are_taken() -> None:
    many = Dataset("own", range(1000), range(1000))
    assert read(asked(data="own"), State(points=many)) == (State(data="own", points=many), ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1_2_3",
        "1_",
        "_1",
        "1__2",
        "nan_1",
        "inf_1",
        "1e400_1",
        "1e31_1",
        "0x1_1",
        "1,5_2",
        "１_2",
        "1_2 ",
        "a_b",
    ]
    + ["1_0_0_1_", "1_2;drop", "<b>_1", "-_1", "--1_2", "._1", "1e_1", "1_2\n", "_".join(["1"] * 2 * (MOST_TOLD + 1))],
)
def test_nonsense_for_points_is_refused_and_loses_nothing_else(text: str) -> None:
    state, refused = own(text)
    assert (state.data, state.points, refused) == ("notebook", None, ["data"])


def test_points_beside_another_set_are_not_looked_at() -> None:
    state, refused = read(asked(data="cars", points="nonsense"))
    assert not refused and "points" not in write(state)


@pytest.mark.parametrize("value", ["1_1", 3, [1, 2], Dataset("own", [1e31], [0])], ids=repr)
def test_only_points_within_bounds_can_be_points(value: object) -> None:
    with pytest.raises(ValueError):
        kind_of("points").check(value)
