"""Training as on the blackboard: a frozen config in, a record of every state out."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from linreg.data import Dataset, checked_seed
from linreg.device import devices
from linreg.model import LinearRegressionModel, start

torch.set_num_threads(1)  # three points gain nothing from more, and a hundred visitors would fight over the cores

CHUNK = 250  # epochs between two chances to report or stop: some 50 ms on a CPU
LARGEST = torch.finfo(torch.float32).max

# The three conventions for the cost of n residuals. All have the same minimum; gradients differ by a factor.
COSTS: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "mean": F.mse_loss,
    "half": lambda prediction, y: F.mse_loss(prediction, y) / 2,
    "sum": lambda prediction, y: F.mse_loss(prediction, y, reduction="sum"),
}


@dataclass(frozen=True)
class TrainConfig:
    """What to do with the points. Raises ValueError naming the field, the value and what is allowed."""

    lr: float = 0.01  # learning rate, positive, within float32
    epochs: int = 1000  # updates of W and b, at least 1
    seed: int = 1  # of the start, for init "linear"; 0 to 2**64 - 1
    device: str = "cpu"  # one of linreg.device.devices()
    init: str | tuple[float, float] = "zeros"  # "zeros", "linear" or a pair (W, b)
    cost: str = "mean"  # "mean" as the notebook, "half" the mean, or "sum"

    def __post_init__(self) -> None:
        if not isinstance(self.lr, Real) or not 0 < self.lr <= LARGEST:
            raise ValueError(f"lr must be positive and at most {LARGEST:.1e}, got {self.lr!r}")
        if isinstance(self.epochs, bool) or not isinstance(self.epochs, int) or not self.epochs >= 1:
            raise ValueError(f"epochs must be a whole number of at least 1, got {self.epochs!r}")
        checked_seed(self.seed)
        if self.device not in devices():
            raise ValueError(f"device must be one of {', '.join(devices())}, got {self.device!r}")
        if self.cost not in COSTS:
            raise ValueError(f"cost must be one of {', '.join(COSTS)}, got {self.cost!r}")
        if not isinstance(self.init, str) or self.init not in ("zeros", "linear"):
            object.__setattr__(self, "init", _checked_pair(self.init))

    @property
    def start(self) -> tuple[float, float]:
        """The (W, b) of state 0, as float32 values; the same on every device."""
        return start(self.init, self.seed)


@dataclass(frozen=True, eq=False)
class Run:
    """One training. State t is W, b, the cost at them and its gradient there, after t updates.

    W, b, cost, grad_W, grad_b : float64 arrays of shape (states,), read-only; they hold the loop's float32 values
        exactly. `states` is `config.epochs + 1`, or less if the run diverged.
    diverged : True if a state stopped being finite; the arrays then end at the last finite one.
    """

    data: Dataset
    config: TrainConfig
    W: NDArray[np.float64]
    b: NDArray[np.float64]
    cost: NDArray[np.float64]
    grad_W: NDArray[np.float64]
    grad_b: NDArray[np.float64]
    diverged: bool

    @property
    def epochs(self) -> int:
        """The epoch of the last state."""
        return len(self.W) - 1


def train(data: Dataset, config: TrainConfig, progress: Callable[[int, int], None] | None = None) -> Run:
    """The run of full-batch gradient descent on these points: PyTorch's own loop, every state recorded.

    progress : called between chunks with (epochs done, epochs in all). Whatever it raises ends the training.
    Raises ValueError if the cost at the start already exceeds float32.
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
        raise ValueError(f"the cost at the start W = {config.start[0]}, b = {config.start[1]} exceeds float32")
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
        model.zero_grad()  # as optimizer.zero_grad(), which takes 4 % of the whole loop longer
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


def _checked_pair(init: object) -> tuple[float, float]:
    """The start as a pair of floats. Raises ValueError unless both are finite in float32."""
    try:
        if isinstance(init, str):
            raise TypeError("float() would read its digits one by one")
        W, b = (float(value) for value in init)  # type: ignore[attr-defined]
    except (OverflowError, TypeError, ValueError):
        raise ValueError(f'init must be "zeros", "linear" or a pair (W, b), got {init!r}') from None
    if not (math.isfinite(W) and math.isfinite(b) and max(abs(W), abs(b)) <= LARGEST):
        raise ValueError(f"init must hold two finite numbers within float32, got {init!r}")
    return W, b
