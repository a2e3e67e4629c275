"""Plain gradient descent, as `torch.optim.SGD` does it."""

import torch


def sgd(
    parameter: torch.Tensor, gradient: torch.Tensor, minus_lr: torch.Tensor, out: torch.Tensor | None = None
) -> torch.Tensor:
    """The parameter less its rate times the gradient, each of shape (…, R), the rates negative and of shape (R,).

    Product and sum are rounded once, together, as torch's own `add_(gradient, alpha=-lr)` does; `parameter - lr *
    gradient` rounds twice and ends on other bits.
    """
    return torch.addcmul(parameter, gradient, minus_lr, out=out)
