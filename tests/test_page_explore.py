"""The Explore page without a browser: every control, and what is sent to the player."""

import re
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, train
from linreg.state import State
from linreg.telling.impossible import why
from linreg.theory import forecast
from linreg.training.config import Impossible
from linreg.views import explore
from linreg.words import LANGUAGES, words
from tests.scenes import numbers
from tests.visits import APP, DEFAULTS, FEW, choose, click, sent, sent_to, set_number, sound, states, value, visit


@pytest.fixture
def page() -> AppTest:
    return visit()


# what one sees first


def test_opens_on_the_notebooks_run(page: AppTest) -> None:
    run = train(Dataset.notebook(), TrainConfig())
    for column in ("W", "b", "cost", "grad_W", "grad_b"):
        assert (states(page, column) == getattr(run, column)).all()


def test_opens_without_complaint(page: AppTest) -> None:
    assert not page.toast and not page.error and not page.warning


def test_opens_with_nothing_in_the_address(page: AppTest) -> None:
    assert dict(page.query_params) == {}


def test_leaves_torchs_global_generator() -> None:
    before = torch.get_rng_state()
    visit(data="line", init="linear", **FEW)
    assert torch.equal(torch.get_rng_state(), before)


# the controls


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_dial_is_given_its_number_and_where_its_slider_stops(page: AppTest, name: str) -> None:
    given = sent_to(set_number(page, name, 7), f"dial_{name}")
    assert given["value"] == 7
    assert given["stops"] == sorted(set(given["stops"]))
    assert given["low"] <= given["stops"][0] and given["stops"][-1] <= given["high"]


@pytest.mark.parametrize(
    "nonsense", [None, "7", [7], {}, {"value": None}, {"value": -1}, {"value": 1e99}, {"value": "x"}]
)
def test_what_no_dial_could_send_changes_nothing(nonsense: Any) -> None:
    """A visitor may send what he likes."""

    def script(nonsense: object) -> None:
        import streamlit as st

        from linreg.state import State
        from linreg.views import dial

        st.session_state.setdefault("state", State())
        dial.take("lr", nonsense)

    at = AppTest.from_function(script, args=(nonsense,)).run()
    assert not at.exception
    assert at.session_state["state"] == State()


def test_epochs_are_trained(page: AppTest) -> None:
    assert len(states(set_number(page, "epochs", 37))) == 38


def test_learning_rate_is_trained_with(page: AppTest) -> None:
    set_number(page, "lr", 0.05)
    assert (states(page) == train(Dataset.notebook(), TrainConfig(lr=0.05)).W).all()


def test_seed_draws_the_start() -> None:
    page = visit(init="linear", seed="7", **FEW)
    W, b = TrainConfig(init="linear", seed=7).start
    assert (states(page)[0], states(page, "b")[0]) == (W, b)


def test_seed_draws_the_points() -> None:
    points = sent(visit(data="line", seed="7", **FEW))["data"]
    assert tuple(numbers(points["y"])) == Dataset.line(20, 2.0, -1.0, 1.0, seed=7).y


@pytest.mark.parametrize(
    ("name", "to", "line"),
    [
        ("n", 5, (5, 2.0, -1.0, 1.0)),
        ("true_W", -3.0, (20, -3.0, -1.0, 1.0)),
        ("true_b", 4.0, (20, 2.0, 4.0, 1.0)),
        ("noise", 0.0, (20, 2.0, -1.0, 0.0)),
    ],
)
def test_a_noisy_line_is_drawn_as_asked(name: str, to: float, line: tuple[int, float, float, float]) -> None:
    page = set_number(visit(data="line", **FEW), name, to)
    assert tuple(numbers(sent(page)["data"]["y"])) == Dataset.line(*line, seed=1).y


def test_points_are_chosen(page: AppTest) -> None:
    assert len(numbers(sent(choose(page, "data", "line"))["data"]["x"])) == 20
    assert len(numbers(sent(choose(page, "data", "notebook"))["data"]["x"])) == 3


def test_a_start_is_chosen() -> None:
    page = set_number(choose(visit(**FEW), "init", "chosen"), "W0", -2.0)
    assert (states(page)[0], states(page, "b")[0]) == (-2.0, 0.0)


def test_device_is_chosen_among_those_that_exist_by_name(page: AppTest) -> None:
    names = page.selectbox(key="device").options
    assert names[0].startswith("cpu · ")
    assert value(page, "device") == "cpu"


def test_a_click_starts_there() -> None:
    page = click(visit(**FEW), 0.25, -1.5)
    assert (states(page)[0], states(page, "b")[0]) == (0.25, -1.5)
    assert (value(page, "init"), value(page, "W0"), value(page, "b0")) == ("chosen", 0.25, -1.5)


def test_a_second_click_starts_elsewhere() -> None:
    page = click(click(visit(**FEW), 0.25, -1.5), 3.0, 4.0)
    assert (states(page)[0], states(page, "b")[0]) == (3.0, 4.0)


def test_a_click_farther_out_than_a_start_may_lie_starts_at_the_edge() -> None:
    page = click(visit(**FEW), 3e7, -4e9)
    assert (states(page)[0], states(page, "b")[0]) == (1e6, -1e6)


def test_a_click_without_a_place_changes_nothing() -> None:
    assert value(click(visit(**FEW), float("nan"), 0.0), "init") == "zeros"


# the seed's sentence


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({}, "Changes nothing now"),
        ({"data": "line"}, "Draws the points of the noisy line."),
        ({"init": "linear"}, "Draws the start as nn.Linear does."),
        ({"data": "line", "init": "linear"}, "Draws the points and, as"),
        ({"init": "chosen"}, "Changes nothing now"),
    ],
    ids=str,
)
def test_a_sentence_says_what_the_seed_changes_now(address: dict[str, str], says: str) -> None:
    page = visit(seed="7", **address, **FEW)
    (sentence,) = [sent_to(page, "dial_seed")["says"]]
    assert sentence.startswith(says)


@pytest.mark.parametrize(
    "address", [{}, {"data": "line"}, {"init": "linear"}, {"data": "line", "init": "linear"}], ids=str
)
def test_the_sentence_is_true(address: dict[str, str]) -> None:
    one, other = (sent(visit(seed=seed, **address, **FEW)) for seed in ("7", "8"))
    assert (one["data"] != other["data"]) == ("data" in address)
    starts = [(numbers(s["runs"][0]["W"])[0], numbers(s["runs"][0]["b"])[0]) for s in (one, other)]
    assert (starts[0] != starts[1]) == ("init" in address)


# the dangerous case


@pytest.mark.parametrize("lr", [0.011, 0.0100001, 0.5])
def test_another_rate_with_as_many_epochs_is_another_picture(page: AppTest, lr: float) -> None:
    before = sent(page)["id"]
    assert sent(set_number(page, "lr", lr))["id"] != before


def test_nothing_changed_is_the_same_picture(page: AppTest) -> None:
    before = page.get("bidi_component")[0].proto.json
    assert sound(page.run()).get("bidi_component")[0].proto.json == before


def test_going_back_is_the_picture_of_before(page: AppTest) -> None:
    before = sent(page)["id"]
    assert sent(set_number(set_number(page, "lr", 0.02), "lr", 0.01))["id"] == before


# how much is sent


@pytest.mark.parametrize("epochs", [1000, 10_000])
@pytest.mark.parametrize(
    "address",
    [
        {},
        {"data": "line", "n": "200", "noise": "999.99", "lang": "ko", "scale": "on"},
        {"data": "line", "n": "200", "lang": "ko", "axes": "eigen", "lens": "forecast", "lr": "0.0123456789"},
        {"data": "line", "n": "200", "lang": "ko", "axes": "lines", "lens": "steps", "init": "linear"},
    ],
    ids=str,
)
def test_a_changed_rerun_sends_little_to_the_player(address: dict[str, str], epochs: int) -> None:
    page = visit(epochs=str(epochs), **address)
    size = len(page.get("bidi_component")[0].proto.SerializeToString())
    assert size <= 60_000 + 24 * epochs


@pytest.mark.parametrize("epochs", [1, 10_000])
def test_the_most_is_trained_without_a_word_about_progress_in_the_end(epochs: int) -> None:
    assert not visit(epochs=str(epochs)).get("progress")


# what cannot be trained


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("x", "names"), [(1e39, "1e39"), (1e25, "1e20")], ids=["the points", "the start"])
def test_why_it_cannot_be_trained_is_said_in_the_pages_language(x: float, names: str, lang: str) -> None:
    with pytest.raises(Impossible) as found:
        forecast(Dataset("far", (x, 1.0), (1.0, 2.0)), TrainConfig(init=(1e20, 0.0)))
    told = why(words(lang), found.value)
    assert names in told
    assert (lang == "en") == bool(re.search("larger than", told)) and (lang == "ko") == bool(re.search("[가-힣]", told))


def test_a_fault_of_ours_is_not_told_as_settings_that_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise ValueError("operands could not be broadcast together")

    monkeypatch.setattr(explore, "forecast", faulty)
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert len(page.exception) == 1 and not page.error
