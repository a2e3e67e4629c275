"""Guesses held against runs; what a browser may send."""

import math
from typing import Any

import pytest

from linreg import Dataset, TrainConfig, train
from linreg.lessons import Facts, Option, Step, read_lesson
from linreg.lessons.judge import Guess, guess_of, judged

RUN = train(Dataset.notebook(), TrainConfig(lr=0.1, epochs=300))
FACTS = Facts((RUN,))


def step(ask: str, answer: str = "", options: str = "", **head: str) -> Step:
    told = {"ask": ask, "answer": answer, **head}
    lines = "\n".join(f"{name}: {text}" for name, text in told.items() if text)
    return read_lesson(f"# A\n## B\n{lines}\n### Question\nWhat?\n{options}\n").steps[0]


NUMBER = step("number", "cost at 0", near="5%")
PLACE = step("place", "minimum", near="10%")
CHOICE = step("choice", "epochs_to 1%", "- < 10: a\n- 10 to 500: b\n- never: c")
CURVE = step("curve")


@pytest.mark.parametrize(("number", "right"), [(4.67, True), (4.5, True), (4.0, False), (-4.67, False)])
def test_a_number_is_right_within_its_share(number: float, right: bool) -> None:
    found = judged(NUMBER, Guess(number=number), FACTS)
    assert found.right is right and found.value == RUN.cost[0]


@pytest.mark.parametrize(("place", "right"), [((1, 0), True), ((1.05, 0.05), True), ((0, 0), False), ((1, 0.2), False)])
def test_a_place_is_right_within_its_share_of_the_way(place: tuple[float, float], right: bool) -> None:
    found = judged(PLACE, Guess(place=place), FACTS)
    assert found.right is right and found.off == pytest.approx(math.dist(place, (1, 0)), abs=1e-6)


def test_the_choice_that_fits_is_right() -> None:
    assert [judged(CHOICE, Guess(choice=i), FACTS).right for i in range(3)] == [False, True, False]
    assert judged(CHOICE, Guess(), FACTS).fitting == (1,) and judged(CHOICE, Guess(), FACTS).right is None


@pytest.mark.parametrize(("factor", "right"), [(1.0, True), (2.0, True), (0.5, True), (10.0, False)])
def test_a_curve_is_off_by_a_factor(factor: float, right: bool) -> None:
    drawn = tuple((float(t), float(RUN.cost[t] * factor)) for t in range(0, 100, 7))
    found = judged(CURVE, Guess(curve=drawn), FACTS)
    assert found.right is right and found.off == pytest.approx(max(factor, 1 / factor))


@pytest.mark.parametrize(
    ("key", "value", "fits"),
    [
        ("good", "good", True),
        ("good", 3.0, False),
        ("3", 3.0, True),
        ("< 3", 3.0, False),
        ("<= 3", 3.0, True),
        ("> 1", math.inf, False),
        ("never", math.inf, True),
        ("1 to 3", 2.0, True),
        ("1% to 5%", 0.02, True),
        ("3 to never", math.inf, True),
        ("good", (1.0, 2.0), False),
    ],
)
def test_a_key_says_for_which_answers_a_choice_is_right(key: str, value: Any, fits: bool) -> None:
    assert Option(key, "x").plain and Option(key, "x").fits(value) is fits


@pytest.mark.parametrize("asked", [NUMBER, PLACE, CHOICE, CURVE])
@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        "x",
        {},
        {"choice": 7},
        {"choice": "1"},
        {"number": math.nan},
        {"number": "1"},
        {"W": 1},
        {"W": math.inf, "b": 1},
        {"curve": 3},
        {"curve": [[1, -1], [math.nan, 2], "ab", [1], [-1, 1]]},
        {"curve": [[1, 1]] * 5_000},
    ],
)
def test_what_is_no_guess_is_none(asked: Step, sent: Any) -> None:
    found = guess_of(sent, asked)
    assert not found.given and judged(asked, found, FACTS).right is None


def test_what_a_browser_sends_is_a_guess() -> None:
    assert guess_of({"choice": 1}, CHOICE) == Guess(choice=1)
    assert guess_of({"number": 2}, NUMBER) == Guess(number=2.0)
    assert guess_of({"W": 1, "b": 2, "key": "x"}, PLACE) == Guess(place=(1.0, 2.0))
    assert guess_of({"curve": [[0, 4.5], [3, 1]]}, CURVE) == Guess(curve=((0.0, 4.5), (3.0, 1.0)))


@pytest.mark.parametrize("asked", [NUMBER, PLACE, CHOICE, CURVE])
def test_without_a_run_nothing_is_right_or_wrong(asked: Step) -> None:
    assert judged(asked, Guess(), Facts((None,))).right is None
