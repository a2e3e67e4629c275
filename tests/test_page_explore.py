"""The Explore page without a browser: every control, every bad input, and what is sent to the player."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, train
from linreg.views import controls
from tests.scenes import arrays, numbers

APP = Path(__file__).parents[1] / "app.py"
DEFAULTS = {"lr": 0.01, "epochs": 1000, "seed": 1}
LINE_DEFAULTS = {"n": 20, "true_W": 2.0, "true_b": -1.0, "noise": 1.0}
FEW = {"epochs": "20"}  # for what does not depend on the number of epochs


def visit(**address: str) -> AppTest:
    """The page as someone sees it who opens this address."""
    page = AppTest.from_file(APP, default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    return sound(page.run())


def sound(page: AppTest) -> AppTest:
    """The page, checked for what must hold whatever anyone does: no traceback, and a player that has finite numbers."""
    assert not page.exception
    assert all(np.isfinite(array).all() for array in arrays(sent(page)))
    return page


def sent(page: AppTest) -> dict[str, Any]:
    """The player's payload; JSON that the browser can parse."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in the payload")

    (player,) = page.get("bidi_component")
    loaded: dict[str, Any] = json.loads(player.proto.json, parse_constant=refuse)
    return loaded


def states(page: AppTest, column: str = "W") -> np.ndarray:
    return numbers(sent(page)["runs"][0][column])


def value(page: AppTest, name: str) -> Any:
    """What a control is set to."""
    return page.session_state[name]


def set_number(page: AppTest, name: str, to: float) -> AppTest:
    return sound(page.number_input(key=name).set_value(to).run())


def choose(page: AppTest, name: str, option: str) -> AppTest:
    return sound(page.button_group(key=name).set_value(option).run())


def click(page: AppTest, W: float, b: float) -> AppTest:
    """What the player's click on the contours does before the page is drawn again."""

    def script(W: float, b: float) -> None:
        from linreg.views import controls

        controls.start_at(W, b)

    bare = AppTest.from_function(script, args=(W, b)).run()
    for name in ("init", "W0", "b0"):
        if name in bare.session_state:
            page.session_state[name] = bare.session_state[name]
    return sound(page.run())


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
def test_a_slider_moves_its_number(page: AppTest, name: str) -> None:
    sound(page.select_slider(key=f"{name}_slider").set_value(7).run())
    stops = {"lr": controls.LR_STEPS, "epochs": controls.EPOCH_STEPS, "seed": controls.SEED_STEPS}[name]
    assert value(page, name) == stops[7] == page.number_input(key=name).value


@pytest.mark.parametrize(
    ("name", "number", "stop"),
    [("lr", 0.1, 0.1), ("lr", 0.123456, 0.126), ("lr", 1e-30, 1e-4), ("lr", 1e30, 10.0)]
    + [("epochs", 777, 800), ("epochs", 10_000, 10_000), ("seed", 42, 42), ("seed", 2**53 - 1, 100)],
)
def test_a_number_moves_its_slider(page: AppTest, name: str, number: float, stop: float) -> None:
    if name == "lr":
        set_number(page, "epochs", 20)
    set_number(page, name, number)
    stops: Any = {"lr": controls.LR_STEPS, "epochs": controls.EPOCH_STEPS, "seed": controls.SEED_STEPS}[name]
    assert stops[page.select_slider(key=f"{name}_slider").value] == stop
    assert value(page, name) == number


def test_a_slider_between_two_stops_shows_the_exact_number(page: AppTest) -> None:
    set_number(page, "lr", 0.123456)
    slider = page.select_slider(key="lr_slider")
    assert slider.options[slider.value] == "0.1235"


def test_stops_go_up() -> None:
    for stops in (controls.LR_STEPS, controls.EPOCH_STEPS, controls.SEED_STEPS):
        assert list(stops) == sorted(set(stops))


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
        ({"data": "line"}, "Draws the points of the noisy line"),
        ({"init": "linear"}, "Draws the start as"),
        ({"data": "line", "init": "linear"}, "Draws the points and, as"),
        ({"init": "chosen"}, "Changes nothing now"),
    ],
    ids=str,
)
def test_a_sentence_says_what_the_seed_changes_now(address: dict[str, str], says: str) -> None:
    page = visit(seed="7", **address, **FEW)
    (sentence,) = (caption.value for caption in page.caption if "`torch`" in caption.value)
    assert sentence.startswith(says)
    assert sentence.endswith("7")


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


# the address


@pytest.mark.parametrize(
    "address",
    [
        {"lr": "0.123"},
        {"epochs": "37"},
        {"seed": "99"},
        {"data": "line", "n": "7", "true_W": "-3", "true_b": "0.5", "noise": "0.25"},
        {"init": "linear"},
        {"init": "chosen", "W0": "-2.5", "b0": "1e3"},
    ],
    ids=str,
)
def test_an_address_sets_the_controls(address: dict[str, str]) -> None:
    page = visit(**address)
    for name, text in address.items():
        assert value(page, name) == (text if name in ("data", "init") else float(text))
    assert not page.toast


def test_a_choice_goes_into_the_address(page: AppTest) -> None:
    assert "line" in choose(page, "data", "line").query_params["data"]


def test_a_value_at_its_default_leaves_the_address() -> None:
    assert "data" not in choose(visit(data="line", **FEW), "data", "notebook").query_params


def test_language_is_taken_from_the_address() -> None:
    page = visit(lang="ko", **FEW)
    assert sent(page)["lang"] == "ko"
    assert page.number_input(key="lr").label == "학습률"


def test_language_changes_nothing_but_the_words() -> None:
    page = visit(data="line", lr="0.05", init="linear", seed="7", **FEW)
    before = sent(page)["runs"]
    page = choose(page, "lang", "ko")
    assert sent(page)["runs"] == before
    assert (value(page, "lr"), value(page, "seed"), value(page, "data")) == (0.05, 7, "line")


# bad input

NONSENSE = ["abc", "", "nan", "-inf", "1e400", "<b>x</b>", "[x](http://example.com)", "0x10", "1,5"]
BAD = [
    *[("lr", text) for text in ("0", "-1", "1e31", "1e-31", *NONSENSE)],
    *[("epochs", text) for text in ("0", "-5", "99999", "abc", "nan", "inf")],
    *[("seed", text) for text in ("-1", str(2**53), str(2**64), str(2**70), "1" * 400, "nan", "inf")],
    *[("device", text) for text in ("cuda:99", "CPU", "")],
    *[("data", text) for text in ("norris", "<b>x</b>")],
    *[("init", text) for text in ("ones", "nan")],
]
BAD_LINE = [
    *[("n", text) for text in ("0", "1000000000", "abc", "inf")],
    *[("noise", text) for text in ("-1", "1e9", "nan")],
    *[("true_W", text) for text in ("-1e308", "inf")],
    *[("true_b", text) for text in ("1e4", "x")],
]
BAD_START = [(name, text) for name in ("W0", "b0") for text in ("1e7", "nan", "abc")]
ALWAYS = {"lr": 0.01, "epochs": 1000, "seed": 1, "device": "cpu", "data": "notebook", "init": "zeros"}
OTHERS = {"lr": "0.05", "epochs": "20", "seed": "7"}


def told(page: AppTest) -> list[str]:
    return [toast.value for toast in page.toast]


@pytest.mark.parametrize(("name", "text"), BAD)
def test_nonsense_in_the_address_gives_the_default_and_loses_no_other_setting(name: str, text: str) -> None:
    others = {other: v for other, v in OTHERS.items() if other != name}
    page = visit(**others, **{name: text})
    assert value(page, name) == ALWAYS[name]
    for other, kept in others.items():
        assert value(page, other) == float(kept)


@pytest.mark.parametrize(("name", "text"), BAD_LINE)
def test_nonsense_for_the_line_gives_the_default_and_loses_no_other_setting(name: str, text: str) -> None:
    page = visit(data="line", **OTHERS, **{name: text})
    assert value(page, name) == LINE_DEFAULTS[name]
    assert (value(page, "data"), value(page, "lr"), value(page, "seed")) == ("line", 0.05, 7)
    assert len(told(page)) == 1


@pytest.mark.parametrize(("name", "text"), BAD_START)
def test_nonsense_for_the_start_gives_the_default_and_loses_no_other_setting(name: str, text: str) -> None:
    page = visit(init="chosen", **OTHERS, **{name: text})
    assert value(page, name) == 0.0
    assert (value(page, "init"), value(page, "lr"), value(page, "seed")) == ("chosen", 0.05, 7)
    assert len(told(page)) == 1


@pytest.mark.parametrize(
    ("name", "text", "now"),
    [("lr", "-1", "0.01"), ("epochs", "99999", "1000"), ("epochs", "12.5", "12"), ("seed", str(2**70), "1")]
    + [("device", "cuda:99", "cpu"), ("data", "norris", "notebook"), ("init", "ones", "zeros")],
)
def test_what_could_not_be_had_is_told_in_a_sentence(name: str, text: str, now: str) -> None:
    (notice,) = told(visit(**{name: text}))
    assert f"{name} = `{text}`" in notice
    assert notice.endswith(f"It is now {now}.")


def test_all_that_could_not_be_had_is_told_in_one_notice() -> None:
    """A stack of them would cover the panels."""
    (notice,) = told(visit(lr="nan", epochs="0", seed="-1"))
    assert [name in notice for name in ("lr = `nan`", "epochs = `0`", "seed = `-1`")] == [True] * 3


def test_it_is_told_once() -> None:
    assert not told(sound(visit(lr="-1", **FEW).run()))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "**b**", "[a](http://example.com)", "`x`", "$x$", ":red[x]"]
)
def test_what_a_stranger_wrote_is_shown_as_plain_text(text: str) -> None:
    (notice,) = told(visit(lr=text, **FEW))
    shown = notice.partition("`")[2].partition("`")[0]
    assert shown
    assert not set(shown) & set("<>[]()*`$\\&")


def test_a_long_text_is_cut_short() -> None:
    (notice,) = told(visit(lr="x" * 10_000, **FEW))
    assert len(notice) < 200


def test_an_unknown_language_is_english() -> None:
    assert sent(visit(lang="<b>", **FEW))["lang"] == "en"


@pytest.mark.parametrize("guess", ["true", "false", "maybe"])
def test_a_later_rerun_complains_about_nothing(guess: str) -> None:
    """Its switch is drawn after the notices."""
    assert not told(sound(visit(guess=guess, **FEW).run()))


def test_settings_that_are_out_of_sight_are_not_complained_about() -> None:
    assert not told(visit(n="7", noise="0.5", W0="3", b0="-4", **FEW))


@pytest.mark.parametrize(
    "address",
    [
        {"lr": "1e30"},
        {"lr": "1e-30"},
        {"lr": "0.19"},
        {"data": "line", "n": "1"},
        {"data": "line", "n": "1", "lr": "1e30"},
        {"data": "line", "n": "1", "init": "linear", "scale": "on"},
        {"data": "line", "n": "2", "noise": "1000", "true_W": "1000", "true_b": "-1000", "lr": "10"},
        {"init": "chosen", "W0": "1e6", "b0": "-1e6", "lr": "1e30"},
        {"init": "chosen", "W0": "1", "b0": "0"},
        {"epochs": "1"},
        {"seed": str(2**53 - 1), "init": "linear"},
        {"lens": "nonsense", "axes": "nonsense", "scale": "nonsense", "cost": "nonsense"},
    ],
    ids=str,
)
def test_the_edges_have_a_page_with_a_player(address: dict[str, str]) -> None:
    page = visit(**{"epochs": "20"} | address)
    assert not page.error
    assert len(states(page)) >= 1


@pytest.mark.parametrize("address", [{"data": "line", "n": "1", "scale": "on"}, {"lr": "1e30"}], ids=str)
@pytest.mark.parametrize("lens", ["forecast", "scaling", "cost", "steps", "table", "code"])
def test_every_closer_look_bears_the_edges(address: dict[str, str], lens: str) -> None:
    assert not visit(epochs="20", lens=lens, **address).error


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
