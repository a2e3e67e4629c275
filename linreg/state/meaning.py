"""What a state means for the core: its points and how they are trained on."""

from dataclasses import replace
from typing import Any

from linreg.points.dataset import Dataset, Line
from linreg.points.library import library
from linreg.state.runner import SEARCHES, SETTINGS
from linreg.state.state import OWN, State
from linreg.training.config import TrainConfig
from linreg.training.costs import SHAPES


def drawn(state: State) -> Line | None:
    """How the points are drawn, if they are a noisy line."""
    return Line(state.n, state.true_W, state.true_b, state.noise, state.seed) if state.data == "line" else None


def points(state: State) -> Dataset:
    """The points in their own units."""
    line = drawn(state)
    if line:
        return Dataset.line(*line)
    return state.points if state.data == OWN and state.points else library(state.data)


def by_hand(state: State, moved: Dataset) -> dict[str, Any]:
    """What of a state changes as a hand changes its points to these; a set's own points are that set again."""
    origin = state.origin if state.data == OWN else state.data
    if origin:
        first = points(replace(state, data=origin))
        if (first.x, first.y) == (moved.x, moved.y):
            return {"data": origin}
    return {"data": OWN, "points": moved, "origin": origin}


def config(state: State) -> TrainConfig:
    """How to train on them."""
    init = (state.W0, state.b0) if state.init == "chosen" else state.init
    shape: dict[str, Any] = {name: getattr(state, name) for name in ("delta", "beta") if SHAPES.get(state.cost) == name}
    falls = None if state.schedule == "none" or state.opt in SEARCHES else state.schedule
    if falls == "exponential":
        shape["gamma"] = state.gamma
    if state.in_batches:
        shape |= {"batch_size": state.batch, "shuffle": state.shuffles}
    return TrainConfig(
        state.lr,
        state.epochs,
        state.seed,
        state.device,
        init,
        state.cost,
        optimizer=state.opt,
        options=state.options,
        schedule=falls,
        **shape,
    )


def kept(state: State) -> list[TrainConfig]:
    """How to train the kept runs, on the same points."""
    return [config(replace(state, **{name: getattr(runner, name) for name in SETTINGS})) for runner in state.kept]
