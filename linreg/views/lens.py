"""What lies one step away: a closer look at the run, opened beside the picture, one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from linreg.server.job import Answer
from linreg.state import State
from linreg.state.state import LENSES
from linreg.theory import Forecast
from linreg.training.costs import COSTS
from linreg.views import (
    about,
    code,
    compare,
    fields,
    forecast,
    method,
    outcome,
    race,
    rain,
    save,
    scaling,
    share,
    steps,
    table,
    visit,
)
from linreg.words import Words


@dataclass(frozen=True)
class OnPage(save.OnScreen):
    """What is on the page, for the lenses to look at."""

    ahead: Forecast | None
    others: Sequence[Answer]  # the kept runs, or why one cannot be trained
    luck: race.Luck  # what was tried for the best rates of a race
    played: str  # the id of what the player plays


def show(say: Words, on: OnPage) -> None:
    """The row of lenses, and the open one, which room.css puts beside the panels where there is room for it."""
    with st.container(horizontal=True, vertical_alignment="center", key="lenses"):
        _row(say, on.state)
        compare.button(say, on.state)
        share.button(say, on)
    if on.state.lens:
        with st.container(key=f"beside_{on.state.lens}"):
            _open(say, on)


def _open(say: Words, on: OnPage) -> None:
    """What the open lens shows; while a room is to guess all stay closed that would tell."""
    state, choice, ahead, scene, guessing = on.state, on.choice, on.ahead, on.scene, on.guessing
    run = scene.run
    if state.lens == "points":
        about.points(say, state, choice, None if guessing else run)
    elif state.lens == "method":
        method.show(say, state, len(choice.seen))
    elif guessing and state.lens == "rain":
        st.markdown(say("rain.hidden"))
    elif guessing and state.lens != "steps":
        st.markdown(say("explore.guess_first"))
    elif state.lens == "forecast":
        if ahead:
            forecast.beside(say, ahead, run)
        else:
            st.markdown(say(f"{'method' if choice.config.batch_size is None else 'batch'}.no_table"))
        fields.choice(say, say("rate.axes"), "axes", "rate", say("rate.axes_help"))
    elif state.lens == "compare":
        compare.beside(say, state, choice, scene.theory, run, on.others, on.luck)
    elif state.lens == "scaling":
        scaling.scaling(say, choice.data, choice.scaling, run, outcome.is_out(choice))
    elif state.lens == "cost":
        if choice.config.cost in COSTS:
            scaling.which_cost(say, scene.theory, choice.config.lr)
        else:
            st.markdown(say("method.no_squares"))
    elif state.lens == "rain":
        rain.rain(say, state, scene, on.played)
    elif state.lens == "steps":
        if choice.config.cost in COSTS:
            steps.steps(say, choice)
        else:
            st.markdown(say("method.no_steps"))
    elif state.lens == "table":
        table.table(say, run)
    elif state.lens == "code":
        code.code(say, choice, run, race.rule(say, state), outcome.is_out(choice))


def _row(say: Words, state: State) -> None:
    """Opens a lens, or closes the open one."""

    def turn() -> None:
        visit.change(lens=st.session_state.lens or "")

    visit.holds("lens", state.lens or None)
    st.segmented_control(
        say("lens.label"),
        LENSES,
        format_func=lambda lens: say(f"lens.{lens}"),
        key="lens",
        on_change=turn,
        label_visibility="collapsed",
    )
