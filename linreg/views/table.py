"""The run as a table, every state or every so many, and as a CSV file."""

import streamlit as st

from linreg import Run
from linreg.telling.table import csv_bytes, rows, thinning
from linreg.words import Words

AT_ONCE = 1000  # epochs whose states are all shown unless the viewer thins them
FILE = "linreg_run.csv"
COLUMNS = ("state", "W", "b", "cost", "grad_W", "grad_b")


def table(say: Words, run: Run) -> None:
    """The states in rows; how many is chosen above them, where the download is."""
    headers = [name if name in ("W", "b") else say(f"table.{name}") for name in COLUMNS]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        every = _every(say, run.epochs)
        # Written only when somebody wants it: 10,001 rows cost 60 ms
        st.download_button(
            say("table.download"),
            data=lambda: csv_bytes(rows(run), headers),
            file_name=FILE,
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="csv",
        )
    st.markdown(say("table.intro"))
    columns = zip(headers, zip(*rows(run, every), strict=True), strict=True)
    numbers = {name: st.column_config.NumberColumn(format="%.6g") for name in headers[1:]}
    st.dataframe(dict(columns), hide_index=True, column_config=numbers, key="table")


def _every(say: Words, epochs: int) -> int:
    """Every how many states stand in the table, as the viewer chose among all, some hundred and some ten rows."""
    steps = sorted({1, thinning(epochs, 101), thinning(epochs, 11)})
    if st.session_state.get("every") not in steps:  # chosen for another run, or not at all
        st.session_state.every = 1 if epochs <= AT_ONCE else steps[1]
    if len(steps) == 1:
        return 1
    chosen = st.segmented_control(
        say("table.every"),
        steps,
        format_func=lambda every: say("table.every_one") if every == 1 else say("table.every_some", every=f"{every:,}"),
        required=True,
        key="every",
    )
    return chosen or 1
