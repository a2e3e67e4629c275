"""The theory against numpy.linalg, against numbers worked by hand, and against what PyTorch then does."""

import math
from pathlib import Path

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, cost, train
from linreg.theory import (
    Forecast,
    Measurement,
    Theory,
    curvature,
    eigen_coordinates,
    equivalent_lr,
    forecast,
    measure,
    named_rates,
    round_down,
    round_up,
    to_original,
    to_scaled,
    zone,
    zones,
)

ONE_POINT = Dataset("one point", (2.0,), (3.0,))
EQUAL_X = Dataset("all x equal", (2.0, 2.0, 2.0), (1.0, 2.0, 6.0))
ZERO_X = Dataset("all x zero", (0.0, 0.0), (1.0, 3.0))
FLAT = [ONE_POINT, EQUAL_X, ZERO_X]


@pytest.fixture(scope="module")
def notebook() -> Dataset:
    return Dataset.notebook()


@pytest.fixture(scope="module")
def theory(notebook: Dataset) -> Theory:
    return curvature(notebook)


@pytest.fixture(scope="module")
def norris() -> Dataset:
    """NIST's certified data for linear regression, https://www.itl.nist.gov/div898/strd/lls/data/Norris.shtml."""
    x, y = np.loadtxt(Path(__file__).parent / "data" / "norris.csv", delimiter=",", skiprows=1).T
    return Dataset("norris", x.tolist(), y.tolist())


def random_data(seed: int) -> Dataset:
    """Two to forty points, narrow or wide, near the origin or off it."""
    draw = np.random.default_rng(seed)
    n = int(draw.integers(2, 41))
    x = draw.normal(3 * draw.normal(), 10 ** draw.uniform(-1, 1), n)
    y = draw.normal() * x + draw.normal(0, 10 ** draw.uniform(-2, 1), n)
    return Dataset("random", x.tolist(), y.tolist())


# --- the bowl ---


def test_the_notebooks_eigenvalues(theory: Theory) -> None:
    assert (round(theory.lam_min, 4), round(theory.lam_max, 3)) == (0.2404, 11.093)


def test_the_notebooks_condition_number(theory: Theory) -> None:
    assert round(theory.kappa, 1) == 46.1


def test_the_notebooks_learning_rates(theory: Theory) -> None:
    rates = (theory.no_overshoot, theory.fastest, theory.limit)
    assert [round(rate, 4) for rate in rates] == [0.0901, 0.1765, 0.1803]


def test_fastest_rate_by_hand(theory: Theory) -> None:
    # the trace of 2·[[14/3, 2], [2, 1]] is 34/3, and 2 / (34/3) = 3/17
    assert theory.fastest == pytest.approx(3 / 17, rel=1e-15)


def test_norris_condition_number(norris: Dataset) -> None:
    # 731,406.971058…, worked in 50 digits from the decimals of the file
    assert curvature(norris).kappa == pytest.approx(731406.9710583487, rel=1e-12)


def test_norris_limit(norris: Dataset) -> None:
    assert f"{curvature(norris).limit:.3e}" == "3.408e-06"


def test_norris_minimum_is_the_certified_one(norris: Dataset) -> None:
    bowl = curvature(norris)
    assert (bowl.W, bowl.b) == pytest.approx((1.00211681802045, -0.262323073774029), rel=1e-12)


@pytest.mark.parametrize("kind", ["half", "mean", "sum"])
@pytest.mark.parametrize("seed", range(10))
def test_eigenvalues_are_numpys(seed: int, kind: str) -> None:
    data = random_data(seed)
    bowl = curvature(data, kind)
    expected = np.linalg.eigvalsh(cost.hessian(data, kind))
    assert [bowl.lam_min, bowl.lam_max] == pytest.approx(expected, abs=1e-12 * expected[1])


@pytest.mark.parametrize("data", [*map(random_data, range(10)), *FLAT], ids=lambda data: f"{data.name} {len(data)}")
def test_eigenvectors_are_turned_by_the_hessian_as_the_eigenvalues_say(data: Dataset) -> None:
    bowl = curvature(data)
    turned = bowl.matrix @ cost.hessian(data)
    assert turned == pytest.approx(np.array([[bowl.lam_min], [bowl.lam_max]]) * bowl.matrix, abs=1e-13 * bowl.lam_max)


@pytest.mark.parametrize("data", [*map(random_data, range(10)), *FLAT], ids=lambda data: f"{data.name} {len(data)}")
def test_eigenvectors_are_unit_and_at_right_angles(data: Dataset) -> None:
    matrix = curvature(data).matrix
    assert matrix @ matrix.T == pytest.approx(np.eye(2), abs=1e-15)


@pytest.mark.parametrize("x", [(1, 2, 3), (-1, -2, -3), (-1, 0, 1), (-0.1, 0, 0.1), (0, 0), (5,)])
def test_the_first_part_of_an_eigenvector_that_is_not_zero_is_positive(x: tuple[float, ...]) -> None:
    bowl = curvature(Dataset("signs", x, x))
    for vector in (bowl.slow, bowl.steep):
        assert next(part for part in vector if part) > 0


def test_a_round_bowl_has_the_axes_as_directions() -> None:
    data, _ = Dataset.line(n=50, W=2, b=1, noise=0.3, seed=4).standardised()
    assert curvature(data).matrix.tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("data", FLAT, ids=lambda data: data.name)
def test_a_valley_floor_has_no_curvature_along_it(data: Dataset) -> None:
    bowl = curvature(data)
    assert (bowl.flat, bowl.lam_min, bowl.kappa) == (True, 0.0, math.inf)


def test_the_floor_of_one_point_by_hand() -> None:
    # 2·[[4, 2], [2, 1]] has the eigenvalues 10 and 0, the latter along (1, -2)
    bowl = curvature(ONE_POINT)
    assert (bowl.lam_max, *bowl.slow) == pytest.approx((10, 1 / math.sqrt(5), -2 / math.sqrt(5)))


@pytest.mark.parametrize("data", FLAT, ids=lambda data: data.name)
def test_on_a_floor_the_fastest_rate_arrives_in_one_epoch(data: Dataset) -> None:
    bowl = curvature(data)
    assert forecast(data, TrainConfig(lr=bowl.fastest)).gap[1] == pytest.approx(0, abs=1e-12)


def test_x_that_differ_by_rounding_only_count_as_equal() -> None:
    assert curvature(Dataset("rounding", (0.3, 0.1 + 0.2), (1.0, 2.0))).flat


def test_x_that_float32_cannot_hold_are_refused() -> None:
    with pytest.raises(ValueError, match=r"x must lie within float32, got -1e\+39"):
        curvature(Dataset("far", (1.0, -1e39), (0.0, 0.0)))


def test_the_gap_in_eigen_coordinates_is_the_cost_above_the_minimum() -> None:
    data = random_data(3)
    bowl = curvature(data)
    slow, steep = bowl.coordinates(0.7, -1.3)
    assert bowl.gap(slow, steep) == pytest.approx(cost.at(data, 0.7, -1.3) - bowl.cost, rel=1e-10)


def test_eigen_coordinates_count_from_the_minimum(notebook: Dataset) -> None:
    assert eigen_coordinates(notebook, 1.0, 0.0) == pytest.approx([0, 0], abs=1e-15)


def test_eigen_coordinates_keep_distances(notebook: Dataset) -> None:
    assert np.hypot(*eigen_coordinates(notebook, [4.0, 1.0], [4.0, -2.0])) == pytest.approx([5, 2])


# --- the forecast ---


@pytest.fixture(scope="module")
def crawling(notebook: Dataset) -> Forecast:
    return forecast(notebook, TrainConfig(lr=0.01, epochs=1000))


def test_at_001_the_slow_direction_halves_every_288_epochs(crawling: Forecast) -> None:
    assert round(crawling.slow.half_life) == 288


def test_at_001_nine_percent_of_the_slow_direction_are_left(crawling: Forecast) -> None:
    assert round(crawling.slow.left, 2) == 0.09


def test_forecast_has_a_gap_for_every_state(crawling: Forecast) -> None:
    assert len(crawling.gap) == 1001


@pytest.mark.parametrize("kind", ["half", "mean", "sum"])
@pytest.mark.parametrize("seed", range(5))
def test_forecast_cost_is_that_of_descent_in_float64(seed: int, kind: str) -> None:
    data = random_data(seed)
    bowl = curvature(data, kind)
    config = TrainConfig(lr=0.8 * bowl.limit, epochs=40, init=(1.5, -2.0), cost=kind)
    theta, costs = np.array([1.5, -2.0]), []
    for _ in range(41):
        costs.append(float(cost.at(data, *theta, kind)))
        theta = theta - config.lr * cost.hessian(data, kind) @ (theta - cost.optimum(data))
    assert forecast(data, config).cost == pytest.approx(costs, rel=1e-9)


def test_epoch_at_is_the_first_at_or_below_the_fraction(crawling: Forecast) -> None:
    epoch = crawling.epoch_at(1e-3)
    assert epoch == np.argmax(crawling.gap <= 1e-3 * crawling.gap[0])


def test_what_the_first_epoch_reaches_is_reached_at_epoch_one() -> None:
    assert forecast(ZERO_X, TrainConfig(lr=0.4)).epoch_at(0.5) == 1


def test_epoch_at_looks_past_the_end_of_the_run(notebook: Dataset) -> None:
    short, long = (forecast(notebook, TrainConfig(epochs=epochs)) for epochs in (10, 1000))
    assert short.epoch_at(1e-4) == long.epoch_at(1e-4)


def test_epoch_near_is_the_first_so_close_to_the_minimum(notebook: Dataset) -> None:
    run = train(notebook, TrainConfig(lr=0.01, epochs=600))
    distance = np.hypot(run.W - 1, run.b)
    assert forecast(notebook, run.config).epoch_near(0.3) == np.argmax(distance <= 0.3)


def test_a_cost_that_first_falls_and_then_grows_reaches_what_it_passes(notebook: Dataset, theory: Theory) -> None:
    start = np.array([1.0, 0.0]) + 3 * np.array(theory.slow) + 1e-3 * np.array(theory.steep)
    config = TrainConfig(lr=1.02 * theory.limit, init=(float(start[0]), float(start[1])))
    curve = forecast(notebook, config)
    assert curve.epoch_at(0.1) == np.argmax(curve.gap <= 0.1 * curve.gap[0]) > 0


def test_a_cost_that_only_grows_reaches_no_fraction(notebook: Dataset) -> None:
    assert forecast(notebook, TrainConfig(lr=0.5)).epoch_at(0.5) is None


def test_a_start_at_the_minimum_has_arrived(notebook: Dataset) -> None:
    assert forecast(notebook, TrainConfig(init=(1.0, 0.0))).epoch_at(1e-9) == 0


def test_a_start_on_one_eigenvector_has_nothing_along_the_other(theory: Theory) -> None:
    data = Dataset("across", (-1.0, 1.0, 0.0), (2.0, -2.0, 0.0))  # mean x is 0, so W is one direction, b the other
    assert sorted(abs(part) for part in curvature(data).coordinates(0.0, 0.0)) == [0, 2]


def test_at_one_over_the_eigenvalue_a_direction_is_gone_at_once() -> None:
    steep = forecast(ZERO_X, TrainConfig(lr=0.5)).steep
    assert (steep.factor, steep.half_life, steep.left) == (0, 0, 0)


def test_at_the_limit_nothing_shrinks_or_grows() -> None:
    steep = forecast(ZERO_X, TrainConfig(lr=1.0)).steep
    assert (steep.factor, steep.half_life, steep.doubling) == (-1, math.inf, math.inf)


def test_beyond_the_limit_the_doubling_time_by_hand() -> None:
    assert forecast(ZERO_X, TrainConfig(lr=1.5)).steep.doubling == 1  # 1 - 1.5·2 = -2


def test_a_tiny_rate_has_its_half_life_although_the_factor_rounds_to_one() -> None:
    steep = forecast(ZERO_X, TrainConfig(lr=1e-30)).steep
    assert steep.half_life == pytest.approx(math.log(2) / 2e-30)


@pytest.mark.parametrize("lr", [1e-30, 1e30])
@pytest.mark.parametrize("data", [*FLAT, Dataset.notebook()], ids=lambda data: data.name)
def test_forecast_curve_is_finite_at_any_rate(data: Dataset, lr: float) -> None:
    assert np.isfinite(forecast(data, TrainConfig(lr=lr)).cost).all()


def test_nothing_overflows_below_the_limit(crawling: Forecast) -> None:
    assert crawling.last_finite is None


@pytest.mark.parametrize("kind", ["half", "mean", "sum"])
@pytest.mark.parametrize("over", [1.05, 1.5, 2.8, 1e3, 1e30])
def test_last_finite_epoch_is_that_of_the_run(over: float, kind: str) -> None:
    data = Dataset.line(n=20, W=2, b=1, noise=0.5, seed=7)
    config = TrainConfig(lr=over * curvature(data, kind).limit, init="linear", cost=kind)
    run = train(data, config)
    assert run.diverged and forecast(data, config).last_finite == pytest.approx(run.epochs, abs=1)


def test_no_epoch_is_forecast_where_rounding_alone_starts_the_growth(notebook: Dataset) -> None:
    assert forecast(notebook, TrainConfig(lr=0.5, init=(1.0, 1e-9))).last_finite is None


def test_where_the_run_ends_before_the_overflow_the_forecast_tells_it_still(notebook: Dataset) -> None:
    after = train(notebook, TrainConfig(lr=0.19))
    before = forecast(notebook, TrainConfig(lr=0.19, epochs=100))
    assert (before.epochs, before.last_finite) == (100, pytest.approx(after.epochs, abs=1))


def test_a_start_beyond_float32_is_refused_as_train_refuses_it(notebook: Dataset) -> None:
    with pytest.raises(ValueError, match="the cost at the start W = .* exceeds float32"):
        forecast(notebook, TrainConfig(init=(1e30, 0.0)))


# --- the measurement ---


@pytest.fixture(scope="module")
def measurements() -> list[tuple[Forecast, Measurement]]:
    """A hundred random data sets, each trained at a rate below its limit."""
    pairs = []
    for seed in range(100):
        data = random_data(seed)
        kind = ("mean", "half", "sum")[seed % 3]
        lr = curvature(data, kind).limit * float(np.random.default_rng(seed).uniform(0.01, 0.99))
        config = TrainConfig(lr=lr, epochs=150, seed=seed, init="linear", cost=kind)
        pairs.append((forecast(data, config), measure(train(data, config))))
    return pairs


@pytest.mark.parametrize("name", ["slow", "steep"])
def test_measured_factors_meet_the_forecast(name: str, measurements: list[tuple[Forecast, Measurement]]) -> None:
    for expected, found in measurements:
        direction, measured = getattr(expected, name), getattr(found, name)
        assert measured.factor == pytest.approx(direction.factor, abs=1e-4)


@pytest.mark.parametrize("name", ["slow", "steep"])
def test_measured_factors_are_off_by_no_more_than_they_say(
    name: str, measurements: list[tuple[Forecast, Measurement]]
) -> None:
    for expected, found in measurements:
        direction, measured = getattr(expected, name), getattr(found, name)
        assert abs(measured.factor - direction.factor) <= measured.error


def test_a_swinging_direction_is_measured_with_its_sign(notebook: Dataset) -> None:
    assert measure(train(notebook, TrainConfig(lr=0.17, epochs=100))).steep.factor == pytest.approx(-0.8858, abs=1e-4)


def test_a_growing_direction_is_measured(notebook: Dataset) -> None:
    run = train(notebook, TrainConfig(lr=0.5))
    assert measure(run).steep.factor == pytest.approx(forecast(notebook, run.config).steep.factor, rel=1e-6)


def test_the_measurement_ends_where_rounding_begins(notebook: Dataset) -> None:
    # 0.889^k reaches float32's eps at k = 136; the fit needs some distance from it
    assert 60 < measure(train(notebook, TrainConfig(lr=0.01, epochs=1000))).steep.seen < 136


def test_rounding_at_the_end_of_a_long_run_does_not_spoil_the_factor(notebook: Dataset) -> None:
    run = train(notebook, TrainConfig(lr=0.1, epochs=5000))
    assert measure(run).slow.factor == pytest.approx(forecast(notebook, run.config).slow.factor, abs=1e-6)


def test_a_growing_direction_that_covers_the_slow_one_ends_its_measurement(notebook: Dataset) -> None:
    run = train(notebook, TrainConfig(lr=0.5))
    assert 2 < measure(run).slow.seen < run.epochs


def test_norris_slow_direction_is_measured_at_a_millionth(norris: Dataset) -> None:
    run = train(norris, TrainConfig(lr=3e-6, epochs=300))
    assert 1 - measure(run).slow.factor == pytest.approx(3e-6 * 0.80238, rel=1e-3)


def test_a_start_at_the_minimum_says_that_there_is_nothing_to_measure(notebook: Dataset) -> None:
    found = measure(train(notebook, TrainConfig(epochs=20, init=(1.0, 0.0))))
    assert (found.slow.factor, found.slow.hidden, found.steep.hidden) == (None, "start", "start")


def test_a_direction_below_rounding_from_the_start_is_said_to_be_hidden(notebook: Dataset, theory: Theory) -> None:
    start = np.array([1.0, 0.0]) + 5e-8 * np.array(theory.steep)
    found = measure(train(notebook, TrainConfig(epochs=20, init=(float(start[0]), float(start[1])))))
    assert (found.steep.factor, found.steep.hidden) == (None, "noise")


def test_a_run_without_an_epoch_is_said_to_be_too_short(notebook: Dataset) -> None:
    assert measure(train(notebook, TrainConfig(lr=1e30))).steep.hidden == "short"


def test_along_a_valley_floor_nothing_is_measured_to_move() -> None:
    found = measure(train(ONE_POINT, TrainConfig(lr=0.05, epochs=50, init=(3.0, 3.0))))
    assert found.slow.factor == pytest.approx(1, abs=1e-6)


# --- the rates ---


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
    assert named_rates(theory) == {"no_overshoot": 0.0901, "fastest": 0.1765, "edge": 0.178, "too_far": 0.19}


@pytest.mark.parametrize("data", [Dataset.notebook(), *FLAT, *map(random_data, range(8))], ids=range(12))
def test_named_rates_lie_where_their_names_say(data: Dataset) -> None:
    theory = curvature(data)
    rates = named_rates(theory)
    assert rates["no_overshoot"] <= theory.no_overshoot
    assert theory.no_overshoot * 0.999 < rates["fastest"] < theory.limit
    assert 0.97 * theory.limit < rates["edge"] < theory.limit
    assert 1.05 * theory.limit <= rates["too_far"] < 1.07 * theory.limit


def test_the_fastest_rate_of_a_long_valley_converges_all_the_same() -> None:
    data = Dataset("hardly spread", (1e-12, 3e-12), (1.0, 2.0))  # λmin + λmax is λmax in float64
    fastest = named_rates(curvature(data))["fastest"]
    assert forecast(data, TrainConfig(lr=fastest)).steep.half_life < 1000


def test_the_fastest_rate_of_norris_is_below_its_limit(norris: Dataset) -> None:
    theory = curvature(norris)
    assert 0.998 * theory.limit < named_rates(theory)["fastest"] < theory.limit


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


# --- scaling ---


@pytest.mark.parametrize("seed", range(5))
def test_scaled_and_unscaled_minimum_are_one_line(seed: int) -> None:
    data = random_data(seed)
    scaled, scaling = data.standardised()
    assert to_original(*cost.optimum(scaled), scaling) == pytest.approx(cost.optimum(data), rel=1e-9, abs=1e-9)


def test_to_scaled_undoes_to_original() -> None:
    _, scaling = random_data(1).standardised()
    assert to_scaled(*to_original(1.7, -0.4, scaling), scaling) == pytest.approx((1.7, -0.4))


def test_standardised_x_make_a_round_bowl(norris: Dataset) -> None:
    assert curvature(norris.standardised()[0]).kappa == pytest.approx(1, abs=1e-12)
