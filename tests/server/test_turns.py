"""In turns: one after the other, in the order in which they came; who waits leaves his, who takes long is joined."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from linreg.server import turns as server
from linreg.server.turns import Turns
from tests.server.trainers import SECONDS, eventually


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Turns:
    monkeypatch.setattr(server, "LONGEST", 3600.0)
    return Turns()


@pytest.fixture
def pool():  # type: ignore[no-untyped-def]
    with ThreadPoolExecutor(20) as pool:
        yield pool


class Visitors:
    """Who take a turn each, note that it has begun and end it when told."""

    def __init__(self, turns: Turns, pool: ThreadPoolExecutor) -> None:
        self.turns, self.pool = turns, pool
        self.begun: list[str] = []
        self.go: dict[str, threading.Event] = {}

    def come(self, name: str) -> Future[None]:
        """Comes after all who came before."""
        before = len(self.turns._line)
        self.go[name] = threading.Event()
        future = self.pool.submit(self._take, name)
        eventually(lambda: name in self.begun or len(self.turns._line) > before)
        return future

    def _take(self, name: str) -> None:
        with self.turns.taken():
            self.begun.append(name)
            assert self.go[name].wait(SECONDS)


@pytest.fixture
def visitors(turns: Turns, pool: ThreadPoolExecutor) -> Visitors:
    return Visitors(turns, pool)


def test_each_begins_when_the_one_before_has_ended_in_the_order_in_which_they_came(visitors: Visitors) -> None:
    futures = [visitors.come(name) for name in "abc"]
    for name, future in zip("abc", futures, strict=True):
        eventually(lambda name=name: visitors.begun[-1] == name)
        visitors.go[name].set()
        future.result(SECONDS)
    assert visitors.begun == ["a", "b", "c"]
    visitors.go["d"] = threading.Event()
    visitors.go["d"].set()
    visitors._take("d")  # nobody has left anything behind


def test_within_ones_turn_one_has_it_already(turns: Turns) -> None:
    with turns.taken(), turns.taken():
        pass
    assert turns._holder is None


def test_who_waits_leaves_his_turn_and_takes_another_behind_the_others(
    turns: Turns, visitors: Visitors, pool: ThreadPoolExecutor
) -> None:
    order: list[str] = []
    waits, over = threading.Event(), threading.Event()

    def wait() -> None:
        with turns.taken():
            with turns.left():
                waits.set()
                assert over.wait(SECONDS)
            order.extend([*visitors.begun, "back"])

    waiting = pool.submit(wait)
    assert waits.wait(SECONDS)
    first, second = visitors.come("a"), visitors.come("b")  # a has begun
    over.set()
    eventually(lambda: len(turns._line) == 2)
    for name, future in (("a", first), ("b", second)):
        visitors.go[name].set()
        future.result(SECONDS)
    waiting.result(SECONDS)
    assert order == ["a", "b", "back"]


def test_who_has_none_leaves_none(turns: Turns, visitors: Visitors) -> None:
    other = visitors.come("a")
    with turns.left():
        pass
    assert turns._holder is not None
    visitors.go["a"].set()
    other.result(SECONDS)
    assert turns._holder is None


def test_an_error_ends_a_turn(turns: Turns) -> None:
    with pytest.raises(KeyboardInterrupt), turns.taken():
        raise KeyboardInterrupt  # as Streamlit's own: no Exception
    assert turns._holder is None


def test_beside_one_that_takes_too_long_the_next_begins(
    turns: Turns, visitors: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LONGEST", 0.05)
    slow, next_one = visitors.come("slow"), visitors.come("next")
    eventually(lambda: visitors.begun == ["slow", "next"])
    visitors.go["slow"].set()
    slow.result(SECONDS)
    assert turns._holder is not None  # it is no longer the slow one's to end
    visitors.go["next"].set()
    next_one.result(SECONDS)
    assert turns._holder is None


class Asleep(threading.Event):
    """Which one that waits for it finds unset for the last time just before it is set, and looks again only after."""

    def wait(self, timeout: float | None = None) -> bool:
        if self.is_set():
            return True
        assert super().wait(SECONDS)
        return False


def test_whose_turn_comes_while_he_is_about_to_take_it_takes_it_once(
    turns: Turns, visitors: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = visitors.come("first")
    monkeypatch.setattr(server, "Event", Asleep)
    monkeypatch.setattr(server, "LONGEST", -1.0)  # so the first one's turn is long over
    second = visitors.come("second")
    for name, future in (("first", first), ("second", second)):
        visitors.go[name].set()
        future.result(SECONDS)
    assert turns._holder is None and not turns._line


def test_a_crowd_that_waits_now_and_then_leaves_nothing_behind(turns: Turns, pool: ThreadPoolExecutor) -> None:
    inside: list[int] = []
    most: list[int] = []

    def visit(k: int) -> None:
        for _ in range(20):
            with turns.taken():
                inside.append(k)
                most.append(len(inside))
                inside.remove(k)
                with turns.left():
                    pass

    for future in [pool.submit(visit, k) for k in range(20)]:
        future.result(SECONDS)
    assert max(most) == 1 and turns._holder is None and not turns._line
