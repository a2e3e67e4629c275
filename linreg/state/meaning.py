"""What a state means for the core: its points and how they are trained on."""

from dataclasses import replace

from linreg.points.dataset import Dataset, Line
from linreg.points.library import library
from linreg.state.runner import SETTINGS
from linreg.state.state import OWN, State
from linreg.training.config import TrainConfig


def drawn(state: State) -> Line | None:
    """How the points are drawn, if they are a noisy line."""
    return Line(state.n, state.true_W, state.true_b, state.noise, state.seed) if state.data == "line" else None


def points(state: State) -> Dataset:
    """The points in their own units."""
    line = drawn(state)
    if line:
        return Dataset.line(*line)
    return state.points if state.data == OWN and state.points else library(state.data)


def config(state: State) -> TrainConfig:
    """How to train on them."""
    init = (state.W0, state.b0) if state.init == "chosen" else state.init
    return TrainConfig(
        state.lr, state.epochs, state.seed, state.device, init, state.cost, optimizer=state.opt, options=state.options
    )


def kept(state: State) -> list[TrainConfig]:
    """How to train the kept runs, on the same points."""
    return [config(replace(state, **{name: getattr(runner, name) for name in SETTINGS})) for runner in state.kept]
