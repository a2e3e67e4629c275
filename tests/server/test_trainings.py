"""Trainings for all who ask: each is made once, told of as it goes on, and kept as far as there is room."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from linreg import Dataset, Run, TrainConfig, train
from linreg.server import trainings as server
from linreg.server.job import Answer, Request
from linreg.server.trainings import Progress, Trainings
from linreg.training.config import StartExceeds
from linreg.training.many import train_each
from tests.server.trainers import NOTEBOOK, SECONDS, Trainer, long, short, waiting


def test_each_answer_is_that_of_train_and_in_the_order_asked(trainings: Trainings) -> None:
    requests = [(NOTEBOOK, short(1)), (Dataset.line(9, 2.0, 1.0, 0.5, 3), long(2)), (NOTEBOOK, TrainConfig(lr=0.5))]
    for answer, request in zip(trainings.ask(requests), requests, strict=True):
        expected = train(*request)
        assert isinstance(answer, Run) and answer.config == request[1]
        assert (answer.W == expected.W).all() and (answer.cost == expected.cost).all()


def test_a_hundred_who_ask_for_one_run_cost_one_training(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor
) -> None:
    together = threading.Barrier(100)

    def visit(_: int) -> Answer:
        together.wait(timeout=SECONDS)
        return trainings.ask([(NOTEBOOK, short(1))])[0]

    runs = list(pool.map(visit, range(100)))
    assert trainer.configs == [short(1)]
    assert all(run is runs[0] for run in runs)


def test_equal_points_are_the_same_points(trainings: Trainings, trainer: Trainer) -> None:
    for _ in range(3):
        trainings.ask([(Dataset.line(50, 2.0, -1.0, 1.0, seed=1), short(1))])
    assert trainer.configs == [short(1)]


def test_progress_is_of_ones_own_epochs(trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor) -> None:
    trainer.open.clear()
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            trainer.open.set()

    trainings.ask([(NOTEBOOK, long(1)), (NOTEBOOK, long(2))], progress)
    assert {total for _, total in told} == {18_000}
    assert 9000 in [done for done, _ in told]


def test_what_was_trained_is_kept_as_far_as_there_is_room(trainings: Trainings, trainer: Trainer) -> None:
    for k in (1, 2, 1, 2):
        trainings.ask([(NOTEBOOK, short(k))])
    assert trainer.configs == [short(1), short(2)]
    trainings.ask([(NOTEBOOK, TrainConfig(epochs=9990))])  # and no room is left for others
    trainings.ask([(NOTEBOOK, short(1))])
    assert trainer.configs == [short(1), short(2), TrainConfig(epochs=9990), short(1)]


def test_a_run_larger_than_all_the_room_is_answered_and_not_kept(trainings: Trainings, trainer: Trainer) -> None:
    config = TrainConfig(epochs=10_000)
    for _ in range(2):
        assert isinstance(trainings.ask([(NOTEBOOK, config)])[0], Run)
    assert trainer.configs == [config, config]


def test_points_take_room_as_well(trainings: Trainings, trainer: Trainer) -> None:
    many = [Dataset("own", range(3000), [float(k)] * 3000) for k in range(4)]
    for data in (*many, many[3], many[0]):
        trainings.ask([(data, short(1))])
    assert len(trainer.configs) == 5  # the last is kept still, the first no more
    assert trainings._kept.currsize <= 10_000


def test_why_many_points_cannot_be_trained_is_not_kept_with_them(trainings: Trainings, trainer: Trainer) -> None:
    for n, trained in ((3, 1), (6000, 3)):
        for _ in range(2):
            answer = trainings.ask([(Dataset("own", range(n), range(n)), TrainConfig(init=(1e30, 0.0)))])[0]
            assert isinstance(answer, StartExceeds)
        assert len(trainer.configs) == trained


def test_what_is_not_to_be_kept_is_not(trainings: Trainings, trainer: Trainer) -> None:
    for _ in range(2):
        trainings.ask([(NOTEBOOK, short(1))], keep=False)
    assert trainer.configs == [short(1), short(1)]


def test_one_that_cannot_be_trained_leaves_the_others_theirs(trainings: Trainings) -> None:
    impossible = TrainConfig(init=(1e30, 0.0), epochs=20)
    first, refused, last = trainings.ask([(NOTEBOOK, config) for config in (short(1), impossible, short(2))])
    assert isinstance(first, Run) and isinstance(refused, StartExceeds) and isinstance(last, Run)


def test_a_training_that_fails_fails_for_all_who_wait_and_not_for_the_next() -> None:
    calls: list[int] = []

    def train(requests: Sequence[Request], progress: Progress) -> Sequence[Answer]:
        calls.append(len(requests))
        if len(calls) == 1:
            raise MemoryError("no room")
        return train_each(requests, progress)

    trainings = Trainings(1000, train)
    with pytest.raises(RuntimeError, match="the training failed") as failed:
        trainings.ask([(NOTEBOOK, short(1))])
    assert isinstance(failed.value.__cause__, MemoryError)
    assert isinstance(trainings.ask([(NOTEBOOK, short(1))])[0], Run)


def test_where_no_thread_can_be_had_who_asks_is_told_and_the_next_tries_again(
    trainings: Trainings, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(server, "Thread", type("Thread", (threading.Thread,), {"start": no_more}))
        with pytest.raises(RuntimeError, match="the training failed"):
            trainings.ask([(NOTEBOOK, short(1))])
    assert isinstance(pool.submit(trainings.ask, [(NOTEBOOK, short(1))]).result(SECONDS)[0], Run)


def test_should_the_work_itself_fail_nobody_waits_on_and_the_next_who_asks_begins_it_anew(
    trainings: Trainings, trainer: Trainer, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(batch: list[object]) -> None:
        raise KeyError("a fault of ours")

    trainer.open.clear()
    with monkeypatch.context() as patch:
        patch.setattr(trainings, "_end", broken)
        futures = [pool.submit(trainings.ask, [(NOTEBOOK, short(0))])]
        trainer.wait_begun()
        futures.append(pool.submit(trainings.ask, [(NOTEBOOK, short(1))]))
        waiting(trainings, 1)
        trainer.open.set()
        for future in futures:
            with pytest.raises(RuntimeError, match="the training failed"):
                future.result(SECONDS)
    assert isinstance(pool.submit(trainings.ask, [(NOTEBOOK, short(1))]).result(SECONDS)[0], Run)


def test_nothing_asked_for_is_answered_at_once(trainings: Trainings) -> None:
    assert trainings.ask([]) == []


def test_what_an_optimizer_remembers_counts_as_room_taken(trainer: Trainer) -> None:
    trainings = Trainings(300, trainer)
    plain, adam = TrainConfig(epochs=199), TrainConfig(epochs=199, optimizer="Adam")  # 200 states; Adam's as 440
    for config in (plain, adam, plain, adam):
        trainings.ask([(NOTEBOOK, config)])
    assert trainer.configs == [plain, adam, adam]
