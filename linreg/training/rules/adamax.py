"""Adamax, as `torch.optim.Adamax` does it."""

import torch
from torch import Tensor

from linreg.training.rules.rates import Options, Rates, State, addcdiv, decayed


def adamax(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """The parameter less its rate times the mean gradient over its largest size, which fades."""
    gradient = decayed(gradient, parameter, options)
    beta1, beta2 = options["betas"]
    mean = torch.lerp(state["exp_avg"], gradient, 1 - beta1)
    largest = torch.maximum(state["exp_inf"] * beta2, gradient.abs().add_(options["eps"]))
    addcdiv(parameter, (rates.lr / -(1 - beta1**step)).float(), mean, largest, out)
    return {"exp_avg": mean, "exp_inf": largest}
