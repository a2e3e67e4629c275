"""The control of a parameter by torch's own name, a sentence beside it, and, once it was refused, what it can be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from linreg.training.parameters import Number, OneOf, Pair, Parameter, Switch, Value, Whole
from linreg.views import visit
from linreg.words import Words

WRONG = "parameter_wrong"  # the session's key for the one that was refused last


@contextmanager
def row(say: Words, name: str, told: str, allowed: str) -> Iterator[None]:
    """Within it the control is drawn; beside it stands what is told, or, where it was refused, what is allowed."""
    left, right = st.columns([2, 3], gap="small", vertical_alignment="center", wrap=False)
    with left:
        yield
    wrong = st.session_state.get(WRONG) == name
    right.markdown(say("method.wrong", name=name, allowed=allowed) if wrong else told)


def attempt(name: str, change: Callable[[], None]) -> None:
    """Sets the parameter of that name. What it cannot be changes nothing, and is said beside it; for callbacks."""
    forget()
    try:
        change()
    except (ValueError, TypeError):
        st.session_state[WRONG] = name


def forget() -> None:
    """Nothing is refused any more."""
    st.session_state.pop(WRONG, None)


def allowed(say: Words, parameter: Parameter) -> str:
    """What the parameter can be, in a few words."""
    if isinstance(parameter, Pair):
        return f"{allowed(say, parameter.first)}; {allowed(say, parameter.second)}"
    if isinstance(parameter, Whole):
        return say("method.allowed_up_to", high=str(parameter.high)) if parameter.high else say("method.allowed_whole")
    if isinstance(parameter, Number):
        kind = "open" if parameter.open else "below" if parameter.below else "range"
        kind = "above" if parameter.high > 1e30 else kind
        return say(f"method.allowed_{kind}", low=f"{parameter.low:g}", high=f"{parameter.high:g}")
    return ""


def control(name: str, parameter: Parameter, value: Value, take: Callable[[Any], None]) -> None:
    """The field, two of them for a pair, the switch or the choice; `take` is given what the viewer sets."""
    key = f"option_{name}"
    if isinstance(parameter, Pair):
        assert isinstance(value, tuple)
        first, second = value
        number(f"{name}[0]", parameter.first, first, lambda new: take((new, second)))
        number(f"{name}[1]", parameter.second, second, lambda new: take((first, new)))
    elif isinstance(parameter, Number | Whole):
        number(name, parameter, value, take)
    elif isinstance(parameter, Switch):
        visit.holds(key, value)
        st.toggle(f"`{name}`", key=key, on_change=lambda: take(st.session_state[key]))
    else:
        _choice(name, parameter, value, take)


def number(label: str, parameter: Number | Whole, value: Any, take: Callable[[Any], None]) -> None:
    """A field for a number, which takes any: what is allowed is said once it is refused."""
    key = f"option_{label}"
    visit.holds(key, value)
    whole = isinstance(parameter, Whole)
    st.number_input(
        f"`{label}`",
        step=1 if whole else None,
        format=None if whole else "%g",
        key=key,
        placeholder="None",
        on_change=lambda: take(st.session_state[key]),
    )


def _choice(name: str, parameter: OneOf, value: Value, take: Callable[[Any], None]) -> None:
    """A choice of a few texts, among which None may be."""
    key, options = f"option_{name}", {str(each): each for each in parameter.options}
    visit.holds(key, str(value))
    st.selectbox(f"`{name}`", list(options), key=key, on_change=lambda: take(options[st.session_state[key]]))
