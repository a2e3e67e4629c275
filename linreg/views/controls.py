"""The controls in the sidebar, and what the viewer's settings mean: a frozen record."""

import math
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg.points.dataset import UNSCALED, Dataset, Line, Scaling
from linreg.state import MOST_EPOCHS, State, config, drawn, mended, points
from linreg.theory import nearest_bowl
from linreg.training.config import TrainConfig
from linreg.training.device import devices
from linreg.views import changed, fields, method, own, rate, visit
from linreg.views.dial import dial
from linreg.words import Words

# Where the sliders stop. The field above each takes anything between and beyond.
EPOCH_STEPS = (
    *range(1, 10),
    *(n * 10**k for k in (1, 2, 3) for n in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)),
    MOST_EPOCHS,
)
SEED_STEPS = tuple(range(101))


@dataclass(frozen=True)
class Choice:
    """What to show: the points in their own units, how the model sees them, and how to train."""

    data: Dataset
    seen: Dataset  # what the model is trained on: `data`, or the same with x standardised
    scaling: Scaling
    config: TrainConfig
    line: Line | None = None  # how `data` was drawn, if it is a noisy line

    @property
    def standardised(self) -> bool:
        """Whether the model sees the points with x standardised."""
        return self.seen is not self.data


def chosen(state: State, moved: Dataset | None = None) -> Choice:
    """What the state asks for, with other points if `moved` gives some. Whether that can be trained is not asked."""
    data = moved or points(state)
    seen, scaling = data.standardised() if state.scale == "on" else (data, UNSCALED)
    return Choice(data, seen, scaling, config(state), None if moved else drawn(state))


def show(say: Words, state: State, choice: Choice, guessing: bool) -> DeltaGenerator:
    """Draws the controls in the sidebar, and what they say now; nothing that would tell a room that is to guess.

    What is given back is the place for what is drawn along the rate's slider, after the picture.
    """
    with st.sidebar:
        with st.container(key="rate"):
            along = st.container(key="along_rate")
            rate.dial_of(say, guessing, choice.config, nearest_bowl(choice.seen, state.cost), len(choice.seen))
        method.line(say, state, choice.config)
        dial(say, "epochs", EPOCH_STEPS, say("explore.epochs_help"))
        dial(say, "seed", SEED_STEPS, say("explore.seed_help"), says=_what_the_seed_does(say, state))
        _device(say)
        _points(say, state)
        _start(say, state)
    return along


def start_at(W: float, b: float) -> None:
    """Makes (W, b) the chosen start, as far out as one may lie; for callbacks. What is no place changes nothing."""
    if math.isfinite(W) and math.isfinite(b):
        visit.change(init="chosen", W0=mended("W0", W), b0=mended("b0", b))


def _device(say: Words) -> None:
    """The devices of this machine. One that the address asks for but is absent gives the CPU."""
    names = devices()
    visit.shows("device")
    st.selectbox(
        say("explore.device"),
        fields.allowed("device"),
        format_func=lambda device: f"{device} · {names[device]}",
        key="device",
        on_change=visit.taken,
        args=("device",),
        help=say("explore.device_help"),
    )


def _points(say: Words, state: State) -> None:
    """Which points; of a noisy line, how it is drawn."""
    visit.shows("data")
    st.selectbox(
        say("explore.data"),
        fields.allowed("data"),
        format_func=lambda name: say(f"library.{name}_name"),
        key="data",
        on_change=own.taken,
        help=say("explore.data_help"),
    )
    changed.way_back(say, state)
    if state.data != "line":
        return
    left, right = st.columns(2, gap="small", wrap=False)
    fields.number(left, say("explore.n"), "n", 1, say("explore.n_help"))
    fields.number(right, say("explore.noise"), "noise", 0.25, say("explore.noise_help"))
    fields.number(left, say("explore.true_W"), "true_W", 0.5, say("explore.true_W_help"))
    fields.number(right, say("explore.true_b"), "true_b", 0.5, say("explore.true_b_help"))


def _start(say: Words, state: State) -> None:
    """Where W and b start."""
    fields.choice(say, say("explore.init"), "init", "explore", say("explore.init_help"))
    if state.init == "chosen":
        left, right = st.columns(2, gap="small", wrap=False)
        fields.number(left, "W", "W0", step=0.1)
        fields.number(right, "b", "b0", step=0.1)


def _what_the_seed_does(say: Words, state: State) -> str:
    """What the seed changes at this moment, in a sentence."""
    draws = ("points" if drawn(state) else "") + ("start" if state.init == "linear" else "")
    order = say("explore.seed_order") if state.shuffles else ""
    return f"{say(f'explore.seed_{draws}')} {order}".strip() if draws else order or say("explore.seed_nothing")
