"""What the notebook gets wrong or leaves open, shown with numbers from `train`."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from linreg.cost import hessian
from linreg.data import Dataset
from linreg.notebook.live import UPDATES, numbers, steps
from linreg.train import Run, TrainConfig, train

REACHED = 0.0005  # W prints as 1.000 when it is closer to 1 than this


@dataclass(frozen=True)
class LogLine:
    """A line of the notebook's first log, and what belongs into it."""

    epoch: int
    shown: str  # what our loop, like the notebook's, printed under "Cost"
    W: float  # after the update of this epoch
    b: float  # after the update of this epoch
    cost_before: float  # at W and b before the update: what the loop passes to the log as the cost
    cost_after: float  # at the W and b of this line


@dataclass(frozen=True)
class Shortfall:
    """Why 1,000 epochs at lr 0.01 are not enough: the shallow direction of the bowl, in numbers."""

    curvature: tuple[float, float]  # eigenvalues of the Hessian: along the valley, across it
    factor: float  # what one epoch leaves of the distance along the valley, 1 − lr·λmin
    half_life: float  # epochs in which that distance halves
    left: float  # its share left after the notebook's updates
    W: float  # where the notebook's loop ends
    enough: TrainConfig  # the same run, just long enough that W prints as 1.000
    fastest: TrainConfig  # the same at the fastest rate, 2 / (λmin + λmax)


@cache
def notebook_run() -> Run:
    """The run of the notebook's first loop, with its 1,001 updates."""
    return train(Dataset.notebook(), TrainConfig(epochs=UPDATES))


@cache
def log_lines() -> tuple[LogLine, ...]:
    """The lines of the notebook's first log. Epoch e updates state e to state e + 1."""
    run = notebook_run()
    (output,) = (step.output for step in steps() if step.name == "loop")
    W, b, cost = run.W.tolist(), run.b.tolist(), run.cost.tolist()
    lines = []
    for line in output.splitlines():
        epoch, _, _, shown = numbers(line)
        e = int(epoch)
        lines.append(LogLine(e, shown, W[e + 1], b[e + 1], cost[e], cost[e + 1]))
    return tuple(lines)


@cache
def shortfall() -> Shortfall:
    """The reason that the notebook's loop ends at 0.985 and not at 1, and what would get there, tried out."""
    run = notebook_run()
    along, across = np.linalg.eigvalsh(hessian(run.data)).tolist()
    factor = 1 - run.config.lr * along
    return Shortfall(
        curvature=(along, across),
        factor=factor,
        half_life=math.log(0.5) / math.log(factor),
        left=factor**UPDATES,
        W=float(run.W[-1]),
        enough=_long_enough(run.config.lr, factor),
        fastest=_long_enough(2 / (along + across), (across - along) / (across + along)),
    )


def _long_enough(lr: float, factor: float) -> TrainConfig:
    """The shortest run at that rate after which W prints as 1.000 and stays there, found by training.

    factor : by how much an epoch shrinks the distance to the minimum at least; the distance is 1 at the start.
    """
    run = train(Dataset.notebook(), TrainConfig(lr=lr, epochs=math.ceil(math.log(REACHED) / math.log(factor))))
    last_outside = np.flatnonzero(abs(run.W - 1) >= REACHED)[-1]
    return TrainConfig(lr=lr, epochs=int(last_outside) + 1)
