"""The verdict against runs whose outcome is known, and its sentences in both languages."""

import re

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.telling.verdict import Verdict, verdict
from linreg.telling.verdict_words import sentence
from linreg.theory import curvature
from linreg.words import LANGUAGES, words

NOTEBOOK = Dataset.notebook()
LIMIT = curvature(NOTEBOOK).limit
ONE_POINT = Dataset("one point", (2.0,), (3.0,))
NOISY = Dataset.line(n=20, W=2, b=1, noise=0.5, seed=3)
BEST = (curvature(NOISY).W, curvature(NOISY).b)
ROUND = NOISY.standardised()[0]
LONG_VALLEY = Dataset("long valley", tuple(range(1000, 1010)), tuple(range(10)))
HUGE_X = Dataset("huge x", (1e19, 2e19), (1.0, 2.0))  # its limit lies below float32

# One run for each sentence on the page: what the run is, then its kind and its words.
RUNS = {
    "arrived": (NOTEBOOK, TrainConfig(lr=0.17, epochs=160), "converged", "converged", ""),
    "arrived exactly": (NOTEBOOK, TrainConfig(lr=0.09, epochs=700), "converged", "converged_exact", ""),
    "on the floor": (ONE_POINT, TrainConfig(lr=0.05, epochs=60), "converged", "converged_flat", ""),
    "at the minimum": (NOTEBOOK, TrainConfig(epochs=20, init=(1.0, 0.0)), "converged", "converged_start", ""),
    "on its way": (
        NOTEBOOK,
        TrainConfig(epochs=1000),
        "descending",
        "descending",
        "advice_epochs_or_rate",
    ),
    "on its way, well": (NOTEBOOK, TrainConfig(lr=0.15, epochs=30), "descending", "descending", "advice_epochs"),
    "crawling": (NOTEBOOK, TrainConfig(lr=1e-5, epochs=30), "descending", "descending", "advice_rate"),
    "in a long valley": (LONG_VALLEY, TrainConfig(lr=1e-9, epochs=30), "descending", "descending", "advice_scale"),
    "in it, well": (LONG_VALLEY, TrainConfig(lr=8e-7, epochs=60), "descending", "descending", "advice_scale_here"),
    "swinging": (NOTEBOOK, TrainConfig(lr=0.178, epochs=50), "oscillating", "oscillating", "advice_epochs_or_rate"),
    "swinging in a round bowl": (
        ROUND,
        TrainConfig(lr=0.999, epochs=50),
        "oscillating",
        "oscillating_round",
        "advice_epochs_or_rate",
    ),
    "at the limit": (NOTEBOOK, TrainConfig(lr=LIMIT, epochs=50), "oscillating", "oscillating_limit", "advice_lr"),
    "too small a step": (
        NOTEBOOK,
        TrainConfig(lr=1e-10, epochs=20, init=(1000.0, 1000.0)),
        "stalled",
        "stalled",
        "advice_lr",
    ),
    "climbing": (NOTEBOOK, TrainConfig(lr=0.19, epochs=50), "diverging", "diverging_until", "advice_lr_safe"),
    "just over": (NOTEBOOK, TrainConfig(lr=LIMIT * (1 + 1e-9), epochs=50), "diverging", "diverging", "advice_lr_safe"),
    "gone": (NOTEBOOK, TrainConfig(lr=0.5), "diverged", "diverged_forecast", "advice_lr_safe"),
    "gone by rounding": (NOISY, TrainConfig(lr=0.2, init=BEST), "diverged", "diverged", "advice_lr_safe"),
    "gone at once": (NOTEBOOK, TrainConfig(lr=1e30), "diverged", "diverged_at_once", "advice_lr_safe"),
    "gone, as at any rate": (HUGE_X, TrainConfig(lr=1e-20), "diverged", "diverged_forecast", "advice_no_rate"),
    "gone in a long valley": (LONG_VALLEY, TrainConfig(), "diverged", "diverged_forecast", "advice_lr_scale"),
}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    return {name: verdict(train(data, config)) for name, (data, config, *_) in RUNS.items()}


@pytest.mark.parametrize("name", RUNS)
def test_kind(name: str, verdicts: dict[str, Verdict]) -> None:
    assert verdicts[name].kind == RUNS[name][2]


def test_near_is_a_thousandth_of_the_distance() -> None:
    # in the slow direction the notebook's run needs ln(1000 · 0.4027) / 0.0024068 = 2,493 epochs for it
    assert verdict(train(NOTEBOOK, TrainConfig(epochs=2600))).since == pytest.approx(2493, abs=2)


def test_one_epoch_before_it_has_not_converged() -> None:
    run = train(NOTEBOOK, TrainConfig(lr=0.1, epochs=300))
    since = verdict(run).since
    assert verdict(train(NOTEBOOK, TrainConfig(lr=0.1, epochs=since - 1))).kind == "descending"


def test_epochs_needed_are_enough() -> None:
    needed = verdict(train(NOTEBOOK, TrainConfig(epochs=100))).epochs_needed
    assert verdict(train(NOTEBOOK, TrainConfig(epochs=needed))).kind == "converged"


def test_epochs_needed_are_not_many_more_than_needed() -> None:
    needed = verdict(train(NOTEBOOK, TrainConfig(epochs=100))).epochs_needed
    assert verdict(train(NOTEBOOK, TrainConfig(epochs=int(0.9 * needed)))).kind == "descending"


@pytest.mark.parametrize("name", ["on its way", "crawling", "swinging", "at the limit", "climbing", "gone"])
def test_the_advised_rate_converges_in_the_epochs_told(name: str, verdicts: dict[str, Verdict]) -> None:
    found = verdicts[name]
    assert verdict(train(NOTEBOOK, TrainConfig(lr=found.lr_advised, epochs=found.epochs_advised))).kind == "converged"


def test_what_is_left_of_the_distance_is_the_runs_own(verdicts: dict[str, Verdict]) -> None:
    run = train(NOTEBOOK, TrainConfig(epochs=1000))
    assert verdicts["on its way"].distance_left == pytest.approx(np.hypot(run.W[-1] - 1, run.b[-1]), rel=1e-3)


def test_distance_is_told_for_W_and_b(verdicts: dict[str, Verdict]) -> None:
    run = train(NOTEBOOK, TrainConfig(epochs=1000))
    found = verdicts["on its way"]
    assert (found.W_off, found.b_off) == pytest.approx((run.W[-1] - 1, run.b[-1]))


def test_a_diverged_verdict_tells_the_factor_over_the_limit(verdicts: dict[str, Verdict]) -> None:
    assert round(verdicts["gone"].over, 2) == 2.77


def test_a_diverged_verdict_tells_the_growth_by_hand(verdicts: dict[str, Verdict]) -> None:
    assert verdicts["gone"].growth == pytest.approx(0.5 * 11.09294 - 1)


def test_a_diverged_verdict_tells_the_last_finite_epoch(verdicts: dict[str, Verdict]) -> None:
    assert verdicts["gone"].epochs == train(NOTEBOOK, TrainConfig(lr=0.5)).epochs


def test_a_rate_over_the_limit_is_diverging_even_while_the_cost_still_falls() -> None:
    theory = curvature(NOTEBOOK)
    W, b = np.array([1.0, 0.0]) + 3 * np.array(theory.slow) + 1e-3 * np.array(theory.steep)
    run = train(NOTEBOOK, TrainConfig(lr=1.02 * LIMIT, epochs=20, init=(float(W), float(b))))
    assert run.cost[-1] < run.cost[0] and verdict(run).kind == "diverging"


def test_a_start_as_near_as_float32_can_be_has_converged_whatever_rounding_then_does() -> None:
    assert verdict(train(NOISY, TrainConfig(epochs=200, init=BEST))).kind == "converged"


def test_rounding_far_from_the_minimum_is_no_convergence(verdicts: dict[str, Verdict]) -> None:
    assert verdicts["too small a step"].distance_left == 1


def test_the_epoch_from_which_on_rounding_stops_it() -> None:
    # Around 1000 a float32 moves by no less than 3e-5, and the slow direction's steps fall below that on the way.
    data = Dataset("high up", (1.0, 2.0, 3.0), (2000.0, 3000.0, 4000.0))
    W, b = np.array([1000.0, 1000.0]) + 0.2 * np.array(curvature(data).slow)
    run = train(data, TrainConfig(lr=1e-3, epochs=800, init=(float(W), float(b))))
    assert verdict(run).since == np.argmax((run.W == run.W[-1]) & (run.b == run.b[-1])) > 0


def test_on_a_floor_the_nearest_line_counts_and_not_the_one_of_least_norm() -> None:
    found = verdict(train(ONE_POINT, TrainConfig(lr=0.05, epochs=60, init=(3.0, 3.0))))
    # from (3, 3) straight across to 2W + b = 3, along (2, 1): 6 too much, over 5
    assert (found.W, found.b) == pytest.approx((0.6, 1.8))


def test_on_a_floor_a_run_has_converged_wherever_it_arrives() -> None:
    run = train(ONE_POINT, TrainConfig(lr=0.04, epochs=25, init=(3.0, -300.0)))
    assert verdict(run).kind == "converged"


def test_on_a_floor_the_place_on_it_does_not_count_as_distance_made_good() -> None:
    # (300, -600) lies along the floor from (0, 0): the same way to go, and as much of it left
    runs = [train(ONE_POINT, TrainConfig(lr=0.04, epochs=12, init=init)) for init in ((0.0, 0.0), (300.0, -600.0))]
    assert [verdict(run).kind for run in runs] == ["descending", "descending"]


@pytest.mark.parametrize("kind", ["half", "sum"])
def test_equivalent_rates_come_to_the_same_verdict(kind: str) -> None:
    lr = {"half": 0.02, "sum": 0.01 / 3}[kind]
    same = verdict(train(NOTEBOOK, TrainConfig(lr=lr, cost=kind)))
    assert same.distance_left == pytest.approx(verdict(train(NOTEBOOK, TrainConfig(lr=0.01))).distance_left, rel=1e-3)


def test_a_perfect_line_by_standardised_x_converges() -> None:
    data, _ = LONG_VALLEY.standardised()
    assert verdict(train(data, TrainConfig(lr=0.3, epochs=60))).kind == "converged"


# --- in words ---


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", RUNS)
def test_sentences_are_those_of_the_case(name: str, lang: str, verdicts: dict[str, Verdict]) -> None:
    text = sentence(words(lang), verdicts[name], most_epochs=10_000)
    templates = [words(lang).section("verdict")[key] for key in RUNS[name][3:] if key]
    assert re.fullmatch(" ".join(re.sub(r"\\{\w+\\}", ".+?", re.escape(t)) for t in templates), text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_of_the_table_has_its_run(lang: str) -> None:
    assert {key for run in RUNS.values() for key in run[3:] if key} == set(words(lang).section("verdict"))


def test_the_notebooks_run_in_words(verdicts: dict[str, Verdict]) -> None:
    assert sentence(words("en"), verdicts["on its way"], most_epochs=10_000) == (
        "**Still descending** at the end, epoch 1,000: 3.6% of the distance to the minimum is left. W is "
        "0.0146 away from its best value 1.0000, b 0.0332 from 0.0000. Try 2,500 epochs, or the learning rate 0.175, "
        "the fastest from this start."
    )


def test_a_rate_hardly_over_the_limit_is_not_told_as_once_the_limit() -> None:
    found = verdict(train(NOTEBOOK, TrainConfig(lr=0.1803, epochs=50)))
    assert "1.00003 times the limit" in sentence(words("en"), found, most_epochs=10_000)
