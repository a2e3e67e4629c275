"""Share: what the page answers once the browser has said where it stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from linreg.points.dataset import Dataset
from linreg.state import State, read
from linreg.state.points import MOST_TOLD
from linreg.views.share import answer
from linreg.words import words
from tests.lessons.test_shelf import lesson
from tests.visits import sent_to, value, visit

HERE = "https://linreg.example.org/course/"


def answered(state: State, asked: object) -> Any:
    """The answer to what a browser sends, for a visitor whose page is in this state."""
    return answer(words("en"), state, asked)


def opened(address: str) -> State:
    """What somebody else sees, whose browser is Korean."""
    query = dict(pair.split("=") for pair in address.partition("?")[2].split("&"))
    state, refused = read({name: [text] for name, text in query.items()}, State(lang="ko"))
    assert not refused
    return state


@pytest.mark.parametrize(
    "change",
    [
        lambda state: state,
        lambda state: replace(state, lr=0.1, guess=True, lens="table"),
        lambda state: replace(state, data="own", points=Dataset("own", [1.5, 2.25], [3.0, 1e-7])),
        lambda state: replace(state, kept=(State(lr=0.17).own(), State(opt="Adam").own())),
        lambda state: replace(state, opt="Adam", options=(("betas", (0.8, 0.99)),)),
    ],
)
def test_the_address_opens_this_very_state_at_the_epoch_that_is_shown(change: Callable[[State], State]) -> None:
    state = change(State(epoch=7))
    told = answered(state, {"base": HERE, "epoch": 43})
    assert told["address"].startswith(f"{HERE}?")
    assert opened(told["address"]) == replace(state, epoch=43)
    assert told["epoch"] == 43 and told["code"]["path"] and told["hint"] == ""


def test_within_a_lesson_the_address_says_what_is_other_than_its_step() -> None:
    rate = lesson("rate").steps[2].state
    for lr in (0.1, 0.01):  # as the step has it; as a page without a lesson has it
        told = answered(replace(rate, lesson="rate", step=3, lr=lr), {"base": HERE, "epoch": 43})["address"]
        query = dict(pair.split("=") for pair in told.partition("?")[2].split("&"))
        assert set(query) == {"lesson", "step", "epoch", "lang"} | ({"lr"} if lr != rate.lr else set())
        page = visit(**query)
        assert [value(page, name) for name in ("lr", "epoch", "step")] == [lr, 43, 3]


def test_a_lesson_of_ones_own_is_not_in_a_link_for_others() -> None:
    told = answered(State(lesson="mine", step=2, lr=0.1), {"base": HERE, "epoch": 0})
    assert opened(told["address"]) == State(lr=0.1)


def test_points_that_are_too_many_for_an_address_get_none_and_the_page_says_so() -> None:
    points = Dataset.line(MOST_TOLD + 1, 2.0, 1.0, 0.1, 1)
    told = answered(State(data="own", points=points), {"base": HERE, "epoch": 0})
    assert "address" not in told and "code" not in told
    assert str(MOST_TOLD) in told["wrong"] and "“Save as one file”, below" in told["wrong"]


def test_of_many_points_the_page_says_that_the_code_is_read_from_near_only() -> None:
    line = Dataset.line(MOST_TOLD, 2.0, 1.0, 0.1, 1)
    points = Dataset("own", line.x, line.y)
    told = answered(State(data="own", points=points), {"base": HERE, "epoch": 0})
    assert "near" in told["hint"] and opened(told["address"]).points == points


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "x",
        {"base": HERE},
        {"base": "javascript:alert(1)//", "epoch": 3},
        {"base": "https://" + "x" * 400, "epoch": 3},
        {"base": HERE, "epoch": -1},
        {"base": HERE, "epoch": "many"},
        {"base": HERE, "epoch": float("inf")},
    ],
)
def test_what_no_browser_of_ours_sends_gets_no_answer(asked: object) -> None:
    assert answered(State(), asked) is None


def test_a_press_opens_it_with_a_caption_for_the_picture() -> None:
    page = visit(lr="0.1", lang="ko", data="norris")
    page.button(key="share").click().run()
    assert not page.exception
    sent = sent_to(page, "share")
    assert words("ko")("library.norris_name") in sent["caption"]
    assert "0.1" in sent["caption"] and "{epoch}" in sent["caption"]
    assert list(sent["panels"]) == ["fit", "contours", "bowl", "curve"] and sent["answer"] is None
