"""The learning rate that knows these points: a strip of zones on the slider's own scale, and buttons that go there."""

import math

import streamlit as st

from linreg.telling import rates
from linreg.theory import Theory, zone, zones
from linreg.words import Words


def strip(say: Words, lr: float, theory: Theory, lowest: float, highest: float) -> None:
    """The zones from `lowest` to `highest`, the slider's ends, on a log scale; where this rate lies, in words too.

    They would tell the answer while a room is to guess; then only the mark is there.
    """

    def place(rate: float) -> float:
        """Per cent of the way along the slider."""
        share = math.log(max(rate, lowest) / lowest) / math.log(highest / lowest)
        return round(100 * min(share, 1.0), 2)

    if _guessing():
        mark, tells = f'<u style="left:{place(lr)}%"></u>', say("rate.zone_hidden")
        st.html(f'<div class="zones" aria-hidden="true">{mark}</div><p class="zone">{tells}</p>')
        return
    bands = "".join(
        f'<i class="{name}" style="left:{place(low)}%;width:{place(high) - place(low):.2f}%"></i>'
        for name, low, high in zones(theory)
    )
    marks = "".join(
        f'<b style="left:{place(rate)}%"></b>' for rate in (theory.no_overshoot, theory.fastest, theory.limit)
    )
    now, tells = zone(lr, theory), rates.zone_told(say, lr, theory)
    st.html(
        f'<div class="zones" role="img" aria-label="{tells}">{bands}{marks}<u style="left:{place(lr)}%"></u></div>'
        f'<p class="zone {now}">{tells}</p>'
    )


def buttons(say: Words, theory: Theory, start: tuple[float, float]) -> None:
    """Buttons that set the learning rate to the rates that matter for these points and this start."""
    named = rates.named(say, theory, start)
    # A pair of columns for each row: the Tab key then goes as one reads.
    rows = (st.columns(2, gap="small", wrap=False) for _ in named[::2])
    for place, rate in zip((place for row in rows for place in row), named, strict=True):
        place.button(
            rate.label,
            key=f"rate_{rate.name}",
            help=rate.help,
            on_click=set_rate,
            args=(rate.lr,),
            width="stretch",
        )


def _guessing() -> bool:
    """Whether the switch "Guess first", drawn further down the page, is on; at first as the address has it."""
    return bool(st.session_state.get("guess", st.query_params.get("guess") == "true"))


def set_rate(lr: float) -> None:
    """Moves the learning rate: the number, the slider and the address. For callbacks, which run before the controls."""
    st.session_state.lr = lr
