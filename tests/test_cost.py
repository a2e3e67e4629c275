"""The cost over (W, b): against hand-worked numbers, NIST's certified ones, NumPy's solver and the residuals."""

import numpy as np
import pytest

from linreg import Dataset, cost
from linreg.theory.surface import Bowl
from tests.samples import AWKWARD, norris

NOTEBOOK = Dataset.notebook()
LINE = Dataset.line(n=30, W=2.0, b=-1.0, noise=1.0, seed=1)
SLOPED = [NOTEBOOK, LINE, norris(), *(AWKWARD[name] for name in ("two points", "tiny", "huge", "far from zero"))]
FLAT = ["one point", "one point at the origin", "all x equal", "all x zero"]
KINDS = ["mean", "half", "sum"]


def near(data: Dataset, count: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Places (W, b) around the minimum, near and far, on the scale of these points."""
    W, b = cost.optimum(data)
    random = np.random.default_rng(5)
    far = 10.0 ** random.uniform(-3, 3, count)
    x, y = np.abs(data.x).max() or 1.0, np.abs(data.y).max() or 1.0
    return W + far * y / x * random.standard_normal(count), b + far * y * random.standard_normal(count)


# the cost itself


def test_cost_of_the_notebook_at_zero_is_14_thirds() -> None:
    assert cost.at(NOTEBOOK, 0, 0) == pytest.approx(14 / 3, rel=1e-15)


def test_cost_on_the_line_itself_is_nothing() -> None:
    assert cost.at(NOTEBOOK, 1, 0) == 0


def test_cost_is_worked_out_place_by_place() -> None:
    W, b = np.array([[0.0, 1.0]]), np.array([[0.0], [2.0]])
    # residuals (−1, −2, −3), (0, 0, 0); (1, 0, −1), (2, 2, 2)
    assert cost.at(NOTEBOOK, W, b) == pytest.approx(np.array([[14 / 3, 0.0], [2 / 3, 4.0]]))


@pytest.mark.parametrize(("kind", "times"), [("mean", 1), ("half", 0.5), ("sum", 3)])
def test_kinds_are_multiples_of_the_mean(kind: str, times: float) -> None:
    assert cost.at(NOTEBOOK, 0.3, 0.4, kind) == pytest.approx(times * cost.at(NOTEBOOK, 0.3, 0.4), rel=1e-15)
    assert cost.factor(kind, 3) == times


# its minimum


def test_optimum_of_the_notebook_is_one_and_zero() -> None:
    assert cost.optimum(NOTEBOOK) == pytest.approx((1.0, 0.0), abs=1e-15)


def test_optimum_of_norris_is_the_certified_one() -> None:
    assert cost.optimum(norris()) == pytest.approx((1.00211681802045, -0.262323073774029), rel=1e-12)


def test_least_cost_of_norris_is_the_certified_one() -> None:
    certified = 26.6173985294224  # the residual sum of squares
    assert cost.at(norris(), *cost.optimum(norris()), "sum") == pytest.approx(certified, rel=1e-11)


@pytest.mark.parametrize("name", AWKWARD)
def test_optimum_is_the_least_squares_solution_of_least_norm(name: str) -> None:
    data = AWKWARD[name]
    columns = np.column_stack([data.x, np.ones(len(data))])
    size = np.array([max(np.abs(data.x).max(), 1e-300), 1.0])
    if name in FLAT:
        size = np.ones(2)  # scaled columns would have another norm
    solution = np.linalg.lstsq(columns / size, np.array(data.y))[0] / size
    assert cost.optimum(data) == pytest.approx(solution, rel=1e-7, abs=1e-12)


@pytest.mark.parametrize("data", SLOPED, ids=lambda data: f"{data.name} {data.x[0]}")
def test_no_place_nearby_has_a_lower_cost(data: Dataset) -> None:
    W, b = cost.optimum(data)
    lowest = cost.at(data, W, b)
    assert (cost.at(data, *near(data)) >= lowest).all()


@pytest.mark.parametrize("name", FLAT)
def test_points_that_share_one_x_have_the_mean_of_y_on_their_line(name: str) -> None:
    data = AWKWARD[name]
    W, b = cost.optimum(data)
    assert W * data.x[0] + b == pytest.approx(np.mean(data.y), abs=1e-12)


# its curvature


def test_hessian_of_the_notebook_has_the_measured_eigenvalues() -> None:
    assert np.linalg.eigvalsh(cost.hessian(NOTEBOOK)) == pytest.approx([0.2404, 11.093], abs=5e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_hessian_is_the_second_difference_of_the_cost(kind: str) -> None:
    def f(W: float, b: float) -> float:
        return float(cost.at(LINE, W, b, kind))

    WW = f(1, 0) - 2 * f(0, 0) + f(-1, 0)
    bb = f(0, 1) - 2 * f(0, 0) + f(0, -1)
    Wb = (f(1, 1) - f(1, -1) - f(-1, 1) + f(-1, -1)) / 4
    assert cost.hessian(LINE, kind) == pytest.approx(np.array([[WW, Wb], [Wb, bb]]), rel=1e-10)


# the bowl


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", SLOPED, ids=lambda data: f"{data.name} {data.x[0]}")
def test_bowl_is_the_cost_everywhere(data: Dataset, kind: str) -> None:
    bowl = cost.bowl(data, kind)
    W, b = near(data)
    assert bowl.cost + bowl.gap(W, b) == pytest.approx(cost.at(data, W, b, kind), rel=1e-7)


@pytest.mark.parametrize("name", FLAT)
def test_bowl_of_points_that_share_one_x_is_the_cost_everywhere(name: str) -> None:
    bowl = cost.bowl(AWKWARD[name])
    W, b = near(AWKWARD[name])
    assert bowl.cost + bowl.gap(W, b) == pytest.approx(cost.at(AWKWARD[name], W, b), rel=1e-9)


@pytest.mark.parametrize("name", AWKWARD)
def test_gap_is_never_negative(name: str) -> None:
    """Along the floor of a thin valley the two halves of a plain sum cancel."""
    bowl = cost.bowl(AWKWARD[name])
    _, vectors = np.linalg.eigh(bowl.matrix)
    along = np.linspace(-1e3, 1e3, 1001)
    assert (bowl.gap(bowl.W + vectors[0, 0] * along, bowl.b + vectors[1, 0] * along) >= 0).all()


@pytest.mark.parametrize("away", [1e7, 1e8, 1e9, 1e12])
def test_gap_is_never_negative_where_the_valley_is_longer_than_float64_can_tell(away: float) -> None:
    bowl = cost.bowl(Dataset("rim", (away - 1e-3, away, away + 1e-3), (1.0, 2.0, 3.0)))
    along = np.linspace(-1e3, 1e3, 1001)
    assert (bowl.gap(bowl.W + along, bowl.b - away * along) >= 0).all()


def test_gap_at_the_minimum_is_nothing() -> None:
    bowl = cost.bowl(LINE)
    assert bowl.gap(bowl.W, bowl.b) == 0


def test_grid_has_a_row_for_each_b_and_a_column_for_each_W() -> None:
    bowl = cost.bowl(NOTEBOOK)
    gap = cost.grid(bowl, np.array([0.0, 1.0, 2.0]), np.array([0.0, 5.0]))
    assert gap.shape == (2, 3)
    assert gap[1, 2] == pytest.approx(cost.at(NOTEBOOK, 2.0, 5.0))


# the level sets


def test_levels_are_spaced_by_one_factor() -> None:
    gaps = cost.level_gaps(500.0, 9)
    assert gaps[1:] / gaps[:-1] == pytest.approx(np.full(8, 10**0.5))


def test_levels_end_at_the_highest_and_begin_so_many_decades_below() -> None:
    assert cost.level_gaps(500.0, 9, decades=3)[[0, -1]] == pytest.approx([0.5, 500.0])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("height", [1e-4, 1.0, 1e4])
def test_every_corner_of_a_level_set_lies_at_its_level(name: str, kind: str, height: float) -> None:
    bowl = cost.bowl(AWKWARD[name], kind)
    gap = height * max(bowl.bb, bowl.WW)
    W, b = cost.level_set(bowl, gap, reach=1e3 * height**0.5)
    # counted from the minimum, since W and b themselves are rounded to the last digit of the minimum's size
    dW, db = W - bowl.W, b - bowl.b
    rounding = np.spacing(max(abs(bowl.W), abs(bowl.b))) * np.sqrt(max(bowl.bb, bowl.WW) / gap)
    assert Bowl(0, 0, 0, bowl.WW, bowl.Wb, bowl.bb).gap(dW, db) == pytest.approx(gap, rel=1e-9 + 10 * rounding)


def test_a_level_set_is_closed() -> None:
    W, b = cost.level_set(cost.bowl(NOTEBOOK), 2.0, reach=100.0)
    assert (W[0], b[0]) == (W[-1], b[-1])


def test_a_level_set_goes_once_around_the_minimum() -> None:
    bowl = cost.bowl(NOTEBOOK)
    W, b = cost.level_set(bowl, 2.0, reach=100.0)
    angle = np.unwrap(np.arctan2(b - bowl.b, W - bowl.W))
    assert abs(angle[-1] - angle[0]) == pytest.approx(2 * np.pi)


def test_a_level_set_is_smooth_to_the_eye() -> None:
    """Between two corners the straight edge leaves the ellipse by less than a hundredth of its size."""
    bowl = cost.bowl(NOTEBOOK)
    W, b = cost.level_set(bowl, 2.0, reach=100.0)
    middle = bowl.gap((W[1:] + W[:-1]) / 2, (b[1:] + b[:-1]) / 2)
    assert (middle > 2.0 * 0.99**2).all()


def test_an_ellipse_within_reach_is_whole() -> None:
    bowl = cost.bowl(NOTEBOOK)
    W, b = cost.level_set(bowl, 2.0, reach=100.0)
    assert np.hypot(W - bowl.W, b - bowl.b).max() == pytest.approx(np.sqrt(2.0 / np.linalg.eigvalsh(bowl.matrix)[0]))


@pytest.mark.parametrize("name", ["all x equal", "norris"])
def test_a_valley_longer_than_the_reach_is_cut_off_there(name: str) -> None:
    bowl = cost.bowl(AWKWARD[name])
    W, b = cost.level_set(bowl, 1e-3 * bowl.bb, reach=1e-3)
    _, vectors = np.linalg.eigh(bowl.matrix)
    along = vectors[0, 0] * (W - bowl.W) + vectors[1, 0] * (b - bowl.b)
    assert (along.min(), along.max()) == pytest.approx((-1e-3, 1e-3), rel=1e-6)
