"""Trainings for all who ask: once, together, in turn, and given up when nobody waits."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from linreg import Dataset, Run, TrainConfig, train
from linreg.server import trainings as server
from linreg.server import turns
from linreg.server.trainings import Answer, Progress, Request, Trainings, Turn, _Job
from linreg.training.config import StartExceeds
from linreg.training.many import train_each, train_ends
from linreg.training.run import End

NOTEBOOK = Dataset.notebook()
SECONDS = 30.0  # after which a test that waits has failed


class Gone(BaseException):
    """As Streamlit's own: no Exception, so that nobody catches it by accident."""


class Trainer:
    """Trains, and remembers which configs it trained together. While `held`, each training stops at its first chunk."""

    def __init__(self, train=train_each) -> None:  # type: ignore[no-untyped-def]
        self.train = train
        self.batches: list[list[TrainConfig]] = []
        self.open = threading.Event()
        self.open.set()
        self.begun = threading.Semaphore(0)
        self.stopped = threading.Semaphore(0)

    def __call__(self, requests: Sequence[Request], progress: Progress) -> Sequence[Answer]:
        self.batches.append([config for _, config in requests])
        self.begun.release()
        try:
            while not self.open.wait(0.01):
                progress(1, 2)
            return self.train(requests, progress)
        except BaseException:
            self.stopped.release()
            raise

    @property
    def configs(self) -> list[TrainConfig]:
        return [config for batch in self.batches for config in batch]

    def wait_begun(self) -> None:
        assert self.begun.acquire(timeout=SECONDS)


@pytest.fixture
def trainer() -> Trainer:
    return Trainer()


@pytest.fixture
def ender() -> Trainer:
    return Trainer(train_ends)


@pytest.fixture
def trainings(trainer: Trainer, ender: Trainer) -> Trainings:
    return Trainings(10_000, trainer, ender)


@pytest.fixture
def pool():  # type: ignore[no-untyped-def]
    with ThreadPoolExecutor(110) as pool:
        yield pool


def short(k: int) -> TrainConfig:
    return TrainConfig(lr=0.01 + 1e-5 * k, epochs=20)


def long(k: int) -> TrainConfig:
    return TrainConfig(lr=0.01 + 1e-5 * k, epochs=9000)


def eventually(holds) -> None:  # type: ignore[no-untyped-def]
    """Waits until it holds."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def waiting(trainings: Trainings, count: int) -> None:
    """Until so many jobs wait for their turn."""
    eventually(lambda: len(trainings._waiting) == count)


def leave(ask, config: TrainConfig, at_once: threading.Event) -> None:  # type: ignore[no-untyped-def]
    """Asks, and goes away once told to."""

    def progress(done: int, total: int) -> None:
        if at_once.is_set():
            raise Gone

    with pytest.raises(Gone):
        ask([(NOTEBOOK, config)], progress)


def begun(ask, trainer: Trainer, pool: ThreadPoolExecutor) -> Callable[[], None]:  # type: ignore[no-untyped-def]
    """Somebody asks for a long training, which stands at its first chunk; the answer makes him go away."""
    trainer.open.clear()
    go = threading.Event()
    gone = pool.submit(leave, ask, long(1), go)
    trainer.wait_begun()

    def goes() -> None:
        go.set()
        gone.result(SECONDS)

    return goes


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


# in turns with the pages that are drawn


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


# only the ends


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


# who leaves


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


# progress, what is kept, what fails


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


def test_nothing_asked_for_is_answered_at_once(trainings: Trainings) -> None:
    assert trainings.ask([]) == []


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


def test_what_an_optimizer_remembers_counts_as_room_taken(trainer: Trainer) -> None:
    trainings = Trainings(300, trainer)
    plain, adam = TrainConfig(epochs=199), TrainConfig(epochs=199, optimizer="Adam")  # 200 states; Adam's as 440
    for config in (plain, adam, plain, adam):
        trainings.ask([(NOTEBOOK, config)])
    assert trainer.configs == [plain, adam, adam]


@pytest.mark.parametrize(
    ("config", "turn"),
    [
        (TrainConfig(epochs=5000), Turn.QUICK),
        (TrainConfig(epochs=5000, optimizer="Adam"), Turn.QUICK),
        (TrainConfig(epochs=5000, batch_size=1), Turn.OWN),
        (TrainConfig(epochs=500, optimizer="LBFGS"), Turn.OWN),
        (TrainConfig(epochs=5, batch_size=10), Turn.QUICK),
    ],
    ids=str,
)
def test_what_takes_long_waits_for_what_does_not(config: TrainConfig, turn: Turn, trainings: Trainings) -> None:
    assert trainings._job(_Job((NOTEBOOK, config), True, False)).turn == turn
