"""What a state means for the core: its points and how they are trained on."""

from dataclasses import replace
from typing import Any

from linreg.points.dataset import Dataset, Line
from linreg.points.library import library
from linreg.state.kinds import EVERY
from linreg.state.runner import SETTINGS
from linreg.state.state import OWN, State
from linreg.training.config import TrainConfig
from linreg.training.costs import SHAPE, SHAPES


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
    cost, shape = _loss(state)
    falls = None if state.schedule == "none" or state.searches else state.schedule
    if falls == "exponential":
        shape["gamma"] = state.gamma
    if state.in_batches:
        shape |= {"batch_size": state.batch, "shuffle": state.shuffles}
    return TrainConfig(
        state.lr,
        state.epochs,
        state.own().seed,  # one that changes nothing here would only make another training of the same
        state.device,
        init,
        cost,
        optimizer=state.opt,
        options=state.options,
        schedule=falls,
        **shape,
    )


def kept(state: State) -> list[TrainConfig]:
    """How to train the kept runs, on the same points."""
    return [config(replace(state, **{name: getattr(runner, name) for name in SETTINGS})) for runner in state.kept]


def loss(state: State) -> str:
    """The page's loss, as a kept run has one of its own."""
    value = {"delta": state.delta, "beta": state.beta}.get(SHAPES.get(state.cost) or "", SHAPE.default)
    return state.cost if value == SHAPE.default or value is None else f"{state.cost}-{EVERY.write(value)}"


def _loss(state: State) -> tuple[str, dict[str, Any]]:
    """The kind of cost, and what shapes it."""
    kind, _, value = (state.loss or loss(state)).partition("-")
    name = SHAPES.get(kind)
    return kind, {name: float(value)} if name and value else {}
