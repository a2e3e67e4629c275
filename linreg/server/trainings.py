"""Trainings for all who ask: each once, kept for the next, and what waits at the same moment trained as one batch.

A thread trains, none of the askers': whoever moves on takes nothing away from those who wait with him.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from cachetools import LRUCache

from linreg import Dataset, Run, TrainConfig
from linreg.training.config import StartExceeds
from linreg.training.many import MANY_POINTS, train_each

TELL = 0.5  # seconds between two reports to who waits: each costs a message to a browser, and there may be a hundred
QUICK = 0.05  # seconds: a training that takes no longer, alone, goes before all others
EPOCH, POINT = 8e-6, 4e-9  # seconds that an epoch of a lane takes, and each of its points more; about

Request = tuple[Dataset, TrainConfig]
Answer = Run | StartExceeds
Progress = Callable[[int, int], None]
Trainer = Callable[[Sequence[Request], Progress], Sequence[Answer]]


@dataclass(eq=False)
class _Job:
    """One training, and those who wait for it."""

    request: Request
    patient: bool  # others may go before it
    keep: bool = False  # for the next who asks
    askers: int = 0
    share: float = 0.0  # done of it
    answer: Answer | None = None
    error: BaseException | None = None
    over: Event = field(default_factory=Event)

    @property
    def quick(self) -> bool:
        """Whether it goes before the others."""
        data, config = self.request
        points = len(data) if len(data) <= MANY_POINTS else 0
        return not self.patient and config.epochs * (EPOCH + POINT * points) <= QUICK


class Trainings:
    """Runs for many askers at once, from any threads.

    states : how many states of all the runs together are kept, each of 40 bytes; the longest unused ones go first.
    train : what trains several requests together, as `train_each`.
    """

    def __init__(self, states: int, train: Trainer = train_each) -> None:
        self._train_each = train
        self._kept: LRUCache[Request, Answer] = LRUCache(states, getsizeof=_size)
        self._waiting: dict[Request, _Job] = {}
        self._running: dict[Request, _Job] = {}
        self._working = False
        self._lock = Lock()  # of all the above

    def ask(
        self,
        requests: Sequence[Request],
        progress: Progress | None = None,
        patient: bool = False,
        keep: bool = True,
    ) -> list[Answer]:
        """The run of each request, or why it cannot be trained: kept from before, or trained now.

        progress : called while they are waited for, with (epochs done, epochs in all), of these requests. Whatever it
            raises ends the waiting, and the training too, unless somebody else waits for it.
        patient : others' single runs may go before these.
        keep : False for what is so much, or asked for so seldom, that it would only push out what others ask for.
        Raises RuntimeError if the training itself fails.
        """
        for data, _ in requests:
            hash(data)  # of a million points it takes its time, once, which nobody else is to wait for
        jobs = self._join(requests, patient, keep)
        total = sum(config.epochs for _, config in requests)
        try:
            for job in jobs:
                while not job.over.wait(TELL):
                    if progress:
                        progress(round(sum(job.share * job.request[1].epochs for job in jobs)), total)
        finally:
            self._leave(jobs)
        return [_result(job) for job in jobs]

    def _join(self, requests: Sequence[Request], patient: bool, keep: bool) -> list[_Job]:
        """The jobs of these requests: over already, or joined with those who wait for the same, or new."""
        with self._lock:
            jobs = [self._job(request, patient) for request in requests]
            for job in jobs:
                job.askers += 1
                job.patient &= patient
                job.keep |= keep
            if self._waiting and not self._working:
                self._working = True
                Thread(target=self._work, name="trainings", daemon=True).start()
        return jobs

    def _job(self, request: Request, patient: bool) -> _Job:
        """The job of this request. Holds the lock already."""
        answer = self._kept.get(request)
        if answer is not None:
            job = _Job(request, patient, share=1.0, answer=answer)
            job.over.set()
            return job
        if request in self._running:
            return self._running[request]
        return self._waiting.setdefault(request, _Job(request, patient))

    def _leave(self, jobs: Sequence[_Job]) -> None:
        """One who asked for these has gone; what nobody waits for is forgotten."""
        with self._lock:
            for job in jobs:
                job.askers -= 1
                if not job.askers and self._waiting.get(job.request) is job:
                    del self._waiting[job.request]

    def _work(self) -> None:
        """Trains what waits, batch after batch, until nothing does."""
        while batch := self._next():
            self._train(batch)

    def _next(self) -> list[_Job]:
        """The next batch: all the quick ones that wait, or else all the others. With none left, the work is over."""
        with self._lock:
            batch = self._take(quick=True) or self._take(quick=False)
            self._working = bool(batch)
            return batch

    def _take(self, quick: bool) -> list[_Job]:
        """Those that wait, quick or not, from now on running. Holds the lock already."""
        batch = [job for job in self._waiting.values() if job.quick == quick]
        for job in batch:
            self._running[job.request] = self._waiting.pop(job.request)
        return batch

    def _train(self, batch: list[_Job]) -> None:
        """Trains them together; between chunks the quick ones that have come meanwhile, if these are not quick."""
        quick = batch[0].quick

        def between(done: int, total: int) -> None:
            for job in batch:
                job.share = done / total
            with self._lock:
                if not any(job.askers for job in batch):
                    self._forget(batch)  # nobody can join any more
                    raise _Abandoned
                newcomers = [] if quick else self._take(quick=True)
            if newcomers:
                self._train(newcomers)

        try:
            answers = self._train_each([job.request for job in batch], between)
        except _Abandoned:
            return
        except BaseException as error:  # noqa: B036 - whatever it is, the askers wait for it in their threads
            for job in batch:
                job.error = error
        else:
            for job, answer in zip(batch, answers, strict=True):
                job.answer = answer
        self._end(batch)

    def _end(self, batch: list[_Job]) -> None:
        """Keeps the answers and wakes those who wait."""
        with self._lock:
            self._forget(batch)
            for job in batch:
                if job.keep and job.answer and _size(job.answer) <= self._kept.maxsize:
                    self._kept[job.request] = job.answer
        for job in batch:
            job.over.set()

    def _forget(self, batch: list[_Job]) -> None:
        for job in batch:
            del self._running[job.request]


class _Abandoned(Exception):
    """Nobody waits for this batch any more."""


def _size(answer: Answer) -> int:
    """In states of a plain run, which are five numbers each; what an optimizer remembers comes on top."""
    return -(-len(answer.W) * (5 + 2 * len(answer.state)) // 5) if isinstance(answer, Run) else 1


def _result(job: _Job) -> Answer:
    """The job's answer. Raises what its training raised."""
    if job.error:
        raise RuntimeError("the training failed") from job.error
    assert job.answer is not None
    return job.answer
