"""Adamax, as `torch.optim.Adamax` does it."""

import torch
from torch import Tensor, optim

from linreg.training.optimizers.adam import TAKES
from linreg.training.optimizers.rates import Rates, State, Values, addcdiv, decayed
from linreg.training.optimizers.record import STEP, Kept, Optimizer


def adamax(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """The parameter less its rate times the mean gradient over its largest size, which fades."""
    gradient = decayed(gradient, parameter, values)
    beta1, beta2 = values["betas"]
    mean = torch.lerp(state["exp_avg"], gradient, 1 - beta1)
    largest = torch.maximum(state["exp_inf"] * beta2, gradient.abs().add_(values["eps"]))
    addcdiv(parameter, (rates.lr / -(1 - beta1**step)).float(), mean, largest, out)
    return {"exp_avg": mean, "exp_inf": largest}


ADAMAX = Optimizer(
    make=optim.Adamax,
    lr=2e-3,
    takes=TAKES,
    full={"weight_decay": 0.1},
    keeps=(STEP, Kept("exp_avg"), Kept("exp_inf")),
    rule=adamax,
    first_step=lambda lr, values: lr,
)
