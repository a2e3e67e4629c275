"""Trainings that nobody waits for any more are given up, and those who stay lose nothing."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

from linreg.server.trainings import Trainings
from tests.server.trainers import NOTEBOOK, SECONDS, Gone, Trainer, begun, eventually, leave, long, short, waiting


def test_who_leaves_ends_the_training_and_the_next_one_begins_it_anew(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor
) -> None:
    goes = begun(trainings.ask, trainer, pool)
    goes()
    assert trainer.stopped.acquire(timeout=SECONDS)
    trainer.open.set()
    assert trainings.ask([(NOTEBOOK, long(1))])[0].config == long(1)
    assert trainer.configs == [long(1), long(1)]


def test_who_leaves_takes_nothing_from_those_who_stay(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor
) -> None:
    goes = begun(trainings.ask, trainer, pool)
    stays = pool.submit(trainings.ask, [(NOTEBOOK, long(1))])
    eventually(lambda: trainings._running[NOTEBOOK, long(1)].askers == 2)
    goes()
    trainer.open.set()
    assert stays.result(SECONDS)[0].config == long(1)
    assert trainer.configs == [long(1)]


def test_what_waits_for_its_turn_is_dropped_once_nobody_wants_it(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor
) -> None:
    trainer.open.clear()
    go = threading.Event()
    stays = pool.submit(trainings.ask, [(NOTEBOOK, short(0))])
    trainer.wait_begun()
    gone = pool.submit(leave, trainings.ask, short(1), go)
    waiting(trainings, 1)
    go.set()
    gone.result(SECONDS)
    trainer.open.set()
    stays.result(SECONDS)
    trainings.ask([(NOTEBOOK, short(2))])
    assert trainer.configs == [short(0), short(2)]


def test_a_crowd_that_asks_and_leaves_at_random_leaves_nothing_behind(
    trainings: Trainings, pool: ThreadPoolExecutor
) -> None:
    def visit(k: int) -> bool:
        def progress(done: int, total: int) -> None:
            if k % 3 == 0:
                raise Gone

        config = long(k % 11) if k % 4 == 0 else short(k % 17)
        try:
            return trainings.ask([(NOTEBOOK, config)], progress)[0].config == config
        except Gone:
            return True

    futures: list[Future[bool]] = [pool.submit(visit, k) for k in range(400)]
    assert all(future.result(SECONDS) for future in futures)
    eventually(lambda: not trainings._working)
    assert trainings._waiting == trainings._running == {}
