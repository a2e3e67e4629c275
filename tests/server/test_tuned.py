"""Adam's rate found by trying: the best of all that were trained, worked out once for all who ask."""

from collections.abc import Sequence

import pytest

from linreg import Dataset, TrainConfig, train, train_many
from linreg.points.cases import CASES
from linreg.server.job import Answer, Request
from linreg.server.trainings import Progress, Trainings
from linreg.server.tuned import MOST, RATES, Tuned
from linreg.theory.nearness import near_since
from linreg.training.many import train_each

AGES = TrainConfig(lr=0.001, epochs=300)


class Counting:
    """Trains, and counts how many trainings that were."""

    def __init__(self) -> None:
        self.trained = 0

    def __call__(self, requests: Sequence[Request], progress: Progress) -> Sequence[Answer]:
        self.trained += len(requests)
        return train_each(requests, progress)


def adam(data: Dataset, config: TrainConfig) -> TrainConfig | None:
    return Tuned(Trainings(states=10)).ask(data, config)


@pytest.mark.parametrize("name", ["sum", "short"])
def test_no_other_rate_is_near_sooner(name: str) -> None:
    case = CASES[name]
    found = adam(case.data, TrainConfig(case.lr, case.epochs, cost=case.cost))
    assert found and (found.optimizer, found.epochs, found.cost) == ("Adam", case.epochs, case.cost)
    configs = [TrainConfig(rate, case.epochs, cost=case.cost, optimizer="Adam") for rate in RATES]
    near = {run.config.lr: near_since(run) for run in train_many(case.data, configs)}
    assert near[found.lr] == min(epoch for epoch in near.values() if epoch is not None)


def test_where_none_is_near_the_cheapest_end_is_taken() -> None:
    data = CASES["ages"].data
    found = adam(data, TrainConfig(lr=0.001, epochs=30))
    ends = {rate: train(data, TrainConfig(rate, 30, optimizer="Adam")).cost[-1] for rate in RATES}
    assert found and near_since(train(data, found)) is None and ends[found.lr] == min(ends.values())


def test_it_is_found_once_whatever_rate_was_asked_about() -> None:
    counting = Counting()
    tuned = Tuned(Trainings(states=10, train=counting))
    first = tuned.ask(CASES["ages"].data, AGES)
    assert tuned.ask(CASES["ages"].data, TrainConfig(lr=0.5, epochs=300)) == first
    assert counting.trained == len(RATES)


def test_what_takes_too_long_or_cannot_begin_is_left_out() -> None:
    counting = Counting()
    tuned = Tuned(Trainings(states=10, train=counting))
    assert tuned.ask(Dataset("own", range(MOST // 100), range(MOST // 100)), TrainConfig(epochs=101)) is None
    assert counting.trained == 0
    assert tuned.ask(Dataset("own", (1e30,), (1.0,)), TrainConfig(epochs=5, init=(1e30, 0.0))) is None
