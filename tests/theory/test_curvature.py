"""The bowl's curvature against numpy.linalg and numbers worked by hand, and the way between scaled and original x."""

import math

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, cost
from linreg.theory import (
    Theory,
    curvature,
    forecast,
    to_original,
)
from tests.theory.points import FLAT, ONE_POINT, random_data


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
    assert curvature(notebook).coordinates(1.0, 0.0) == pytest.approx([0, 0], abs=1e-15)


def test_eigen_coordinates_keep_distances(notebook: Dataset) -> None:
    assert np.hypot(*curvature(notebook).coordinates([4.0, 1.0], [4.0, -2.0])) == pytest.approx([5, 2])


@pytest.mark.parametrize("seed", range(5))
def test_scaled_and_unscaled_minimum_are_one_line(seed: int) -> None:
    data = random_data(seed)
    scaled, scaling = data.standardised()
    assert to_original(*cost.optimum(scaled), scaling) == pytest.approx(cost.optimum(data), rel=1e-9, abs=1e-9)


def test_standardised_x_make_a_round_bowl(norris: Dataset) -> None:
    assert curvature(norris.standardised()[0]).kappa == pytest.approx(1, abs=1e-12)
