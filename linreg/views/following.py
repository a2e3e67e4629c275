"""While a point is in the hand: the picture follows it, from real trainings, on axes that stand still.

The player sends the points as they are at a moment, one message at a time, and a fragment of the page answers with
their runs and the surface of their cost. Nothing else of the page is drawn, and nothing is kept: what counts is sent
as the point is let go.
"""

from typing import Any

import streamlit as st

from linreg import Run
from linreg.picture.drawable import check_drawable, undrawable
from linreg.picture.payload import followed
from linreg.picture.scene import Scene, moved
from linreg.points.dataset import Dataset
from linreg.state import State, kept
from linreg.training.config import Impossible
from linreg.views import changed, controls, race, visit
from linreg.views.components import record, register
from linreg.views.training import SHARED
from linreg.views.wanted import wanted
from linreg.words import Words

KEY = "hand"
ANSWERED = "answered"  # the session's key for the number of the message answered last

_component = register("hand", "page/hand.js")


def show(say: Words, state: State, scene: Scene) -> None:
    """What hands the points on to Python, and the answer to the player. scene : the picture that the points move in."""
    _answer(say, state, scene, wanted())


@st.fragment
def _answer(say: Words, state: State, scene: Scene, drawn: object) -> None:
    if drawn != wanted():
        st.rerun()
    said = record(KEY, "moving")
    number, points = said.get("n"), changed.read(said)
    answer: dict[str, Any] | None = None
    if points and number != st.session_state.get(ANSWERED):
        with SHARED.turns.taken():  # it comes without the page, which has a turn of its own
            answer = {"n": number, **_followed(say, state, scene, points)}
        st.session_state[ANSWERED] = number
    _component(say, KEY, {"answer": answer}, on={"moving": None}, waits=False)


def _followed(say: Words, state: State, scene: Scene, points: Dataset) -> dict[str, Any]:
    """The picture with these points, or nothing if they cannot be trained on."""
    choice = controls.chosen(state, points)
    beside = [each for each in kept(state) if undrawable(choice.seen, each) is None]
    try:
        check_drawable(choice.seen, choice.config)
        configs = [choice.config, *beside]
        run, *others = SHARED.ask([(choice.seen, config) for config in configs], _stay, keep=False)
        if isinstance(run, Impossible):
            return {}
        run, others = race.clocked(state, run, others)
        drawn = [other for other in others if isinstance(other, Run)]
        return followed(moved(scene, choice.data, choice.scaling, (run, *drawn)), say)
    except Impossible:  # the page says why, once the point is let go
        return {}


def _stay(done: int, total: int) -> None:
    """Asked while one waits: who has let go meanwhile waits no longer, since reading the session raises."""
    visit.runs()
