"""Step by step: what the microscope beside the panels shows. The player draws it."""

import streamlit as st

from linreg.words import Words


def steps(say: Words) -> None:
    """What to look at, in a few sentences."""
    st.markdown(say("microscope.text"))
