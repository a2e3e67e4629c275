"""The Explore page: controls -> config -> run -> what the viewer sees."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg import Run
from linreg.picture.payload import payload
from linreg.picture.scene import scene
from linreg.telling import forecast as forecast_words
from linreg.telling import verdict_words
from linreg.telling.verdict import verdict
from linreg.theory import Forecast, forecast
from linreg.views import controls, lens, rate
from linreg.views.controls import Choice
from linreg.views.player import player
from linreg.views.training import trained
from linreg.words import Words
from linreg.words.numbers import plain

PLAYER = "player"


def page(say: Words) -> None:
    """Draws the page."""
    with st.container(horizontal=True, key="title", vertical_alignment="center"):
        st.title(say("explore.title"), anchor=False, width="content")
        st.caption(say("explore.subtitle"), width="content")
        progress = st.empty()

    try:
        choice = controls.choice(say)
        ahead = forecast(choice.seen, choice.config)
        run = trained(choice.seen, choice.config, progress, say)
    except ValueError as error:
        st.error(say("explore.impossible", why=str(error)), icon=":material/error:")
        st.stop()
    stage = st.container()
    text, actions = st.columns([4, 1], gap="small")
    with actions.container(key="actions"):
        guess = st.toggle(say("explore.guess"), key="guess", bind="query-params", help=say("explore.guess_help"))
        better = st.empty()
    with stage:
        player(_picture(say, choice, run, None if guess else ahead), PLAYER, _start_there)
    with text.container(key="verdict"):
        if guess:
            st.markdown(say("explore.guess_first"))
        else:
            _verdict(say, ahead, run, better)
    lens.show(say, choice, ahead, run, guess)


def _verdict(say: Words, ahead: Forecast, run: Run, better: DeltaGenerator) -> None:
    """What was to be expected, what it came to, and in `better` the way to a better rate."""
    found = verdict(run)
    sentences = forecast_words.sentence(say, ahead), verdict_words.sentence(say, found, controls.MOST_EPOCHS)
    st.markdown("\n\n".join(sentences))
    if found.lr_advised:
        label = say("explore.better_rate", lr=plain(found.lr_advised))
        better.button(label, key="better_rate", on_click=rate.set_rate, args=(found.lr_advised,))


def _picture(say: Words, choice: Choice, run: Run, ahead: Forecast | None) -> dict[str, Any]:
    """The payload for the player: the run on its stage, in the coordinates chosen."""
    shown = scene(choice.data, choice.scaling, (run,), lens.chosen_axes(), ahead)
    return payload(shown, say, microscope=lens.is_open("steps"), at=_epoch())


def _epoch() -> int:
    """The epoch that the address wants shown first; 0 unless it names one."""
    text = st.query_params.get("epoch", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _start_there() -> None:
    """A click on the contours: training starts at that point."""
    place = st.session_state[PLAYER].start
    controls.start_at(float(place["W"]), float(place["b"]))
