"""Forecast, then measurement: what this rate will do, and beside it what it did."""

import math

import streamlit as st

from linreg import Run
from linreg.theory import Direction, Forecast, Measured, measure
from linreg.views.numbers import percent, percent_left, plain, signed, times
from linreg.words import Words


def sentence(say: Words, ahead: Forecast) -> str:
    """What this rate will do on these points, in one or two sentences."""
    theory, slow, steep = ahead.theory, ahead.slow, ahead.steep
    numbers = {
        "epochs": f"{ahead.epochs:,}",
        "half": _epochs(slow.half_life),
        "left": percent_left(say, slow.left),
        "steep_half": _epochs(steep.half_life),
        "steep_left": percent_left(say, steep.left),
        "factor": plain(steep.factor, 3),
        "growth": times(abs(steep.factor)),
        "times": times(ahead.lr / theory.limit),
        "last": f"{ahead.last_finite:,}" if ahead.last_finite is not None and ahead.last_finite < 1e9 else "—",
    }
    return say(f"rate.forecast_{_case(ahead)}", **numbers)


def _case(ahead: Forecast) -> str:
    """Which of the forecast's sentences fits."""
    slow, steep = ahead.slow, ahead.steep
    if steep.log_factor > 0:
        if not steep.start:
            return "balanced"
        return "diverges" if ahead.last_finite is not None and ahead.last_finite < 1e9 else "grows"
    if math.isclose(ahead.lr, ahead.theory.limit):
        return "limit"
    if not steep.start and not slow.start:
        return "there"
    if ahead.theory.flat:
        return "flat"
    if steep.factor < 0:
        return "oscillates"
    return "good" if slow.half_life < 1e9 else "still"


def beside(say: Words, ahead: Forecast, run: Run) -> None:
    """Forecast and measurement for each direction, in a table, with the formula and its source."""
    measured = measure(run)
    rows = [
        "| | λ | " + " | ".join(say(f"rate.column_{c}") for c in ("forecast", "measured", "half", "left")) + " |",
        "|:--|--:|--:|--:|--:|--:|",
        _row(say, say("rate.slow"), ahead.slow, measured.slow),
        _row(say, say("rate.steep"), ahead.steep, measured.steep),
    ]
    st.markdown("\n".join(rows))
    st.markdown(say("rate.formula", kappa=_kappa(ahead.theory.kappa)))
    st.caption(say("rate.sources"))


def _row(say: Words, name: str, ahead: Direction, measured: Measured) -> str:
    if measured.factor is None:
        seen = say(f"rate.hidden_{measured.hidden}")
    else:
        seen = f"{signed(measured.factor, 6)} ± {plain(measured.error, 2)} " + say(
            "rate.seen", epochs=f"{measured.seen:,}"
        )
    half = _epochs(ahead.half_life) if ahead.log_factor <= 0 else say("rate.doubles", epochs=_epochs(ahead.doubling))
    return (
        f"| {name} | {plain(ahead.eigenvalue)} | {signed(ahead.factor, 6)} | {seen} | {half} | {percent(ahead.left)} |"
    )


def _epochs(epochs: float) -> str:
    """A number of epochs in words people use: whole when large, one decimal below ten, ∞."""
    if math.isinf(epochs):
        return "∞"
    if epochs >= 1e9:
        return plain(epochs, 3)
    return f"{epochs:,.0f}" if epochs >= 10 else f"{epochs:.1f}" if epochs >= 0.05 else "< 0.1"


def _kappa(kappa: float) -> str:
    return "∞" if math.isinf(kappa) else plain(kappa, 3)
