"""The Cases page: its cards, numbers, ways and links, in both languages; the viewer's own; what a visitor may send."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, library, train, train_many
from linreg.points.cases import CASES
from linreg.state import State, config, points, read
from linreg.state.state import YOURS
from linreg.words import LANGUAGES, words
from tests.scenes import numbers
from tests.visits import sent, sound

each_case = pytest.mark.parametrize("name", CASES)


def cases_page(state: object) -> None:
    """The page alone; AppTest cannot open a page that is a function by its address."""
    import streamlit as st

    from linreg.views import cases
    from linreg.words import words

    st.session_state.setdefault("state", state)
    now = st.session_state["state"]
    cases.page(words(now.lang), now, ())


def opened(**values: Any) -> AppTest:
    return sound(bare(**values))


def bare(**values: Any) -> AppTest:
    at = AppTest.from_function(cases_page, default_timeout=60, args=(State(**values),)).run()
    assert not at.exception
    return at


def component(at: AppTest, name: str) -> dict[str, Any]:
    """What one of our components is given."""
    found = next(each for each in at.get("bidi_component") if each.proto.component_name.endswith(name))
    return dict(json.loads(found.proto.json)[0])


def texts(at: AppTest) -> str:
    return " ".join([*(each.value for each in at.markdown), *(html.proto.body for html in at.get("html"))])


def rows(at: AppTest) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in component(at, "cures")["rows"]}


def link(at: AppTest) -> State | None:
    """The state that the link into Explore opens."""
    found = [re.search('<a class="linreg-go" href="(.*)">', html.proto.body) for html in at.get("html")]
    hrefs = [unescape(each[1]) for each in found if each]
    return read(parse_qs(hrefs[0].partition("?")[2]))[0] if hrefs else None


def largest(x: np.ndarray) -> float:
    """λmax of the mean squared error, by numpy."""
    return float(np.linalg.eigvalsh(2 * np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), 1.0]]))[-1])


@pytest.mark.parametrize("lang", LANGUAGES)
@each_case
def test_every_case_is_told_and_played(name: str, lang: str) -> None:
    case, at = CASES[name], opened(case=name, lang=lang)
    times = case.lr * largest(case.data.arrays[0]) / 2 * (len(case.data) if case.cost == "sum" else 1)
    assert not at.error and case.thread in texts(at)
    assert (f"{times:.3g}" if times > 1 else f"{times:.2g}") in texts(at)
    run = train(case.data, TrainConfig(case.lr, case.epochs, cost=case.cost))
    assert (numbers(sent(at)["runs"][0]["W"]) == run.W).all()
    heads = component(at, "cases")
    assert [card["here"] for card in heads["cards"]] == [each == name for each in (*CASES, YOURS)]
    assert [card["name"] for card in heads["cards"]] == [words(lang)(f"cases.case_{each}") for each in (*CASES, YOURS)]


@each_case
def test_every_way_is_played_and_tells_what_it_brought(name: str) -> None:
    case, say = CASES[name], words("en")
    ways = rows(opened(case=name))
    assert list(ways)[:2] == ["", "rate"] and "scaling" in ways
    for way, row in ways.items():
        at = opened(case=name, cure=way)
        W = numbers(sent(at)["runs"][0]["W"])
        assert component(at, "cures")["chosen"] == way and row["playable"]
        state = link(at)
        assert state and (state.opt == "Adam") == (way == "optimizer")
        assert points(state) == case.data
        data = case.data.standardised()[0] if state.scale == "on" else case.data
        (run,) = train_many(data, [config(state)])
        assert (run.W == W).all() and (state.scale == "on") == (way == "scaling")
        assert (row["cost"] == say("cases.overflown", epoch=f"{run.epochs:,}")) == run.diverged


def test_what_helps_ages_65_to_100() -> None:
    ways = rows(opened(case="ages"))
    assert ways[""]["cost"] == "NaN after epoch 14"
    assert (ways["scaling"]["cost"], ways["scaling"]["near"]) == ("0", "1")
    assert ways["rate"]["near"].startswith("about ")
    assert int(ways["optimizer"]["near"]) <= 1000


def test_adam_has_no_row_where_it_does_not_help() -> None:
    at = opened(case="edge")
    assert "optimizer" not in rows(at)
    assert words("en")("cases.optimizer_idle", tries="19") in " ".join(each.value for each in at.caption)


# the viewer's own


def test_yours_begins_with_what_is_on_explore() -> None:
    at = opened(case=YOURS, data="cars", lr=0.01, epochs=50)
    assert component(at, "points")["rows"][0] == [4, 2]
    assert rows(at)[""]["cost"].startswith("NaN after epoch") and len(at.code) == 0
    state = link(at)
    assert state and points(state) == library("cars") and (state.lr, state.epochs) == (0.01, 50)


def test_yours_ends_in_a_script_of_what_helps_most() -> None:
    own = Dataset("own", (65.0, 70.0, 100.0), (200.0, 250.0, 550.0))
    at = opened(case=YOURS, data="own", points=own, lr=0.001, epochs=20, cost="sum")
    code = "\n".join(line["text"] for line in component(at, "code")["lines"])
    assert "x.mean()" in code and 'reduction="sum"' in code
    assert words("en")("cases.cure_scaling") in at.header[0].value
    way = component(chosen(at, cure="rate"), "code")["lines"]
    assert not any("x.mean()" in line["text"] for line in way)


def captions(at: AppTest) -> str:
    return " ".join(each.value for each in at.caption)


def test_yours_says_what_of_explore_it_leaves_out() -> None:
    says = words("en")("cases.yours_plain")
    assert says not in captions(opened(case=YOURS, lr=0.01, epochs=50, seed=7))
    for left in ({"scale": "on"}, {"opt": "Adam"}, {"init": "chosen", "W0": 1.0, "b0": 2.0}):
        assert says in captions(opened(case=YOURS, lr=0.01, epochs=50, **left)), left


@pytest.mark.parametrize("n", [64, 65])
def test_yours_says_that_it_stands_in_the_address_only_where_it_does(n: int) -> None:
    own = Dataset("own", tuple(map(float, range(n))), tuple(map(float, range(n))))
    told = captions(opened(case=YOURS, data="own", points=own, lr=1e-5, epochs=20))
    assert (words("en")("cases.yours") in told) == (n <= 64)
    assert (words("en")("cases.yours_many", most="64") in told) == (n > 64)


def chosen(at: AppTest, **values: Any) -> AppTest:
    """The page after the state is changed so, as a control's callback does."""
    at.session_state["state"] = replace(at.session_state["state"], **values)
    return sound(at.run())


@pytest.mark.parametrize(
    "own",
    [
        Dataset("own", (2.0,), (3.0,)),
        Dataset("own", (2.0, 2.0, 2.0), (1.0, 2.0, 6.0)),
        Dataset("own", (0.0, 0.0), (0.0, 0.0)),
        Dataset("own", (1e-12, 2e-12), (1.0, 2.0)),
        Dataset("own", (1e15, 2e15), (1e15, -1e15)),
        Dataset("own", range(3000), range(3000)),
    ],
)
@pytest.mark.parametrize(("lr", "cost"), [(1e-30, "mean"), (1e30, "sum")])
def test_odd_points_have_a_diagnosis(own: Dataset, lr: float, cost: str) -> None:
    at = opened(case=YOURS, data="own", points=own, lr=lr, epochs=30, cost=cost)
    assert not at.error and "" in rows(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_trained_is_told_in_a_sentence_and_can_be_changed(lang: str) -> None:
    own = Dataset("own", (1.0, 1e30), (1e30, 1.0))
    at = bare(case=YOURS, data="own", points=own, lang=lang)
    assert words(lang)("cases.impossible", why="").strip() in at.error[0].value
    assert component(at, "points")["rows"] == [[1.0, 1e30], [1e30, 1.0]]


@pytest.mark.parametrize("message", [None, {}, {"cure": 3}, {"cure": {"name": "<b>"}}, {"cure": {"name": "scaling"}}])
def test_a_visitor_may_send_what_he_likes(message: Any) -> None:
    def script(message: object) -> None:
        import streamlit as st

        from linreg.state import State
        from linreg.views import components, cures

        st.session_state.setdefault("state", State())
        st.session_state.cures = message
        cures._taken(components.said("cures", "cure"))

    at = AppTest.from_function(script, args=(message,)).run()
    assert not at.exception
    wanted = "scaling" if message and message.get("cure") == {"name": "scaling"} else ""
    assert at.session_state["state"].cure == wanted


def test_a_way_that_is_not_there_shows_what_was_tried() -> None:
    assert component(opened(case="ages", cure="epochs"), "cures")["chosen"] == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("own", [Dataset("own", (2.0,), (3.0,)), Dataset("own", (2.0, 2.0, 2.0), (1.0, 2.0, 6.0))])
def test_where_all_x_are_equal_it_says_that_many_lines_are_best_and_why_x_stays(own: Dataset, lang: str) -> None:
    at, say = opened(case=YOURS, data="own", points=own, lr=0.05, epochs=200, lang=lang), words(lang)
    ends = say("cases.ends_flat", W="{W}", b="{b}", x="2", y="3").rpartition("{b}")[2]
    assert ends in texts(at) and any(say("cases.no_scaling") in each.value for each in at.caption)
    assert "scaling" not in rows(at)


def test_the_best_line_is_told_without_the_noise_of_rounding() -> None:
    assert "The best line has W = 2, b = 0." in texts(opened(case="far", cure="rate"))


def test_only_of_a_standardised_x_are_the_units_told() -> None:
    units = "for x in its own units"
    assert units in texts(opened(case="ages", cure="scaling"))
    assert units not in texts(opened(case="ages", cure="rate"))
