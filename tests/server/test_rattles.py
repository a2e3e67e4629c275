"""How points rattle is worked out once for all who ask at the same time, while others take their turns."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from linreg import Dataset
from linreg.server import rattles as server
from linreg.server import turns as turns_module
from linreg.server.rattles import Rattles
from linreg.server.turns import Turns
from linreg.theory import Rattle, rattle
from tests.server.trainers import NOTEBOOK, SECONDS, eventually


def test_it_is_the_theorys() -> None:
    assert Rattles(Turns()).ask(NOTEBOOK) == rattle(NOTEBOOK)


def test_all_who_ask_share_one_and_leave_their_turns_meanwhile(
    pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns_module, "LONGEST", 3600.0)
    turns, go, asked = Turns(), threading.Event(), []

    def slow(data: Dataset) -> Rattle:
        asked.append(data)
        assert go.wait(SECONDS)
        return Rattle(2.5, 2.5, 2.5, 1.0)

    monkeypatch.setattr(server, "rattle", slow)
    rattles = Rattles(turns)

    def page() -> Rattle:
        with turns.taken():
            return rattles.ask(NOTEBOOK)

    futures = [pool.submit(page) for _ in range(10)]
    eventually(lambda: len(rattles._once._working) == 1 and next(iter(rattles._once._working.values())).askers == 10)
    with turns.taken():  # which nobody keeps from us
        go.set()
    assert {future.result(SECONDS) for future in futures} == {Rattle(2.5, 2.5, 2.5, 1.0)} and asked == [NOTEBOOK]
    assert turns._holder is None
