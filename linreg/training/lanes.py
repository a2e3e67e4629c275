"""Lanes: many trainings as one tensor, each to the last bit what `train` gives for it alone.

Every operation here was chosen because it rounds as the one that autograd and torch.optim use; most that look the same
differ in the last bit. The tests compare; `agreement.py` compares once on the machine that serves.
"""

from collections.abc import Hashable, Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from linreg.points.dataset import Dataset
from linreg.training.batches import batches
from linreg.training.config import TrainConfig
from linreg.training.memory import first, kept
from linreg.training.optimizers import OPTIMIZERS
from linreg.training.optimizers.rates import Rates, State
from linreg.training.pulls import Pull, costs, pull
from linreg.training.schedule import falling

Seen = tuple[torch.Tensor, torch.Tensor, torch.Tensor, Pull, torch.Tensor]


def kind(data: Dataset, config: TrainConfig) -> tuple[Hashable, ...]:
    """What trainings must have in common to be lanes of one tensor: all but the points, the rate and the start."""
    order = config.seed if config.shuffle else None
    falls = config.schedule, config.gamma, config.epochs if config.schedule == "cosine" else None
    return len(data), *config.loss, config.optimizer, config.options, config.batch_size, order, *falls


class Lanes:
    """R trainings of one `kind` side by side, with any points, starts and rates. On the CPU."""

    def __init__(self, runs: Sequence[tuple[Dataset, TrainConfig]]) -> None:
        data, self.config = runs[0]
        points = {data: tuple(map(_float32, data.arrays)) for data in {data for data, _ in runs}}  # x and y, (n,) each
        self.x = torch.stack([points[data][0] for data, _ in runs]).unsqueeze(2)  # (R, n, 1)
        self.y = torch.stack([points[data][1] for data, _ in runs]).unsqueeze(2)  # (R, n, 1)
        self.per_epoch = self.config.per_epoch(len(data))
        self.falling = falling([config for _, config in runs])
        self.lanes = list(range(len(runs)))  # those that still go on
        self.rates = Rates.of(next(self.falling))
        self.parameters = torch.tensor([config.start for _, config in runs], dtype=torch.float32).T  # (2, R): W, b
        self.optimizer, self.values = OPTIMIZERS[self.config.optimizer], self.config.parameters
        self.remembered = [each.name for each in kept(self.config) if each.name != "step"]
        starts = {each.name: [first(each, config) for _, config in runs] for each in kept(self.config)}
        self.state = {name: torch.tensor([starts[name]] * 2) for name in self.remembered}  # each (2, R)
        self.step = 0
        self.batches = batches(len(data), self.config)
        self.pulls = {m: pull(self.config, m) for m in _sizes(len(data), self.config.batch_size)}

    @property
    def deciding(self) -> list[int] | None:
        """The rows of `descend` from which all that comes after follows; None where time has a say as well."""
        if self.config.batch_size or self.config.schedule or not self.optimizer.timeless(self.values):
            return None
        return [0, 1, *range(5, 5 + 2 * len(self.remembered))]

    def keep(self, lanes: Sequence[int]) -> None:
        """Goes on with these lanes only."""
        index = torch.tensor(lanes)
        self.x, self.y, self.rates = self.x[index], self.y[index], self.rates.keep(index)
        self.lanes = [self.lanes[i] for i in lanes]
        self.parameters = self.parameters[:, index]
        self.state = {name: values[:, index] for name, values in self.state.items()}

    @torch.inference_mode()
    def descend(self, states: int) -> NDArray[np.float32]:
        """The next states of every lane, shape (5 + 2k, R, states): W, b, cost, grad_W, grad_b, and what is remembered.

        The last are two rows, for W and for b, of each of `remembered`. Moves past the last state.
        Each result is written where it is kept: the history costs no copy. The costs, which no step needs, are worked
        out at the end, of all states at once.
        """
        lanes, n, _ = self.x.shape
        path = torch.empty(states + 1, 2, lanes)
        gradient = torch.empty(states, 2, lanes)
        residual = torch.zeros(states, lanes, self.config.batch_size or n, 1)
        path[0] = self.parameters
        # views of each state's place, in the shapes that the operations write
        W, b = (path[:, i].view(-1, lanes, 1, 1).unbind() for i in (0, 1))
        grad_W, grad_b = gradient[:, 0].view(-1, lanes, 1, 1).unbind(), gradient[:, 1].view(-1, lanes, 1).unbind()
        both, slopes = path.unbind(), gradient.unbind()
        rule, values = self.optimizer.rule, self.values
        assert rule, f"{self.config.optimizer} has no rule for lanes"
        remembered: list[State] = []
        sizes: list[int] = []

        for t, (x, y, x_across, pulls, off) in enumerate(self._sees(residual)):
            torch.sub(torch.baddbmm(b[t], x, W[t]), y, out=off)
            force = pulls(off)
            torch.bmm(x_across, force, out=grad_W[t])
            torch.sum(force, 1, out=grad_b[t])
            remembered.append(self.state)
            sizes.append(x.shape[1])
            self.step += 1
            self.state = rule(self.step, both[t], slopes[t], self.state, self.rates, values, both[t + 1])
            if self.config.schedule and self.step % self.per_epoch == 0:
                now = next(self.falling)
                self.rates = Rates.of([now[lane] for lane in self.lanes])

        self.parameters = path[-1].clone()
        inner = [torch.stack([state[name] for state in remembered]) for name in self.remembered]  # each (states, 2, R)
        cost = self._costs(residual, torch.tensor(sizes)).unsqueeze(1)
        history = torch.cat([path[:-1], cost, gradient, *inner], 1)  # (states, 5 + 2k, R)
        return history.permute(1, 2, 0).contiguous().numpy()

    def _sees(self, residual: torch.Tensor) -> Iterator[Seen]:
        """What each next state sees of the points: x, y, x across, what pulls, and its place among the residuals."""
        if self.config.batch_size is None:
            x, y, (pull,) = self.x, self.y, self.pulls.values()
            across = x.transpose(1, 2)
            for place in residual.unbind():
                yield x, y, across, pull, place
        else:
            for place, batch in zip(residual.unbind(), self.batches, strict=False):
                x, y = self.x[:, batch], self.y[:, batch]
                yield x, y, x.transpose(1, 2), self.pulls[len(batch)], place[:, : len(batch)]

    def _costs(self, residual: torch.Tensor, sizes: torch.Tensor) -> torch.Tensor:
        """The cost of each state and lane, shape (states, R), from residuals of shape (states, R, m, 1).

        sizes : how many of the m each state has.
        """
        if self.config.batch_size is None:
            return costs(self.config, residual.squeeze(3))
        found = torch.empty(residual.shape[:2])
        for m in self.pulls:
            found[sizes == m] = costs(self.config, residual[sizes == m, :, :m, 0].contiguous())
        return found


def _sizes(n: int, batch_size: int | None) -> set[int]:
    """How many points the batches have."""
    return {n} if batch_size is None else {min(batch_size, n - done) for done in range(0, n, batch_size)}


def _float32(values: NDArray[np.float64]) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float32)
