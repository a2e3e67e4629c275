"""Step by step: what the microscope beside the panels shows. The player draws it."""

import streamlit as st

from linreg.points.sampling import MOST_DRAWN
from linreg.views.controls import Choice
from linreg.words import Words


def steps(say: Words, choice: Choice) -> None:
    """What to look at, in a few sentences; or why there is nothing to see of so many points, or of this optimizer."""
    if choice.config.searches:
        st.markdown(say("lens.no_beats", optimizer=choice.config.optimizer))
    elif len(choice.data) > MOST_DRAWN:
        st.markdown(say("lens.too_many", most=f"{MOST_DRAWN:,}"))
    else:
        st.markdown(say("microscope.text"))
