"""The controls: what the viewer chose, as a frozen record. Every value is bound to the address."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg.points.dataset import UNSCALED, Dataset, Scaling
from linreg.telling.script import Line
from linreg.theory import Theory, curvature
from linreg.training.config import TrainConfig
from linreg.training.costs import COSTS
from linreg.training.device import devices
from linreg.training.model import start
from linreg.views import address, rate
from linreg.views.scaling import SCALES
from linreg.words import Words
from linreg.words.numbers import plain

LARGEST_SEED = 2**53 - 1  # the largest whole number the browser's own arithmetic holds exactly
MOST_POINTS = 200
MOST_EPOCHS = 10_000
FARTHEST = 1e6  # of a chosen start, either way
LR_RANGE = (1e-30, 1e30)  # absurd on purpose: divergence is a lesson

# Where the sliders stop. The number above each takes anything between and beyond.
LR_STEPS = tuple(float(f"{10 ** (k / 20):.3g}") for k in range(-80, 21))  # 1e-4 to 10, twenty a decade
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


def choice(say: Words) -> Choice:
    """The controls in the sidebar, and what they say now. Raises ValueError if training is impossible."""
    address.remember()
    for key, options, default in (("scale", SCALES, "off"), ("cost", tuple(COSTS), "mean")):
        address.from_address(key, options, default)  # their switches stand further down the page
    with st.sidebar:
        rate_place = st.container(key="rate")
        epochs = dial(
            say("explore.epochs"), "epochs", 1000, EPOCH_STEPS, 1, MOST_EPOCHS, step=1, help=say("explore.epochs_help")
        )
        seed = dial(say("explore.seed"), "seed", 1, SEED_STEPS, 0, LARGEST_SEED, step=1, help=say("explore.seed_help"))
        seed_says = st.empty()
        device = _device(say)
        data, line = _data(say, seed)
        init = _start(say)
        seed_says.caption(_what_the_seed_does(say, seed, data, init))
    seen, scaling = data.standardised() if st.session_state.scale == "on" else (data, UNSCALED)
    cost = st.session_state.cost
    with rate_place:
        lr = _rate(say, curvature(seen, cost), start(init, seed))
    address.tell_what_was_refused(say)
    return Choice(data, seen, scaling, TrainConfig(lr, epochs, seed, device, init, cost), line)


def _rate(say: Words, theory: Theory, start: tuple[float, float]) -> float:
    """The learning rate, beneath it what it means for these points."""
    lr = dial(say("explore.lr"), "lr", 0.01, LR_STEPS, *LR_RANGE, format="%g", help=say("explore.lr_help"))
    rate.strip(say, lr, theory, LR_STEPS[0], LR_STEPS[-1])
    rate.buttons(say, theory, start)
    return float(lr)


def dial(
    label: str,
    key: str,
    default: float,
    stops: Sequence[float],
    lowest: float | None = None,
    highest: float | None = None,
    step: float | None = None,
    format: str | None = None,
    help: str | None = None,
) -> Any:
    """A slider with a number above it that takes exact values. The number is the truth and is bound to the address.

    The slider only moves the number; when the number lies between its stops, the nearest one shows the exact value.
    """
    slider = f"{key}_slider"

    def turn() -> None:
        st.session_state[key] = type(default)(stops[st.session_state[slider]])

    with st.container(key=f"dial_{key}", gap=None):
        value = st.number_input(label, lowest, highest, default, step, format, key=key, bind="query-params", help=help)
        nearest = _nearest(stops, value)
        st.session_state[slider] = nearest
        st.select_slider(
            label,
            range(len(stops)),
            format_func=lambda i: plain(value if i == nearest else stops[i]),
            key=slider,
            on_change=turn,
            label_visibility="collapsed",
        )
    return value


def _nearest(stops: Sequence[float], value: float) -> int:
    """The index of the stop nearest to the value; by ratio, for stops that spread over decades."""
    above = min(bisect_left(stops, value), len(stops) - 1)
    below = max(above - 1, 0)
    return below if value * value < stops[above] * stops[below] else above


def _device(say: Words) -> str:
    """The device chosen among those of this machine. One that the address asks for but is absent gives the CPU."""
    names = devices()
    address.from_address("device", list(names), "cpu")
    device = st.selectbox(
        say("explore.device"),
        list(names),
        format_func=lambda device: f"{device} · {names[device]}",
        key="device",
        persist_state="session",
    )
    address.to_address("device", device, "cpu")
    return device


def _data(say: Words, seed: int) -> tuple[Dataset, Line | None]:
    """The notebook's points, or a noisy line and how it was drawn."""
    kind = address.choose(say("explore.data"), "data", ("notebook", "line"), "notebook", say, "explore")
    if kind == "notebook":
        return Dataset.notebook(), None
    left, right = st.columns(2, gap="small", wrap=False)
    n = _number(left, say("explore.n"), "n", 20, 1, MOST_POINTS, step=1)
    noise = _number(right, say("explore.noise"), "noise", 1.0, 0.0, 1e3, step=0.25, format="%g")
    W = _number(left, say("explore.true_W"), "true_W", 2.0, -1e3, 1e3, step=0.5, format="%g")
    b = _number(right, say("explore.true_b"), "true_b", -1.0, -1e3, 1e3, step=0.5, format="%g")
    line = Line(n, W, b, noise, seed)
    return Dataset.line(*line), line


def _start(say: Words) -> str | tuple[float, float]:
    """Where W and b start."""
    init = address.choose(
        say("explore.init"), "init", ("zeros", "linear", "chosen"), "zeros", say, "explore", say("explore.init_help")
    )
    if init != "chosen":
        address.forget("W0", "b0")
        return init
    left, right = st.columns(2, gap="small", wrap=False)
    return address.place(left, "W", "W0", FARTHEST), address.place(right, "b", "b0", FARTHEST)


def _number(
    place: DeltaGenerator,
    label: str,
    key: str,
    default: float,
    lowest: float,
    highest: float,
    step: float,
    format: str | None = None,
) -> Any:
    return place.number_input(
        label, lowest, highest, default, step, format, key=key, bind="query-params", persist_state="session"
    )


def start_at(W: float, b: float) -> None:
    """Makes (W, b) the chosen start; call it before the controls are drawn."""
    if math.isfinite(W) and math.isfinite(b):
        st.session_state.init = "chosen"
        for key, value in (("W0", W), ("b0", b)):
            st.session_state[key] = min(max(value, -FARTHEST), FARTHEST)


def _what_the_seed_does(say: Words, seed: int, data: Dataset, init: str | tuple[float, float]) -> str:
    """What the seed changes at this moment, in a sentence."""
    draws = ("points" if data.name == "line" else "") + ("start" if init == "linear" else "")
    return say(f"explore.seed_{draws or 'nothing'}", seed=str(seed))
