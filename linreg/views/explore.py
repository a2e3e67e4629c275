"""The Explore page: state -> controls -> run -> what the viewer sees."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg import Run
from linreg.picture.payload import payload
from linreg.picture.scene import scene
from linreg.state import Refused, State
from linreg.state.state import MOST_EPOCHS
from linreg.telling import forecast as forecast_words
from linreg.telling import verdict_words
from linreg.telling.verdict import verdict
from linreg.theory import Forecast, forecast
from linreg.training.config import Impossible
from linreg.views import controls, lens, rate, visit
from linreg.views.player import player
from linreg.views.training import trained
from linreg.words import Words
from linreg.words.numbers import plain

PLAYER = "player"


def page(say: Words, state: State, refused: tuple[Refused, ...]) -> None:
    """Draws the page."""
    with st.container(horizontal=True, key="title", vertical_alignment="center"):
        st.title(say("explore.title"), anchor=False, width="content")
        st.caption(say("explore.subtitle"), width="content")
        progress = st.empty()

    choice = controls.chosen(state)
    controls.show(say, state, choice)
    visit.tell(say, refused)
    visit.leave()
    try:
        ahead = forecast(choice.seen, choice.config)
        run = trained(choice.seen, choice.config, progress, say)
    except ValueError as error:
        st.error(say("explore.impossible", why=_why(say, error)), icon=":material/error:")
        st.stop()
    stage = st.container()
    text, actions = st.columns([4, 1], gap="small")
    with actions.container(key="actions"):
        _guess(say)
        better = st.empty()
    with stage:
        shown = scene(choice.data, choice.scaling, (run,), state.axes, None if state.guess else ahead)
        player(say, payload(shown, say, microscope=state.lens == "steps", at=state.epoch), PLAYER, _start_there)
    with text.container(key="verdict"):
        if state.guess:
            st.markdown(say("explore.guess_first"))
        else:
            _verdict(say, ahead, run, better)
    lens.show(say, state, choice, ahead, run)


def _guess(say: Words) -> None:
    """The switch that hides what would tell."""
    visit.shows("guess")
    st.toggle(say("explore.guess"), key="guess", on_change=visit.taken, args=("guess",), help=say("explore.guess_help"))


def _why(say: Words, error: ValueError) -> str:
    """Why the settings cannot be trained, in the page's language; what else may be wrong has no sentence of its own."""
    if not isinstance(error, Impossible):
        return say("explore.why_setting")
    return say(f"explore.why_{error.reason}", **{name: plain(value) for name, value in error.values.items()})


def _verdict(say: Words, ahead: Forecast, run: Run, better: DeltaGenerator) -> None:
    """What was to be expected, what it came to, and in `better` the way to a better rate."""
    found = verdict(run)
    sentences = forecast_words.sentence(say, ahead), verdict_words.sentence(say, found, MOST_EPOCHS)
    st.markdown("\n\n".join(sentences))
    if found.lr_advised:
        label = say("explore.better_rate", lr=plain(found.lr_advised, 7))
        better.button(label, key="better_rate", on_click=rate.set_rate, args=(found.lr_advised,))


def _start_there() -> None:
    """A click on the contours: training starts at that point."""
    place = st.session_state[PLAYER].start
    try:
        controls.start_at(float(place["W"]), float(place["b"]))
    except (KeyError, TypeError, ValueError):
        pass  # no player sends this
