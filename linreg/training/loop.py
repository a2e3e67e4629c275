"""Training as on the blackboard: a frozen config in, a record of every state out."""

import math
from collections.abc import Callable, Iterator
from itertools import islice, repeat
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch.optim.lr_scheduler import LRScheduler

from linreg.points.dataset import Dataset
from linreg.training.batches import epochs
from linreg.training.config import StartExceeds, TrainConfig
from linreg.training.costs import CostOf, cost_function
from linreg.training.memory import by_name, numbers, places, tensors
from linreg.training.model import LinearRegressionModel
from linreg.training.optimizers import made
from linreg.training.run import Run
from linreg.training.schedule import scheduler

torch.set_num_threads(1)  # three points gain nothing from more, and a hundred visitors would fight over the cores

CHUNK = 250  # gradients of a few points at most between two chances to report or stop: some 50 ms on a CPU
FEW = 10_000  # points of which a gradient takes no more than twice as long


def train(data: Dataset, config: TrainConfig, progress: Callable[[int, int], None] | None = None) -> Run:
    """The run of a training on these points: PyTorch's own loop and optimizer, every state recorded.

    progress : called between chunks with (epochs done, epochs in all). Whatever it raises ends the training.
    Raises StartExceeds, a ValueError, if the cost at the start already exceeds float32; BatchExceeds if a batch is to
    hold more points than there are.
    """
    x = torch.tensor(data.x, dtype=torch.float32, device=config.device).unsqueeze(1)  # (n, 1)
    y = torch.tensor(data.y, dtype=torch.float32, device=config.device).unsqueeze(1)  # (n, 1)
    model = LinearRegressionModel(*config.start).to(config.device)
    optimizer = made(config.optimizer, config.options, config.lr, model.parameters())
    cost_of = cost_function(*config.loss)
    setup = Setup(model, optimizer, cost_of, _recorder(model, optimizer, config, x.device))
    per_epoch, updates = config.per_epoch(len(data)), config.updates(len(data))
    seen = _seen(x, y, config, scheduler(optimizer, config))
    descend = _descend_by_closure if config.searches else _descend

    chunks: list[NDArray[np.float64]] = []
    diverged = False
    chunk = _chunk(config, len(data))
    for done in range(0, updates + 1, chunk):
        if progress and done:
            progress(done // per_epoch, config.epochs)
        left = updates + 1 - done
        states = _together(descend(setup, islice(seen, min(chunk, left))))[:left]
        finite = np.isfinite(states[:, :5]).all(axis=1)
        diverged = not finite.all()
        chunks.append(states[: finite.argmin()] if diverged else states)
        if diverged:
            break

    history = np.concatenate(chunks)  # (states, 5 + what the optimizer keeps)
    if not len(history):
        raise StartExceeds(config)
    history.setflags(write=False)  # runs are cached and shared between visitors
    W, b, cost, grad_W, grad_b = history[:, :5].T
    return Run(data, config, W, b, cost, grad_W, grad_b, diverged, state=by_name(history[:, 5:], config))


Seen = Iterator[tuple[torch.Tensor, torch.Tensor]]  # the x and y of each update
Row = tuple[float, ...] | torch.Tensor
Recorder = Callable[[torch.Tensor], Row]


class Setup(NamedTuple):
    """What a step needs beside its points."""

    model: LinearRegressionModel
    optimizer: torch.optim.Optimizer
    cost_of: CostOf
    record: Recorder


def _chunk(config: TrainConfig, n: int) -> int:
    """Updates between two chances to report or stop."""
    return max(1, CHUNK // (config.gradients * (1 + (config.batch_size or n) // FEW)))


def _seen(x: torch.Tensor, y: torch.Tensor, config: TrainConfig, falls: LRScheduler | None) -> Seen:
    """What each update sees, without end; between two epochs the rate falls, if it does."""
    if config.batch_size is None and not falls:
        return repeat((x, y))
    return _epoch_by_epoch(x, y, config, falls)


def _epoch_by_epoch(x: torch.Tensor, y: torch.Tensor, config: TrainConfig, falls: LRScheduler | None) -> Seen:
    for epoch in epochs(len(x), config):
        for batch in epoch:
            yield x[batch], y[batch]
        if falls:
            falls.step()


def _descend(setup: Setup, seen: Seen) -> list[Row]:
    """The next states, each as `record` has it. Moves the model past the last."""
    model, optimizer, cost_of, record = setup
    history: list[Row] = []

    for x, y in seen:
        # H(x)
        prediction = model(x)
        # cost
        cost = cost_of(prediction, y)
        # improve H(x)
        optimizer.zero_grad()
        cost.backward()
        history.append(record(cost))
        optimizer.step()

    return history


def _descend_by_closure(setup: Setup, seen: Seen) -> list[Row]:
    """As `_descend`, with an optimizer that works out cost and gradient itself, at the state it is at first of all.

    Ends with a state of nothing but NaN, beside those asked for, after a step that float32 cannot hold.
    """
    history: list[Row] = []
    for x, y in seen:
        tried, fits = _tried(setup, x, y)
        history.append(tried[0])
        if not fits:
            history.append(_nothing(tried[0]))
            break
    return history


def _nothing(row: Row) -> Row:
    """A state of nothing but NaN, recorded as this one is."""
    return torch.full_like(row, math.nan) if isinstance(row, torch.Tensor) else (math.nan,) * len(row)


def _tried(setup: Setup, x: torch.Tensor, y: torch.Tensor) -> tuple[list[Row], bool]:
    """Makes a step: all states at which it worked out the gradient, and whether float32 can hold how far it goes."""
    model, optimizer, cost_of, record = setup
    rows: list[Row] = []

    def closure() -> torch.Tensor:
        prediction = model(x)
        cost = cost_of(prediction, y)
        optimizer.zero_grad()
        cost.backward()
        rows.append(record(cost))
        return cost

    try:
        optimizer.step(closure)  # type: ignore[arg-type]  # torch says it returns a float, its own example a tensor
    except RuntimeError as error:  # torch's, of a step that float32 cannot hold
        if "without overflow" not in str(error):
            raise
        return rows, False
    return rows, True


def _recorder(
    model: LinearRegressionModel, optimizer: torch.optim.Optimizer, config: TrainConfig, device: torch.device
) -> Recorder:
    """What reads a state once its cost and gradients are there: W, b, cost, grad_W, grad_b and what is remembered.

    Where reading a number waits for the device, the numbers stay there and are copied out together, see `_together`; on
    the CPU, reading each at once is what costs least.
    """
    W, b = model.linear.weight, model.linear.bias
    kept = places(optimizer, W, b, config)

    def read(cost: torch.Tensor) -> Row:
        return W.item(), b.item(), cost.item(), W.grad.item(), b.grad.item(), *numbers(kept)

    def leave_there(cost: torch.Tensor) -> Row:
        seen = [value.detach().view(()) for value in (W, b, cost, W.grad, b.grad)]
        return torch.stack(seen + tensors(kept, device))

    return leave_there if _reading_waits(device) else read


def _together(rows: list[Row]) -> NDArray[np.float64]:
    """The recorded states as one array, a row each."""
    if isinstance(rows[0], torch.Tensor):
        return torch.stack(rows).cpu().numpy().astype(np.float64)  # type: ignore[arg-type]
    return np.array(rows)


def _reading_waits(device: torch.device) -> bool:
    """True where `.item()` waits until the device has done all it was given: on every accelerator."""
    return device.type != "cpu"
