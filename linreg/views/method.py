"""How W and b are moved: the optimizer and its parameters by torch's own names, each with a sentence."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from linreg.state import MOST_KEPT, State, kind_of, loss
from linreg.state.options import checked
from linreg.telling import batches, method
from linreg.telling.method import MORE, PRESETS, preset_of
from linreg.training.config import GAMMA, TrainConfig
from linreg.training.costs import COSTS, KINDS, SHAPE, SHAPES
from linreg.training.optimizers import OPTIMIZERS, UNABLE, parameters
from linreg.training.parameters import Value
from linreg.views import batch, fields, visit
from linreg.views.parameters import allowed, attempt, control, forget, number, row
from linreg.words import Words


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
        own = f"{name}_{state.opt}"  # where it means something else than with other optimizers
        told = say(f"method.param_{own if f'param_{own}' in say.tables['method'] else name}")
        with row(say, name, told, allowed(say, parameter)):
            control(name, parameter, values[name], partial(set_value, name))
    if state.options != PRESETS.get(called, (state.opt, ()))[1]:
        st.button(say("method.defaults"), key="method_defaults", on_click=take, args=(called,))
    if not state.searches:
        _schedule(say, state)
    if called in MORE:  # whoever looks through the list may miss them
        st.caption(" ".join(say(f"method.unable_{name}") for name in UNABLE))


def take(called: str) -> None:
    """Makes it the optimizer of that name, its parameters at their defaults; for callbacks."""
    opt, options = PRESETS.get(called, (called, ()))
    forget()
    visit.change(opt=opt, options=checked(opt, options))


def set_value(name: str, value: Value) -> None:
    """Sets a parameter. What it cannot be is said beside it, and changes nothing; for callbacks."""
    state = visit.now()
    values = dict(state.options) | {name: value}
    if name == "nesterov" and value:  # what it needs comes with it
        values |= {"momentum": values.get("momentum") or 0.9, "dampening": 0.0}
    elif values.get("nesterov") and (values.get("dampening") or not values.get("momentum")):
        values["nesterov"] = False
    attempt(name, lambda: visit.change(options=checked(state.opt, values)))


def set_loss() -> None:
    """Takes the loss that was chosen; for callbacks."""
    forget()
    visit.change(cost=kind_of("cost").check(st.session_state["loss"]))


def set_shape(name: str, value: Any) -> None:
    """Sets a loss's parameter, or says beside it what it can be; for callbacks."""
    attempt(name, lambda: visit.change(**{name: kind_of(name).check(value)}))


def _loss(say: Words, state: State) -> None:
    """The loss, what it does with a residual, and the parameter that shapes it."""
    visit.holds("loss", state.cost)
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
        with row(say, name, say(f"method.param_{name}"), say("method.allowed_positive")):
            number(name, SHAPE, getattr(state, name), partial(set_shape, name))


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
        with row(say, "gamma", say("method.param_gamma"), say("method.allowed_share")):
            number("gamma", GAMMA, state.gamma, partial(set_shape, "gamma"))


def _presets(say: Words, called: str) -> None:
    """The optimizers within reach in a row, the others in a list."""
    visit.holds("preset", called if called in PRESETS else None)
    st.pills(
        say("method.opt"),
        list(PRESETS),
        format_func=lambda each: say(f"method.opt_{each}"),
        key="preset",
        on_change=_taken,
        args=("preset",),
    )
    visit.holds("more", called if called in MORE else None)
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
