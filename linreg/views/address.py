"""The address: what of the page's state stands in it beyond Streamlit's own binding of number inputs."""

import math
import re
from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg.words import Words


def choose(
    label: str, key: str, options: Sequence[str], default: str, say: Words, table: str, help: str | None = None
) -> str:
    """A choice among a few, labelled with the words "table.key_option"; in the address under `key`, unless the default.

    Streamlit's own binding would write the label into the address, in the language of whoever shares it.
    """
    from_address(key, options, default)
    option = st.segmented_control(
        label,
        options,
        required=True,
        format_func=lambda option: say(f"{table}.{key}_{option}"),
        key=key,
        persist_state="session",
        help=help,
        width="stretch",
    )
    to_address(key, str(option), default)
    return str(option)


def place(column: DeltaGenerator, label: str, key: str, farthest: float) -> float:
    """A number from −farthest to farthest, 0 at first; in the address under `key` unless it is 0.

    Streamlit's own binding would leave it out when a click sets the number before its field is first drawn.
    """
    if key not in st.session_state:
        asked = _number(st.query_params.get(key, ""))
        st.session_state[key] = asked if abs(asked) <= farthest else 0.0
    value = column.number_input(
        label, -farthest, farthest, 0.0, step=0.1, format="%g", key=key, persist_state="session"
    )
    to_address(key, repr(value), "0.0")
    return float(value)


def forget(*keys: str) -> None:
    """Takes these out of the address: what they set is not on the page."""
    for key in keys:
        st.query_params.pop(key, None)


def from_address(key: str, options: Sequence[str], default: str) -> None:
    """Gives a widget its first value: what the address asks for, if it is one of the options."""
    if key not in st.session_state:
        asked = st.query_params.get(key, default)
        st.session_state[key] = asked if asked in options else default


def to_address(key: str, value: str, default: str) -> None:
    """Keeps the address at the widget's value; a value at its default is left out."""
    if value == default:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != value:
        st.query_params[key] = value


def arrive(page: str) -> None:
    """On the way from one page to another by a link with settings in it: they win over what the session remembers.

    Without settings in the address, as from the menu, the page comes back as the visitor left it.
    """
    came_from = st.session_state.get("page", page)
    if came_from != page and set(st.query_params) - {"lang"}:
        for key in set(st.session_state) - {"lang"}:
            del st.session_state[key]
    st.session_state.page = page


def remember() -> None:
    """Notes what the visitor's address asked for, before the widgets drop from it what they can't take."""
    if "asked" in st.session_state:
        return
    st.session_state.asked = dict(st.query_params)
    endless = [name for name, text in st.session_state.asked.items() if _is_endless(text)]
    if endless:  # Streamlit makes a whole number of it before it looks at the limits: a traceback
        for name in endless:
            del st.query_params[name]
        st.rerun()


def tell_what_was_refused(say: Words) -> None:
    """One notice, once, of all settings that the address asked for and could not get. Call it after the widgets."""
    asked: dict[str, str] = st.session_state.asked
    refused = []
    for name, text in asked.items():
        value = st.session_state.get(name)
        if value is not None and not _same(text, value):
            shown = re.sub(r"[^\w.:+-]", "?", text[:40])  # a stranger may have written the address
            refused.append(say("explore.refused", name=name, text=shown, value=str(value)))
    if refused:
        st.toast("\n\n".join(refused), icon=":material/info:", duration="long")
    asked.clear()  # what a later widget shows may have been changed by then


def _is_endless(text: str) -> bool:
    return math.isinf(_number(text))


def _number(text: str) -> float:
    """The number that stands there, be it endless; NaN, which is within no limits, if none does."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def _same(text: str, value: object) -> bool:
    return text == str(value) or _number(text) == value
