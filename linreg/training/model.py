"""The model `H(x) = Wx + b` as an `nn.Module`, and where its W and b start."""

import math

import torch
from torch import nn


class LinearRegressionModel(nn.Module):
    """`H(x) = Wx + b` for x of shape (n, 1), as in the notebook, but started at a given (W, b)."""

    def __init__(self, W: float, b: float) -> None:
        super().__init__()
        # nn.Linear's own constructor draws from torch's global generator, which belongs to everybody.
        self.linear = nn.utils.skip_init(nn.Linear, 1, 1)
        nn.init.constant_(self.linear.weight, W)
        nn.init.constant_(self.linear.bias, b)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The prediction H(x), of the same shape (n, 1)."""
        prediction: torch.Tensor = self.linear(x)
        return prediction


def linear_draw(generator: torch.Generator) -> tuple[float, float]:
    """The next (W, b) that `nn.Linear(1, 1)` would draw from this generator (torch/nn/modules/linear.py)."""
    W, b = torch.empty(1, 1), torch.empty(1)
    nn.init.kaiming_uniform_(W, a=math.sqrt(5), generator=generator)
    nn.init.uniform_(b, -1.0, 1.0, generator=generator)  # ±1/sqrt(fan_in), fan_in = 1
    return W.item(), b.item()


def start(init: str | tuple[float, float], seed: int) -> tuple[float, float]:
    """Where W and b start, as float32 values.

    "zeros": the notebook's (0, 0). "linear": exactly what `torch.manual_seed(seed); nn.Linear(1, 1)` draws on the
    CPU, from a private generator. A pair: that (W, b).
    """
    if init == "zeros":
        return 0.0, 0.0
    if init == "linear":
        return linear_draw(torch.Generator().manual_seed(seed))
    W, b = torch.tensor(init, dtype=torch.float32).tolist()
    return W, b
