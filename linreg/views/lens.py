"""What lies one step away: a closer look at the run, opened beneath the player, one at a time."""

import streamlit as st

from linreg import Run
from linreg.theory import Forecast
from linreg.views import address, code, forecast, scaling, steps, table
from linreg.views.controls import Choice
from linreg.words import Words

LENSES = ("forecast", "scaling", "cost", "steps", "table", "code")
AXES = ("plain", "lines", "eigen")


def chosen_axes() -> str:
    """In which coordinates the cost is drawn, one of AXES; the switch stands in the forecast's lens."""
    address.from_address("axes", AXES, "plain")
    return str(st.session_state.axes)


def is_open(lens: str) -> bool:
    """Whether this lens is the open one, known before the row of lenses is drawn."""
    address.from_address("lens", ("", *LENSES), "")
    return bool(st.session_state.lens == lens)


def show(say: Words, choice: Choice, ahead: Forecast, run: Run, guess: bool) -> None:
    """The row of lenses, and the open one; the forecast stays closed as long as the room is to guess."""
    address.from_address("lens", ("", *LENSES), "")
    lens = st.segmented_control(
        say("lens.label"),
        LENSES,
        format_func=lambda lens: say(f"lens.{lens}"),
        key="lens",
        persist_state="session",
        label_visibility="collapsed",
    )
    address.to_address("lens", lens or "", "")
    if lens == "forecast":
        if guess:
            st.markdown(say("explore.guess_first"))
        else:
            forecast.beside(say, ahead, run)
        address.choose(say("rate.axes"), "axes", AXES, "plain", say, "rate", say("rate.axes_help"))
    elif lens == "scaling":
        scaling.scaling(say, choice.data, choice.scaling, run)
    elif lens == "cost":
        scaling.which_cost(say, ahead.theory, choice.config.lr)
    elif lens == "steps":
        steps.steps(say)
    elif lens == "table":
        table.table(say, run)
    elif lens == "code":
        code.code(say, choice, run)
