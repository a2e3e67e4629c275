"""What is worked out once for all who look at it: kept for the next, and shared while it is worked out.

A thread works, none of the askers': whoever moves on takes nothing away from those who wait with him.
"""

from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

from cachetools import LRUCache

from linreg.server.trainings import Progress
from linreg.server.turns import Turns
from linreg.training.config import Impossible

K = TypeVar("K")
V = TypeVar("V")


class _Work(Generic[V]):
    """One value being worked out, and those who wait for it."""

    def __init__(self) -> None:
        self.askers = 0
        self.done = (0, 1)  # how much, and of how much
        self.made: list[V] = []  # the value, once it is there
        self.error: BaseException | None = None
        self.over = Event()

    def result(self) -> V:
        """The value. Raises Impossible if that is what its making raised, RuntimeError for anything else."""
        if isinstance(self.error, Impossible):
            raise self.error.again()  # the one shared would gather the traces of all who met it
        if self.error:
            raise RuntimeError("working it out failed") from self.error
        return self.made[0]


class Once(Generic[K, V]):
    """Values by their keys, for many askers at once, from any threads; the longest unused of more than `most` go."""

    def __init__(self, most: int, turns: Turns) -> None:
        self._turns = turns  # among which those who wait leave theirs to others
        self._kept: LRUCache[K, V] = LRUCache(most)
        self._working: dict[K, _Work[V]] = {}
        self._lock = Lock()  # of both

    def kept(self, key: K) -> V | None:
        """The value if it is there already."""
        with self._lock:
            return self._kept.get(key)

    def ask(self, key: K, make: Callable[[Progress], V], progress: Progress | None, every: float) -> V:
        """The value: kept, or joined with those who wait for it, or made now.

        make : is given a progress, to be called now and then with (done, in all); it raises once nobody waits any more.
        progress : called each `every` seconds of the waiting, with the same. Whatever it raises ends the waiting.
        Raises Impossible if `make` does, RuntimeError for anything else that it raises.
        """
        with self._lock:
            if key in self._kept:
                return self._kept[key]
            work = self._working.get(key) or self._begin(key, make)
            work.askers += 1
        try:
            while not self._over(work, every):
                if progress:
                    progress(*work.done)
        finally:
            self._leave(key, work)
        return work.result()

    def _over(self, work: _Work[V], within: float) -> bool:
        with self._turns.left():
            return work.over.wait(within)

    def _begin(self, key: K, make: Callable[[Progress], V]) -> _Work[V]:
        """The work on this key, begun. Holds the lock already, which its thread takes only later."""
        work: _Work[V] = _Work()
        Thread(target=self._work, args=(key, work, make), name="once", daemon=True).start()
        self._working[key] = work
        return work

    def _leave(self, key: K, work: _Work[V]) -> None:
        """One who asked has gone; what nobody waits for is forgotten, so that nobody can join any more."""
        with self._lock:
            work.askers -= 1
            if not work.askers and self._working.get(key) is work:
                del self._working[key]

    def _work(self, key: K, work: _Work[V], make: Callable[[Progress], V]) -> None:
        """Makes the value, keeps it and wakes those who wait: no moment in which it is neither awaited nor kept."""

        def stay(done: int, total: int) -> None:
            work.done = (done, total)
            with self._lock:
                if self._working.get(key) is not work:
                    raise _Abandoned

        try:
            work.made.append(make(stay))
        except BaseException as error:  # noqa: B036 - whatever it is, the askers wait for it in their threads
            work.error = error
        with self._lock:
            if work.made:
                self._kept[key] = work.made[0]
            if self._working.get(key) is work:
                del self._working[key]
        work.over.set()


class _Abandoned(Exception):
    """Nobody waits for this any more."""
