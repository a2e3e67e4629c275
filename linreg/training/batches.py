"""Which points each update sees: all of them, or a few at a time, in the order of torch's own DataLoader."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import torch
from numpy.typing import NDArray

from linreg.training.config import TrainConfig


def epochs(n: int, config: TrainConfig) -> Iterator[tuple[torch.Tensor, ...]]:
    """The batches of each epoch, without end: of n points, by number, so many at a time; the last may be fewer.

    With `shuffle` they are the very ones of `DataLoader(…, shuffle=True, generator=g)`, g seeded with the config's
    seed: each epoch in an order of its own. Else in the order in which they are given.
    """
    generator = torch.Generator().manual_seed(config.seed)
    while True:
        order = _shuffled(n, generator) if config.shuffle else torch.arange(n)
        yield order.split(config.batch_size or n)


def batches(n: int, config: TrainConfig) -> Iterator[torch.Tensor]:
    """The batch of each update, without end."""
    return (batch for epoch in epochs(n, config) for batch in epoch)


def batch_table(n: int, config: TrainConfig, states: int) -> NDArray[np.int64]:
    """The points of so many updates, a row each; -1 fills the rows of the batches that have fewer."""
    if config.batch_size is None:
        return np.broadcast_to(np.arange(n), (states, n))
    table = np.full((states, config.batch_size), -1)
    for row, batch in zip(table, islice(batches(n, config), states), strict=True):
        row[: len(batch)] = batch
    table.setflags(write=False)
    return table


def _shuffled(n: int, generator: torch.Generator) -> torch.Tensor:
    """The next epoch's order; it leaves the generator as a DataLoader does."""
    torch.empty((), dtype=torch.int64).random_(generator=generator)  # the seed it draws for workers, be there none
    order = torch.randperm(n, generator=generator)
    torch.randperm(n, generator=generator)  # RandomSampler draws once more, for a remainder that is empty
    return order
