"""The cost of all points at each state, whatever few of them the update there sees."""

import numpy as np

from linreg.theory.curvature import Array
from linreg.theory.losses import landscape
from linreg.theory.measurement import as_float32
from linreg.training.config import TrainConfig
from linreg.training.run import Run


def whole_cost(run: Run, by: TrainConfig | None = None) -> Array:
    """The cost at each state, shape (states,): of all points, where the run has that of a batch. As `run` has it if all
    its updates see all points.

    by : what to measure it by, if not by the run's own loss.
    """
    by = by or run.config
    if by.loss == run.config.loss and run.config.batch_size is None:
        return run.cost
    with np.errstate(over="ignore"):  # a diverging run is a result
        return landscape(as_float32(run.data), by).value(run.W, run.b)
