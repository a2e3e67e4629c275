"""Whatever is drawn for a visitor is drawn in his turn: a page, and what comes without it."""

from threading import get_ident
from typing import Any

import pytest

from linreg import Dataset, TrainConfig
from linreg.state import State
from linreg.views import following, shell, sweep
from linreg.views.training import SHARED
from linreg.words import words
from tests.scenes import scene
from tests.visits import visit

NOTEBOOK = Dataset.notebook()


@pytest.fixture
def held() -> list[bool]:
    """Whether the turn was one's own, each time that something asked."""
    return []


@pytest.fixture
def asking(held: list[bool]):  # type: ignore[no-untyped-def]
    def ask(*_: Any, **__: Any) -> dict[str, Any]:
        held.append(SHARED.turns._holder == get_ident())
        return {}

    return ask


def test_each_page_is_drawn_in_a_turn(held: list[bool], asking: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell.explore, "page", asking)
    with pytest.raises(StopIteration):  # no player is drawn
        visit()
    assert held == [True] and SHARED.turns._holder != get_ident()


def test_so_is_what_follows_a_hand(held: list[bool], asking: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "record", lambda key, name: {"n": 1, "x": [1, 2], "y": [1, 3]})
    monkeypatch.setattr(following, "_followed", asking)
    monkeypatch.setattr(following, "_component", lambda *_, **__: None)
    monkeypatch.setattr(following, "wanted", lambda: None)
    shown = scene(NOTEBOOK, TrainConfig(epochs=5))
    following._answer.__wrapped__(words("en"), State(), shown, None)
    assert held == [True] and SHARED.turns._holder is None


def test_so_is_a_sweep(held: list[bool], asking: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "_component", asking)
    monkeypatch.setattr(sweep, "wanted", lambda: None)
    sweep._answer.__wrapped__(words("en"), NOTEBOOK, TrainConfig(), (0.01, 0.1), {"zones": []}, 1, None)
    assert held == [True] and SHARED.turns._holder is None
