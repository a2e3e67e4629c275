"""Trainings of which only the ends are wanted: after all others, and so many at a time."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from linreg import Run, TrainConfig, train
from linreg.server import trainings as server
from linreg.server.trainings import Trainings
from linreg.training.run import End
from tests.server.trainers import NOTEBOOK, SECONDS, Trainer, begun, eventually, long, short


def test_an_end_is_that_of_the_run_and_is_not_kept(trainings: Trainings, trainer: Trainer, ender: Trainer) -> None:
    configs = [short(1), TrainConfig(lr=0.5)]
    for _ in range(2):
        ends = trainings.ends([(NOTEBOOK, config) for config in configs])
        assert ends == [End.of(train(NOTEBOOK, config)) for config in configs]
    assert ender.configs == 2 * configs and trainer.configs == []


def test_whoever_wants_a_run_goes_before_those_who_want_ends(
    trainings: Trainings, trainer: Trainer, ender: Trainer, pool: ThreadPoolExecutor
) -> None:
    ender.open.clear()
    ends = pool.submit(trainings.ends, [(NOTEBOOK, short(k)) for k in range(3)])
    ender.wait_begun()
    runs = [pool.submit(trainings.ask, [(NOTEBOOK, config)]) for config in (short(1), long(1))]
    many = pool.submit(trainings.ask, [(NOTEBOOK, short(2))], None, True)
    for future in [*runs, many]:
        assert isinstance(future.result(SECONDS)[0], Run)
    assert not ends.done()
    ender.open.set()
    assert [end.epochs for end in ends.result(SECONDS)] == [20, 20, 20]
    assert ender.batches == [[short(0), short(1), short(2)]]


def test_ends_wait_until_nobody_has_asked_for_a_run_for_a_while(
    trainings: Trainings, ender: Trainer, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "CALM", 3600.0)
    trainings.ask([(NOTEBOOK, short(1))])
    ends = pool.submit(trainings.ends, [(NOTEBOOK, short(2))])
    eventually(lambda: trainings._running)
    assert isinstance(trainings.ask([(NOTEBOOK, short(3))])[0], Run)  # who comes meanwhile is served at once
    assert ender.batches == [] and not ends.done()
    monkeypatch.setattr(server, "CALM", 0.0)
    trainings.ask([(NOTEBOOK, short(4))])
    assert ends.result(SECONDS) == [End.of(train(NOTEBOOK, short(2)))]


def test_who_waits_for_ends_no_longer_ends_the_training(
    trainings: Trainings, ender: Trainer, pool: ThreadPoolExecutor
) -> None:
    goes = begun(trainings.ends, ender, pool)
    goes()
    assert ender.stopped.acquire(timeout=SECONDS)


def test_the_patient_are_trained_so_many_at_a_time(
    trainings: Trainings, ender: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "WIDEST", 4)
    ends = trainings.ends([(NOTEBOOK, short(k)) for k in range(10)])
    assert [end.config for end in ends] == [short(k) for k in range(10)]
    assert [len(batch) for batch in ender.batches] == [4, 4, 2]
