"""Every number in a sentence, computed anew from the training: what it is said to be is what it is."""

import re

import numpy as np
import pytest
import torch

from linreg import Dataset, Run, TrainConfig, train
from linreg.notebook import log_lines, shortfall
from linreg.telling import forecast as forecast_words
from linreg.telling import verdict_words
from linreg.telling.rates import named, zone_told
from linreg.telling.verdict import verdict
from linreg.theory import curvature, forecast, named_rates
from linreg.training.model import linear_draw
from linreg.views.terms import MARKED
from linreg.words import LANGUAGES, words
from tests.samples import AWKWARD

NOTEBOOK = Dataset.notebook()
THEORY = curvature(NOTEBOOK)
ROUND = Dataset.line(20, 2.0, -1.0, 1.0, 1).standardised()[0]
ONE_POINT, EQUAL_X = AWKWARD["one point"], AWKWARD["all x equal"]
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def numbers(text: str) -> list[float]:
    """The numbers in a sentence, in their order; 9% is 9. Names such as float32 hold none."""
    plain = re.sub(r"float32|2/\(λmin \+ λmax\)|[12]/λmax", "", text).replace("−", "-").replace(",", "")
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", plain)]


def result(run: Run, lang: str = "en") -> str:
    return MARKED.sub(r"\2", verdict_words.sentence(words(lang), verdict(run), most_epochs=10_000))


def expected(data: Dataset, config: TrainConfig, lang: str = "en") -> str:
    return MARKED.sub(r"\2", forecast_words.sentence(words(lang), forecast(data, config)))


def distances(run: Run) -> np.ndarray:
    """Each state's distance to the minimum."""
    return np.hypot(*curvature(run.data, run.config.cost).coordinates(run.W, run.b))


# the result


@each_language
def test_converged_tells_when_it_came_near_and_how_near_the_end_is(lang: str) -> None:
    run = train(NOTEBOOK, TrainConfig(lr=0.1, epochs=400))
    since, percent, *rest = numbers(result(run, lang))
    distance = distances(run)
    assert since == np.argmax(distance <= 1e-3 * distance[0]) == 247
    assert percent == 0.1
    off = [abs(run.W[-1] - 1), abs(run.b[-1])]
    at = rest[:2] if lang == "en" else rest[2:]
    assert at == pytest.approx(off, rel=0.01)
    assert sorted(rest, reverse=True)[0] == 1 and off[0] < 1e-5 < abs(run.W[since := int(since)] - 1)


@each_language
def test_forecast_and_result_tell_one_share_of_one_distance(lang: str) -> None:
    """Four shares of four things for one run were read as four answers."""
    config = TrainConfig(epochs=1000)
    run = train(NOTEBOOK, config)
    distance = distances(run)
    share = f"{100 * distance[-1] / distance[0]:.2g}%"
    assert share == "3.6%"
    for told in (result(run, lang), expected(NOTEBOOK, config, lang)):
        assert re.findall(r"[\d.]+%", told) == [share]
    assert any(number == pytest.approx(run.b[-1], rel=0.01) for number in numbers(result(run, lang)))


@each_language
def test_a_rate_is_advised_with_its_reason(lang: str) -> None:
    fastest, half = {"en": ("fastest from this start", "half the limit"), "ko": ("가장 빠른", "한계의 절반")}[lang]
    crawls = result(train(NOTEBOOK, TrainConfig(epochs=1000)), lang)
    explodes = result(train(NOTEBOOK, TrainConfig(lr=0.19, epochs=1000)), lang)
    assert fastest in crawls and half not in crawls and 0.175 in numbers(crawls)
    assert half in explodes and fastest not in explodes and 0.09 in numbers(explodes)
    assert 0.09 == pytest.approx(THEORY.limit / 2, rel=0.05)


@each_language
@pytest.mark.parametrize("start", [(0.0, 0.0), (0.5, 1.1)])
def test_the_growth_is_that_of_the_swing_across_the_valley(start: tuple[float, float], lang: str) -> None:
    run = train(NOTEBOOK, TrainConfig(lr=0.19, epochs=60, init=start))
    across = THEORY.coordinates(run.W, run.b)[1]
    over, limit, growth = 1.05, 0.1803, -across[31] / across[30]
    assert growth == pytest.approx(1.1077, abs=1e-3) and 1.11 in numbers(result(run, lang))
    assert {over, limit} <= set(numbers(result(run, lang)))


def test_the_distance_may_shrink_while_the_swing_grows() -> None:
    """So nothing may be said of the distance: from (0.5, 1.1) it falls for seven epochs."""
    distance = distances(train(NOTEBOOK, TrainConfig(lr=0.19, epochs=7, init=(0.5, 1.1))))
    assert (np.diff(distance) < 0).all()


@each_language
def test_a_round_bowl_has_no_valley(lang: str) -> None:
    for lr in (0.999, 1.05):
        config = TrainConfig(lr=lr, epochs=60)
        text = result(train(ROUND, config), lang) + expected(ROUND, config, lang)
        assert "valley" not in text and "골짜기" not in text


def test_the_rate_that_is_advised_to_one_who_swings_is_sooner_there() -> None:
    found = verdict(train(NOTEBOOK, TrainConfig(lr=0.178, epochs=50)))
    assert found.epochs_advised < found.epochs_needed
    assert verdict(train(NOTEBOOK, TrainConfig(lr=0.175, epochs=100))).lr_advised is None


# the forecast


@each_language
def test_the_half_life_is_that_along_the_valley_and_the_rest_that_of_the_whole_distance(lang: str) -> None:
    half, epochs, left = numbers(expected(NOTEBOOK, TrainConfig(), lang))
    run = train(NOTEBOOK, TrainConfig(epochs=1000))
    along, away = np.abs(THEORY.coordinates(run.W, run.b)[0]), distances(run)
    assert along[int(half)] == pytest.approx(along[0] / 2, rel=2e-3)
    assert (epochs, left) == (1000, round(100 * away[-1] / away[0], 1))


@each_language
@pytest.mark.parametrize("data", [ONE_POINT, EQUAL_X], ids=["one point", "all x equal"])
@pytest.mark.parametrize(("share", "word"), [(0.3, "falls"), (0.7, "swings"), (0.95, "swings"), (0.5, "arrives")])
def test_towards_a_floor_it_goes_as_is_said(data: Dataset, share: float, word: str, lang: str) -> None:
    config = TrainConfig(lr=share * curvature(data).limit, epochs=30)
    text, say = expected(data, config, lang), words(lang)
    across = curvature(data).coordinates(*(train(data, config).W[:2], train(data, config).b[:2]))[1]
    factor = across[1] / across[0]
    growth = numbers(text)[-1]
    assert re.sub(r"\{\w+\}.*", "", say.tables["rate"][f"forecast_to_floor_{word}"]) in text
    if word == "arrives":
        assert abs(factor) <= growth / 100
    else:
        assert (factor < 0) == (word == "swings") and growth == pytest.approx(abs(factor), rel=2e-3)


def test_a_direction_that_is_there_after_one_epoch_is_not_said_to_halve() -> None:
    run = train(ROUND, TrainConfig(lr=0.5, epochs=1))
    assert distances(run)[1] <= 1e-3 * distances(run)[0]
    assert "one epoch arrives" in expected(ROUND, TrainConfig(lr=0.5)) and "halves" not in expected(
        ROUND, TrainConfig(lr=0.5)
    )


def test_nothing_moves_is_said_only_where_nothing_does() -> None:
    """Seen from x = 1000 the slow direction stands still while the cost falls to 14%: the steep one moves."""
    far = Dataset("far", (1000.0, 1001.0, 1002.0), (1000.0, 1001.0, 1003.0))
    told = "nothing visible moves"
    config = TrainConfig(lr=0.001 * curvature(far).limit, epochs=490)
    run = train(far, config)
    assert run.cost[-1] < 0.2 * run.cost[0] and told not in expected(far, config)
    still = TrainConfig(lr=1e-9, epochs=490)
    assert train(NOTEBOOK, still).cost[-1] > 0.99 * train(NOTEBOOK, still).cost[0] and told in expected(NOTEBOOK, still)


@each_language
def test_the_fastest_rate_says_after_how_many_epochs(lang: str) -> None:
    config = TrainConfig(lr=named_rates(THEORY, (0.0, 0.0))["fastest"], epochs=300)
    distance = distances(train(NOTEBOOK, config))
    there = int(np.argmax(distance <= 1e-3 * distance[0]))
    assert numbers(expected(NOTEBOOK, config, lang))[-2:] == [there, 0.1]
    (help,) = (rate.help for rate in named(words(lang), THEORY, (0.0, 0.0)) if rate.name == "fastest")
    assert numbers(help) == [there, 0.1, 0.1765]


def test_only_the_fastest_is_said_to_be_the_fastest() -> None:
    assert "no rate arrives sooner" not in expected(NOTEBOOK, TrainConfig(lr=0.1765))


@each_language
@pytest.mark.parametrize("name", AWKWARD)
def test_every_sentence_is_whole_on_any_points(name: str, lang: str) -> None:
    data, say = AWKWARD[name], words(lang)
    theory = curvature(data)
    for share in (1e-9, 0.1, 0.5, 0.97, 1.0, 1.05, 50.0):
        config = TrainConfig(lr=share * theory.limit, epochs=40)
        told = [
            expected(data, config, lang), result(train(data, config), lang), zone_told(say, config.lr, theory),
            *(rate.help for rate in named(say, theory, (0.0, 0.0))),
        ]  # fmt: skip
        for text in told:
            assert not re.search(r"[{}]|\bnan\b|\binf\b|None| %|  ", text), text
            assert re.match(r"[*A-Z가-힣]", text), text
            assert lang == "ko" or not re.search(r"\. [a-z]", text), f"a sentence begins small: {text}"


# the rates by name, and the zones


@pytest.mark.parametrize(
    "data", [NOTEBOOK, Dataset.line(20, 2.0, -1.0, 1.0, 1), ROUND], ids=["notebook", "line", "round"]
)
def test_just_below_and_just_above_the_limit_are_that(data: Dataset) -> None:
    theory = curvature(data)
    rates = {rate.name: rate for rate in named(words("en"), theory, (0.0, 0.0))}
    assert "Just below the limit" in rates["edge"].help and 0.98 < rates["edge"].lr / theory.limit < 1
    assert "Just above the limit" in rates["too_far"].help and 1 < rates["too_far"].lr / theory.limit < 1.07
    assert rates["fastest"].lr < rates["edge"].lr


@each_language
def test_what_stands_on_a_button_is_the_rate_it_sets(lang: str) -> None:
    for data in AWKWARD.values():
        for rate in named(words(lang), curvature(data), (0.0, 0.0)):
            assert numbers(rate.label)[-1] == pytest.approx(rate.lr, rel=1e-6)


def test_no_rate_is_good_where_all_take_for_ever() -> None:
    norris = curvature(AWKWARD["norris"])
    assert zone_told(words("en"), 0.4 * norris.limit, norris).startswith("No overshoot")
    assert zone_told(words("en"), 0.4 * THEORY.limit, THEORY).startswith("Good")


# the notebook


def test_the_start_of_the_second_module_lies_twice_as_far_along_the_valley() -> None:
    generator = torch.Generator().manual_seed(1)
    first, second = linear_draw(generator), linear_draw(generator)
    run = train(NOTEBOOK, TrainConfig(epochs=1, init=first))
    assert f"{run.cost[0]:.4f}" == "2.1471"
    assert all("2.1471" in words(lang)("notebook.module_cost_text") for lang in LANGUAGES)
    along = [abs(float(THEORY.coordinates(*start)[0])) for start in ((0.0, 0.0), second)]
    assert 2 < along[1] / along[0] < 2.5


def test_b_is_larger_in_the_line_of_epoch_100_than_in_that_of_epoch_0() -> None:
    lines = {line.epoch: line.b for line in log_lines()}
    assert lines[100] > lines[0]


def test_the_shortfall_is_short_by_what_is_told() -> None:
    short = shortfall()
    assert f"{100 * (1 - short.W):.2g}" == "1.5"
    run = train(NOTEBOOK, short.fastest)
    assert short.fastest.lr == 0.175 and abs(run.W[-1] - 1) < 5e-4 <= abs(run.W[-2] - 1)
