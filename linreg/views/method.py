"""How W and b are moved: the optimizer and its parameters by torch's own names, each with a sentence."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from linreg.state import MOST_KEPT, State, kind_of, loss
from linreg.state.options import checked
from linreg.telling import batches, method
from linreg.telling.method import MORE, PRESETS, preset_of
from linreg.training.config import GAMMA, TrainConfig
from linreg.training.costs import COSTS, KINDS, SHAPE, SHAPES
from linreg.training.optimizers import OPTIMIZERS, UNABLE, parameters
from linreg.training.parameters import Number, OneOf, Pair, Parameter, Switch, Value, Whole
from linreg.views import batch, fields, visit
from linreg.words import Words

WRONG = "method_wrong"  # the session's key for the parameter that was refused last


def line(say: Words, state: State, config: TrainConfig) -> None:
    """The method in one line, which opens what is behind it, or closes it."""

    def turn() -> None:
        visit.change(lens="" if state.lens == "method" else "method")

    st.button(
        say(
            "method.line",
            name=_called(say, config),
            cost=say(f"method.cost_{state.cost}"),
            batch=batches.called(say, config),
        ),
        key="method_line",
        on_click=turn,
        help=say("method.line_help"),
        type="tertiary",
        icon=":material/tune:",
    )


def _called(say: Words, config: TrainConfig) -> str:
    """The optimizer, and that its rate falls, if it does."""
    told = method.name(say, config)
    return f"{told}, {method.falls(say, config)}" if config.schedule else told


def show(say: Words, state: State, n: int) -> None:
    """The choice of a loss, of an optimizer, what they do, and their parameters; and of batches of the n points."""
    _loss(say, state)
    called = preset_of(state.opt, state.options)
    if state.searches:
        st.markdown(say("batch.not_here", name=say(f"method.opt_{called}")))
    else:
        batch.show(say, state, n)
    _presets(say, called)
    st.markdown(say(f"method.about_{called}"))
    takes = OPTIMIZERS[state.opt].takes
    values = parameters(state.opt, state.options)
    for name, parameter in takes.items():
        _parameter(say, state.opt, name, parameter, values[name])
    if state.options != PRESETS.get(called, (state.opt, ()))[1]:
        st.button(say("method.defaults"), key="method_defaults", on_click=take, args=(called,))
    if not state.searches:
        _schedule(say, state)
    if called in MORE:  # whoever looks through the list may miss them
        st.caption(" ".join(say(f"method.unable_{name}") for name in UNABLE))


def take(called: str) -> None:
    """Makes it the optimizer of that name, its parameters at their defaults; for callbacks."""
    opt, options = PRESETS.get(called, (called, ()))
    st.session_state.pop(WRONG, None)
    visit.change(opt=opt, options=checked(opt, options))


def set_value(name: str, value: Value) -> None:
    """Sets a parameter. What it cannot be is said beside it, and changes nothing; for callbacks."""
    state = visit.now()
    values = dict(state.options) | {name: value}
    if name == "nesterov" and value:  # what it needs comes with it
        values |= {"momentum": values.get("momentum") or 0.9, "dampening": 0.0}
    elif values.get("nesterov") and (values.get("dampening") or not values.get("momentum")):
        values["nesterov"] = False
    st.session_state.pop(WRONG, None)
    try:
        visit.change(options=checked(state.opt, values))
    except (ValueError, TypeError):
        st.session_state[WRONG] = name


def set_loss() -> None:
    """Takes the loss that was chosen; for callbacks."""
    st.session_state.pop(WRONG, None)
    visit.change(cost=kind_of("cost").check(st.session_state["loss"]))


def set_shape(name: str, value: Any) -> None:
    """Sets a loss's parameter, or says beside it what it can be; for callbacks."""
    st.session_state.pop(WRONG, None)
    try:
        visit.change(**{name: kind_of(name).check(value)})
    except (ValueError, TypeError):
        st.session_state[WRONG] = name


def _loss(say: Words, state: State) -> None:
    """The loss, what it does with a residual, and the parameter that shapes it."""
    _shows("loss", state.cost)
    st.selectbox(
        say("method.cost"),
        KINDS,
        format_func=lambda each: say(f"method.loss_{each}"),
        key="loss",
        on_change=set_loss,
    )
    st.markdown(say(f"method.loss_about_{'squares' if state.cost in COSTS else state.cost}"))
    _beside_another(say, state)
    name = SHAPES.get(state.cost)
    if name:
        left, right = st.columns([2, 3], gap="small", vertical_alignment="center", wrap=False)
        with left:
            _number(name, SHAPE, getattr(state, name), lambda new: set_shape(name, new))
        wrong = st.session_state.get(WRONG) == name
        right.markdown(
            say("method.wrong", name=name, allowed=say("method.allowed_positive"))
            if wrong
            else say(f"method.param_{name}")
        )


def _beside_another(say: Words, state: State) -> None:
    """In one press: the present run stays with its loss, and another loss is trained beside it."""
    other = "l1" if state.cost in COSTS else "mean"
    full = len(state.kept) >= MOST_KEPT
    st.button(
        say("method.swap", other=say(f"method.cost_{other}")),
        key="swap_loss",
        on_click=swap_loss,
        args=(other,),
        help=say("compare.keep_full") if full else say("method.swap_help"),
        disabled=full,
    )


def swap_loss(other: str) -> None:
    """Keeps the present run with its loss and takes the other; for callbacks."""
    state = visit.now()
    mine = replace(state.own(), loss=loss(state))
    # the other loss may be kept already: it is the page's now
    rest = tuple(runner for runner in state.kept if runner != replace(mine, loss=other))
    if len(rest) < MOST_KEPT:
        visit.change(cost=other, race="", kept=kind_of("kept").check((*rest, mine)))


def _schedule(say: Words, state: State) -> None:
    """Whether the rate falls, and how."""
    fields.choice(say, say("method.schedule"), "schedule", "method", say("method.schedule_help"))
    if state.schedule == "exponential":
        left, right = st.columns([2, 3], gap="small", vertical_alignment="center", wrap=False)
        with left:
            _number("gamma", GAMMA, state.gamma, lambda new: set_shape("gamma", new))
        wrong = st.session_state.get(WRONG) == "gamma"
        limits = say("method.allowed_share")
        right.markdown(say("method.wrong", name="gamma", allowed=limits) if wrong else say("method.param_gamma"))


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


def _presets(say: Words, called: str) -> None:
    """The optimizers within reach in a row, the others in a list."""
    _shows("preset", called if called in PRESETS else None)
    st.pills(
        say("method.opt"),
        list(PRESETS),
        format_func=lambda each: say(f"method.opt_{each}"),
        key="preset",
        on_change=_taken,
        args=("preset",),
    )
    _shows("more", called if called in MORE else None)
    st.selectbox(
        say("method.more"),
        MORE,
        index=None,
        placeholder=say("method.more"),
        label_visibility="collapsed",
        key="more",
        on_change=_taken,
        args=("more",),
    )


def _taken(key: str) -> None:
    """A press on the one that is chosen changes nothing: one is always."""
    if called := st.session_state[key]:
        take(called)


def _parameter(say: Words, opt: str, name: str, parameter: Parameter, value: Value) -> None:
    """A parameter's control, its sentence, and, where it was refused, what it can be."""
    left, right = st.columns([2, 3], gap="small", vertical_alignment="center", wrap=False)
    with left:
        if isinstance(parameter, Pair):
            assert isinstance(value, tuple)
            first, second = value
            _number(f"{name}[0]", parameter.first, first, lambda new: set_value(name, (new, second)))
            _number(f"{name}[1]", parameter.second, second, lambda new: set_value(name, (first, new)))
        elif isinstance(parameter, Number | Whole):
            _number(name, parameter, value, lambda new: set_value(name, new))
        elif isinstance(parameter, Switch):
            _shows(f"option_{name}", value)
            st.toggle(f"`{name}`", key=f"option_{name}", on_change=_hear, args=(f"option_{name}", name))
        else:
            _choice(name, parameter, value)
    wrong = st.session_state.get(WRONG) == name
    own = f"{name}_{opt}"  # where it means something else than with other optimizers
    told = own if f"param_{own}" in say.tables["method"] else name
    right.markdown(
        say("method.wrong", name=name, allowed=allowed(say, parameter)) if wrong else say(f"method.param_{told}")
    )


def _number(label: str, parameter: Number | Whole, value: Any, take: Callable[[Any], None]) -> None:
    """A field for a number, of which what is allowed is said once it is refused."""
    key = f"option_{label}"
    _shows(key, value)
    whole = isinstance(parameter, Whole)
    st.number_input(
        f"`{label}`",
        step=1 if whole else None,
        format=None if whole else "%g",
        key=key,
        placeholder="None",
        on_change=lambda: take(st.session_state[key]),
    )


def _choice(name: str, parameter: OneOf, value: Value) -> None:
    key = f"option_{name}"
    _shows(key, str(value))
    st.selectbox(f"`{name}`", [str(each) for each in parameter.options], key=key, on_change=_hear, args=(key, name))


def _hear(key: str, name: str) -> None:
    value = st.session_state[key]
    set_value(name, None if value == "None" else value)


def _shows(key: str, value: Any) -> None:
    """Before a control is drawn: makes it show this, unless it does."""
    if st.session_state.get(key) != value or key not in st.session_state:
        st.session_state[key] = value
