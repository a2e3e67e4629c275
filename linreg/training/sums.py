"""Trainings on points by the thousands, from their sums: an epoch costs the same however many points there are.

The cost is a quadratic in W and b, so means of x, y and their products say everything about it. They are taken once,
in float64; W and b are stored as float32 after every step, as a model's are. The last bits are therefore not torch's,
which adds up the points anew each epoch, in float32.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from linreg.points.dataset import Dataset
from linreg.training.config import TrainConfig
from linreg.training.costs import factor


@dataclass(frozen=True)
class Sums:
    """What the mean cost of some points is made of, x and y counted from their means."""

    x: float  # means
    y: float
    xx: float  # mean of the squares of x − mean
    slope: float  # of the best line; 0 if all x are equal
    least: float  # the least cost

    @classmethod
    def of(cls, data: Dataset) -> "Sums":
        """Of the points as float32 holds them, which are the ones that a training sees."""
        x, y = (values.astype(np.float32).astype(np.float64) for values in data.arrays)
        x_mean, y_mean = float(x.mean()), float(y.mean())
        x, y = x - x_mean, y - y_mean
        xx = float((x * x).mean())
        slope = float((x * y).mean()) / xx if xx else 0.0
        return cls(x_mean, y_mean, xx, slope, float(np.square(y - slope * x).mean()))


class Summed:
    """R trainings side by side, each on points of its own, any number of them, with a cost, start and rate of its own.

    The same interface as `Lanes`.
    """

    deciding = (0, 1)  # W and b: from them follows all that comes after

    def __init__(self, runs: Sequence[tuple[Dataset, TrainConfig]]) -> None:
        sums = {data: Sums.of(data) for data in {data for data, _ in runs}}
        self.sums = np.array([astuple(sums[data]) for data, _ in runs]).T  # (5, R)
        self.n = np.array([float(len(data)) for data, _ in runs])
        self.tall = np.array([factor(config.cost, len(data)) for data, config in runs])
        self.lr = np.array([config.lr for _, config in runs])
        self.parameters = np.array([config.start for _, config in runs], np.float32).T  # (2, R): W, b

    def keep(self, lanes: Sequence[int]) -> None:
        """Goes on with these lanes only."""
        index = list(lanes)
        self.sums, self.parameters = self.sums[:, index], self.parameters[:, index]
        self.n, self.tall, self.lr = self.n[index], self.tall[index], self.lr[index]

    def descend(self, states: int) -> NDArray[np.float32]:
        """The next states of every lane, shape (5, R, states): W, b, cost, grad_W, grad_b. Moves past the last."""
        history = np.empty((states, 5, len(self.lr)), np.float32)
        x, y, xx, slope, least = self.sums
        twice_tall, share = 2 * self.tall, self.tall / self.n
        with np.errstate(over="ignore", invalid="ignore"):  # a diverging lane is a result
            for t in range(states):
                W, b = self.parameters.astype(np.float64)
                residual, off = W * x + b - y, W - slope  # the mean residual; how far W is from the best line's
                squares = self.n * (residual * residual + xx * off * off + least)
                gradient = twice_tall * np.array([residual * x + xx * off, residual])
                history[t, :2], history[t, 2], history[t, 3:] = self.parameters, squares, gradient
                self.parameters = (self.parameters - self.lr * gradient).astype(np.float32)
            # As in torch, it is the sum of the squares that must fit, whatever the cost makes of it.
            history[:, 2] *= share
        return np.ascontiguousarray(history.transpose(1, 2, 0))
