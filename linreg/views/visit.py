"""One visitor's state: taken from the address on arrival, kept in the session, changed by controls, written back.

The only file that touches Streamlit's session and address for it. A control shows what the state says and changes it
in a callback, so when the script runs the state is as the viewer wants it, whatever stands where on the page.
"""

from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from linreg.state import Refused, State, kind_of, read, write
from linreg.state.fields import VIEW
from linreg.state.state import SAID, names_of
from linreg.views import taught
from linreg.words import language_of

KEPT = "state"  # the session's key for it
MOVED = "moved"  # and for how often the address has been read, and what it was
BEFORE_RACE = "before_race"  # and for the state whose rates hold again when a race is given up
SHOWN_IN = "shown_in"  # and for the language in which each control has been shown
LED = ("lesson", "step", "lang")  # what tells all else of an address


def arrive(*names: str) -> tuple[State, tuple[Refused, ...]]:
    """The visitor's state, and what the address asked for in vain; the page says `names` only, if any are given.

    The address is read on the first run and after Back, Forward or a link, which Streamlit marks as such. At other
    times it may lag behind: a change can be on its way before the browser has heard of the one before.
    """
    context = get_script_run_ctx()
    moved = context is not None and context.is_history_navigation
    if KEPT in st.session_state and not moved:
        return now(), ()
    st.session_state[MOVED] = {"count": moves()["count"] + 1, "to": context.query_string if context else ""}
    address = {name: st.query_params.get_all(name) for name in names or SAID}
    # Points that are too many for an address are those that the visitor still has
    mine = now().points if KEPT in st.session_state else None
    default = _default(read({name: address.get(name, []) for name in LED})[0])
    state, refused = read(address, replace(default, points=default.points or mine))
    if names and KEPT in st.session_state:
        state = replace(now(), **{name: getattr(state, name) for name in names})
    st.session_state[KEPT] = state
    return state, refused


def asked(name: str) -> str:
    """What the address says under this name, "" for nothing; a stranger may have written it."""
    return str(st.query_params.get(name, ""))


def moves() -> dict[str, Any]:
    """How often the address has been read in this session (`count`), and what it was the last time (`to`)."""
    told: dict[str, Any] = st.session_state.get(MOVED, {"count": 0, "to": ""})
    return told


def now() -> State:
    """The visitor's state at this moment."""
    state: State = st.session_state[KEPT]
    return state


def change(**values: Any) -> None:
    """Sets these; for callbacks. Whoever sets what is trained or drawn begins at its start again."""
    if "lr" in values and "race" not in values and now().race:
        values = {"race": "same"} | values  # one rate, chosen by hand, is all runners'
        st.session_state.pop(BEFORE_RACE, None)
    if not values.keys() <= set(names_of(VIEW)):
        values = {"epoch": 0} | values
    st.session_state[KEPT] = replace(now(), **values)


def settle(state: State) -> None:
    """Makes this the visitor's state: what follows from what was chosen, as rates do from the rule of a race."""
    st.session_state[KEPT] = state


def taken(name: str) -> None:
    """A Streamlit control's own callback: takes what it holds under its key `name`, if the name can be that."""
    value = st.session_state[name]
    try:
        change(**{name: kind_of(name).check("" if value is None else value)})
    except (ValueError, TypeError, OverflowError):
        pass  # drawn again, it shows what holds


def shows(name: str) -> None:
    """Before a Streamlit control with the key `name` is drawn: makes it show the state."""
    holds(name, getattr(now(), name))


def holds(key: str, value: Any) -> None:
    """Before a Streamlit control with this key is drawn: makes it show this value.

    Only where it doesn't already: a value set from here overrides what the viewer is about to type. In another language
    it is set again, since a box of choices keeps what it shows, which is a word.
    """
    shown = st.session_state.setdefault(SHOWN_IN, {})
    if key not in st.session_state or st.session_state[key] != value or shown.get(key) != now().lang:
        st.session_state[key] = value
        shown[key] = now().lang


def leave(*names: str) -> None:
    """Brings the address up to the state; of `names` only, if any are given."""
    wanted = written(now(), *names)
    first = st.session_state.setdefault("runs", 0) == 0
    st.session_state.runs += 1
    # In the first run address.js, which keeps Streamlit from making a step of history of it, may not be there yet
    if not first and wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def written(state: State, *names: str) -> dict[str, str]:
    """The state as this visitor's addresses have it; of `names` only, if any are given."""
    told = write(state, _default(state))
    return {name: text for name, text in told.items() if not names or name in names}


def runs() -> int:
    """How often the page has been drawn for this visitor, the present time counted once its address is up to date.

    Raises what ends the script, for a visitor who has changed something since it began, or is gone.
    """
    count: int = st.session_state.get("runs", 0)
    return count


def _default(state: State) -> State:
    """What an empty address means to this visitor: everything at its default, in the browser's language.

    Within a lesson all is as its step has it, so that the lesson's name and the step's number are the whole address.
    """
    lang = language_of(st.context.locale)
    led = taught.step_of(state.lesson, state.step, state.lang)
    return replace(led.state if led else State(), lang=lang)
