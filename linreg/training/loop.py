"""Training as on the blackboard: a frozen config in, a record of every state out."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from linreg.points.dataset import Dataset
from linreg.training.config import StartExceeds, TrainConfig
from linreg.training.costs import COSTS
from linreg.training.model import LinearRegressionModel
from linreg.training.run import Run

torch.set_num_threads(1)  # three points gain nothing from more, and a hundred visitors would fight over the cores

CHUNK = 250  # epochs between two chances to report or stop: some 50 ms on a CPU


def train(data: Dataset, config: TrainConfig, progress: Callable[[int, int], None] | None = None) -> Run:
    """The run of full-batch gradient descent on these points: PyTorch's own loop, every state recorded.

    progress : called between chunks with (epochs done, epochs in all). Whatever it raises ends the training.
    Raises StartExceeds, a ValueError, if the cost at the start already exceeds float32.
    """
    x = torch.tensor(data.x, dtype=torch.float32, device=config.device).unsqueeze(1)  # (n, 1)
    y = torch.tensor(data.y, dtype=torch.float32, device=config.device).unsqueeze(1)  # (n, 1)
    model = LinearRegressionModel(*config.start).to(config.device)
    # foreach gathers parameters into one kernel; with two of them it only adds overhead. Same bits either way.
    optimizer = torch.optim.SGD(model.parameters(), lr=config.lr, foreach=False)

    chunks: list[NDArray[np.float64]] = []
    diverged = False
    for done in range(0, config.epochs + 1, CHUNK):
        if progress and done:
            progress(done, config.epochs)
        states = _descend(model, optimizer, x, y, config.cost, min(CHUNK, config.epochs + 1 - done))
        finite = np.isfinite(states).all(axis=1)
        diverged = not finite.all()
        chunks.append(states[: finite.argmin()] if diverged else states)
        if diverged:
            break

    history = np.concatenate(chunks)  # (states, 5)
    if not len(history):
        raise StartExceeds(config)
    history.setflags(write=False)  # runs are cached and shared between visitors
    W, b, cost, grad_W, grad_b = history.T
    return Run(data, config, W, b, cost, grad_W, grad_b, diverged)


def _descend(
    model: LinearRegressionModel,
    optimizer: torch.optim.Optimizer,
    x: torch.Tensor,
    y: torch.Tensor,
    cost_kind: str,
    states: int,
) -> NDArray[np.float64]:
    """The next states as an array of shape (states, 5): W, b, cost, grad_W, grad_b. Moves the model past the last.

    Where reading a number waits for the device, the rows stay there and are copied out together; on the CPU, reading
    each at once is what costs least.
    """
    cost_of = COSTS[cost_kind]
    W, b = model.linear.weight, model.linear.bias
    waits = _reading_waits(x.device)
    history: list[Any] = []

    for _ in range(states):
        # H(x)
        prediction = model(x)
        # cost
        cost = cost_of(prediction, y)
        # improve H(x)
        optimizer.zero_grad()
        cost.backward()
        if waits:
            history.append(torch.stack([value.detach().view(()) for value in (W, b, cost, W.grad, b.grad)]))
        else:
            history.append((W.item(), b.item(), cost.item(), W.grad.item(), b.grad.item()))
        optimizer.step()

    return torch.stack(history).cpu().numpy().astype(np.float64) if waits else np.array(history)


def _reading_waits(device: torch.device) -> bool:
    """True where `.item()` waits until the device has done all it was given: on every accelerator."""
    return device.type != "cpu"
