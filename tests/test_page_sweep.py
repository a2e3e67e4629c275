"""What the page sends along the rate's slider: asked for after the picture, and nothing while a room guesses."""

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, train
from linreg.theory import curvature
from linreg.views.rate import stops
from linreg.views.sweep import SWEEPS
from tests.scenes import numbers
from tests.visits import change, sent_to, show_result, visit

DATA = Dataset.notebook()
LR_STEPS = stops(curvature(DATA))


def told(at: AppTest) -> dict:  # type: ignore[type-arg]
    return sent_to(at, "sweep")


def known(**settings: int) -> None:
    """Somebody else has asked for it before."""
    SWEEPS.ask(DATA, TrainConfig(**settings), LR_STEPS)  # type: ignore[arg-type]


def test_what_nobody_has_asked_for_yet_is_left_for_the_browser_to_ask() -> None:
    at = visit(epochs="17")
    assert "ends" not in told(at)
    turn = told(at)["turn"]
    assert told(change(at, "lr", 0.1))["turn"] > turn  # so it is told to ask again


def test_what_is_known_comes_with_the_page_and_stays_whatever_the_rate() -> None:
    known(epochs=23)
    at = visit(epochs="23")
    cost, last = (numbers(told(at)["ends"][name]) for name in ("cost", "last"))
    runs = [train(DATA, TrainConfig(lr=lr, epochs=23)) for lr in LR_STEPS]
    assert cost.tolist() == [run.cost[-1] for run in runs]
    assert last.tolist() == [run.epochs if run.diverged else -1 for run in runs]
    assert told(at)["rates"] == list(LR_STEPS)
    before = told(at)
    assert told(change(at, "lr", 0.1)) == before


def test_it_comes_with_the_levels_and_zones_it_is_read_by_in_few_bytes() -> None:
    known(epochs=23)
    sent = told(visit(epochs="23"))
    assert sent["start"] == pytest.approx(14 / 3) and sent["least"] == pytest.approx(0)
    assert sent["zones"][2]["high"] == curvature(DATA).limit
    assert len(json.dumps(sent)) < 5000


def test_the_sentences_say_how_many_epochs_and_know_one_from_many() -> None:
    assert told(visit(epochs="1"))["words"]["at"] == "lr {lr}: cost {cost} after 1 epoch"
    assert "1,000 에포크" in told(visit(lang="ko"))["words"]["caption"]


def test_while_a_room_guesses_there_is_none_until_the_result_is_out() -> None:
    known(epochs=23)
    at = visit(epochs="23", guess="true")
    with pytest.raises(StopIteration):
        told(at)
    assert not sent_to(at, "dial_lr")["room"]
    at.toggle(key="guess").set_value(False).run()
    assert np.isfinite(numbers(told(show_result(at))["ends"]["cost"])).all()
