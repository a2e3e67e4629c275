"""What each residual adds to the gradient, and the cost of many, in the operations that autograd and torch use."""

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from linreg.training.config import TrainConfig
from linreg.training.costs import COSTS, factor

Pull = Callable[[Tensor], Tensor]

# Residuals on which torch works at once, with AVX512, AVX2 and without; what is left over goes one by one. Where it is
# not so, lanes do not agree with the loop, and do not serve.
AT_ONCE = 16


def pull(config: TrainConfig, n: int) -> Pull:
    """What turns the residuals of n points, of shape (…, n, 1), into the cost's derivatives by the predictions."""
    if config.cost in COSTS:
        slope = torch.tensor(2 * factor(config.cost, n) / n)
        return lambda residual: residual * slope
    share = torch.tensor(1 / n)
    if config.cost == "l1":
        return lambda residual: residual.sign() * share
    at_once = (torch.arange(n) < n - n % AT_ONCE).unsqueeze(1)
    row, single = _huber(config.delta, share) if config.cost == "huber" else _smooth(config.beta, share)
    return lambda residual: torch.where(at_once, row(residual), single(residual))


def _huber(delta: float, share: Tensor) -> tuple[Pull, Pull]:
    """The pull of Huber's error as torch has it where it works on a row of residuals at once, and on a single one.

    Of a row delta is a float32, and of a single one a float64.
    """
    far, edge = (share.double() * delta).float(), _next_float(delta)
    return (
        lambda residual: residual.clamp(-delta, delta) * share,
        lambda residual: torch.where(residual.abs() < edge, residual * share, residual.sign() * far),
    )


def _smooth(beta: float, share: Tensor) -> tuple[Pull, Pull]:
    """The same of smooth L1, where torch also divides by beta and by n in another order."""
    edge = _next_float(beta)
    return (
        lambda residual: torch.where(residual.abs() < beta, residual / beta * share, residual.sign() * share),
        lambda residual: torch.where(
            residual.abs() < edge, ((residual * share).double() / beta).float(), residual.sign() * share
        ),
    )


def _next_float(value: float) -> Tensor:
    """The smallest float32 that is not below; what is less than it is less than the value itself."""
    nearest = torch.tensor(value)
    return nearest if nearest.item() >= value else torch.nextafter(nearest, torch.tensor(math.inf))


def costs(config: TrainConfig, residual: Tensor) -> Tensor:
    """The costs of residuals of shape (…, n), which may be overwritten; of shape (…)."""
    if config.cost == "sum":
        return residual.square_().sum(-1)
    if config.cost in COSTS:
        mean = residual.square_().mean(-1)
        return mean / 2 if config.cost == "half" else mean
    if config.cost == "l1":
        return residual.abs_().mean(-1)
    nothing = torch.zeros(()).expand_as(residual)
    if config.cost == "huber":
        return F.huber_loss(residual, nothing, reduction="none", delta=config.delta).mean(-1)
    return F.smooth_l1_loss(residual, nothing, reduction="none", beta=config.beta).mean(-1)
