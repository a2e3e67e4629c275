"""The points: what is accepted, what is drawn, and what standardising does."""

import math
import time
from collections.abc import Sequence

import numpy as np
import pytest
import torch

from linreg import Dataset
from linreg.points.dataset import Scaling, checked_seed
from tests.samples import AWKWARD, norris

LINE = Dataset.line(n=200, W=2.0, b=-1.0, noise=0.5, seed=3)


def test_the_notebooks_points_are_one_two_three() -> None:
    assert Dataset.notebook() == Dataset("notebook", (1.0, 2.0, 3.0), (1.0, 2.0, 3.0))


@pytest.mark.parametrize("x", [[1, 2], (1.0, 2.0), np.array([1.0, 2.0]), range(1, 3)], ids=repr)
def test_any_sequence_of_numbers_is_kept_as_floats(x: Sequence[float]) -> None:
    assert Dataset("own", x, x).x == (1.0, 2.0)


def test_equal_points_are_equal_and_hash_alike() -> None:
    assert hash(Dataset("own", [1, 2], [3, 4])) == hash(Dataset("own", (1.0, 2.0), (3.0, 4.0)))


def test_length_is_the_number_of_points() -> None:
    assert len(Dataset("own", (1, 2, 3, 4), (0, 0, 0, 0))) == 4


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, None, "one", 10**400], ids=lambda bad: repr(bad)[:20])
@pytest.mark.parametrize("field", ["x", "y"])
def test_a_value_that_is_no_finite_number_is_refused_by_field(field: str, bad: object) -> None:
    values = {"x": (1.0, 2.0), "y": (1.0, 2.0), field: (1.0, bad)}
    with pytest.raises(ValueError, match=f"^{field} must .* numbers"):
        Dataset("own", **values)  # type: ignore[arg-type]


def test_digits_of_a_text_are_no_numbers() -> None:
    with pytest.raises(ValueError, match="^x must be a sequence of numbers, got '12'"):
        Dataset("own", "12", "34")  # type: ignore[arg-type]


def test_no_points_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="^x must hold at least one number"):
        Dataset("own", (), ())


def test_unequal_lengths_are_refused_with_both_lengths() -> None:
    with pytest.raises(ValueError, match="equally long, got 3 and 2"):
        Dataset("own", (1, 2, 3), (1, 2))


def test_a_line_has_as_many_points_as_asked_for() -> None:
    assert len(LINE) == 200


def test_a_lines_x_lies_between_0_and_5() -> None:
    assert 0 <= min(LINE.x) < 0.2
    assert 4.8 < max(LINE.x) < 5


def test_a_line_without_noise_goes_through_its_points() -> None:
    points = Dataset.line(n=50, W=2.0, b=-1.0, noise=0.0, seed=3)
    assert points.y == pytest.approx([2.0 * x - 1.0 for x in points.x], abs=1e-6)


def test_noise_has_the_standard_deviation_asked_for() -> None:
    points = Dataset.line(n=20_000, W=2.0, b=-1.0, noise=0.5, seed=3)
    residuals = np.array(points.y) - (2.0 * np.array(points.x) - 1.0)
    assert residuals.std() == pytest.approx(0.5, rel=0.02)
    assert residuals.mean() == pytest.approx(0.0, abs=0.02)


def test_a_line_is_what_torch_draws_after_manual_seed() -> None:
    before = torch.get_rng_state()
    try:
        torch.manual_seed(7)
        x = 5.0 * torch.rand(4)
        y = 2.0 * x - 1.0 + 0.5 * torch.randn(4)
    finally:
        torch.set_rng_state(before)
    assert Dataset.line(4, 2.0, -1.0, 0.5, seed=7) == Dataset("line", x.tolist(), y.tolist())


def test_the_same_seed_draws_the_same_points() -> None:
    assert Dataset.line(20, 2.0, -1.0, 1.0, seed=9) == Dataset.line(20, 2.0, -1.0, 1.0, seed=9)


def test_another_seed_draws_other_points() -> None:
    assert Dataset.line(20, 2.0, -1.0, 1.0, seed=9) != Dataset.line(20, 2.0, -1.0, 1.0, seed=10)


def test_the_true_line_moves_y_and_not_x() -> None:
    assert Dataset.line(20, 2.0, -1.0, 1.0, seed=9).x == Dataset.line(20, -3.0, 4.0, 1.0, seed=9).x


def test_points_are_drawn_without_torchs_global_generator() -> None:
    before = torch.get_rng_state()
    Dataset.line(20, 2.0, -1.0, 1.0, seed=9)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("n", [0, -1, 2.5, math.nan, True, "3"])
def test_a_number_of_points_that_cannot_be_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="^n must be a whole number of at least 1, got"):
        Dataset.line(n, 2.0, -1.0, 1.0, seed=1)


@pytest.mark.parametrize("noise", [-0.1, math.nan, math.inf])
def test_noise_that_cannot_be_is_refused(noise: float) -> None:
    with pytest.raises(ValueError, match="^noise must be finite and not negative"):
        Dataset.line(3, 2.0, -1.0, noise, seed=1)


@pytest.mark.parametrize("W", [math.nan, math.inf, 1e39])
def test_a_true_line_beyond_float32_is_refused(W: float) -> None:
    with pytest.raises(ValueError, match="^y must hold finite numbers only"):
        Dataset.line(3, W, -1.0, 1.0, seed=1)


@pytest.mark.parametrize("seed", [0, 1, 2**53 - 1, 2**63, 2**64 - 1])
def test_a_seed_of_up_to_64_bits_is_one_that_torch_takes(seed: int) -> None:
    assert torch.Generator().manual_seed(checked_seed(seed)).initial_seed() == seed


@pytest.mark.parametrize("seed", [-1, 2**64, 2**70, 1.0, math.nan, "1", None, True])
def test_a_seed_that_torch_does_not_take_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match=r"^seed must be a whole number from 0 to 2\*\*64 - 1, got"):
        Dataset.line(3, 2.0, -1.0, 1.0, seed)


@pytest.mark.parametrize("data", [LINE, norris(), AWKWARD["tiny"], AWKWARD["huge"]], ids=lambda data: data.name)
def test_standardised_x_has_mean_0_and_deviation_1(data: Dataset) -> None:
    x = np.array(data.standardised()[0].x)
    assert x.mean() == pytest.approx(0.0, abs=1e-12)
    assert x.std() == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("name", AWKWARD)
def test_scaling_tells_the_way_back(name: str) -> None:
    data = AWKWARD[name]
    standardised, scaling = data.standardised()
    back = scaling.shift + scaling.factor * np.array(standardised.x)
    assert back == pytest.approx(np.array(data.x), rel=1e-12, abs=1e-12 * scaling.factor)


def test_standardising_leaves_y() -> None:
    assert norris().standardised()[0].y == norris().y


@pytest.mark.parametrize("name", ["one point", "all x equal"])
def test_points_that_share_one_x_are_only_shifted(name: str) -> None:
    standardised, scaling = AWKWARD[name].standardised()
    assert scaling == Scaling(shift=2.0, factor=1.0)
    assert set(standardised.x) == {0.0}


def test_points_that_share_an_x_which_is_no_binary_fraction_are_only_shifted() -> None:
    """Their mean is off by a rounding error, so a deviation computed from it is not quite 0."""
    _, scaling = Dataset("own", (0.1, 0.1, 0.1), (1.0, 2.0, 3.0)).standardised()
    assert scaling.factor == 1.0


# equality, which caches rely on


def test_equal_points_of_one_name_are_equal_and_hash_alike() -> None:
    one, other = Dataset("own", (1, 0.0), [2, 3]), Dataset("own", [1.0, -0.0], (2.0, 3.0))
    assert one == other and hash(one) == hash(other)


@pytest.mark.parametrize(
    "other", [Dataset("other", (1, 2), (3, 4)), Dataset("own", (1, 2), (3, 5)), Dataset("own", (1, 2, 3), (4, 5, 6))]
)
def test_another_name_or_another_point_is_another_data_set(other: Dataset) -> None:
    assert other != Dataset("own", (1, 2), (3, 4))


def test_where_the_points_are_cut_into_x_and_y_matters() -> None:
    assert Dataset("ab", (1,), (2,)) != Dataset("a", (1,), (2,))
    assert Dataset("own", (1,), (2,)) != "own"


def test_a_million_points_are_compared_in_no_time_once_they_were_looked_at() -> None:
    x = np.linspace(0, 1, 10**6).tolist()
    one, other = Dataset("own", x, x), Dataset("own", x, x)
    assert one == other
    began = time.process_time()
    for _ in range(1000):
        assert one == other and hash(one) == hash(other)
    assert time.process_time() - began < 0.1


def test_the_arrays_are_the_points_and_cannot_be_changed() -> None:
    x, y = Dataset("own", (1, 2), (3, 4)).arrays
    assert (x.tolist(), y.tolist()) == ([1, 2], [3, 4])
    with pytest.raises(ValueError, match="read-only"):
        x[0] = 5.0
