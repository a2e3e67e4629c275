"""The rates by name, against numbers worked by hand and what PyTorch does with them."""

import math

import pytest

from linreg import Dataset, Run, TrainConfig, train
from linreg.theory import (
    Theory,
    compared_rates,
    curvature,
    equivalent_lr,
    forecast,
    named_rates,
    round_down,
    round_up,
    zone,
    zones,
)
from tests.samples import AWKWARD
from tests.theory.points import ZERO_X, random_data

ZEROS = (0.0, 0.0)


@pytest.mark.parametrize("data", [Dataset.notebook(), *map(random_data, range(4))], ids=range(5))
def test_one_percent_below_the_limit_converges(data: Dataset) -> None:
    run = train(data, TrainConfig(lr=0.99 * curvature(data).limit, epochs=800))
    steep = curvature(data).coordinates(run.W, run.b)[1]
    assert abs(steep[-1]) < 1e-3 * abs(steep[0])


@pytest.mark.parametrize("data", [Dataset.notebook(), *map(random_data, range(4))], ids=range(5))
def test_one_percent_above_the_limit_diverges(data: Dataset) -> None:
    run = train(data, TrainConfig(lr=1.01 * curvature(data).limit, epochs=3000))
    assert run.diverged


def test_zones_follow_each_other_from_zero_to_infinity(theory: Theory) -> None:
    parts = zones(theory)
    assert [low for _, low, _ in parts] + [math.inf] == [0.0] + [high for _, _, high in parts]


@pytest.mark.parametrize(
    ("lr", "name"),
    [
        (1e-30, "crawls"),
        (0.01, "crawls"),
        (0.03, "good"),
        (0.09, "good"),
        (0.0902, "oscillates"),
        (0.1765, "oscillates"),
    ]
    + [(0.1802, "oscillates"), (0.1803, "diverges"), (0.5, "diverges"), (1e30, "diverges")],
)
def test_zone_of_a_rate_for_the_notebook(lr: float, name: str, theory: Theory) -> None:
    assert zone(lr, theory) == name


def test_at_the_limit_itself_it_oscillates() -> None:
    assert zone(1.0, curvature(ZERO_X)) == "oscillates"


def test_the_lower_end_of_good_is_four_times_as_slow_as_one_over_lambda_max(notebook: Dataset, theory: Theory) -> None:
    _, low, high = zones(theory)[1]
    slow, fast = (forecast(notebook, TrainConfig(lr=lr)).slow.half_life for lr in (low, high))
    assert slow / fast == pytest.approx(4, rel=0.02)


def test_named_rates_of_the_notebook(theory: Theory) -> None:
    assert named_rates(theory, ZEROS) == {"no_overshoot": 0.0901, "fastest": 0.175, "edge": 0.178, "too_far": 0.19}


@pytest.mark.parametrize("cost", ["mean", "half", "sum"])
@pytest.mark.parametrize(
    "data", [Dataset.notebook(), *AWKWARD.values(), *map(random_data, range(8))], ids=range(9 + len(AWKWARD))
)
def test_named_rates_lie_in_order_and_where_their_names_say(data: Dataset, cost: str) -> None:
    theory = curvature(data, cost)
    for start in (ZEROS, (3.0, -1.0), (theory.W, theory.b)):
        rates = named_rates(theory, start)
        assert rates["no_overshoot"] <= theory.no_overshoot
        assert rates["no_overshoot"] * 0.999 < rates["fastest"] < rates["edge"] < theory.limit < rates["too_far"]
        assert 0.97 * theory.limit < rates["edge"]
        assert 1.05 * theory.limit <= rates["too_far"] < 1.07 * theory.limit


@pytest.mark.parametrize("x", [1e17, 1e19, 3e19, 1e25, 1e38, 1e-19, 1e-25])
def test_no_rate_is_named_that_float32_cannot_hold(x: float) -> None:
    data = Dataset("own", (x, 2 * x), (1.0, 2.0))
    for cost in ("mean", "half", "sum"):
        for lr in named_rates(curvature(data, cost), ZEROS).values():
            TrainConfig(lr=lr)


def test_where_every_stable_rate_is_below_float32_none_is_named() -> None:
    assert named_rates(curvature(Dataset("own", (1e25, 2e25), (1.0, 2.0))), ZEROS) == {}


def test_at_the_edge_of_the_pages_noisy_line_is_not_below_the_fastest() -> None:
    rates = named_rates(curvature(Dataset.line(20, 2.0, -1.0, 1.0, 1)), ZEROS)
    assert (rates["fastest"], rates["edge"]) == (0.105, 0.1058)  # of a limit of 0.1067


def test_the_fastest_rate_of_a_long_valley_converges_all_the_same() -> None:
    data = Dataset("hardly spread", (1e-12, 3e-12), (1.0, 2.0))  # λmin + λmax is λmax in float64
    fastest = named_rates(curvature(data), ZEROS)["fastest"]
    assert forecast(data, TrainConfig(lr=fastest)).steep.half_life < 1000


def test_the_fastest_rate_of_norris_is_below_its_limit(norris: Dataset) -> None:
    theory = curvature(norris)
    assert 0.998 * theory.limit < named_rates(theory, ZEROS)["fastest"] < theory.limit


def test_from_the_minimum_the_fastest_rate_is_the_one_of_the_best_worst_case(theory: Theory) -> None:
    assert named_rates(theory, (theory.W, theory.b))["fastest"] == 0.1765


@pytest.mark.parametrize(
    ("value", "down", "up"), [(0.18029, 0.18, 0.181), (3.4079e-6, 3.4e-6, 3.41e-6), (731.0, 731, 731)]
)
def test_rounding_to_three_digits(value: float, down: float, up: float) -> None:
    assert (round_down(value, 3), round_up(value, 3)) == (down, up)


def test_equivalent_rates_of_a_textbook() -> None:
    # a textbook's ½·mean at 0.02 steps as the mean at 0.01 does, and as the sum over 50 points at 0.0002
    assert [equivalent_lr(0.02, "half", kind, 50) for kind in ("half", "mean", "sum")] == pytest.approx(
        [0.02, 0.01, 2e-4]
    )


@pytest.mark.parametrize("kind", ["half", "sum"])
def test_equivalent_rates_give_the_same_path(kind: str) -> None:
    data = Dataset.line(n=12, W=-1, b=3, noise=0.4, seed=5)

    def path(kind: str) -> Run:
        return train(data, TrainConfig(lr=equivalent_lr(0.03, "mean", kind, 12), epochs=100, cost=kind))

    assert path(kind).W == pytest.approx(path("mean").W, abs=1e-5)


@pytest.mark.parametrize("name", AWKWARD)
def test_the_three_rates_of_a_lecture_do_what_their_names_say(name: str) -> None:
    theory = curvature(AWKWARD[name])
    rates = compared_rates(theory)
    assert list(rates) == ["crawls", "no_overshoot", "too_far"]
    assert {each: zone(lr, theory) for each, lr in rates.items()} == {
        "crawls": "crawls",
        "no_overshoot": "good",
        "too_far": "diverges",
    }


def test_the_three_rates_of_a_lecture_on_the_notebooks_points() -> None:
    rates = compared_rates(curvature(Dataset.notebook()))
    assert rates == {"crawls": 0.009, "no_overshoot": 0.0901, "too_far": 0.19}
