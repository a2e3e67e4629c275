"""The cost of every kind as a surface: torch's own heights and slopes, and the least place against other searches."""

import numpy as np
import pytest
import torch
from scipy.optimize import least_squares, linprog

from linreg import Dataset, TrainConfig, cost, library, train_many
from linreg.theory import curvature
from linreg.theory.losses import Landscape, landscape
from linreg.theory.rattle import Rattle, rattle
from linreg.training.costs import KINDS, cost_function
from tests.samples import AWKWARD, norris

NOTEBOOK = Dataset.notebook()
FLAT = ["one point", "one point at the origin", "all x equal", "all x zero"]
SHAPED = ["l1", "huber", "smooth_l1"]


def drawn(seed: int) -> Dataset:
    """Points of three sorts: on a grid, so that much is tied; anywhere; or on a line with wild outliers."""
    draw = np.random.default_rng(seed)
    n = int(draw.integers(2, 25))
    if seed % 3 == 0:
        x, y = draw.integers(0, 5, n) * 1.0, draw.integers(-3, 4, n) * 1.0
    elif seed % 3 == 1:
        x, y = draw.normal(3 * draw.normal(), 10 ** draw.uniform(-1, 2), n), draw.normal(size=n)
    else:
        x = draw.integers(0, 9, n) * 1.0
        y = 2 * x + draw.standard_cauchy(n) * (draw.random(n) < 0.4)
    return Dataset("drawn", x.tolist(), y.tolist())


def shaped(data: Dataset, kind: str, seed: int) -> Landscape:
    shape = float(10 ** np.random.default_rng(seed).uniform(-2, 2))
    return Landscape(data, kind, delta=shape, beta=shape)


@pytest.mark.parametrize("kind", KINDS)
def test_heights_and_slopes_are_torchs_in_double_precision(kind: str) -> None:
    for seed in range(30):
        data = drawn(seed)
        here = shaped(data, kind, seed)
        W, b = np.random.default_rng(seed).normal(size=(2, 4))
        x, y = (torch.tensor(values, dtype=torch.float64) for values in (data.x, data.y))
        for i in range(4):
            place = torch.tensor([W[i], b[i]], dtype=torch.float64, requires_grad=True)
            height = cost_function(kind, here.delta, here.beta)(place[0] * x + place[1], y)
            height.backward()
            assert here.value(W, b)[i] == pytest.approx(height.item(), rel=1e-12)
            assert here.gradient(W, b)[:, i] == pytest.approx(place.grad.numpy(), rel=1e-9, abs=1e-12)


def test_squared_errors_are_the_bowl_that_is_known() -> None:
    W, b = np.meshgrid([-1.0, 0.5, 3.0], [0.0, 2.0])
    for kind in ("mean", "half", "sum"):
        here = Landscape(norris(), kind)
        assert here.quadratic and here.minimum == cost.optimum(norris())
        assert here.value(W, b) == pytest.approx(cost.at(norris(), W, b, kind))
    assert not Landscape(NOTEBOOK, "l1").quadratic


def test_the_surface_of_a_training_is_that_of_its_config() -> None:
    config = TrainConfig(cost="huber", delta=0.25)
    assert landscape(NOTEBOOK, config) == Landscape(NOTEBOOK, "huber", 0.25)


# the least place


def through_pairs(data: Dataset) -> float:
    """The least mean absolute error of all lines through two of the points, tried one and all."""
    x, y = np.array(data.x), np.array(data.y)
    i, j = np.triu_indices(len(x), 1)
    apart = x[i] != x[j]
    if not apart.any():
        return float(np.abs(y - np.median(y)).mean())
    W = (y[i] - y[j])[apart] / (x[i] - x[j])[apart]
    return float(Landscape(data, "l1").value(W, y[i][apart] - W * x[i][apart]).min())


def test_least_absolute_error_is_that_of_the_best_line_through_two_points() -> None:
    for seed in range(300):
        data = drawn(seed)
        here = Landscape(data, "l1")
        W, b = here.minimum
        assert here.value(W, b) == pytest.approx(through_pairs(data), rel=1e-9, abs=1e-12)
        if len(set(data.x)) > 1:
            off = np.abs(W * np.array(data.x) + b - np.array(data.y))
            assert (off < 1e-9 * (1 + np.abs(data.y).max())).sum() >= 2


@pytest.mark.parametrize("seed", range(12))
def test_least_absolute_error_is_that_of_linear_programming(seed: int) -> None:
    """Σ u + v, where Wx + b + u − v = y and u, v are not negative (scipy's HiGHS)."""
    data = drawn(seed)
    n = len(data)
    equal = np.hstack([np.column_stack([data.x, np.ones(n)]), np.eye(n), -np.eye(n)])
    bounds = [(None, None)] * 2 + [(0, None)] * (2 * n)
    solved = linprog(np.append([0, 0], np.ones(2 * n) / n), A_eq=equal, b_eq=data.y, bounds=bounds)
    here = Landscape(data, "l1")
    assert here.value(*here.minimum) == pytest.approx(solved.fun, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("kind", ["huber", "smooth_l1"])
def test_the_slope_at_the_least_huber_error_is_nothing(kind: str) -> None:
    for seed in range(300):
        data = drawn(seed)
        here = shaped(data, kind, seed)
        x = np.array(data.x)
        largest = (here.delta if kind == "huber" else 1.0) * np.array([max(np.abs(x).max(), 1.0), 1.0])
        rounding = 1e-13 * max(1.0, np.abs(data.y).max() / here.delta) * max(1.0, np.abs(x).max() / max(np.ptp(x), 0.1))
        assert (np.abs(here.gradient(*here.minimum)) <= rounding * largest).all(), seed


@pytest.mark.parametrize("seed", range(12))
def test_least_huber_error_is_that_of_scipys_least_squares(seed: int) -> None:
    data = drawn(seed)
    here = shaped(data, "huber", seed)
    x, y = np.array(data.x), np.array(data.y)
    solved = least_squares(
        lambda p: p[0] * x + p[1] - y, (0, 0), loss="huber", f_scale=here.delta, xtol=1e-14, ftol=1e-14, gtol=1e-14
    )
    assert here.value(*here.minimum) == pytest.approx(solved.cost / len(data), rel=1e-6, abs=1e-10)


@pytest.mark.parametrize("kind", SHAPED)
@pytest.mark.parametrize("name", AWKWARD)
def test_a_fine_search_around_finds_nothing_lower(name: str, kind: str) -> None:
    data = AWKWARD[name]
    here = Landscape(data, kind)
    W, b = here.minimum
    x, y = np.array(data.x), np.array(data.y)
    spread = np.ptp(x) or max(np.abs(x).max(), 1.0)
    draw = np.random.default_rng(3)
    far = 10.0 ** draw.uniform(-12, 1, 4000) * max(np.abs(y).max(), 1e-300)
    dW, height = far * draw.normal(size=(2, 4000)) / [[spread], [1.0]]
    lowest, around = here.value(W, b), here.value(W + dW, b + height - dW * x.mean())
    rounding = 1e-15 * np.abs(here.gradient(W, b)[1] + 1) * (np.abs(W * x).max() + abs(b) + np.abs(y).max())
    assert (around >= lowest - rounding).all()


@pytest.mark.parametrize("kind", SHAPED)
@pytest.mark.parametrize("name", FLAT)
def test_points_that_share_one_x_give_the_line_of_least_norm(name: str, kind: str) -> None:
    data = AWKWARD[name]
    W, b = Landscape(data, kind).minimum
    assert pytest.approx(b * data.x[0]) == W  # (W, b) stands square to the floor of equally good lines
    if kind == "l1":
        assert W * data.x[0] + b == pytest.approx(np.median(data.y))


def test_an_outlier_moves_the_line_of_squared_errors_and_not_that_of_absolute_ones() -> None:
    x = tuple(float(k) for k in range(9))
    data = Dataset("outlier", x, (*x[:8], 100.0))
    assert Landscape(data, "l1").minimum == pytest.approx((1.0, 0.0), abs=1e-12)
    assert Landscape(data, "huber", delta=0.1).minimum == pytest.approx((1.0, 0.0), abs=0.1)
    assert Landscape(data, "mean").minimum[0] > 6


def test_a_wide_huber_is_half_the_squared_error() -> None:
    wide = Landscape(norris(), "huber", delta=1e6)
    assert wide.minimum == pytest.approx(cost.optimum(norris()), rel=1e-12)
    assert wide.value(1.0, 0.0) == pytest.approx(cost.at(norris(), 1.0, 0.0, "half"))


# the rate at which it cannot rest


def test_the_limit_of_squared_errors_is_the_bowls() -> None:
    for kind in ("mean", "half", "sum"):
        assert Landscape(norris(), kind).limit == pytest.approx(curvature(norris(), kind).limit, rel=1e-6)


def test_the_limit_of_huber_on_the_notebooks_points_is_the_one_measured() -> None:
    assert Landscape(NOTEBOOK, "huber").limit == pytest.approx(0.3606, abs=5e-5)
    assert Landscape(NOTEBOOK, "l1").limit == 0


@pytest.mark.parametrize("kind", ["huber", "smooth_l1"])
@pytest.mark.parametrize("data", [NOTEBOOK, Dataset.line(21, 2.0, -1.0, 1.0, seed=3)], ids=["notebook", "line"])
def test_one_percent_under_the_limit_it_rests_and_one_percent_over_it_rattles(data: Dataset, kind: str) -> None:
    here = Landscape(data, kind, delta=0.7 if kind == "huber" else 1.0, beta=0.7 if kind == "smooth_l1" else 1.0)
    W, b = here.minimum
    configs = [
        TrainConfig(share * here.limit, 9000, init=(W + 1e-3, b), cost=kind, delta=here.delta, beta=here.beta)
        for share in (0.99, 1.01)
    ]
    under, over = train_many(data, configs)
    least = here.value(W, b)
    assert here.value(under.W[-1], under.b[-1]) - least < 1e-9
    assert here.value(over.W[-50:], over.b[-50:]).mean() - least > 1e-6
    assert not over.diverged


@pytest.mark.parametrize("data", [NOTEBOOK, *(Dataset.line(n, 2.0, -1.0, 1.0, n) for n in (5, 20, 21, 40))], ids=len)
def test_absolute_errors_rattle_as_far_as_is_said(data: Dataset) -> None:
    found, here = rattle(data), Landscape(data, "l1")
    (W, b), least = here.minimum, here.value(*here.minimum)
    rates = [share * min(found.up_to, 0.05) for share in (0.9, 0.3)]
    configs = [TrainConfig(lr, 12_000, init=(W + lr / 3, b), cost="l1") for lr in rates]
    for run in train_many(data, configs):
        tail = slice(4000, None)
        above = (here.value(run.W[tail], run.b[tail]).mean() - least) / run.config.lr
        assert 0.95 * found.low <= above <= 1.05 * found.high
        # Shor's identity, on torch's own gradients
        square = (run.grad_W[tail] ** 2 + run.grad_b[tail] ** 2).mean()
        assert above == pytest.approx(square / 2, rel=0.05)


def test_the_rare_start_whose_circle_is_another_lies_within_what_is_said() -> None:
    """Of torch's own runs; on these points some of a hundred come to a far narrower circle than all others."""
    data = library("outlier")
    found, here = rattle(data), Landscape(data, "l1")
    (W, b), least = here.minimum, here.value(*here.minimum)
    lr = 1e-3
    assert lr < found.up_to / 10
    away = lr * np.random.default_rng(0).uniform(-1, 1, (100, 2)) * (5.5, 1.0)  # the longest step there is
    runs = train_many(data, [TrainConfig(lr, 6_000, init=(W + u, b + v), cost="l1") for u, v in away.tolist()])
    above = np.array([here.value(run.W[2000:], run.b[2000:]).mean() - least for run in runs]) / lr
    assert above.min() < 0.9 * np.median(above)
    assert (0.99 * found.low <= above).all() and (above <= 1.01 * found.high).all()


def test_on_the_notebooks_points_the_rattle_is_two_and_a_half_learning_rates() -> None:
    assert rattle(NOTEBOOK) == Rattle(2.5, 2.5, 2.5, np.inf)


def test_beyond_the_rate_at_which_other_points_change_sides_it_rattles_otherwise() -> None:
    data = Dataset.line(40, 2.0, -1.0, 1.0, seed=1)
    found, here = rattle(data), Landscape(data, "l1")
    (run,) = train_many(data, [TrainConfig(3 * found.up_to, 12_000, init=here.minimum, cost="l1")])
    above = here.value(run.W[4000:], run.b[4000:]).mean() - here.value(*here.minimum)
    assert above / run.config.lr > 2 * found.high


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_points_have_a_rattle_of_finite_numbers(name: str) -> None:
    found = rattle(AWKWARD[name])
    assert np.isfinite([found.mean, found.low, found.high]).all() and found.up_to > 0
