"""Level sets of every kind of cost."""

import numpy as np
import pytest

from linreg import Dataset, cost
from linreg.theory.losses import Landscape
from linreg.theory.rings import rings
from linreg.training.costs import KINDS
from tests.samples import AWKWARD, norris

LINE = Dataset.line(20, 2.0, -1.0, 1.0, seed=1)
NOTEBOOK = Dataset.notebook()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [NOTEBOOK, LINE, norris()], ids=["notebook", "line", "norris"])
@pytest.mark.parametrize("height", [1e-3, 1.0, 100.0])
def test_every_corner_lies_at_its_level(data: Dataset, kind: str, height: float) -> None:
    here = Landscape(data, kind)
    (W,), (b,) = rings(here, (height,), reach=1e9)
    assert here.value(W, b) - here.value(*here.minimum) == pytest.approx(np.full(len(W), height), rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_closed_and_goes_once_around_the_minimum(kind: str) -> None:
    here = Landscape(LINE, kind)
    (W,), (b,) = rings(here, (0.5,), reach=1e6)
    assert (W[0], b[0]) == (W[-1], b[-1])
    angle = np.unwrap(np.arctan2(b - here.minimum[1], W - here.minimum[0]))
    assert abs(angle[-1] - angle[0]) == pytest.approx(2 * np.pi)


def test_of_squared_errors_it_is_the_ellipse_that_is_known() -> None:
    bowl = cost.bowl(LINE)
    (W,), (b,) = rings(Landscape(LINE, "mean"), (2.0,), reach=1e6)
    assert bowl.gap(W, b) == pytest.approx(np.full(len(W), 2.0), rel=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_smooth_to_the_eye(kind: str) -> None:
    """Where the cost is a bowl or a cone, the edges leave the level by a hundredth of it at most, inwards."""
    here = Landscape(LINE, kind)
    (W,), (b,) = rings(here, (5.0,), reach=1e6)
    middle = here.value((W[1:] + W[:-1]) / 2, (b[1:] + b[:-1]) / 2) - here.value(*here.minimum)
    assert (middle <= 5.0 * (1 + 1e-9)).all() and (middle > 5.0 * 0.99).all()


@pytest.mark.parametrize("kind", ["l1", "huber"])
@pytest.mark.parametrize("name", AWKWARD)
def test_a_valley_without_end_is_cut_off(name: str, kind: str) -> None:
    here = Landscape(AWKWARD[name], kind)
    (W,), (b,) = rings(here, (1.0,), reach=1e3)
    assert np.isfinite([W, b]).all()
    away = np.hypot(W - here.minimum[0], b - here.minimum[1])
    assert away.max() <= 1e3 * (1 + 1e-6)
    if name == "all x equal":
        assert away.max() == pytest.approx(1e3)
