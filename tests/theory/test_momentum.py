"""Momentum's limits and best rates, against torch's own SGD and against matrices worked out number by number."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train, train_many
from linreg.telling.method_forecast import sentence
from linreg.theory import Theory, curvature
from linreg.theory.momentum import Momentum, course
from linreg.words import words
from tests.theory.points import FLAT, random_data

BETAS = [0.0, 0.3, 0.5, 0.9, 0.99]
KINDS = [
    {"momentum": beta, "nesterov": nesterov} for beta in BETAS for nesterov in (False, True) if beta or not nesterov
]
DAMPED = [{"momentum": 0.8, "dampening": 0.5}, {"momentum": 0.5, "weight_decay": 2.0}, {"weight_decay": 1.0}]
NOTEBOOK = Dataset.notebook()
LINE = Dataset.line(20, 2.0, -1.0, 1.0, seed=1)
# in whose bowls all directions are alike: exactly, and but for rounding
ROUND = [Dataset("round", (-1.0, 1.0), (1.0, 2.0)), replace(LINE.standardised()[0], name="standardised")]


def steep(data: Dataset, lr: float, epochs: int, options: dict[str, float], kind: str = "mean") -> np.ndarray:
    """How far torch's own run (by lanes, whose bits are the loop's) is from the minimum at each epoch, along the steep
    direction, from a start on that side."""
    theory = curvature(data, kind)
    start = theory.W + theory.steep[0], theory.b + theory.steep[1]
    (run,) = train_many(data, [TrainConfig(lr, epochs, init=start, cost=kind, options=options)])
    return np.abs(theory.coordinates(run.W, run.b)[1])


@pytest.mark.parametrize("options", [*KINDS, *DAMPED], ids=str)
@pytest.mark.parametrize("data", [NOTEBOOK, random_data(1)], ids=["notebook", "random"])
def test_one_percent_under_the_limit_converges_and_one_percent_over_diverges(
    data: Dataset, options: dict[str, float]
) -> None:
    limit = Momentum(**options).limit(curvature(data))  # type: ignore[arg-type]
    under, over = (steep(data, share * limit, 4000, options) for share in (0.99, 1.01))
    # weight decay pulls to another place than the points' minimum; there it comes to rest all the same
    assert abs(under[-1] - under[-2]) < 1e-3 and under[-1] < (1 if "weight_decay" in options else 1e-2)
    assert over[-1] > 1e3 or len(over) < 4001


def test_limits_on_the_notebooks_points_are_those_measured() -> None:
    theory = curvature(NOTEBOOK)
    limits = [Momentum(beta, nesterov=n).limit(theory) for beta, n in ((0.0, False), (0.9, False), (0.9, True))]
    assert limits == pytest.approx([0.1803, 0.3426, 0.1223], abs=5e-5)


@pytest.mark.parametrize("kind", ["mean", "half", "sum"])
def test_the_limit_is_in_the_rates_of_the_cost_that_is_used(kind: str) -> None:
    options = {"momentum": 0.7}
    limit = Momentum(0.7).limit(curvature(NOTEBOOK, kind))
    assert steep(NOTEBOOK, 0.99 * limit, 2000, options, kind)[-1] < 1e-2
    assert steep(NOTEBOOK, 1.01 * limit, 2000, options, kind)[-1] > 1e3


@pytest.mark.parametrize("options", [*KINDS, *DAMPED], ids=str)
def test_the_factor_is_the_largest_eigenvalue_of_what_an_update_does(options: dict[str, float]) -> None:
    """Of torch's rule on the bowl λc²/2, written as a matrix of place and buffer."""
    beta, keep, decay = (
        options.get("momentum", 0.0),
        1 - options.get("dampening", 0.0),
        options.get("weight_decay", 0.0),
    )
    for lr, lam in [(0.1, 1.0), (0.01, 0.3), (0.5, 3.9), (0.2, 11.0), (0.3, 0.24)]:
        bent = lam + decay
        buffer = np.array([keep * bent if beta else bent, beta])  # the next, from (place, buffer)
        moves = np.array([bent, 0.0]) + beta * buffer if options.get("nesterov") else buffer
        matrix = np.array([np.array([1.0, 0.0]) - lr * moves, buffer])
        radius = np.abs(np.linalg.eigvals(matrix)).max()
        assert Momentum(**options).swing(lr, lam).radius == pytest.approx(radius, rel=1e-7)  # type: ignore[arg-type]


@pytest.mark.parametrize("options", [k for k in KINDS if k["momentum"] in (0.3, 0.5, 0.9)], ids=str)
def test_a_run_shrinks_by_the_factor_that_is_said(options: dict[str, float]) -> None:
    lr = 0.05
    swing = Momentum(**options).swing(lr, curvature(NOTEBOOK).lam_max)  # type: ignore[arg-type]
    c = steep(NOTEBOOK, lr, 60, options)
    # the largest within one turn at the beginning, and within one turn later on
    turn = 12
    shrunk = (c[9 : 9 + turn].max() / c[1 : 1 + turn].max()) ** (1 / 8)
    assert shrunk == pytest.approx(swing.radius, abs=0.03)


def test_the_best_of_all_momenta_on_the_notebooks_points_halves_in_the_steps_measured() -> None:
    theory = curvature(NOTEBOOK)
    plain = Momentum()
    halves = [
        Momentum().swing(plain.best_lr(theory), theory.lam_min).half_life,
        math.log(2) / -math.log(Momentum(0.5).best(theory).radius),
        math.log(2) / -math.log(Momentum(0.5, nesterov=True).best(theory).radius),
    ]
    assert halves == pytest.approx([16.0, 2.3, 3.7], abs=0.06)
    assert plain.best_lr(theory) == pytest.approx(theory.fastest)


@pytest.mark.parametrize("data", [NOTEBOOK, *map(random_data, range(6))], ids=range(7))
@pytest.mark.parametrize("rule", [Momentum(0.5), Momentum(0.5, nesterov=True), *(Momentum(**each) for each in DAMPED)])
def test_no_other_rate_and_momentum_are_faster_than_the_best(data: Dataset, rule: Momentum) -> None:
    theory, best = curvature(data), rule.best(curvature(data))
    there = replace(rule, momentum=best.momentum)
    assert there.radius(best.lr, theory) == pytest.approx(best.radius, rel=1e-5)
    draw = np.random.default_rng(4)
    for _ in range(3000):
        near = 10 ** draw.uniform(-6, 0)
        beta = min(max(best.momentum + near * draw.normal(), 1e-9), 1 - 1e-12)
        other = replace(rule, momentum=beta)
        assert other.radius(best.lr * (1 + near * draw.normal()), theory) >= best.radius * (1 - 1e-7)


@pytest.mark.parametrize("options", [*KINDS, *DAMPED], ids=str)
@pytest.mark.parametrize("data", [NOTEBOOK, random_data(2), *FLAT, *ROUND], ids=lambda data: data.name)
def test_no_other_rate_is_faster_with_a_given_momentum(data: Dataset, options: dict[str, float]) -> None:
    theory, rule = curvature(data), Momentum(**options)  # type: ignore[arg-type]
    best = rule.best_lr(theory)
    least = rule.radius(best, theory)
    assert least < 1 and best < rule.limit(theory)
    for lr in np.linspace(0, rule.limit(theory), 2001)[1:].tolist():
        assert rule.radius(lr, theory) >= least * (1 - 1e-9)


def half_life(away: np.ndarray) -> float:
    """Of a distance each of which follows from the two before it."""
    first, second, third = away[2:10], away[3:11], away[4:12]
    (trace, less), *_ = np.linalg.lstsq(np.array([second, -first]).T, third, rcond=1e-9)
    return math.log(2) / -math.log(np.abs(np.roots([1.0, -trace, less])).max())


@pytest.mark.parametrize("options", [*KINDS[1:], *DAMPED], ids=str)
@pytest.mark.parametrize("lr", [0.02, 0.05])
def test_the_half_life_that_is_told_is_that_of_the_course(options: dict[str, float], lr: float) -> None:
    config = TrainConfig(lr, 4000, init=(-3.0, 5.0), options=options)
    said = sentence(words("en"), NOTEBOOK, config, curvature(NOTEBOOK))
    told = [float(number) for number in re.findall(r"halves every ([\d.]+) epochs", said)]
    places = course(NOTEBOOK, config)
    along, across = map(half_life, places - places[:, -1:])
    assert told == pytest.approx([across] if len(told) == 1 else [across, along], rel=0.05, abs=0.06)
    assert len(told) == 2 or along == pytest.approx(across, rel=0.01)


def test_too_little_just_enough_and_too_much_momentum_are_told_apart() -> None:
    lr, lam = 0.01, 4.0
    enough = (1 - math.sqrt(lr * lam)) ** 2
    dampings = [Momentum(beta).swing(lr, lam).damping for beta in (0.5 * enough, enough, 1.05 * enough)]
    assert dampings == ["over", "critical", "under"]
    assert Momentum(0.1).swing(0.5, 3.9).damping == "flips"
    assert Momentum(0.0).swing(0.3, 4.0).damping == "flips"  # plain gradient descent beyond 1/λ


@pytest.mark.parametrize("theory_of", [random_data(3), NOTEBOOK], ids=["random", "notebook"])
def test_with_too_much_momentum_the_run_crosses_over_as_often_as_the_angle_says(theory_of: Dataset) -> None:
    theory = curvature(theory_of)
    lr = 0.02 / theory.lam_max
    swing = Momentum(0.95).swing(lr, theory.lam_max)
    start = theory.W + theory.steep[0], theory.b + theory.steep[1]
    run = train(theory_of, TrainConfig(lr, 150, init=start, options={"momentum": 0.95}))
    c = theory.coordinates(run.W, run.b)[1]
    assert swing.damping == "under"
    assert (np.diff(np.sign(c)) != 0).sum() == pytest.approx(150 * swing.angle / math.pi, abs=1)


@pytest.mark.parametrize("data", FLAT, ids=lambda data: data.name)
def test_a_valley_floor_has_the_limits_of_its_one_direction(data: Dataset) -> None:
    theory: Theory = curvature(data)
    assert Momentum(0.5).best(theory).radius == Momentum(0.5, nesterov=True).best(theory).radius == 0
    assert Momentum(0.5).radius(0.1 / theory.lam_max, theory) < 1
    assert Momentum(0.5).limit(theory) == pytest.approx(3 / theory.lam_max)


COURSES = [
    TrainConfig(0.05, 300, options={"momentum": 0.9}),
    TrainConfig(0.02, 300, init=(-3.0, 5.0), options={"momentum": 0.8, "nesterov": True}, cost="half"),
    TrainConfig(0.05, 300, init="linear", options={"momentum": 0.8, "dampening": 0.5, "weight_decay": 0.3}),
    TrainConfig(0.05, 300, options={"weight_decay": 0.3}),
    TrainConfig(0.02, 100, options={"momentum": 0.9}, cost="sum", schedule="cosine"),
    TrainConfig(0.16, 300),
]


@pytest.mark.parametrize("config", COURSES, ids=str)
@pytest.mark.parametrize("data", [NOTEBOOK, Dataset.line(9, 2.0, -1.0, 1.0, seed=2)], ids=["notebook", "line"])
def test_the_course_is_torchs_own_but_for_rounding(data: Dataset, config: TrainConfig) -> None:
    lr = min(config.lr, 0.9 * Momentum(**dict(config.options)).limit(curvature(data, config.cost)))  # type: ignore[arg-type]
    config = replace(config, lr=lr)
    run, theory = train(data, config), curvature(data, config.cost)
    ahead = course(data, config)
    assert ahead.shape == (2, len(run.W))
    assert ahead == pytest.approx(theory.coordinates(run.W, run.b), abs=2e-5 * np.abs(ahead).max())


def test_a_diverging_course_ends_where_float64_does() -> None:
    ahead = course(NOTEBOOK, TrainConfig(1.0, 5000, options={"momentum": 0.9}))
    assert np.isfinite(ahead).all() and np.abs(ahead[:, -1]).max() > 1e300


def test_a_config_without_such_a_theory_is_refused() -> None:
    assert Momentum.of(TrainConfig(options={"momentum": 0.9, "nesterov": True})) == Momentum(0.9, nesterov=True)
    for config in (TrainConfig(optimizer="Adam"), TrainConfig(cost="l1"), TrainConfig(batch_size=1)):
        for theory in (Momentum.of, lambda refused: course(NOTEBOOK, refused)):
            with pytest.raises(ValueError, match="^this theory is that of SGD on squared errors"):
                theory(config)


def test_a_rate_that_changes_has_a_course_but_neither_a_limit_nor_a_best() -> None:
    config = TrainConfig(epochs=3, schedule="cosine")
    assert course(NOTEBOOK, config).shape == (2, 4)
    with pytest.raises(ValueError, match="^a limit and a best rate are those of a rate that stays, not of cosine"):
        Momentum.of(config)


def test_momentum_into_which_no_gradient_goes_has_no_limit() -> None:
    assert Momentum(0.9, dampening=1.0).limit(curvature(NOTEBOOK)) == math.inf
