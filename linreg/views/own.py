"""The viewer's own points: chosen, typed, pasted or taken from a file."""

import streamlit as st

from linreg.state import points
from linreg.state.state import OWN
from linreg.views import visit


def taken() -> None:
    """Takes the set chosen in the sidebar. One's own begin as those on the screen, and the table opens beside them."""
    name = st.session_state.data
    if name != OWN:
        visit.taken("data")
        return
    state = visit.now()
    visit.change(data=OWN, points=state.points or points(state), lens="points")
