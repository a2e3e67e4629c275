"""Lanes: many trainings as one tensor, each to the last bit what `train` gives for it alone.

Every operation here was chosen because it rounds as the one that autograd and torch.optim use; most that look the same
differ in the last bit. The tests compare; `agreement.py` compares once on the machine that serves.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from linreg.points.dataset import Dataset
from linreg.training.config import TrainConfig
from linreg.training.rules.sgd import sgd


class Lanes:
    """R trainings side by side: as many points each, one kind of cost, any starts and rates. On the CPU."""

    def __init__(self, runs: Sequence[tuple[Dataset, TrainConfig]]) -> None:
        first, config = runs[0]
        n = len(first)
        self.cost = config.cost
        self.x = torch.stack([_float32(data.arrays[0]) for data, _ in runs]).unsqueeze(2)  # (R, n, 1)
        self.y = torch.stack([_float32(data.arrays[1]) for data, _ in runs]).unsqueeze(2)  # (R, n, 1)
        self.minus_lr = torch.tensor([-config.lr for _, config in runs], dtype=torch.float32)  # (R,)
        self.parameters = torch.tensor([config.start for _, config in runs], dtype=torch.float32).T  # (2, R): W, b
        # by which a residual is multiplied to become its part of the gradient
        self.slope = torch.tensor({"mean": 2 / n, "half": 1 / n, "sum": 2.0}[self.cost])

    def keep(self, lanes: Sequence[int]) -> None:
        """Goes on with these lanes only."""
        index = torch.tensor(lanes)
        self.x, self.y, self.minus_lr = self.x[index], self.y[index], self.minus_lr[index]
        self.parameters = self.parameters[:, index]

    @torch.inference_mode()
    def descend(self, states: int) -> NDArray[np.float32]:
        """The next states of every lane, shape (5, R, states): W, b, cost, grad_W, grad_b. Moves past the last.

        Each result is written where it is kept: the history costs no copy. The costs, which no step needs, are worked
        out at the end, of all states at once.
        """
        lanes, n, _ = self.x.shape
        path = torch.empty(states + 1, 2, lanes)
        gradient = torch.empty(states, 2, lanes)
        residual = torch.empty(states, lanes, n, 1)
        path[0] = self.parameters
        x, y, x_across, slope, minus_lr = self.x, self.y, self.x.transpose(1, 2), self.slope, self.minus_lr
        # views of each epoch's place, in the shapes that the operations write
        W, b = (path[:, i].view(-1, lanes, 1, 1).unbind() for i in (0, 1))
        grad_W, grad_b = gradient[:, 0].view(-1, lanes, 1, 1).unbind(), gradient[:, 1].view(-1, lanes, 1).unbind()
        both, slopes, residuals = path.unbind(), gradient.unbind(), residual.unbind()

        for t in range(states):
            torch.sub(torch.baddbmm(b[t], x, W[t]), y, out=residuals[t])
            pull = residuals[t] * slope
            torch.bmm(x_across, pull, out=grad_W[t])
            torch.sum(pull, 1, out=grad_b[t])
            sgd(both[t], slopes[t], minus_lr, out=both[t + 1])

        self.parameters = path[-1].clone()
        history = torch.cat([path[:-1], self._costs(residual).unsqueeze(1), gradient], 1)  # (states, 5, R)
        return history.permute(1, 2, 0).contiguous().numpy()

    def _costs(self, residual: torch.Tensor) -> torch.Tensor:
        """The cost of each state and lane, shape (states, R), from residuals of shape (states, R, n, 1)."""
        squares = residual.square_().squeeze(3)
        if self.cost == "sum":
            return squares.sum(2)
        return squares.mean(2) / 2 if self.cost == "half" else squares.mean(2)


def _float32(values: NDArray[np.float64]) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float32)
