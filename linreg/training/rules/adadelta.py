"""Adadelta, as `torch.optim.Adadelta` does it."""

import torch
from torch import Tensor

from linreg.training.rules.rates import Options, Rates, State, decayed


def adadelta(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """The parameter less its rate times the gradient, made as large as the steps were of late."""
    gradient = decayed(gradient, parameter, options)
    rho, eps = options["rho"], options["eps"]
    squares = (state["square_avg"] * rho).addcmul_(gradient, gradient, value=1 - rho)
    delta = state["acc_delta"].add(eps).sqrt_().div_(squares.add(eps).sqrt_()).mul_(gradient)
    torch.addcmul(parameter, delta, rates.minus, out=out)
    return {"square_avg": squares, "acc_delta": (state["acc_delta"] * rho).addcmul_(delta, delta, value=1 - rho)}
