"""Rates that fall: torch's own schedulers, stepped once an epoch."""

import math

import pytest

from linreg import Dataset, TrainConfig, train
from linreg.training.optimizers import OPTIMIZERS
from tests.training import choices
from tests.training.alone import Alone

NOTEBOOK = Dataset.notebook()


@pytest.mark.parametrize("name", sorted(OPTIMIZERS.keys() - {"LBFGS"}))
def test_train_gives_torchs_bits_and_rates(name: str) -> None:
    for seed in range(6):
        falls = [{"schedule": "cosine"}, {"schedule": "exponential", "gamma": 0.9}][seed % 2]
        config = choices.config(name, seed, 20, batch_size=[None, 2, 3][seed % 3], **falls)
        data = choices.data(seed, 5)
        assert Alone(data, config).gives(train(data, config))


def test_exponential_multiplies_the_rate_at_the_end_of_each_epoch() -> None:
    run = train(NOTEBOOK, TrainConfig(0.1, 3, schedule="exponential", gamma=0.5, batch_size=2))
    assert run.rates == pytest.approx([0.1, 0.1, 0.05, 0.05, 0.025, 0.025, 0.0125])
    assert run.W[3] == pytest.approx(run.W[2] - 0.05 * run.grad_W[2])


def test_cosine_goes_from_the_rate_to_nothing() -> None:
    run = train(NOTEBOOK, TrainConfig(0.1, 40, schedule="cosine"))
    assert run.rates == pytest.approx([0.05 * (1 + math.cos(math.pi * k / 40)) for k in range(41)], abs=1e-12)


def test_without_a_schedule_the_rate_stays() -> None:
    assert train(NOTEBOOK, TrainConfig(0.1, 3)).rates.tolist() == [0.1] * 4


def test_a_falling_rate_is_the_cure_for_the_noise_of_batches() -> None:
    data = Dataset.line(40, 2.0, -1.0, 1.0, seed=4)
    runs = [train(data, TrainConfig(0.1, 60, batch_size=4, shuffle=True, schedule=s)) for s in (None, "cosine")]
    steps = [abs(run.W[-30:] - run.W[-1]).max() for run in runs]
    assert steps[1] < steps[0] / 10


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"schedule": "linear"}, "schedule must be one of None, exponential, cosine, got 'linear'"),
        ({"schedule": "exponential", "gamma": 0.0}, "gamma must be from 1.2e-38 to 1, got 0.0"),
        ({"schedule": "exponential", "gamma": 1.1}, "gamma must be from 1.2e-38 to 1, got 1.1"),
        ({"schedule": "cosine", "optimizer": "LBFGS"}, "schedule must be None with LBFGS, which searches"),
        ({"gamma": 0.5}, "gamma is of schedule exponential only, got 0.5 with schedule None"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        TrainConfig(**fields)  # type: ignore[arg-type]
