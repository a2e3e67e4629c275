"""Trainings for all who ask: each once, kept for the next, and what waits at the same moment trained as one batch.

A thread trains, none of the askers': whoever moves on takes nothing away from those who wait with him.
"""

import time
from collections.abc import Callable, Sequence
from threading import Event, Lock, Thread

from cachetools import LRUCache

from linreg import Run
from linreg.server.job import Answer, EndAnswer, Job, Key, Request, Turn, result, size
from linreg.server.turns import Turns
from linreg.training.config import Impossible
from linreg.training.many import train_each, train_ends
from linreg.training.run import End

TELL = 0.5  # seconds between two reports to who waits: each costs a message to a browser, and there may be a hundred
SPELL = 0.05  # seconds of work that a training goes on before pages are drawn again, and others trained
WHILE = 0.2  # and by the clock, which on a busy machine tells little of the work
LOOK = 0.1  # seconds between two where a report costs nothing
CALM = 0.1  # seconds without anybody asking for a run, before more is done for those who want ends only
REFUSED = 1000  # points: with more, why they cannot be trained is worked out anew rather than kept beside them
WIDEST = 2000  # trainings of the patient in one batch: to prepare more takes so long that others would notice

Progress = Callable[[int, int], None]
Trainer = Callable[[Sequence[Request], Progress], Sequence[Answer]]
EndTrainer = Callable[[Sequence[Request], Progress], Sequence[EndAnswer]]


class Trainings:
    """Runs for many askers at once, from any threads.

    states : how many states of all the runs together are kept, each of 40 bytes; the longest unused ones go first.
    train, ends : what trains several requests together, as `train_each` and `train_ends`.
    turns : among which each training takes its own, and which those who wait for one leave to others.
    """

    def __init__(
        self, states: int, train: Trainer = train_each, ends: EndTrainer = train_ends, turns: Turns | None = None
    ) -> None:
        self._train_each, self._train_ends = train, ends
        self.turns = turns or Turns()
        self._kept: LRUCache[Key, Answer] = LRUCache(states, getsizeof=size)
        self._waiting: dict[Key, Job] = {}
        self._running: dict[Key, Job] = {}
        self._working = False
        self._asked = -CALM  # when somebody last asked for a run
        self._came = Event()  # since the work has looked last
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
        jobs = self._wait(requests, progress, TELL, whole=True, patient=patient, keep=keep)
        return [result(job, Run) for job in jobs]

    def ends(self, requests: Sequence[Request], progress: Progress | None = None) -> list[EndAnswer]:
        """As `ask`, and of each run only its end. All single runs and whatever else go before; none is kept.

        progress : asked every LOOK seconds, so it must cost nothing.
        """
        jobs = self._wait(requests, progress, LOOK, whole=False, patient=True, keep=False)
        return [result(job, End) for job in jobs]

    def _wait(
        self,
        requests: Sequence[Request],
        progress: Progress | None,
        every: float,
        whole: bool,
        patient: bool,
        keep: bool,
    ) -> list[Job]:
        """The jobs of these requests, once they are over."""
        new = [Job(request, whole, patient) for request in requests]
        for job in new:
            hash(job.key)  # of a million points it takes its time, once, which nobody else is to wait for
        jobs = self._join(new, patient, keep)
        total = sum(config.epochs for _, config in requests)
        try:
            for job in jobs:
                while not self._over(job, every):
                    if progress:
                        progress(round(sum(job.share * job.request[1].epochs for job in jobs)), total)
        finally:
            self._leave(jobs)
        return jobs

    def _over(self, job: Job, within: float) -> bool:
        """Whether it is, at last."""
        if job.over.is_set():
            return True
        with self.turns.left():
            return job.over.wait(within)

    def _join(self, new: Sequence[Job], patient: bool, keep: bool) -> list[Job]:
        """The jobs that do what these would: over already, or joined with those who wait for the same, or new."""
        with self._lock:
            jobs = [self._job(job) for job in new]
            for job in jobs:
                job.askers += 1
                job.patient &= patient
                job.keep |= keep
            if any(job.whole for job in new):
                self._asked = time.monotonic()
                self._came.set()
            if self._waiting and not self._working:
                self._begin()
        return jobs

    def _begin(self) -> None:
        """Begins the work; where no thread can be had, those who wait are told, and the next who asks tries again."""
        try:
            Thread(target=self._work, name="trainings", daemon=True).start()
        except RuntimeError as error:
            self._fail(error)
        else:
            self._working = True

    def _job(self, new: Job) -> Job:
        """The job that does what this new one would, be it itself. Holds the lock already."""
        answer = self._kept.get(new.key)
        if answer is not None:
            new.share, new.answer = 1.0, answer
            new.over.set()
            return new
        if new.key in self._running:
            return self._running[new.key]
        return self._waiting.setdefault(new.key, new)

    def _leave(self, jobs: Sequence[Job]) -> None:
        """One who asked for these has gone; what nobody waits for is forgotten."""
        with self._lock:
            for job in jobs:
                job.askers -= 1
                if not job.askers and self._waiting.get(job.key) is job:
                    del self._waiting[job.key]

    def _work(self) -> None:
        """Trains what waits, batch after batch, until nothing does. Should it fail itself, nobody waits on for it."""
        try:
            while batch := self._next():
                self._train(batch)
        except BaseException as error:  # noqa: B036 - as in `_train`
            with self._lock:
                self._fail(error)

    def _next(self) -> list[Job]:
        """The next batch: all that wait for the earliest turn. With none left, the work is over."""
        with self._lock:
            batch = self._take(before=len(Turn))
            self._working = bool(batch)
            return batch

    def _take(self, before: int) -> list[Job]:
        """Those that wait for the earliest turn, if it comes before this one, from now on running. Holds the lock."""
        first = min((job.turn for job in self._waiting.values()), default=before)
        batch = [job for job in self._waiting.values() if job.turn == first < before]
        batch = batch[:WIDEST] if first >= Turn.PATIENT else batch
        for job in batch:
            self._running[job.key] = self._waiting.pop(job.key)
        return batch

    def _train(self, batch: list[Job]) -> None:
        """Trains them together; between chunks those whose turn comes before theirs and who have come meanwhile."""
        turn, train = batch[0].turn, self._train_each if batch[0].whole else self._train_ends

        worked = -SPELL  # by this thread, when the spell began

        def between(done: int, total: int) -> None:
            for job in batch:
                job.share = done / total
            nonlocal worked
            if turn == Turn.ENDS or time.thread_time() - worked > SPELL or self.turns.seconds > WHILE:
                with self.turns.left():
                    look()
                worked = time.thread_time()

        def look() -> None:
            while True:
                self._came.clear()
                with self._lock:
                    if not any(job.askers for job in batch):
                        self._forget(batch)  # nobody can join any more
                        raise _Abandoned
                    newcomers = self._take(before=turn)
                rest = self._asked + CALM - time.monotonic() if turn == Turn.ENDS else 0.0
                if newcomers:
                    self._train(newcomers)
                elif rest > 0:
                    self._came.wait(rest)  # whoever asks now has a page to be drawn, which needs the processor as well
                else:
                    return

        try:
            between(0, 1)
            with self.turns.taken():
                answers = train([job.request for job in batch], between)
        except _Abandoned:
            return
        except BaseException as error:  # noqa: B036 - whatever it is, the askers wait for it in their threads
            for job in batch:
                job.error = error
        else:
            for job, answer in zip(batch, answers, strict=True):
                job.answer = answer
        self._end(batch)

    def _end(self, batch: list[Job]) -> None:
        """Keeps the answers and wakes those who wait."""
        with self._lock:
            self._forget(batch)
            for job in batch:
                if job.keep and not isinstance(job.answer, End | None):
                    self._keep(job, job.answer)
        for job in batch:
            job.over.set()

    def _keep(self, job: Job, answer: Answer) -> None:
        """Keeps the answer, and with it the points, if that is not too much. Holds the lock."""
        many = isinstance(answer, Impossible) and len(job.request[0]) > REFUSED
        if not many and size(answer) <= self._kept.maxsize:
            self._kept[job.key] = answer

    def _fail(self, error: BaseException) -> None:
        """No work goes on any more: this is the answer of all that was to be done. Holds the lock."""
        self._working = False
        for job in (*self._waiting.values(), *self._running.values()):
            job.error = error
            job.over.set()
        self._waiting.clear()
        self._running.clear()

    def _forget(self, batch: list[Job]) -> None:
        for job in batch:
            del self._running[job.key]


class _Abandoned(Exception):
    """Nobody waits for this batch any more."""
