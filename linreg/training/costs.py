"""The three conventions for the cost of n residuals."""

from collections.abc import Callable

import torch
from torch.nn import functional as F

# All have the same minimum; gradients differ by a factor.
COSTS: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "mean": F.mse_loss,
    "half": lambda prediction, y: F.mse_loss(prediction, y) / 2,
    "sum": lambda prediction, y: F.mse_loss(prediction, y, reduction="sum"),
}
