"""Lessons on the page: listed, led through Explore step by step, asked before they are told, in both languages."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from linreg.lessons.judge import Guess, judged
from linreg.lessons.lesson import Step
from linreg.lessons.marked import as_html, inline
from linreg.lessons.shelf import ORDER
from linreg.state import State, read
from linreg.state.fields import VIEW
from linreg.state.state import names_of
from linreg.theory.nearness import near_since
from linreg.words import LANGUAGES, words
from tests.lessons.test_shelf import facts, lesson
from tests.visits import change, sent, sent_to, sound, value, visit

RATE = lesson("rate").steps


def strip(page: AppTest) -> dict[str, Any]:
    return sent_to(page, "lesson")


def guessed(page: AppTest, guess: Guess, told: bool = False) -> AppTest:
    """The page after a guess, as the strip's message makes it, and after its answer is asked for."""
    id = strip(page)["id"]
    page.session_state["lesson_guesses"] = {id: guess}
    page.session_state["lesson_told"] = {id} if told else set()
    return sound(page.run())


def said(page: AppTest) -> str:
    """All that the page says and sends, but for the notes."""
    told = {name: text for name, text in strip(page).items() if name != "notes"}
    return json.dumps(told) + " ".join(each.value for each in [*page.markdown, *page.caption])


@pytest.mark.parametrize("name", ORDER)
def test_a_lesson_is_walked_to_its_end(name: str) -> None:
    page = visit(lesson=name)
    for number, step in enumerate(lesson(name).steps, 1):
        if number > 1:
            page = opened(page, name, number)
        own, shown = facts(step.state), strip(page)
        assert (shown["number"], shown["lost"], shown["broken"], shown["moved"]) == (number, [], [], False)
        assert shown["text"] == as_html(step.text, own)
        led = sent(page)["led"]
        assert led["locked"] or not step.ask
        assert led["ask"] == (step.ask or ("later" if led["locked"] else ""))
        if step.ask:
            assert shown["phase"] == "ask" and shown["answer"] is None and shown["after"] == ""
            assert json.dumps(as_html(step.told, own))[1:-1] not in said(page)
            shown = strip(guessed(page, Guess(), told=True))
            right = judged(step, Guess(), own)
            assert shown["answer"]["fitting"] == list(right.fitting) and shown["after"] == as_html(step.told, own)
    assert len(shown["links"]["steps"]) == number and shown["links"]["lessons"].startswith("./lessons")


@pytest.mark.parametrize("name", ORDER)
def test_a_lesson_is_walked_to_its_end_in_korean(name: str) -> None:
    page = visit(lesson=name, lang="ko")
    for number, step in enumerate(lesson(name, "ko").steps, 1):
        page.session_state["lesson_guesses"] = {f"{name}/{number}": Guess()}
        page.session_state["lesson_told"] = {f"{name}/{number}"}
        page = opened(page, name, number)
        own, shown = facts(step.state), strip(page)
        assert shown["after"] == (as_html(step.told, own) if step.ask else "") and shown["broken"] == []
        assert re.search("[가-힣]", shown["text"] + shown["question"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ORDER)
def test_no_step_tells_what_a_later_one_asks_about_the_same_run(name: str, lang: str) -> None:
    steps = lesson(name, lang).steps
    page, guesses = visit(lesson=name, lang=lang), {}
    for number, step in enumerate(steps, 1):
        page.session_state["lesson_guesses"] = guesses
        page.session_state["lesson_told"] = set(guesses)
        page = opened(page, name, number)
        if step.ask:
            guesses = guesses | {f"{name}/{number}": Guess()}
            page.session_state["lesson_guesses"], page.session_state["lesson_told"] = guesses, set(guesses)
            page = sound(page.run())
        coming = [each for each in steps[number:] if each.ask and run_of(each) == run_of(step)]
        if not coming:
            continue
        own, played = facts(step.state), step.ask and step.tell != "now"
        assert sent(page)["guessing"] and sent(page)["outcome"] == ""
        assert sent(page)["led"]["locked"] == (not played) and sent(page)["led"]["ask"] == "later"
        assert words(lang)("lessons.later_first") in said(page)
        assert "show_now" not in [button.key for button in page.button]
        assert not sent_to(page, "dial_lr")["zones"]
        beside = " ".join(each.value for each in [*page.markdown, *page.caption]) + strip(page)["text"]
        for each in coming:
            for answer in re.findall("<strong>(.*?)</strong>", as_html(each.told, own)):
                assert not re.search(rf"(?<![\d.,]){re.escape(answer)}(?![\d.,]*\d)", beside), (number, answer)


@pytest.mark.parametrize("number", [2, 3])
def test_nothing_plays_to_the_minimum_that_a_later_step_asks_for(number: int) -> None:
    page = visit(lesson="line", step=str(number))
    led = sent(guessed(page, Guess(), told=True))["led"]
    assert led["locked"] and led["answered"] and not sent_to(page, "dial_lr")["zones"]
    page.session_state["lesson_guesses"] = {f"line/{number}": Guess(), "line/4": Guess()}
    assert not sent(sound(page.run()))["led"]["locked"] and sent_to(page, "dial_lr")["zones"]


@pytest.mark.parametrize("number", [2, 3])
def test_no_step_tells_of_all_rates_what_a_later_one_asks_of_one(number: int) -> None:
    page = guessed(visit(lesson="rate", step=str(number)), Guess(), told=True)
    assert not sent_to(page, "dial_lr")["zones"] and sent(page)["guessing"] and sent(page)["outcome"] == ""
    assert words("en")("lessons.later_first") in said(page)
    assert not sent(page)["led"]["locked"], "what it has asked itself can be played again"


def run_of(step: Step) -> State:
    """What the step plays and draws."""
    return replace(step.state, **{name: getattr(State(), name) for name in names_of(VIEW) if name != "kept"})


def opened(page: AppTest, name: str, number: int) -> AppTest:
    """The page after the link to another step."""
    lang = value(page, "lang")
    step = lesson(name, lang).steps[number - 1]
    page.session_state["state"] = replace(step.state, lang=lang, lesson=name, step=number)
    return sound(page.run())


def test_the_name_and_the_step_are_the_whole_address() -> None:
    page = visit(lesson="rate", step="3")
    assert value(page, "lr") == RATE[2].state.lr
    page = change(page, "lr", 0.15)
    assert dict(page.query_params) == {"lesson": "rate", "step": "3", "lr": "0.15"}
    assert strip(page)["moved"]
    page = change(page, "lr", RATE[2].state.lr)
    assert dict(page.query_params) == {"lesson": "rate", "step": "3"} and not strip(page)["moved"]


@pytest.mark.parametrize("step", ["2", "4"])
def test_nothing_tells_before_it_is_asked(step: str) -> None:
    page = visit(lesson="rate", step=step)
    assert sent(page)["guessing"] and sent(page)["outcome"] == ""
    assert words("en")("lessons.ask_first") in said(page) and "Forecast" not in said(page)
    assert "show_now" not in [button.key for button in page.button]
    assert not sent_to(page, "dial_lr")["zones"] and not sent_to(page, "dial_lr")["named"]


def test_a_run_seen_before_does_not_tell_while_it_is_asked() -> None:
    page = visit(lesson="rate", step="2")
    page.session_state["asked"] = sent(page)["keys"]
    page = sound(page.run())
    assert strip(page)["phase"] == "ask" and "descending" not in said(page).lower()


def test_after_the_guess_it_is_played_and_then_told() -> None:
    page = guessed(visit(lesson="rate", step="4"), Guess(choice=1))
    assert strip(page)["phase"] == "play" and strip(page)["answer"] is None
    assert not sent(page)["led"]["locked"] and sent(page)["led"]["play"] and sent(page)["guessing"]
    page = sound(page.button(key="show_now").click().run())  # as when it has been played to its end
    shown = strip(page)
    assert shown["phase"] == "done" and shown["answer"]["right"] is False and shown["answer"]["fitting"] == [3]
    assert str(facts(RATE[3].state).runs[0].epochs) in shown["after"]  # type: ignore[union-attr]


def test_a_goal_is_checked_against_the_run_on_the_page() -> None:
    page = visit(lesson="step", step="6")
    assert strip(page)["goal"]["kind"] == "set" and not strip(page)["moved"]
    page = sound(page.button(key="show_now").click().run())
    came = strip(page)["goal"]
    assert came["kind"] == "missed" and "3.693" in came["text"] and "< 0.1" in came["text"]
    page = change(page, "lr", 0.1)
    assert strip(page)["goal"]["text"] == words("en")("lessons.goal_open", lr="0.1") and strip(page)["goal"]["play"]
    page = sound(page.button(key="show_now").click().run())
    assert strip(page)["goal"]["kind"] == "reached"
    assert strip(page)["goal"]["text"].endswith("wanted was < 0.1.")
    # "Converged" beside it is nearer than the goal, and later
    page = change(visit(lesson="rate", step="6"), "lr", 0.15)
    page = sound(page.button(key="show_now").click().run())
    since = near_since(facts(replace(RATE[-1].state, lr=0.15)).runs[0], 0.01)
    assert f"From epoch {since} on, at most 1% of" in strip(page)["goal"]["text"]


def test_a_goal_that_is_never_reached_is_told_as_such() -> None:
    page = sound(visit(lesson="rate", step="6").button(key="show_now").click().run())
    assert strip(page)["goal"]["text"] == words("en")("lessons.goal_never", lr="0.01")


def test_where_the_minimum_is_asked_here_or_later_the_picture_does_not_tell() -> None:
    for number in "12345":
        assert sent(visit(lesson="line", step=number))["led"]["bare"]
    assert not sent(visit(lesson="line", step="6"))["led"]["bare"]
    page = visit(lesson="line", step="1")
    page.session_state["lesson_guesses"] = {"line/4": Guess()}
    assert not sent(sound(page.run()))["led"]["bare"]


@pytest.mark.parametrize("name", ORDER)
def test_whatever_names_the_least_in_its_answer_covers_the_surface(name: str) -> None:
    taught = lesson(name)
    for at, step in enumerate(taught.steps):
        assert step.bare == any(word in str(step.answer) for word in ("'minimum'", "'least_")), step.title
        assert (at in taught.covering(at)) == step.bare


def test_the_lens_that_a_goal_names_is_open_to_use() -> None:
    page = visit(lesson="scaling", step="6", lens="scaling")
    assert "scale" in [each.key for each in page.get("button_group")]


def test_a_step_beyond_the_last_is_the_last() -> None:
    assert strip(visit(lesson="rate", step="900"))["number"] == len(RATE)


@pytest.mark.parametrize("name", ["gone", "mine"])
def test_a_lesson_that_is_not_there_says_so_and_the_page_goes_on(name: str) -> None:
    page = visit(lesson=name, step="2", lr="0.05")
    assert value(page, "lr") == 0.05 and sent(page)["led"] is None
    assert words("en")("lessons.none", name=name) in [each.value for each in page.warning]


@pytest.mark.parametrize(
    "message",
    [
        None,
        {},
        {"did": 3},
        {"did": {"do": "guess", "id": "rate/3", "guess": {"choice": 1}}},
        {"did": {"do": "guess", "id": "rate/2", "guess": {"choice": 99}}},
        {"did": {"do": "tell", "id": "rate/2"}},
        {"did": {"do": "guess", "id": "rate/2", "guess": {"choice": 1}}},
    ],
)
def test_a_visitor_may_send_what_he_likes(message: Any) -> None:
    def script(state: object, message: object) -> None:
        import streamlit as st

        from linreg.views import components, lead

        st.session_state.setdefault("state", state)
        st.session_state["lesson_step"] = message
        lead._did(components.said("lesson_step", "did"))

    state, _ = read({"lesson": ["rate"], "step": ["2"]}, RATE[1].state)
    page = AppTest.from_function(script, args=(state, message)).run()
    assert not page.exception
    found = page.session_state["lesson_guesses"] if "lesson_guesses" in page.session_state else {}
    sent = message.get("did") if isinstance(message, dict) else None
    right = isinstance(sent, dict) and sent.get("id") == "rate/2" and sent.get("do") == "guess"
    assert set(found) == ({"rate/2"} if right else set())
    if right:
        assert found["rate/2"] == Guess(choice=1 if sent["guess"]["choice"] == 1 else None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_lists_all_lessons(lang: str) -> None:
    def script(lang: str) -> None:
        import streamlit as st

        from linreg.state import State
        from linreg.views import lessons
        from linreg.words import words

        st.session_state.setdefault("state", State(lang=lang))
        lessons.page(words(lang), st.session_state["state"], ())

    page = AppTest.from_function(script, default_timeout=60, args=(lang,)).run()
    assert not page.exception
    body = " ".join(html.proto.body for html in page.get("html"))
    assert [inline(lesson(name, lang).title) in body and f"lesson={name}" in body for name in ORDER] == [True] * len(
        ORDER
    )


def test_a_step_with_a_goal_asks_for_nothing_else() -> None:
    page = visit(lesson="rate", step="6")
    assert sent(page)["led"]["goal"] and words("en")("explore.guess_first") not in said(page)
    assert not sent(visit(lesson="rate", step="1"))["led"]["goal"]


def test_an_answer_shown_without_playing_sends_the_picture_to_its_end() -> None:
    page = visit(lesson="rate", step="2")
    assert not sent(page)["led"]["told"]
    assert not sent(guessed(page, Guess()))["led"]["told"]
    assert sent(guessed(page, Guess(), told=True))["led"]["told"]
    assert not sent(guessed(visit(lesson="line", step="5"), Guess()))["led"]["told"]  # there nothing is to be played
