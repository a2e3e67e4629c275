"""Step by step: what the microscope beside the panels shows. The player draws it."""

import streamlit as st

from linreg.points.sampling import MOST_DRAWN
from linreg.training.optimizers import OPTIMIZERS
from linreg.views.controls import Choice
from linreg.words import Words


def steps(say: Words, choice: Choice) -> None:
    """What to look at, in a few sentences; or why there is nothing to see of so many points, or of this optimizer."""
    optimizer = choice.config.optimizer
    if OPTIMIZERS[optimizer].closure:
        st.markdown(say("lens.no_beats", optimizer=optimizer))
    elif len(choice.data) > MOST_DRAWN:
        st.markdown(say("lens.too_many", most=f"{MOST_DRAWN:,}"))
    else:
        st.markdown(say("microscope.text"))
