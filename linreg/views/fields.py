"""Streamlit's own controls, drawn from the state under the name that they set. Their limits are those of the table."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg.state import kind_of
from linreg.state.kinds import Number, OneOf, Whole
from linreg.views import visit
from linreg.words import Words


def number(place: DeltaGenerator, label: str, name: str, step: float, help: str | None = None) -> None:
    """A field for a number."""
    kind = kind_of(name)
    assert isinstance(kind, Number | Whole)
    visit.shows(name)
    place.number_input(
        label,
        kind.low,
        kind.high,
        step=step,
        format=None if isinstance(kind, Whole) else "%g",
        key=name,
        on_change=visit.taken,
        args=(name,),
        help=help,
    )


def choice(
    say: Words,
    label: str,
    name: str,
    table: str,
    help: str | None = None,
    options: Sequence[str] = (),
    taken: Callable[[str], None] = visit.taken,
) -> None:
    """A choice among a few, or among these of them, labelled with the words "table.name_option"."""
    visit.shows(name)
    st.segmented_control(
        label,
        options or allowed(name),
        required=True,
        format_func=lambda option: say(f"{table}.{name}_{option}"),
        key=name,
        on_change=taken,
        args=(name,),
        help=help,
        width="stretch",
    )


def allowed(name: str) -> Sequence[Any]:
    """What a choice offers."""
    kind = kind_of(name)
    assert isinstance(kind, OneOf)
    return tuple(kind.options())
