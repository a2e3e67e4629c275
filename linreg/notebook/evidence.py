"""What the notebook gets wrong or leaves open, shown with numbers from `train`."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from linreg.notebook.live import UPDATES, numbers, steps
from linreg.points.dataset import Dataset
from linreg.theory import Forecast, forecast, named_rates
from linreg.training.config import TrainConfig
from linreg.training.loop import train
from linreg.training.run import Run

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
    """Why 1,000 epochs at lr 0.01 are not enough: the slow direction of the bowl, in numbers."""

    forecast: Forecast  # of the notebook's loop, with its 1,001 updates
    W: float  # where that loop ends
    enough: TrainConfig  # the same run, just long enough that W prints as 1.000
    fastest: TrainConfig  # the same at the rate that is fastest from this start


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
    told = forecast(run.data, run.config)
    fastest = TrainConfig(lr=named_rates(told.theory, run.config.start)["fastest"])
    return Shortfall(told, float(run.W[-1]), _long_enough(run.config), _long_enough(fastest))


def _long_enough(config: TrainConfig) -> TrainConfig:
    """The config with the fewest epochs after which W prints as 1.000 and stays there, found by training."""
    surely = forecast(Dataset.notebook(), config).epoch_near(REACHED)  # the start is at distance 1
    assert surely is not None, f"no rest at lr {config.lr}"
    run = train(Dataset.notebook(), replace(config, epochs=surely))
    last_outside = np.flatnonzero(abs(run.W - 1) >= REACHED)[-1]
    return replace(config, epochs=int(last_outside) + 1)
