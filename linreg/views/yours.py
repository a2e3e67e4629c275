"""The case of the viewer's own: points, rate, epochs and how the loss adds up; and a script that works."""

import math
from dataclasses import replace

import streamlit as st

from linreg import Dataset, TrainConfig
from linreg.state import State, config, points
from linreg.state.points import MOST_TOLD
from linreg.theory import curvature, to_original, zones
from linreg.training.config import Impossible
from linreg.training.costs import COSTS
from linreg.views import case, own, visit
from linreg.views.code import code
from linreg.views.controls import EPOCH_STEPS, Choice
from linreg.views.dial import dial
from linreg.views.rate import bands, stops
from linreg.words import Words
from linreg.words.numbers import plain


def asked(say: Words, state: State) -> tuple[Dataset, TrainConfig]:
    """The controls, and what they ask for. They are those of Explore: what is set here is set there."""
    data = points(state)
    cost = state.cost if state.cost in COSTS else "mean"
    with st.container(key="yours_points"):
        own.own(say, data, edited=False)
    try:
        theory = curvature(data, cost)
        dial(say, "lr", stops(theory), say("explore.lr_help"), zones=bands(zones(theory)))
    except Impossible:  # an x beyond float32: there are no zones, and what is wrong is told below
        dial(say, "lr", tuple(10.0**k for k in range(-4, 2)), say("explore.lr_help"))
    dial(say, "epochs", EPOCH_STEPS, say("explore.epochs_help"))
    _cost(say, cost)
    tried = TrainConfig(lr=state.lr, epochs=state.epochs, cost=cost)
    if state.scale == "on" or replace(config(state), seed=tried.seed, device=tried.device) != tried:
        st.caption(say("cases.yours_plain"))
    return data, tried


def _cost(say: Words, cost: str) -> None:
    """How the loss is made of the squared residuals."""
    visit.holds("cost", cost)
    st.segmented_control(
        say("cases.reduction"),
        list(COSTS),
        required=True,
        format_func=lambda kind: say(f"scaling.cost_{kind}"),
        key="cost",
        on_change=visit.taken,
        args=("cost",),
    )


def script(say: Words, shown: case.Shown, cure: str) -> None:
    """A script that does what the chosen way does; while none is chosen, what the best does."""
    each = shown.chosen(cure) if cure else min(shown.outcomes, key=_merit)
    if each.run is None:
        return
    seen, scaling = each.way.seen(shown.data)
    with st.container(key="yours_script"):
        many = len(shown.data) > MOST_TOLD
        st.caption(say("cases.yours_many", most=str(MOST_TOLD)) if many else say("cases.yours"))
        st.header(say("cases.script", way=say(f"cases.cure_{each.way.name or 'tried'}")), anchor="script")
        if each.way.standardise:
            W, b = to_original(*each.run.at(-1), scaling)
            numbers = {"W": each.run.W[-1], "b": each.run.b[-1], "mean": scaling.shift, "std": scaling.factor}
            told = {name: plain(float(value)) for name, value in (numbers | {"W0": W, "b0": b}).items()}
            st.markdown(say("scaling.units", **told))
        code(say, Choice(shown.data, seen, scaling, each.way.config), each.run)


def _merit(each: case.Outcome) -> tuple[float, float]:
    """What is smaller for what brought more."""
    if each.came is None or each.came.diverged:
        return math.inf, math.inf
    return math.inf if each.came.near is None else each.came.near, each.came.cost
