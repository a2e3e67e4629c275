"""One number, one control: a field for exact values, a slider beneath it, and on the slider what the value means."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from linreg.state import kind_of
from linreg.state.kinds import Number, Whole
from linreg.views import visit
from linreg.views.components import register
from linreg.words import Words

_component = register("dial", "page/dial.js")


def dial(
    say: Words,
    name: str,
    stops: Sequence[float],
    help: str,
    says: str = "",
    zones: Sequence[Mapping[str, Any]] = (),
    named: Sequence[Mapping[str, Any]] = (),
    room: bool = False,
) -> None:
    """The control of one of the state's numbers.

    The browser moves at once and tells Python; what comes back is the last value that Python has heard of, with its
    number, and the browser takes it only if it has not chosen another meanwhile. So no value appears that nobody chose.

    stops : where the slider stops, rising; the field takes anything within the name's limits.
    says : a sentence beneath, about the present value.
    zones : {name, low, high}, painted along the slider. named : {name, text, help, value}, buttons that go there.
    room : whether to leave some above the slider, for what is drawn along it (sweep.py).
    """
    kind = kind_of(name)
    assert isinstance(kind, Number | Whole)
    key = _key(name)
    _component(
        key=key,
        data={
            "name": name,
            "label": say(f"explore.{name}"),
            "help": help,
            "words": say.section("dial"),
            "loading": say.section("loading"),
            "value": getattr(visit.now(), name),
            "heard": _chosen(key).get("n", 0),
            "low": kind.low,
            "high": kind.high,
            "whole": isinstance(kind, Whole),
            "stops": list(stops),
            "says": says,
            "zones": list(zones),
            "named": list(named),
            "room": room,
        },
        on_chosen_change=lambda: take(name),
    )


def take(name: str) -> None:
    """Takes what the viewer chose; what the name cannot be is put right by what is sent back. For callbacks."""
    try:
        visit.change(**{name: kind_of(name).check(_chosen(_key(name))["value"])})
    except (KeyError, TypeError, ValueError, OverflowError):
        pass


def _key(name: str) -> str:
    return f"dial_{name}"


def _chosen(key: str) -> dict[str, Any]:
    """What the browser has sent last: {value, n}; empty before it has."""
    sent = st.session_state.get(key)
    chosen = sent.get("chosen") if sent else None
    return chosen if isinstance(chosen, dict) else {}
