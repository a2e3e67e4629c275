"""Trainings in turn: who waits together, who goes first, and pages drawn between."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from linreg import Dataset, TrainConfig
from linreg.server import turns
from linreg.server.job import Job, Turn
from linreg.server.trainings import Trainings
from tests.server.trainers import NOTEBOOK, SECONDS, Trainer, eventually, long, short, waiting


def test_what_waits_at_the_same_moment_is_one_batch(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor
) -> None:
    trainer.open.clear()
    first = pool.submit(trainings.ask, [(NOTEBOOK, short(0))])
    trainer.wait_begun()
    others = [pool.submit(trainings.ask, [(NOTEBOOK, short(k))]) for k in range(1, 100)]
    waiting(trainings, 99)
    trainer.open.set()
    for k, future in enumerate([first, *others]):
        assert future.result(SECONDS)[0].config == short(k)
    assert [len(batch) for batch in trainer.batches] == [1, 99]


def test_a_long_training_lets_the_short_ones_pass(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor
) -> None:
    trainer.open.clear()
    slow = pool.submit(trainings.ask, [(NOTEBOOK, long(0))])
    trainer.wait_begun()
    quick = [pool.submit(trainings.ask, [(NOTEBOOK, short(k))]) for k in range(20)]
    trainer.wait_begun()  # although the long one has not ended
    assert not slow.done()
    trainer.open.set()
    assert [future.result(SECONDS)[0].config for future in quick] == [short(k) for k in range(20)]
    assert slow.result(SECONDS)[0].config == long(0)


def test_of_what_waits_the_short_ones_go_first(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor
) -> None:
    trainer.open.clear()
    futures = [pool.submit(trainings.ask, [(NOTEBOOK, short(0))])]
    trainer.wait_begun()
    futures += [pool.submit(trainings.ask, [(NOTEBOOK, long(1))]), pool.submit(trainings.ask, [(NOTEBOOK, short(2))])]
    waiting(trainings, 2)
    trainer.open.set()
    for future in futures:
        future.result(SECONDS)
    assert trainer.batches == [[short(0)], [short(2)], [long(1)]]


def test_the_patient_let_the_others_pass_and_wait_no_longer_once_somebody_is_in_a_hurry(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor
) -> None:
    trainer.open.clear()
    futures = [pool.submit(trainings.ask, [(NOTEBOOK, short(0))])]
    trainer.wait_begun()
    futures.append(pool.submit(trainings.ask, [(NOTEBOOK, short(1)), (NOTEBOOK, short(2))], None, True))
    waiting(trainings, 2)
    futures.append(pool.submit(trainings.ask, [(NOTEBOOK, short(3))]))
    futures.append(pool.submit(trainings.ask, [(NOTEBOOK, short(2))]))
    waiting(trainings, 3)
    eventually(lambda: trainings._waiting[NOTEBOOK, short(2)].askers == 2)
    trainer.open.set()
    for future in futures:
        future.result(SECONDS)
    assert trainer.batches == [[short(0)], [short(2), short(3)], [short(1)]]


@pytest.mark.parametrize(
    ("n", "config", "turn"),
    [
        (3, TrainConfig(epochs=5000), Turn.QUICK),
        (3, TrainConfig(epochs=5000, optimizer="Adam"), Turn.QUICK),
        (3, TrainConfig(epochs=5000, batch_size=1), Turn.OWN),
        (3, TrainConfig(epochs=500, optimizer="LBFGS"), Turn.OWN),
        (3, TrainConfig(epochs=2, optimizer="LBFGS", options={"max_iter": 100}), Turn.OWN),
        (3, TrainConfig(epochs=5, batch_size=10), Turn.QUICK),
        (10_001, TrainConfig(epochs=5000), Turn.QUICK),
        (10_001, TrainConfig(epochs=5000, optimizer="Adam"), Turn.OWN),
        (10_001, TrainConfig(epochs=5000, cost="l1"), Turn.OWN),
        (10_001, TrainConfig(epochs=2, optimizer="Adam"), Turn.QUICK),
    ],
    ids=str,
)
def test_what_takes_long_waits_for_what_does_not(n: int, config: TrainConfig, turn: Turn, trainings: Trainings) -> None:
    data = Dataset("ramp", range(n), range(n))
    assert trainings._job(Job((data, config), True, False)).turn == turn


def test_on_an_accelerator_what_lanes_would_soon_have_done_takes_long(trainings: Trainings) -> None:
    config = TrainConfig(epochs=5000)
    object.__setattr__(config, "device", "cuda:0")  # which this machine need not have
    assert trainings._job(Job((NOTEBOOK, config), True, False)).turn == Turn.OWN


def test_who_waits_for_a_training_leaves_his_turn_to_it(trainings: Trainings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST", 3600.0)
    with trainings.turns.taken():
        assert trainings.ask([(NOTEBOOK, short(1))])[0].config == short(1)
    assert trainings.ends([(NOTEBOOK, short(2))])[0].config == short(2)  # nobody has it any more


def test_a_long_training_lets_a_page_be_drawn_after_a_spell(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONGEST", 3600.0)
    trainer.open.clear()
    slow = pool.submit(trainings.ask, [(NOTEBOOK, long(0))])
    trainer.wait_begun()

    def page() -> bool:
        with trainings.turns.taken():
            return slow.done()

    assert pool.submit(page).result(SECONDS) is False
    trainer.open.set()
    assert slow.result(SECONDS)[0].config == long(0)
