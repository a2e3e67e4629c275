"""A lesson as one file: what each step of it says, asks and knows, and that nothing of it is more than text."""

import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest

from linreg.lessons import Lesson, read_lesson
from linreg.lessons.judge import Guess, judged
from linreg.lessons.marked import as_html
from linreg.lessons.shelf import ORDER
from linreg.picture.offline import Said
from linreg.state import State
from linreg.views import lesson_file
from linreg.words import LANGUAGES, words
from tests.lessons.test_shelf import facts, lesson
from tests.offline.reading import Document
from tests.offline.test_file import EVIL
from tests.scenes import numbers

LARGEST = 4_000_000  # bytes


@cache
def saved(name: str, lang: str = "en") -> Document:
    return Document(lesson_file.file({each: lesson(name, each) for each in LANGUAGES}, lang))


def written(text: str) -> Lesson:
    return read_lesson(f"# A lesson\n\n## A step\n{text}")


def file(lessons: Mapping[str, Lesson] | Lesson) -> Document:
    found = {"en": lessons} if isinstance(lessons, Lesson) else lessons
    return Document(lesson_file.file(found, "en"))


def led(document: Document, at: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = document.data["steps"][at]["led"]
    return found


def said(document: Document, at: int = 0, lang: str = "en") -> dict[str, Any]:
    found: dict[str, Any] = document.data["steps"][at]["told"][lang]["led"]
    return found


@pytest.mark.parametrize("name", ORDER)
def test_every_lesson_is_a_file_whose_answers_are_those_of_its_runs(name: str) -> None:
    found = saved(name)
    assert len(json.dumps(found.data)) + len(found.texts["linreg-plotly"]) < LARGEST
    for lang in LANGUAGES:
        steps = lesson(name, lang).steps
        assert len(found.data["steps"]) == len(steps) and found.data["titles"][lang] == lesson(name, lang).title
        for at, step in enumerate(steps):
            own, asked = facts(step.state), led(found, at)
            right = judged(step, Guess(), own)
            assert said(found, at, lang)["after"] == as_html(step.told, own)
            assert said(found, at, lang)["notes"] == as_html(step.notes, own)
            assert said(found, at, lang)["broken"] == []
            assert asked["ask"] == step.ask and asked["fitting"] == list(right.fitting)
            if step.ask in ("number", "place"):
                assert asked["value"] == (list(right.value) if isinstance(right.value, tuple) else right.value)
            W = numbers(found.view(lang, at)["runs"][0]["W"])
            assert np.array_equal(W, np.float32(own.runs[0].W))  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ORDER)
def test_a_guess_is_near_in_the_file_where_it_is_on_the_page(name: str) -> None:
    for at, step in enumerate(lesson(name).steps):
        asked, own = led(saved(name), at), facts(step.state)
        if step.ask == "number":
            for guess in (asked["value"] + 0.99 * asked["near"], asked["value"] - 1.01 * asked["near"]):
                near = abs(guess - asked["value"]) <= asked["near"]
                assert judged(step, Guess(number=guess), own).right is near
        if step.ask == "place":
            W, b = asked["value"]
            for share in (0.99, 1.01):
                assert judged(step, Guess(place=(W + share * asked["near"], b)), own).right is (share < 1)


def test_what_a_later_step_asks_about_the_same_run_is_hidden_until_then() -> None:
    found = saved("rate")
    assert led(found, 0)["later"] == [1] and led(found, 1)["later"] == []
    assert led(found, 1)["rating"] == [3, 5] and led(found, 4)["rating"] == [5]  # an outcome, a rate to be found
    assert led(saved("line"), 1)["later"] == [3], "every run leads to the minimum"
    for at, step in enumerate(lesson("rate").steps):
        titles = [trace.get("name") for trace in found.view("en", at)["stage"]["curve"]["data"]]
        assert words("en")("explore.forecast") not in titles or not (
            step.ask or led(found, at)["later"] or led(found, at)["rating"]
        )


def test_a_goal_says_that_it_needs_the_page_and_what_the_run_makes_of_it() -> None:
    open_, played = said(saved("rate"), 5, "ko")["goal"]
    assert open_ == words("ko")("offline.goal_open", lr="0.01")
    assert words("ko")("lessons.goal_never", lr="0.01") in played and led(saved("rate"), 5)["reached"] is False
    assert led(file(written("state: lr=0.1\ngoal: epochs_to 1% <= 500")))["reached"] is True


def test_a_number_that_never_comes_is_near_no_guess() -> None:
    never = written("ask: number\nanswer: epochs_to 1%\n\n### Question\nHow many?")
    assert led(file(never))["value"] is None and said(file(never))["was"] == ["∞", "∞"]
    own = facts(never.steps[0].state)
    assert own.value(never.steps[0].answer) == math.inf  # type: ignore[arg-type]
    assert judged(never.steps[0], Guess(number=50), own).right is False


def test_a_lesson_in_one_language_is_a_file_in_one() -> None:
    found = file(written("state: lr=0.1"))
    assert list(found.data["languages"]) == ["en"] and list(found.data["steps"][0]["told"]) == ["en"]


def test_two_languages_that_are_not_the_same_lesson_are_not_put_into_one_file() -> None:
    other = read_lesson("# 수업\n\n## 단계\nstate: lr=0.17", "ko")
    assert list(file({"en": written("state: lr=0.1"), "ko": other}).data["languages"]) == ["en"]


def test_a_step_that_cannot_be_trained_says_so_and_the_lesson_goes_on() -> None:
    both = read_lesson("# A lesson\n\n## One\nstate: batch=50&lens=table\n\nText.\n\n## Two\nstate: lr=0.1")
    found = file(both)
    (warned,) = said(found)["warned"]
    assert words("en")("offline.instead") in warned
    assert found.view("en", 0)["runs"][0]["lr"] == State().lr and found.view("en", 1)["runs"][0]["lr"] == 0.1


def test_a_lens_of_the_step_is_open_in_the_file() -> None:
    assert file(written("state: lens=table")).data["steps"][0]["open"] == "table"
    assert file(written("state: lens=steps&epochs=9")).data["steps"][0]["slow"]
    assert file(written("state: lens=rain&epochs=9")).data["steps"][0]["rain"]


def test_a_strangers_lesson_is_text() -> None:
    text = EVIL.replace("{{DATA}} {{MARK}}", "<b>bold</b> **strong** {cost at 0}")
    head = f"# {text}\n\n## {text}\nstate: lr=0.1\nask: choice\nanswer: outcome\n\n{text}\n\n### Question\n{text}\n\n"
    found = file(read_lesson(f"{head}- good: {text}\n- crawls: {text}\n\n### Answer\n{text}\n\n### Notes\n{text}"))
    assert {tag for tag, _ in found.tags} == {tag for tag, _ in saved("rate").tags}
    told = said(found)
    for each in (told["title"], told["text"], told["question"], *told["options"], told["after"], told["notes"]):
        assert set(re.findall(r"<([^>]*)>", each)) <= {"p", "/p", "strong", "/strong"}
        assert "&lt;script&gt;" in each and "<strong>strong</strong>" in each
    assert "4.667" in told["text"]
    assert found.data["titles"]["en"].startswith("</script>")


@pytest.mark.parametrize("text", ["<img src=x>", "<p onclick=x>", "a < b", "<p><script></p>"])
def test_what_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no elements but"):
        Said(title="", text=text)


def test_the_picture_for_who_has_no_scripts_does_not_tell() -> None:
    document = lesson_file.file({"en": lesson("rate")}, "en")
    drawn = ET.fromstring(document[document.index("<svg") : document.index("</svg>") + len("</svg>")])
    paths = [each for each in drawn.iter("{http://www.w3.org/2000/svg}path") if each.get("stroke") == "#b53b0a"]
    assert len(paths) == 3 and all((each.get("d") or "").count("L") <= 1 for each in paths)
