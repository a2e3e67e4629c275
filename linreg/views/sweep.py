"""Every rate at once: the cost that the training comes to at each of the slider's rates, drawn along the slider.

It never delays the picture. The page's run says what is to be shown, after the picture; the browser, which has the
picture by then, asks for it, and a fragment of the page answers. Whatever the viewer changes meanwhile goes first.
"""

from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg import Dataset, Run, TrainConfig
from linreg.picture.encode import typed
from linreg.server.sweeps import Rates, Sweep, Sweeps
from linreg.telling.measured import measured_zones
from linreg.telling.method_rates import known
from linreg.theory import Theory, whole_cost
from linreg.views import rate, visit
from linreg.views.components import register, said
from linreg.views.training import SHARED
from linreg.views.wanted import wanted
from linreg.words import Words
from linreg.words.numbers import plain

KEY = "sweep"
SWEEPS = Sweeps(SHARED)

_component = register("sweep", "page/sweep.js")


def show(say: Words, place: DeltaGenerator, run: Run, theory: Theory, least: float) -> None:
    """In `place`, the sweep that belongs to this run; `least` is the least cost. To be called after the picture."""
    if not rate.swept(len(run.data), run.config):
        return
    levels = {"start": float(whole_cost(run)[0]), "least": least}
    with place:
        zones = {"zones": rate.bands(known(say, run.config, theory).zones), **levels}
        stops = rate.tried(theory, len(run.data), run.config)
        _answer(say, run.data, run.config, stops, zones, visit.runs(), wanted())


@st.fragment
def _answer(
    say: Words, data: Dataset, config: TrainConfig, rates: Rates, beside: dict[str, Any], turn: int, drawn: object
) -> None:
    """The sweep, if it is at hand or the browser asks for it; else the turn in which it may ask.

    drawn : what the page was drawn after. A slow browser puts a change of it and the question into one message, and
        Streamlit runs the fragment alone: then the page is asked for from here, or the change would be lost.
    """
    if drawn != wanted():
        st.rerun()
    with SHARED.turns.taken():  # it comes without the page, which has a turn of its own
        _send(say, data, config, rates, beside, turn)


def _send(say: Words, data: Dataset, config: TrainConfig, rates: Rates, beside: dict[str, Any], turn: int) -> None:
    found = SWEEPS.kept(data, config, rates)
    if found is None and said(KEY, "asked") == turn:
        found = SWEEPS.ask(data, config, rates, _stay)
    sent = {"turn": turn} if found is None else {"ends": _ends(found), **beside}
    measured = not beside["zones"]
    if found and measured:
        zones = measured_zones(rates, found.cost, found.diverged, beside["start"], beside["least"])
        sent |= {"zones": rate.bands(zones)}
    _component(
        say,
        KEY,
        {
            "rates": rates,
            "words": _words(say, config.epochs, measured, rate.every(len(data), config)),
            **sent,
        },
        on={"asked": None},
        waits=False,
    )


def _ends(found: Sweep) -> dict[str, Any]:
    """The costs, and of the rates that diverge the last epoch; -1 for all others."""
    last = np.where(found.diverged, found.epochs, -1.0)
    return {"cost": typed(found.cost), "last": typed(last, "i4")}


def _words(say: Words, epochs: int, measured: bool, every: int) -> dict[str, str]:
    """The sentences, but for what the browser fills in."""
    told = plain(epochs)
    return {
        "name": say("sweep.name"),
        "caption": _caption(say, told, measured, every),
        "at": say("sweep.at", lr="{lr}", cost="{cost}", epochs=told),
        "at_diverged": say("sweep.at_diverged", lr="{lr}", epoch="{epoch}"),
        "best": say("sweep.best", lr="{lr}", cost="{cost}"),
        "all_diverge": say("sweep.all_diverge"),
        "late": say("sweep.late"),
        "start": say("sweep.start", cost="{cost}"),
        "least": say("sweep.least", cost="{cost}"),
    }


def _caption(say: Words, epochs: str, measured: bool, every: int) -> str:
    if every > 1:
        return say("method.swept_few", epochs=epochs, every=str(every))
    return say("method.swept", epochs=epochs) if measured else say("sweep.caption", epochs=epochs)


def _stay(done: int, total: int) -> None:
    """Asked while one waits: who has changed something meanwhile waits no longer, since reading the session raises."""
    visit.runs()
