"""Standardised x, and which cost: what each does to the bowl, the limit and the numbers."""

import math

import streamlit as st

from linreg import Run
from linreg.points.dataset import UNSCALED, Dataset, Scaling
from linreg.theory import Theory, curvature, equivalent_lr, to_original
from linreg.training.costs import COSTS
from linreg.views import fields
from linreg.views.terms import term
from linreg.words import Words
from linreg.words.numbers import plain


def scaling(say: Words, data: Dataset, scaled: Scaling, run: Run, ended: bool) -> None:
    """The switch that standardises x, and the bowl before and after. ended : whether the run's end may be told."""
    kind = run.config.cost
    if kind not in COSTS:  # no bowl, and no λ
        fields.choice(say, say("scaling.scale"), "scale", "scaling")
        _units(say, scaled, run, ended)
        return
    before, after = curvature(data, kind), curvature(data.standardised()[0], kind)
    fields.choice(say, say("scaling.scale"), "scale", "scaling")
    st.markdown(say(f"scaling.scale_text_{'floor' if before.flat else 'bowl'}"))
    symbols = " | ".join([term("curvature", "λmin"), term("curvature", "λmax"), term("kappa", "κ")])
    st.markdown(
        f"| {say('scaling.scale')} | {symbols} | {term('limit', say('scaling.limit'))} |\n|:--|--:|--:|--:|--:|\n"
        + _bowl(say("scaling.scale_off"), before)
        + _bowl(say("scaling.scale_on"), after),
        unsafe_allow_html=True,
    )
    _units(say, scaled, run, ended)


def _units(say: Words, scaled: Scaling, run: Run, ended: bool) -> None:
    """What the run came to in the original x, if the model sees another."""
    if scaled == UNSCALED:
        return
    if not ended:
        st.markdown(say("scaling.units_wait", mean=plain(scaled.shift), std=plain(scaled.factor)))
        return
    W, b = run.at(-1)
    original = to_original(W, b, scaled)
    values = {"W": W, "b": b, "W0": original[0], "b0": original[1], "mean": scaled.shift, "std": scaled.factor}
    st.markdown(say("scaling.units", **{name: plain(value) for name, value in values.items()}))


def which_cost(say: Words, theory: Theory, lr: float) -> None:
    """The three conventions for the cost, with the rate in each that takes the same steps."""
    fields.choice(say, say("scaling.cost"), "cost", "scaling", options=tuple(COSTS))
    st.markdown(say("scaling.cost_text"))
    rows = [
        f"| {'**' * (kind == theory.kind)}{say(f'scaling.cost_{kind}')}{'**' * (kind == theory.kind)} "
        f"| {plain(equivalent_lr(lr, theory.kind, kind, theory.n))} "
        f"| {plain(equivalent_lr(theory.limit, theory.kind, kind, theory.n))} "
        f"| {plain(equivalent_lr(theory.lam_max, kind, theory.kind, theory.n))} |"
        for kind in COSTS
    ]
    columns = [
        say("scaling.cost"),
        say("scaling.same_lr"),
        term("limit", say("scaling.limit")),
        term("curvature", "λmax"),
    ]
    st.markdown(
        "\n".join([f"| {' | '.join(columns)} |", "|:--|--:|--:|--:|", *rows]),
        unsafe_allow_html=True,
    )


def _bowl(name: str, theory: Theory) -> str:
    kappa = "∞" if math.isinf(theory.kappa) else plain(theory.kappa)
    return f"| {name} | {plain(theory.lam_min)} | {plain(theory.lam_max)} | {kappa} | {plain(theory.limit)} |\n"
