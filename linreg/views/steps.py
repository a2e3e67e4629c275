"""Step by step: what the microscope beside the panels shows. The player draws it."""

import streamlit as st

from linreg.points.sampling import MOST_DRAWN
from linreg.words import Words


def steps(say: Words, points: int) -> None:
    """What to look at, in a few sentences; or why there is nothing to see of so many points."""
    if points > MOST_DRAWN:
        st.markdown(say("lens.too_many", most=f"{MOST_DRAWN:,}"))
    else:
        st.markdown(say("microscope.text"))
