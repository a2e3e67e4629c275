"""Points on the page: every set of the library, one's own, and what a visitor may send that no page of ours does."""

import base64
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from linreg import LIBRARY, Dataset, library
from linreg.points.reading import read
from linreg.state import State
from linreg.telling.reading import told
from linreg.views import own
from linreg.words import LANGUAGES, words
from tests.scenes import numbers
from tests.visits import FEW, choose, sent, sent_to, sound, value, visit

OWN = {"data": "own", "points": "1_2_3_4.5", "lens": "points"}


def answered(message: dict[str, Any], state: State) -> AppTest:
    """A page on which the component's callbacks have run after it sent this message."""

    def script(state: object, message: dict) -> None:
        import streamlit as st

        from linreg.views import own

        st.session_state.setdefault("state", state)
        if "typed" in message:
            own._typed(message["typed"])
        if "restored" in message:
            st.session_state[own.LOST] = ("refused",)
            own._restored(message["restored"])
        if "opened" in message:
            own._opened(message["opened"])
        if "undone" in message:
            own._undone(message["undone"])

    return AppTest.from_function(script, args=(state, message)).run()


def after(**message: Any) -> Any:
    page = answered(message, State(data="own", points=Dataset("own", (5,), (6,))))
    assert not page.exception
    return page.session_state["state"].points


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", LIBRARY)
def test_every_set_has_a_picture_and_a_story(name: str, lang: str) -> None:
    page = visit(data=name, lens="points", lang=lang, epochs="5")
    assert not page.error and not page.toast
    if name != "line":
        assert tuple(numbers(sent(page)["data"]["x"])) == library(name).x
    shown = " ".join(markdown.value for markdown in page.markdown)
    assert all(text[:20] in shown for text in (page.selectbox(key="data").format_func(name),) if text)


@pytest.mark.parametrize("scale", ["on", "off"])
def test_norris_shows_its_correct_digits(scale: str) -> None:
    page = visit(data="norris", lens="points", epochs="20", lr="0.4", scale=scale)
    (table,) = [markdown.value for markdown in page.markdown if "1.00211681802045" in markdown.value]
    assert "| best line | 1.00211682<br>1" in table and ("end of the run" in table)


def test_a_room_that_guesses_is_not_told_where_the_run_ends() -> None:
    page = visit(data="norris", lens="points", guess="true", **FEW)
    assert not any("end of the run" in markdown.value for markdown in page.markdown)


def test_ones_own_points_begin_as_those_on_the_screen() -> None:
    page = choose(visit(data="cars", **FEW), "data", "own")
    assert (value(page, "points").x, value(page, "lens")) == (library("cars").x, "points")
    assert sent_to(page, "points")["rows"][0] == [4, 2]
    back = choose(choose(page, "data", "notebook"), "data", "own")
    assert "4_2_4_10_7_4_" in str(back.query_params["points"])


def test_the_name_of_the_points_changes_with_the_language() -> None:
    page = visit(**OWN)
    for lang in ("ko", "en", "ko"):
        page = choose(page, "lang", lang)
        box = page.selectbox(key="data").proto
        assert box.set_value and box.raw_value == words(lang)("library.own_name")
    page = sound(page.run())
    assert not page.selectbox(key="data").proto.set_value  # what the viewer types next stays


def test_points_that_cannot_be_trained_on_can_still_be_changed() -> None:
    page = visit(**OWN)
    page.session_state["state"] = replace(page.session_state["state"], points=Dataset("own", (1,), (1e25,)))
    page.run()
    assert len(page.error) == 1 and not page.exception
    component = [each.proto for each in page.get("bidi_component") if each.proto.component_name.endswith("points")]
    assert len(component) == 1


def test_a_link_without_its_points_says_so() -> None:
    page = visit(data="own")
    assert value(page, "data") == "notebook" and not page.toast
    assert sent_to(page, "drop")["lost"]  # the tab may have them: it is asked first
    page.session_state[own.MISSED] = page.session_state[own.LOST]
    assert "these are the notebook's" in sound(page.run()).toast[0].value
    assert not sent_to(page, "drop")["lost"] and not sound(page.run()).toast


def test_what_the_tab_has_kept_is_there_again_after_a_reload() -> None:
    told = {"bytes": encoded(b"a,b,c\n1,2,3\n" * 1 + b"4,5,6\n" * 99), "x": "c", "y": "a", "n": 7}
    page = answered({"restored": told}, State())
    state = page.session_state["state"]
    assert (state.data, state.origin, len(state.points), state.points.x[0]) == ("own", "", 100, 3)
    assert own.MISSED not in page.session_state
    assert answered({"restored": told, "undone": True}, State()).session_state["state"] == state  # nothing was replaced
    for nothing in ({}, None, {"bytes": "%"}, {"bytes": encoded(b"PK\x03\x04")}):
        page = answered({"restored": nothing}, State())
        assert page.session_state["state"] == State(lens="points") and page.session_state[own.MISSED]


def test_points_beyond_an_address_stay_with_the_visitor() -> None:
    page = visit(**OWN)
    many = read(b"1,2\n" * 100)
    page.session_state["state"] = replace(page.session_state["state"], points=many)
    page = sound(page.run())
    shown = sent_to(page, "points")
    assert shown["rows"] is None and "100 points" in shown["told"][-3]
    assert shown["told"][-1] == words("en")("own.reload_loses") and sent_to(page, "drop")["keep"] == 0
    assert "own" in page.query_params["data"] and "points" not in page.query_params


@pytest.mark.parametrize(
    "n, where",
    [(63, []), (64, ["added on the picture: “Edit points”"])]
    + [(n, ["keep them as a file", "Delete or move them on the picture: “Edit points”"]) for n in (65, 200)]
    + [(201, ["keep them as a file"])],
)
def test_what_the_table_cannot_do_is_said_with_where_it_can_be_done(n: int, where: list[str]) -> None:
    said = own._beyond(words("en"), n, edited=True)
    assert len(said) == len(where)
    elsewhere = own._beyond(words("en"), n, edited=False)  # where the picture has no such button
    assert elsewhere == [sentence for sentence in said if "Edit points" not in sentence]
    assert all(part in sentence for part, sentence in zip(where, said, strict=True))


def test_what_was_pasted_is_not_told_as_a_file() -> None:
    report = read(b"1;2,5").report
    assert report
    as_file, pasted = (told(words("en"), report, pasted)[0] for pasted in (False, True))
    assert as_file == "1 point read: UTF-8, separated by semicolons, with a decimal comma."
    assert pasted == "1 point pasted: separated by semicolons, with a decimal comma."
    for message, flag in (({"pasted": True}, True), ({}, False), ({"pasted": "<b>"}, False)):
        page = answered({"opened": {"bytes": encoded(b"1,2"), **message}}, State(data="own"))
        assert page.session_state[own.PASTED] is flag


@pytest.mark.parametrize(
    "content, columns",
    [
        (b"1,2\n", False),
        (b"x = [1, 2]\ny = [3, 4]", False),
        (b"a,b\n1,2\n", True),
        (b"1,2,3\n", True),
        (b"k,1,2\n", True),
    ],
)
def test_columns_are_told_where_there_is_something_to_tell(content: bytes, columns: bool) -> None:
    report = read(content).report
    assert report and len(told(words("en"), report)) == 1 + columns


def test_what_the_table_sends_are_the_points() -> None:
    assert after(typed={"rows": [[1, 2], [3.5, -4]], "n": 1}) == Dataset("own", (1, 3.5), (2, -4))


def test_a_file_is_read_with_the_columns_asked_for() -> None:
    content = encoded(b"a,b,c\n1,2,3\n")
    assert after(opened={"bytes": content}) == Dataset("own", (1,), (2,))
    assert after(opened={"bytes": content, "x": "c", "y": "a"}) == Dataset("own", (3,), (1,))


def test_what_is_pasted_for_one_more_is_added() -> None:
    more = {"bytes": encoded(b"1;2,5\n3;4"), "added": True, "pasted": True}
    assert after(opened=more) == Dataset("own", (5, 1, 3), (6, 2.5, 4))
    drawn = State(data="own", origin="cars", points=Dataset("own", (5,), (6,)))
    page = answered({"opened": more}, drawn)
    assert page.session_state["state"].origin == "cars" and page.session_state["state"].points.report.rows == 2
    assert answered({"opened": more, "undone": True}, drawn).session_state["state"] == drawn
    assert answered({"opened": more}, State(data="cars")).session_state["state"].points == Dataset(
        "own", (1, 3), (2.5, 4)
    )


def test_what_a_file_took_the_place_of_comes_back() -> None:
    drawn = State(data="own", origin="cars", points=Dataset("own", (5,), (6,)))
    for state in (State(data="cars"), drawn):
        content = {"bytes": encoded(b"1,2\n" * 300)}
        opened = answered({"opened": content}, state).session_state["state"]
        assert (opened.data, opened.origin, len(opened.points)) == ("own", "", 300)
        undone = answered({"opened": content, "undone": True}, state).session_state["state"]
        assert (undone.data, undone.origin, undone.points) == (state.data, state.origin, state.points)
    assert answered({"undone": True}, drawn).session_state["state"] == drawn


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_set_has_the_ways_to_points_of_ones_own_beside_it(lang: str) -> None:
    page = visit(data="cars", lens="points", lang=lang, **FEW)
    shown = sent_to(page, "points")
    assert shown["offer"] and shown["rows"] is None
    assert not any(each.proto.component_name.endswith("points") for each in visit(**FEW).get("bidi_component"))


@pytest.mark.parametrize(
    "message",
    [{"typed": each} for each in (None, 3, {}, {"rows": 5}, {"rows": []}, {"rows": [[1]]}, {"rows": [["a", 2]]})]
    + [{"typed": {"rows": rows}} for rows in ([[1, None]], [[1e400, 2]], [[1e31, 2]], [[1, 2]] * 65, "12", [[[1], 2]])]
    + [{"opened": each} for each in (None, {}, {"bytes": None}, {"bytes": "%%%"}, {"bytes": 7}, {"bytes": "AAA"})]
    + [{"opened": {"bytes": encoded(content)}} for content in (b"", b"PK\x03\x04", b"x" * 3_000_000, b"\xff\xff")]
    + [{"opened": {"bytes": encoded(b"a,b\n1,2"), "x": x}} for x in ("nothing", 5, ["a"], {"a": 1}, "<b>")],
    ids=lambda message: repr(message)[:40],
)
def test_what_cannot_be_points_leaves_those_there_are(message: dict[str, Any]) -> None:
    assert after(**message) == Dataset("own", (5,), (6,))
