"""Forecast beside measurement: what this rate should do in each direction, and what it did."""

import math

import streamlit as st

from linreg import Run
from linreg.telling.forecast import epochs
from linreg.theory import Direction, Forecast, Measured, measure
from linreg.views.terms import term
from linreg.words import Words
from linreg.words.numbers import percent, plain, signed


def beside(say: Words, ahead: Forecast, run: Run) -> None:
    """Forecast and measurement for each direction, in a table, with the formula and its source."""
    measured = measure(run)
    heads = [say("rate.column_direction"), term("curvature", "λ")]
    heads += [say(f"rate.column_{column}") for column in ("forecast", "measured", "half", "left")]
    slow = _cells(say, say("rate.slow"), ahead.slow, measured.slow)
    steep = _cells(say, say("rate.steep"), ahead.steep, measured.steep)
    # A row for each quantity: the table stands in a narrow column
    rows = [f"| {head} | {one} | {other} |" for head, one, other in zip(heads, slow, steep, strict=True)]
    rows.insert(1, "|:--|--:|--:|")
    st.markdown("\n".join(rows), unsafe_allow_html=True)
    st.markdown(say("rate.formula", kappa=_kappa(ahead.theory.kappa)))
    st.caption(say("rate.sources"))


def _cells(say: Words, name: str, ahead: Direction, measured: Measured) -> list[str]:
    if measured.factor is None:
        seen = say(f"rate.hidden_{measured.hidden}")
    else:
        seen = f"{signed(measured.factor, 6)} ± {plain(measured.error, 2)} " + say(
            "rate.seen", epochs=f"{measured.seen:,}"
        )
    half = epochs(ahead.half_life) if ahead.log_factor <= 0 else say("rate.doubles", epochs=epochs(ahead.doubling))
    return [name, plain(ahead.eigenvalue), signed(ahead.factor, 6), seen, half, percent(ahead.left)]


def _kappa(kappa: float) -> str:
    return "∞" if math.isinf(kappa) else plain(kappa, 3)
