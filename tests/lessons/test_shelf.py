"""The lessons that come with the page: the same in both languages, all they claim and answer computed anew."""

import math
import re
from dataclasses import replace
from functools import cache

import pytest

from linreg import Dataset, Run, TrainConfig, train
from linreg.lessons import Facts, Lesson, Step
from linreg.lessons.expressions import Tree
from linreg.lessons.marked import UNKNOWN, as_html, fields, inline
from linreg.lessons.shelf import ORDER, find, names
from linreg.state import State, config, kept, points
from linreg.words import LANGUAGES

each_lesson = pytest.mark.parametrize("name", ORDER)


def lesson(name: str, lang: str = "en") -> Lesson:
    found = find(name, lang)
    assert found
    return found


@cache
def trained(data: Dataset, how: TrainConfig) -> Run:
    """The blackboard's loop, not the lanes that the page trains with."""
    return train(data, how)


def facts(state: State) -> Facts:
    data = points(state)
    seen = data.standardised()[0] if state.scale == "on" else data
    return Facts([trained(seen, how) for how in (config(state), *kept(state))])


STEPS = [(name, number) for name in ORDER for number in range(1, len(lesson(name).steps) + 1)]
each_step = pytest.mark.parametrize(("name", "number"), STEPS)


def step(name: str, number: int, lang: str = "en") -> Step:
    return lesson(name, lang).steps[number - 1]


def test_there_are_six_to_begin_with() -> None:
    assert names()[: len(ORDER)] == ORDER and len(ORDER) == 6


@each_lesson
def test_a_lesson_takes_ten_minutes_and_asks_before_it_tells(name: str) -> None:
    for lang in LANGUAGES:
        found = lesson(name, lang)
        assert 8 <= found.minutes <= 13 and found.about
        assert sum(bool(each.ask) for each in found.steps) >= 3
        assert all(each.notes and each.text + each.question and not each.lost for each in found.steps)


@each_step
def test_both_languages_show_and_ask_the_same(name: str, number: int) -> None:
    def shape(lang: str) -> tuple[object, ...]:
        each = step(name, number, lang)
        state = {**vars(each.state), "lang": ""}
        keys = [option.key for option in each.options]
        texts = [sorted(shown for shown, _ in fields(text)) for text in (each.text, each.question, each.told)]
        checks = [tree for _, tree in each.checks]
        return state, each.ask, each.answer, each.near, each.tell, each.goal, checks, each.minutes, keys, texts

    assert shape("en") == shape("ko")
    assert re.search("[가-힣]", step(name, number, "ko").title)


@each_step
def test_what_a_step_claims_holds(name: str, number: int) -> None:
    each = step(name, number)
    for line, tree in each.checks:
        assert facts(each.state).holds(tree), line


@each_step
def test_a_question_has_one_answer(name: str, number: int) -> None:
    each = step(name, number)
    if each.answer is None:
        return
    value = facts(each.state).value(each.answer)
    if each.ask == "choice":
        assert sum(option.fits(value) for option in each.options) == 1, value
    elif each.ask == "number":
        assert isinstance(value, float) and math.isfinite(value)
    else:
        assert isinstance(value, tuple)


@each_step
def test_every_number_in_a_text_is_worked_out(name: str, number: int) -> None:
    for lang in LANGUAGES:
        each = step(name, number, lang)
        for text in (each.text, each.question, each.told, each.notes, *(option.text for option in each.options)):
            for shown, tree in fields(text):
                assert facts(each.state).value(tree) is not None, shown
            assert ">" + UNKNOWN not in as_html(text, facts(each.state)) and "*" not in inline(text.replace("\n", " "))


def reached(tree: Tree, state: State, **change: object) -> bool:
    return facts(replace(state, **change)).holds(tree)


# What a viewer may change to reach each goal
WAYS: dict[str, dict[str, object]] = {
    "step": {"lr": 0.1},
    "rate": {"lr": 0.17},
    "slow": {"lr": 0.02},
    "scaling": {"lr": 0.5, "scale": "on"},
}


@pytest.mark.parametrize("name", WAYS)
def test_a_goal_is_missed_at_first_and_can_be_reached(name: str) -> None:
    each = lesson(name).steps[-1]
    assert each.goal
    assert not reached(each.goal, each.state) and reached(each.goal, each.state, **WAYS[name])


def test_without_scaling_no_rate_reaches_that_lessons_goal() -> None:
    each = lesson("scaling").steps[-1]
    assert each.goal
    limit = facts(each.state).value(fields("{limit}")[0][1])
    assert isinstance(limit, float)
    assert not any(reached(each.goal, each.state, lr=limit * share) for share in (0.3, 0.9, 0.99, 0.999, 1.01))


@pytest.mark.parametrize("lr", [0.03, 0.97])
def test_the_notes_of_that_lesson_say_which_rates_do(lr: float) -> None:
    each = lesson("scaling").steps[-1]
    assert each.goal and reached(each.goal, each.state, lr=lr, scale="on")
    assert not reached(each.goal, each.state, lr=lr - 0.01 if lr < 0.5 else 0.99, scale="on")


def test_a_step_says_which_panel_shows_what_it_asks() -> None:
    about = ["", "contours", "contours", "contours", "curve", "contours"]  # the way left, an outcome, a curve, a goal
    assert [each.about for each in lesson("rate").steps] == about
    assert [each.about for each in lesson("line").steps[1:4]] == ["", "", "contours"]  # a cost is the squares' mean
