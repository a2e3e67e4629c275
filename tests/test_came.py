"""What became of a run that no theory of single steps covers: its kind, and that what is told is true of its states."""

import re

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, library, train
from linreg.telling import batches, came_words
from linreg.telling.came import CLOSE, FALLEN, LITTLE, came
from linreg.theory import curvature, landscape, whole_cost
from linreg.training.run import Run
from linreg.training.schedule import rates
from linreg.words import LANGUAGES, words
from linreg.words.numbers import percent_left, plain

SAY = words("en")
NOTEBOOK = Dataset.notebook()
NOISY = Dataset.line(20, 2.0, -1.0, 1.0, seed=1)
STEEP = library("valley")

# One run for each kind that goes back and forth or whose rate falls.
RUNS = {
    "around": (NOTEBOOK, TrainConfig(0.01, 500, cost="l1")),
    "around, RMSprop": (NOTEBOOK, TrainConfig(0.1, 400, optimizer="RMSprop")),
    "oscillating": (NOTEBOOK, TrainConfig(0.1, 200, cost="l1")),
    "creeping": (STEEP, TrainConfig(0.01, 200, optimizer="Rprop", cost="l1")),
    "near": (NOISY, TrainConfig(0.05, 400, batch_size=4, shuffle=True, schedule="exponential", gamma=0.98)),
    "near, cosine": (NOISY, TrainConfig(0.05, 100, batch_size=2, shuffle=True, schedule="cosine")),
    "short": (STEEP, TrainConfig(0.01, 200, schedule="cosine")),
    "hovering": (NOISY, TrainConfig(0.05, 60, batch_size=4)),
}


@pytest.fixture(scope="module")
def runs() -> dict[str, Run]:
    return {name: train(data, config) for name, (data, config) in RUNS.items()}


def told(run: Run, lang: str = "en") -> str:
    say, found = words(lang), came(run)
    return came_words.sentence(say, found, True, batches.came(say, run.data, run.config, found))


@pytest.mark.parametrize("name", RUNS)
def test_kind(name: str, runs: dict[str, Run]) -> None:
    assert came(runs[name]).kind == name.split(",")[0]


@pytest.mark.parametrize("epochs", [1000, 1001, 1002])
def test_a_run_that_rattles_over_the_minimum_has_not_converged_whichever_state_is_its_last(epochs: int) -> None:
    level = Dataset("level", (2.0, 2.0, 2.0), (1.0, 2.0, 4.0))
    run = train(level, TrainConfig(0.02, epochs, cost="l1"))
    assert np.ptp(run.cost[-4:]) > 1e-3  # it goes on
    assert came(run).kind == "around"


@pytest.mark.parametrize("name", RUNS)
def test_the_shares_told_are_those_of_the_states(name: str, runs: dict[str, Run]) -> None:
    run, found = runs[name], came(runs[name])
    on_a_bowl = run.config.cost == "mean"
    best = curvature(run.data) if on_a_bowl else landscape(run.data, run.config)
    best_W, best_b = (best.W, best.b) if on_a_bowl else best.minimum
    away = np.hypot(run.W - best_W, run.b - best_b)
    assert found.distance_left == pytest.approx(away[-1] / away[0], rel=1e-2)
    assert found.distance_typical == pytest.approx(np.median(away[-(len(away) // 4) :]) / away[0], rel=1e-2)
    cost, residuals = whole_cost(run), best_W * np.array(run.data.x) + best_b - run.data.y
    least = np.square(residuals).mean() if on_a_bowl else np.abs(residuals).mean()
    if found.gap_left > 1e-4:  # float32 resolves so much of the cost
        assert found.gap_left == pytest.approx((cost[-1] - least) / (cost[0] - least), rel=1e-2)


@pytest.mark.parametrize("name", [name for name in RUNS if name.split(",")[0] in ("around", "oscillating", "creeping")])
def test_each_word_of_going_back_and_forth_holds(name: str, runs: dict[str, Run]) -> None:
    run, found = runs[name], came(runs[name])
    quarter = len(run.W) // 4
    spread = np.hypot(np.ptp(run.W[-quarter:]), np.ptp(run.b[-quarter:]))
    start = np.hypot(run.W[0] - found.W, run.b[0] - found.b)
    little = spread <= LITTLE * found.distance_typical * start
    assert little == (found.kind == "creeping")
    assert little or (found.distance_typical <= CLOSE) == (found.kind == "around")


@pytest.mark.parametrize("name", ["near", "near, cosine", "short"])
def test_the_rate_has_fallen_by_as_much_as_is_told(name: str, runs: dict[str, Run]) -> None:
    run = runs[name]
    last = rates(run.config, run.per_epoch, run.updates)[-1]
    assert last <= FALLEN * run.config.lr
    assert f"fallen to {percent_left(SAY, last / run.config.lr)} of what it was" in told(run)


@pytest.mark.parametrize("name", RUNS)
def test_no_average_is_told_twice(name: str, runs: dict[str, Run]) -> None:
    assert len(re.findall("last quarter", told(runs[name]))) <= 1
    assert told(runs[name]).count("**") == 2


def test_where_no_noise_is_told_of_the_average_is(runs: dict[str, Run]) -> None:
    found = came(runs["around"])
    assert SAY("method.averaged", gap_mean=plain(found.gap_mean, 3)) in told(runs["around"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", RUNS)
def test_every_place_in_the_sentences_is_filled(name: str, lang: str, runs: dict[str, Run]) -> None:
    assert "{" not in told(runs[name], lang) and "None" not in told(runs[name], lang)
