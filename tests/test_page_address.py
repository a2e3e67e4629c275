"""The Explore page's address: what it sets, what it keeps, and what it cannot have."""

import pytest
from streamlit.testing.v1 import AppTest

from linreg.state import Refused, State, kind_of
from linreg.state.kinds import OneOf
from linreg.state.options import PARAMETERS
from linreg.state.state import NAMES
from linreg.views import refused
from linreg.words import LANGUAGES, words
from tests.visits import FEW, LINE_DEFAULTS, choose, sent, sent_to, sound, states, value, visit


@pytest.fixture
def page() -> AppTest:
    return visit()


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
    assert sent_to(page, "dial_lr")["label"] == "학습률"


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
    *[("data", text) for text in ("iris", "<b>x</b>")],
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
    ("name", "text", "called", "now"),
    [
        ("lr", "1,5", "Learning rate", "0.01"),
        ("epochs", "99999", "Epochs", "1,000"),
        ("epochs", "12.5", "Epochs", "1,000"),
        ("seed", str(2**70), "Seed", "1"),
        ("device", "cuda:99", "Device", "cpu"),
        ("data", "iris", "Points", "Notebook's three"),
        ("init", "ones", "Start", "Zeros"),
        ("scale", "yes", "Standardise x", "As it is"),
        ("cost", "l2", "Loss", "mean of squares"),
        ("axes", "polar", "Axes of the cost panels", "W and b"),
        ("lens", "eyes", "Look closer", "off"),
        ("guess", "1", "Guess first", "off"),
        ("lang", "fr", "Language", "English"),
    ],
)
def test_what_could_not_be_had_is_told_in_a_sentence(name: str, text: str, called: str, now: str) -> None:
    (notice,) = told(visit(**{name: text}))
    assert f"“{called}” = `{text}`" in notice
    assert notice.endswith(f"It is now {now}.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_name_and_every_choice_is_called_something(lang: str) -> None:
    say = words(lang)
    for name in PARAMETERS:
        assert name in refused.sentence(say, Refused(name, "x", 0.9))
    # what is wrong with points is said of "data", and with options of each by its name
    for name in set(NAMES) - {"points"}:
        kind = kind_of(name)
        values = kind.options() if isinstance(kind, OneOf) else [getattr(State(), name)]
        assert all(refused.sentence(say, Refused(name, "x", value)) for value in values)


def test_all_that_could_not_be_had_is_told_in_one_notice() -> None:
    """A stack of them would cover the panels."""
    (notice,) = told(visit(lr="nan", epochs="0", seed="-1"))
    found = [
        f"“{name}” = `{text}`" in notice for name, text in [("Learning rate", "nan"), ("Epochs", "0"), ("Seed", "-1")]
    ]
    assert found == [True] * 3


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
@pytest.mark.parametrize("lens", ["forecast", "scaling", "cost", "rain", "steps", "table", "code"])
def test_every_closer_look_bears_the_edges(address: dict[str, str], lens: str) -> None:
    assert not visit(epochs="20", lens=lens, **address).error
