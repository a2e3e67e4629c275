"""One after the other. Python lets one thread run at a time and goes round among those that could, each 5 ms; torch's
every operation lets go of it. So a training of 50,000 short operations would wait before each of them while pages are
drawn, and a hundred pages drawn side by side would all be done at the end. In turns each has what it needs and is done.
"""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, get_ident

LONGEST = 0.25  # seconds that one may have his turn before the next begins beside him


class Turns:
    """A line of threads in which each has its turn, in the order in which they came."""

    def __init__(self) -> None:
        self._line: deque[tuple[int, Event]] = deque()  # each thread, and what tells it that its turn has come
        self._holder: int | None = None
        self._since = 0.0  # when the holder's turn began
        self._lock = Lock()  # of all the above

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Within it this thread has its turn, which it waits for; none other, if it has it already."""
        if self._holder == get_ident():
            yield
            return
        self._enter()
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def left(self) -> Iterator[None]:
        """Within it others have theirs, as while one waits; after it one that had a turn takes another."""
        had = self._leave()
        try:
            yield
        finally:
            if had:
                self._enter()

    @property
    def seconds(self) -> float:
        """How long the present turn has been."""
        return time.monotonic() - self._since

    def _enter(self) -> None:
        mine = Event()
        with self._lock:
            if self._holder is None:
                self._give(get_ident())
                return
            self._line.append((get_ident(), mine))
        while not mine.wait(LONGEST):
            with self._lock:
                given = mine.is_set()  # meanwhile; then it is in the line no more
                if not given and self.seconds > LONGEST and self._line[0][1] is mine:
                    self._next()

    def _leave(self) -> bool:
        """Ends this thread's turn, if it is its own still; whether it was."""
        with self._lock:
            if self._holder != get_ident():
                return False
            if self._line:
                self._next()
            else:
                self._holder = None
            return True

    def _next(self) -> None:
        """The turn of the first in the line begins. Holds the lock, as does the next."""
        thread, called = self._line.popleft()
        self._give(thread)
        called.set()

    def _give(self, thread: int) -> None:
        self._holder, self._since = thread, time.monotonic()
