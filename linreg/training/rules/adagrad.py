"""Adagrad, as `torch.optim.Adagrad` does it."""

import torch
from torch import Tensor

from linreg.training.rules.rates import Options, Rates, State, addcdiv, decayed


def adagrad(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """The parameter less its rate times the gradient over the root of all squares so far."""
    gradient = decayed(gradient, parameter, options)
    squares = torch.addcmul(state["sum"], gradient, gradient, value=1)
    sizes = (rates.lr / -(1 + (step - 1) * options["lr_decay"])).float()
    addcdiv(parameter, sizes, gradient, squares.sqrt().add_(options["eps"]), out)
    return {"sum": squares}
