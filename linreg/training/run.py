"""What a training leaves: every state of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linreg.points.dataset import Dataset
from linreg.training.config import TrainConfig


@dataclass(frozen=True, eq=False)
class Run:
    """One training. State t is W, b, the cost at them and its gradient there, after t updates.

    W, b, cost, grad_W, grad_b : float64 arrays of shape (states,), read-only; they hold the loop's float32 values
        exactly. `states` is `config.epochs + 1`, or less if the run diverged.
    diverged : True if a state stopped being finite; the arrays then end at the last finite one.
    counted : "torch" if every bit is that of `train`'s loop, "sums" if cost and gradient were worked out in float64
        from the sums over the points, which are the same in every epoch (see `train_many`).
    """

    data: Dataset
    config: TrainConfig
    W: NDArray[np.float64]
    b: NDArray[np.float64]
    cost: NDArray[np.float64]
    grad_W: NDArray[np.float64]
    grad_b: NDArray[np.float64]
    diverged: bool
    counted: str = "torch"

    @property
    def epochs(self) -> int:
        """The epoch of the last state."""
        return len(self.W) - 1
