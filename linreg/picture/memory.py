"""What the optimizer remembers, as it travels: every state by torch's name, and what its rule is written with."""

from typing import Any

import numpy as np

from linreg.picture.encode import Array, held
from linreg.training.config import TrainConfig
from linreg.training.run import Run


def steps_plainly(config: TrainConfig) -> bool:
    """Whether a step is the learning rate times the gradient, and nothing is remembered."""
    whole = config.batch_size is None  # else there are two gradients: the batch's and that of all points
    return config.optimizer == "SGD" and not config.options and config.schedule is None and whole


def remembered(run: Run) -> dict[str, Any]:
    """What a rule is written with: the optimizer's parameters, what it held at each state, and a rate that falls."""
    config = run.config
    kept = {name: _column(name, values, config.searches) for name, values in run.state.items()}
    falls = {"rates": held(run.rates)} if config.schedule else {}
    return {"optimizer": config.optimizer, "parameters": config.parameters, "state": kept, **falls}


def _column(name: str, values: Array, together: bool) -> dict[str, str] | None:
    """A state's numbers for W and b. One column where torch keeps one number for both, None if it counts updates."""
    one = (together or name == "step") and np.array_equal(values[:, 0], values[:, 1], equal_nan=True)
    if one and name == "step" and np.array_equal(values[:, 0], np.arange(len(values))):
        return None
    return held(values[:, 0] if one else values)
