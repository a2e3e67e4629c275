"""Points changed by hand on the page: what the player sends as they are let go and as they move, and the way back."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, library, train
from linreg.picture import scene as pictures
from linreg.picture.payload import followed
from linreg.picture.scene import moved
from linreg.points.dataset import UNSCALED
from linreg.server.trainings import Trainings
from linreg.state import Runner, State
from linreg.theory.surface import bowl
from linreg.training.pace import paced
from linreg.views import following
from linreg.words import words
from tests.scenes import arrays, numbers, scene
from tests.server.trainers import Trainer
from tests.visits import FEW, sent, sent_to, sound, value, visit

HAND = {"data": "own", "points": "1_2_3_4.5", "origin": "cars"}


def after(said: Any, state: State) -> Any:
    """The state after the player has said this."""

    def script(state: object, said: object) -> None:
        import streamlit as st

        from linreg.views import changed

        st.session_state.setdefault("state", state)
        changed.take(said)

    page = AppTest.from_function(script, args=(state, said)).run()
    assert not page.exception
    return page.session_state["state"]


def test_points_let_go_are_the_states_to_the_last_digit() -> None:
    state = after({"x": [1, 2.05], "y": [0.1, 3], "n": 5}, State(data="cars", epoch=7))
    assert (state.data, state.origin, state.points, state.epoch) == (
        "own",
        "cars",
        Dataset("own", (1, 2.05), (0.1, 3)),
        0,
    )
    assert after({"back": True, "n": 6}, state).data == "cars"


def test_what_is_undone_belongs_to_the_set_that_it_was() -> None:
    pasted = State(data="own", points=Dataset("own", (5, 6), (7, 8)))
    undone = after({"x": [1, 2], "y": [1, 2], "n": 5, "family": "notebook"}, pasted)
    assert (undone.data, undone.origin, undone.points) == ("own", "notebook", Dataset("own", (1, 2), (1, 2)))
    assert after({"x": [1, 2, 3], "y": [1, 2, 3], "n": 6, "family": "notebook"}, pasted).data == "notebook"
    again = after({"x": [5, 6], "y": [7, 8], "n": 7, "family": "own"}, undone)
    assert (again.origin, again.points) == ("", pasted.points)
    for family in ("<b>", ["own"], None, 3):
        assert after({"x": [1, 2], "y": [1, 2], "family": family}, pasted).origin == ""


@pytest.mark.parametrize(
    "said",
    [
        None,
        3,
        [],
        {},
        {"x": 1, "y": 2},
        {"x": [], "y": []},
        {"x": [1], "y": []},
        {"x": ["a"], "y": [1]},
        {"x": "12", "y": "34"},
    ]
    + [
        {"x": [1e31], "y": [1]},
        {"x": [None], "y": [1]},
        {"x": [1] * 201, "y": [1] * 201},
        {"back": True},
        {"back": "x"},
    ],
    ids=lambda said: repr(said)[:30],
)
def test_what_cannot_be_points_changes_nothing(said: Any) -> None:
    assert after(said, State(data="cars")) == State(data="cars")


def test_the_sidebar_says_so_and_leads_back() -> None:
    page = visit(**HAND, **FEW)
    assert any(caption.value == "Changed by hand." for caption in page.caption)
    assert sent(page)["hand"] | {"heard": 0} == {
        "family": "cars", "set": "Stopping distances", "changed": True, "cost": "mean", "scaled": False,
        "plain": True, "most": 200, "heard": 0,
    }  # fmt: skip
    back = sound(page.button(key="back_to_set").click().run())
    assert value(back, "data") == "cars" and tuple(numbers(sent(back)["data"]["x"])) == library("cars").x
    assert sent(back)["hand"]["changed"] is False
    assert not any(button.key == "back_to_set" for button in back.button)


def test_more_points_than_an_address_holds_say_so_where_they_are_changed() -> None:
    state = after({"x": list(range(65)), "y": list(range(65)), "n": 5}, State(data="line", n=64, epochs=20))
    page = visit(**FEW)
    for points, many in ((state.points, True), (Dataset("own", range(64), range(64)), False)):
        page.session_state["state"] = replace(state, points=points)
        page = sound(page.run())
        assert any("More than 64 points" in caption.value for caption in page.sidebar.caption) == many
        assert ("points" in page.query_params) != many


def test_nothing_is_answered_before_points_move() -> None:
    assert sent_to(visit(**FEW), "hand")["answer"] is None


@pytest.mark.parametrize("view", ["plain", "eigen"])
def test_what_follows_a_hand_is_a_real_training_on_axes_that_stand_still(view: str) -> None:
    config = TrainConfig(lr=0.1, epochs=30)
    before = scene(Dataset.notebook(), config, view=view)
    data = Dataset("own", (1, 2, 3.5), (1, 2.5, 3))
    run = train(data, config)
    now = moved(before, data, UNSCALED, (run,))
    assert (now.frame, now.axes) == (before.frame, before.axes)
    sent = followed(now, words("en"))
    assert np.array_equal(numbers(sent["runs"][0]["W"]), run.W)
    assert sent["bowl"] == vars(bowl(data)) and tuple(numbers(sent["data"]["x"])) == data.x
    assert all(np.isfinite(array).all() for array in arrays(sent))
    heights = numbers(sent["mesh"][0]["z"])
    assert heights.min() == pytest.approx(sent["bowl"]["cost"], rel=1e-6)


def test_in_a_race_what_follows_a_hand_goes_by_the_clock_of_gradients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_stay", lambda done, total: None)  # there is no visitor
    state = State(lr=0.05, epochs=40, opt="LBFGS", race="same", kept=(Runner(lr=0.05, epochs=40),))
    data = Dataset("own", (1, 2, 3.5), (1, 2.5, 3))
    before = scene(Dataset.notebook(), TrainConfig(lr=0.05, epochs=40))
    searching, plain = following._followed(words("en"), state, before, data)["runs"]
    run = paced(train(data, TrainConfig(0.05, 40, optimizer="LBFGS")))
    assert np.array_equal(numbers(searching["W"]), run.W) and len(numbers(plain["W"])) == len(run.W)


def test_what_no_picture_can_hold_is_not_trained_while_a_point_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = Trainer()
    monkeypatch.setattr(following, "SHARED", Trainings(10_000, trainer))
    state = State(epochs=5, kept=(Runner(epochs=10_000, batch=1),))
    before = scene(Dataset.notebook(), TrainConfig(epochs=5))
    data = Dataset("own", range(200), range(200))
    assert len(following._followed(words("en"), state, before, data)["runs"]) == 1
    assert following._followed(words("en"), replace(state, batch=1, epochs=10_000), before, data) == {}
    assert trainer.configs == [TrainConfig(epochs=5)]


def test_a_fault_of_ours_is_not_kept_silent_while_a_point_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise ValueError("Out of range float values are not JSON compliant")

    monkeypatch.setattr(following, "followed", faulty)
    monkeypatch.setattr(following, "_stay", lambda done, total: None)
    before = scene(Dataset.notebook(), TrainConfig(epochs=5))
    with pytest.raises(ValueError, match="JSON"):
        following._followed(words("en"), State(epochs=5), before, Dataset("own", (1, 2), (1, 3)))


def test_of_a_loss_that_is_no_bowl_the_level_sets_come_as_well() -> None:
    config = TrainConfig(lr=0.1, epochs=30, cost="l1")
    data = Dataset("own", (1, 2, 3.5), (1, 2.5, 3))
    before = pictures.scene(Dataset.notebook(), UNSCALED, (train(Dataset.notebook(), config),))
    answer = followed(moved(before, data, UNSCALED, (train(data, config),)), words("en"))
    whole = pictures.scene(data, UNSCALED, (train(data, config),)).bowl
    assert (answer["bowl"]["W"], answer["bowl"]["loss"]) == (whole.W, "l1") and len(answer["map"]) > 5
    assert sent(visit(cost="l1", **FEW))["hand"]["cost"] == ""
