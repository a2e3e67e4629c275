"""The Explore page: controls -> config -> run -> what the viewer sees."""

import streamlit as st

from linreg import figures
from linreg.cost import bowl as bowl_of
from linreg.data import Scaling
from linreg.frame import frame as frame_of
from linreg.player import payload, player
from linreg.views import controls
from linreg.views.training import trained
from linreg.words import Words

PLAYER = "player"


def page(say: Words) -> None:
    """Draws the page."""
    with st.container(horizontal=True, key="title", vertical_alignment="center"):
        st.title(say("explore.title"), anchor=False, width="content")
        st.caption(say("explore.subtitle"), width="content")
        progress = st.empty()

    choice = controls.choice(say)
    run = trained(choice.data, choice.config, progress, say)
    bowl = bowl_of(run.data, run.config.cost)
    frame = frame_of(run, bowl)
    stage = {
        "fit": figures.fit(choice.data, (bowl.W, bowl.b), frame),
        "contours": figures.contours(bowl, frame),
        "bowl": figures.bowl3d(bowl, frame, say("explore.cost")),
        "curve": figures.curve(run.epochs, frame, say("explore.epoch"), say("explore.cost")),
    }
    words = say.section("player")
    player(payload(run, choice.data, Scaling(0, 1), bowl, frame, stage, words, say.lang), PLAYER, _start_there)


def _start_there() -> None:
    """A click on the contours: training starts at that point."""
    place = st.session_state[PLAYER].start
    controls.start_at(float(place["W"]), float(place["b"]))
