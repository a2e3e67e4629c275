"""What lies one step away: a closer look at the run, opened beneath the player, one at a time."""

import streamlit as st

from linreg import Run
from linreg.theory import Forecast
from linreg.views import address, forecast, scaling
from linreg.views.controls import Choice
from linreg.words import Words

LENSES = ("forecast", "scaling", "cost")
AXES = ("plain", "lines", "eigen")


def chosen_axes() -> str:
    """In which coordinates the cost is drawn, one of AXES; the switch stands in the forecast's lens."""
    address.from_address("axes", AXES, "plain")
    return str(st.session_state.axes)


def show(say: Words, choice: Choice, ahead: Forecast, run: Run) -> None:
    """The row of lenses, and the open one."""
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
        forecast.beside(say, ahead, run)
        address.choose(say("rate.axes"), "axes", AXES, "plain", say, "rate", say("rate.axes_help"))
    elif lens == "scaling":
        scaling.scaling(say, choice.data, choice.scaling, run)
    elif lens == "cost":
        scaling.which_cost(say, ahead.theory, choice.config.lr)
