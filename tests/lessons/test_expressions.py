"""Expressions: what they come to, against the runs themselves, and what is none."""

import math

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.lessons.expressions import parse
from linreg.lessons.facts import Facts, Unknown
from linreg.theory import curvature
from linreg.theory.nearness import near_since

DATA = Dataset.notebook()
RUN = train(DATA, TrainConfig(lr=0.08, epochs=300))
FASTER = train(DATA, TrainConfig(lr=0.15, epochs=200))
WILD = train(DATA, TrainConfig(lr=0.3, epochs=400))
FACTS = Facts((RUN, FASTER, None, WILD))
THEORY = curvature(DATA)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("cost at 0", RUN.cost[0]),
        ("cost at end", RUN.cost[-1]),
        ("cost", RUN.cost[-1]),
        ("W at 1 of 2", FASTER.W[1]),
        ("grad_b at 0", RUN.grad_b[0]),
        ("-grad_W at 0 * lr", -RUN.grad_W[0] * 0.08),
        ("(cost at 1) / (cost at 0)", RUN.cost[1] / RUN.cost[0]),
        ("1 + 2 * 3 - 4 / 2", 5.0),
        ("epochs_to 1%", near_since(RUN, 0.01)),
        ("epochs_to 1% of 2", near_since(FASTER, 0.01)),
        ("epochs_to 1% of 4", math.inf),
        ("first_to 1%", 2.0),
        ("limit", THEORY.limit),
        ("kappa", THEORY.kappa),
        ("last of 4", WILD.epochs),
        ("epochs of 4", 400.0),
        ("x 3", 3.0),
        ("points", 3.0),
        ("outcome of 4", "diverges"),
        ("outcome", "good"),
        ("place at 0", (0.0, 0.0)),
        ("left at 0", 1.0),
        ("1% = 0.01", True),
        ("last of 4 < epochs of 4", True),
        ("epochs_to 1% of 4 = never", True),
        ("cost at end >= cost at 0", False),
    ],
)
def test_an_expression_comes_to_what_the_run_has(text: str, value: object) -> None:
    found = FACTS.value(parse(text))
    assert found == pytest.approx(value) if isinstance(value, float) and math.isfinite(value) else found == value


def test_what_is_left_is_the_distance_to_the_minimum() -> None:
    left = np.hypot(RUN.W[7] - THEORY.W, RUN.b[7] - THEORY.b) / np.hypot(THEORY.W, THEORY.b)
    assert FACTS.value(parse("left at 7")) == pytest.approx(left)


@pytest.mark.parametrize("text", ["cost of 3", "cost of 9", "cost at 301", "x 4", "1 / 0", "outcome < 3"])
def test_what_the_runs_do_not_have_is_unknown(text: str) -> None:
    with pytest.raises(Unknown):
        FACTS.value(parse(text))
    assert not FACTS.holds(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cost at",
        "cost at -1",
        "cost at 1.5",
        "epochs_to",
        "epochs_to 200%",
        "1 < 2 < 3",
        "1 +",
        "(1",
        "__import__('os')",
        "open",
        "cost; cost",
        "lambda: 1",
        "cost.data",
        "x 0",
        "1" * 500,
        "(" * 150 + "1",
        "٣",
    ],
)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)
