"""The run as a table that follows the player, every state or every so many, and as a CSV file."""

import streamlit as st

from linreg import Run
from linreg.picture import beside
from linreg.telling.table import csv_bytes, rows, thinning
from linreg.views import download
from linreg.views.components import register
from linreg.words import Words

AT_ONCE = 1000  # updates whose states are all shown unless the viewer thins them
FILE = "linreg_run.csv"
_component = register("table", "page/table.js")


def table(say: Words, run: Run) -> None:
    """The states in rows; how many is chosen above them, where the download is."""
    kind = "epoch" if run.config.batch_size is None else "update"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        every = _every(run.updates, say(f"table.every_{kind}"))
        download.button(say("table.download"), FILE, lambda: csv_bytes(rows(run), beside.headers(say, run)), "csv")
    _component(say, "table", beside.table(say, run, every))
    st.markdown(say(f"table.intro_{kind}"))


def _every(updates: int, label: str) -> int:
    """Every how many states stand in the table, as the viewer chose among all, some hundred and some ten rows."""
    steps = sorted({1, thinning(updates, 101), thinning(updates, 11)})
    if st.session_state.get("every") not in steps:  # chosen for another run, or not at all
        st.session_state.every = 1 if updates <= AT_ONCE else steps[1]
    if len(steps) == 1:
        return 1
    chosen = st.segmented_control(
        label,
        steps,
        format_func=lambda every: f"{every:,}",
        required=True,
        key="every",
    )
    return chosen or 1
