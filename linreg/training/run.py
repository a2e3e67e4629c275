"""What a training leaves: every state of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from linreg.points.dataset import Dataset
from linreg.training.batches import batch_table
from linreg.training.config import TrainConfig
from linreg.training.schedule import rates


@dataclass(frozen=True, eq=False)
class Run:
    """One training. State t is W, b, the cost at them and its gradient there, after t updates.

    With batches, cost and gradient are those of the points that update t + 1 sees: see `batches`. `Landscape` tells
    those of all points.

    W, b, cost, grad_W, grad_b : float64 arrays of shape (states,), read-only; they hold the loop's float32 values
        exactly. `states` is one more than the updates, or less if the run diverged.
    diverged : True if a state stopped being finite; the arrays then end at the last finite one.
    counted : "torch" if every bit is that of `train`'s loop, "sums" if cost and gradient were worked out in float64
        from the sums over the points, which are the same in every epoch (see `train_many`).
    state : what the optimizer remembers, by torch's names, each a read-only float64 array of shape (states, 2), for W
        and for b. Entry t is what torch holds at state t: what update t has left, and update t + 1 starts from; so
        that update turns entry t into entry t + 1 and moves by it. Entry 0 is what the first update starts from. NaN
        where torch keeps no such number. LBFGS keeps one value for both, and it stands twice. A value that outgrew
        float32 is inf, as in torch, which goes on with it.
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
    state: Mapping[str, NDArray[np.float64]] = field(default_factory=lambda: MappingProxyType({}))

    # What a notebook shows of a run that is the last line of a cell, as HTML; None for what it shows of anything
    in_a_notebook: ClassVar[Callable[["Run"], str | None]] = lambda run: None

    def _repr_html_(self) -> str | None:
        return type(self).in_a_notebook(self)

    def at(self, state: int) -> tuple[float, float]:
        """(W, b) at that state; of −1 at the last."""
        return float(self.W[state]), float(self.b[state])

    @property
    def updates(self) -> int:
        """The number of the last state."""
        return len(self.W) - 1

    @property
    def per_epoch(self) -> int:
        """Updates in an epoch: 1 unless there are batches."""
        return self.config.per_epoch(len(self.data))

    @property
    def epochs(self) -> int:
        """How many epochs had passed at the last state."""
        return self.updates // self.per_epoch

    @property
    def batches(self) -> NDArray[np.int64]:
        """The points, by number, on which each state's cost and gradient are worked out, shape (states, batch_size).

        -1 where the last batch of an epoch has fewer. Worked out anew at each call.
        """
        return batch_table(len(self.data), self.config, len(self.W))

    @property
    def rates(self) -> NDArray[np.float64]:
        """The learning rate of the update that follows each state, shape (states,)."""
        return rates(self.config, self.per_epoch, len(self.W))

    @property
    def evaluations(self) -> NDArray[np.float64]:
        """How often the gradient had been worked out for the updates up to each state: once each, but for LBFGS."""
        counted = self.state.get("func_evals")
        return np.arange(float(len(self.W))) if counted is None else counted[:, 0]


@dataclass(frozen=True)
class End:
    """Where a training ends, without the way there: the last state of its `Run`, to the last bit.

    epochs : the epoch of that state. diverged, counted : as of the `Run`.
    """

    config: TrainConfig
    W: float
    b: float
    cost: float
    grad_W: float
    grad_b: float
    epochs: int
    diverged: bool
    counted: str = "torch"

    @classmethod
    def of(cls, run: Run) -> "End":
        """The end of this run."""
        W, b, cost, grad_W, grad_b = (float(x[-1]) for x in (run.W, run.b, run.cost, run.grad_W, run.grad_b))
        return cls(run.config, W, b, cost, grad_W, grad_b, run.epochs, run.diverged, run.counted)
