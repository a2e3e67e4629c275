"""Learning rates that fall from epoch to epoch, by the schedulers of torch.optim."""

from collections.abc import Iterator, Sequence
from itertools import islice, repeat

import numpy as np
import torch
from numpy.typing import NDArray
from torch.optim import Optimizer, lr_scheduler

from linreg.training.config import TrainConfig


def scheduler(optimizer: Optimizer, config: TrainConfig) -> lr_scheduler.LRScheduler | None:
    """torch's scheduler of this config, to be stepped at the end of each epoch; None where the rate stays."""
    if config.schedule == "exponential":
        return lr_scheduler.ExponentialLR(optimizer, config.gamma)
    if config.schedule == "cosine":
        return lr_scheduler.CosineAnnealingLR(optimizer, T_max=config.epochs)
    return None


def falling(configs: Sequence[TrainConfig]) -> Iterator[list[float]]:
    """The rates of trainings that have one schedule, epoch after epoch, without end: one of each config."""
    if configs[0].schedule is None:
        yield from repeat([config.lr for config in configs])
    groups = [{"params": [torch.zeros(1)], "lr": config.lr} for config in configs]
    optimizer = torch.optim.SGD(groups, lr=1.0)  # of nothing; torch's scheduler wants one whose rates it can change
    falls = scheduler(optimizer, configs[0])
    optimizer.step()
    while True:
        yield [group["lr"] for group in optimizer.param_groups]
        if falls:
            falls.step()


def rates(config: TrainConfig, per_epoch: int, states: int) -> NDArray[np.float64]:
    """The rate of the update that follows each state, shape (states,)."""
    if config.schedule is None:
        return np.full(states, float(config.lr))
    epochs = [lr for (lr,) in islice(falling([config]), -(-states // per_epoch))]
    return np.repeat(epochs, per_epoch)[:states]
