"""The noise floor of mini-batches, against torch's own trainings."""

import math

import numpy as np
import pytest

from linreg import LIBRARY, Dataset, TrainConfig, library, train_many
from linreg.theory import curvature
from linreg.theory.losses import landscape
from linreg.theory.noise import noise_floor
from tests.samples import AWKWARD

NOTEBOOK = Dataset.notebook()
SEEDS = 8


def measured(data: Dataset, share: float, **fields: object) -> tuple[float, float, float]:
    """The floor that is said, the mean one of runs with their own orders, and its standard error."""
    theory = curvature(data, str(fields.get("cost", "mean")))
    lr = share * theory.limit
    if fields.get("cost") == "sum":
        lr *= len(data) / fields["batch_size"]  # type: ignore[operator]  # a batch has a sum of its own
    per_epoch = -(-len(data) // fields["batch_size"])  # type: ignore[operator]
    epochs = int(200 / share / per_epoch) + 40
    configs = [
        TrainConfig(lr, epochs, seed, init=(theory.W, theory.b), **fields)  # type: ignore[arg-type]
        for seed in range(SEEDS if fields.get("shuffle") else 1)
    ]
    here = landscape(data, configs[0])
    floors = []
    for run in train_many(data, configs):
        tail = slice(epochs // 3 * per_epoch, epochs * per_epoch)
        floors.append(float(here.value(run.W[tail], run.b[tail]).mean()) - theory.cost)
    return noise_floor(data, configs[0]), float(np.mean(floors)), float(np.std(floors) / math.sqrt(len(floors)))


@pytest.mark.parametrize("share", [0.3, 0.1, 0.04])
@pytest.mark.parametrize(
    ("n", "fields"),
    [
        (20, {"batch_size": 5}),
        (20, {"batch_size": 1}),
        (23, {"batch_size": 5}),  # the last of an epoch has three points
        (12, {"batch_size": 4, "cost": "half"}),
        (12, {"batch_size": 4, "cost": "sum"}),
    ],
    ids=str,
)
def test_shuffled_batches_keep_the_cost_above_its_least_by_what_is_said(
    n: int, fields: dict[str, object], share: float
) -> None:
    data = Dataset.line(n, 2.0, -1.0, 1.0, seed=4)
    said, found, error = measured(data, share, shuffle=True, **fields)
    assert abs(said - found) <= (0.1 if share <= 0.1 else 0.2) * found + 3 * error
    assert error < 0.1 * found


EXACT = ("notebook", "ages", "far", "sum")  # sets that lie on a line: there is no noise


@pytest.mark.parametrize(("share", "low"), [(0.3, 0.3), (0.1, 0.2)])
@pytest.mark.parametrize("name", [name for name in LIBRARY if name not in EXACT])
def test_on_the_librarys_points_one_at_a_time_it_is_too_low_by_no_more_than_is_said(
    name: str, share: float, low: float
) -> None:
    """Most where a point stands far apart. Within three standard errors, of which none is large."""
    said, found, error = measured(library(name), share, shuffle=True, batch_size=1)
    assert error < 0.035 * found
    assert -3 * error <= found - said <= low * found + 3 * error


@pytest.mark.parametrize("share", [0.3, 0.02])
@pytest.mark.parametrize(("n", "size", "cost"), [(20, 5, "mean"), (23, 5, "half"), (7, 1, "mean"), (12, 4, "sum")])
def test_batches_in_order_do_so_exactly(n: int, size: int, cost: str, share: float) -> None:
    data = Dataset.line(n, 2.0, -1.0, 1.0, seed=4)
    said, found, _ = measured(data, share, batch_size=size, cost=cost)
    assert said == pytest.approx(found, rel=0.02, abs=1e-6)


@pytest.mark.parametrize("shuffle", [True, False])
def test_on_the_notebooks_points_there_is_no_noise(shuffle: bool) -> None:
    config = TrainConfig(0.05, 600, batch_size=1, shuffle=shuffle)
    assert noise_floor(NOTEBOOK, config) == pytest.approx(0, abs=1e-25)
    assert train_many(NOTEBOOK, [config])[0].cost[-1] < 1e-9


def test_all_points_in_one_batch_have_no_noise() -> None:
    data = Dataset.line(9, 2.0, -1.0, 1.0, seed=4)
    for shuffle in (True, False):
        assert noise_floor(data, TrainConfig(0.05, batch_size=9, shuffle=shuffle)) == pytest.approx(0, abs=1e-25)


def test_shuffled_batches_are_far_quieter_than_batches_drawn_anew_each_time() -> None:
    data = Dataset.line(20, 2.0, -1.0, 1.0, seed=4)
    theory = curvature(data)
    x = np.array(data.x)
    slopes = 2 * np.array([x, np.ones(20)]) * (theory.W * x + theory.b - np.array(data.y))
    lr = 0.01 * theory.limit
    anew = lr * np.trace(slopes @ slopes.T / 20) / 5 * 15 / 19 / 4
    assert noise_floor(data, TrainConfig(lr, batch_size=5, shuffle=True)) < anew / 20


@pytest.mark.parametrize("shuffle", [True, False])
def test_where_the_noise_itself_grows_there_is_no_floor(shuffle: bool) -> None:
    data = Dataset.line(20, 2.0, -1.0, 1.0, seed=4)
    assert noise_floor(data, TrainConfig(2 * curvature(data).limit, batch_size=1, shuffle=shuffle)) == math.inf


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_points_have_a_floor(name: str, shuffle: bool) -> None:
    data = AWKWARD[name]
    lr = min(max(0.01 * curvature(data).limit, 2e-38), 1e30)
    assert noise_floor(data, TrainConfig(lr, batch_size=1, shuffle=shuffle)) >= -1e-9


@pytest.mark.parametrize("fields", [{}, {"optimizer": "Adam"}, {"cost": "l1"}, {"schedule": "cosine"}], ids=str)
def test_of_what_has_no_such_theory_nothing_is_claimed(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="^this theory is that of plain gradient descent on squared errors in batches"):
        noise_floor(NOTEBOOK, TrainConfig(**fields, batch_size=1 if fields else None))  # type: ignore[arg-type]
