"""A rain of starts: a hundred trainings at once, spread over the map; of each as many numbers as an eye needs.

A path is sent as its states at some epochs, the same for all: every one of the first EXACT, and from there on about one
each APART seconds of the player's clock (pacing.js), always an odd number of epochs after the one before.

What that loses: between two of these epochs a drop moves straight and evenly. Where a run does not swing, neither W nor
b is ever off by more than 0.15% of its start's distance, less than half a pixel on a map of 400. Where it swings, it is
followed from side to side in the first EXACT epochs; after them the drop still goes from side to side, the number of
epochs being odd, but with one turn for several of the run's.
The places are sent as float16 in a unit that is chosen for each epoch: none is off by more than PRECISION of its own
distance to the minimum along that axis, a quarter of a pixel at the edge of a map of 1,000. Nearer to it
than 2^-28 of the epoch's farthest, beneath float16's normal numbers, by no more than 2^-39 of that.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linreg.picture.axes import Axes, Pair
from linreg.picture.encode import typed
from linreg.picture.frame import Frame
from linreg.picture.scene import Scene
from linreg.telling.speed import speed
from linreg.theory.losses import Surface
from linreg.training.run import Run

SIDE = 10  # starts along either side of the map
EXACT = 30  # epochs of which each is sent
APART = 0.25  # seconds of the clock between those that follow
FACTOR, FIRST = 2.0, 4.0  # pacing.js: an epoch comes at the second FACTOR · ln(1 + epoch / FIRST)
PRECISION = 2.0**-11  # of a number as float16
HIGHEST = 15  # float16 ends just below 2^16


@dataclass(frozen=True, eq=False)
class Rain:
    """The states of many runs at the epochs that are shown.

    epochs : shape (samples,), rising, the first 0. W, b : float32, shape (samples, runs); of a run that diverged, from
        its end on the last that is finite. speeds : how soon each run is down, as `telling.speed` has it.
    """

    epochs: NDArray[np.int64]
    W: NDArray[np.float32]
    b: NDArray[np.float32]
    speeds: tuple[int, ...]


def starts(frame: Frame, axes: Axes) -> tuple[Pair, ...]:
    """(W, b) of the starts: the middles of SIDE × SIDE equal fields of the map, in whatever coordinates it is drawn."""
    middles = (np.arange(SIDE) + 0.5) / SIDE
    u, v = (low + (high - low) * middles for low, high in (frame.W, frame.b))
    W, b = axes.back(*(side.ravel() for side in np.meshgrid(u, v)))
    return tuple(zip(W.tolist(), b.tolist(), strict=True))


def shown_epochs(last: int) -> NDArray[np.int64]:
    """The epochs of a run of `last` epochs that are sent, from 0 to the last one."""
    epochs = list(range(min(last, EXACT) + 1))
    while epochs[-1] < last:
        passed = (FIRST + epochs[-1]) * math.expm1(APART / FACTOR)  # in APART seconds
        odd = 2 * round((passed - 1) / 2) + 1
        epochs.append(min(last, epochs[-1] + odd))
    return np.array(epochs)


def rain(runs: Sequence[Run], bowl: Surface) -> Rain:
    """What is shown of these runs, one at least, all of the same number of epochs asked for."""
    epochs = shown_epochs(runs[0].config.epochs)
    W, b = (
        np.array([getattr(run, name)[np.minimum(epochs * run.per_epoch, run.updates)] for run in runs], np.float32).T
        for name in ("W", "b")
    )
    return Rain(epochs, W, b, tuple(speed(run, bowl) for run in runs))


def falling(rain: Rain, scene: Scene) -> dict[str, Any]:
    """The rain as it travels: {epochs, unit, u, v, speeds}, typed arrays.

    u, v : the places on the map, counted from the minimum, in parts of the epoch's `unit`; epoch by epoch, in each run
    by run.
    """
    drawn = scene.drawn
    u, v = scene.axes.seen(rain.W, rain.b)
    places = np.array([u - drawn.W, v - drawn.b])  # (2, samples, runs)
    farthest = np.abs(places).max(axis=(0, 2))
    # a power of two: dividing by it rounds nothing
    unit = np.exp2(np.ceil(np.log2(np.where(farthest > 0, farthest, 1.0))) - HIGHEST)
    u, v = places / unit[:, None]
    return {
        "epochs": typed(rain.epochs.astype(np.float64) * scene.run.per_epoch, "i4"),  # the clock's count
        "unit": typed(unit, "f8"),
        "u": typed(u.ravel(), "f2"),
        "v": typed(v.ravel(), "f2"),
        "speeds": typed(np.array(rain.speeds, np.float64), "u1"),
    }
