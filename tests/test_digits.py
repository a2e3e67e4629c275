"""Correct digits: what they are, and how many this project's best line and a run have on NIST's certified points."""

import math

import pytest

from linreg import TrainConfig, library, train
from linreg.telling.digits import correct_digits
from linreg.theory import to_original
from linreg.theory.surface import optimum


@pytest.mark.parametrize(
    ("value", "certified", "digits"),
    [(1.0, 1.0, 15), (1.001, 1.0, 3), (99.0, 100.0, 2), (-5.0, 5.0, 0), (1e-4, 0.0, 4), (1e-30, 0.0, 15)]
    + [(math.nan, 1.0, 0), (math.inf, 1.0, 0), (0.0, 0.0, 15)],
)
def test_correct_digits(value: float, certified: float, digits: float) -> None:
    assert correct_digits(value, certified) == pytest.approx(digits, abs=1e-6)


def test_the_best_line_has_twelve_certified_digits_and_more() -> None:
    norris = library("norris")
    assert norris.certified is not None
    assert all(correct_digits(*pair) >= 12 for pair in zip(optimum(norris), norris.certified, strict=True))


def test_a_float32_run_on_standardised_x_has_some() -> None:
    norris = library("norris")
    assert norris.certified is not None
    seen, scaling = norris.standardised()
    run = train(seen, TrainConfig(lr=0.5, epochs=20))
    W, b = to_original(float(run.W[-1]), float(run.b[-1]), scaling)
    assert correct_digits(W, norris.certified[0]) > 5 and 2 < correct_digits(b, norris.certified[1]) < 9
