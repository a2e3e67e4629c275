"""Adadelta, as `torch.optim.Adadelta` does it."""

import torch
from torch import Tensor, optim

from linreg.training.optimizers.rates import Rates, State, Values, decayed
from linreg.training.optimizers.record import DECAY, STEP, Kept, Optimizer
from linreg.training.parameters import Number


def adadelta(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """The parameter less its rate times the gradient, made as large as the steps were of late."""
    gradient = decayed(gradient, parameter, values)
    rho, eps = values["rho"], values["eps"]
    squares = (state["square_avg"] * rho).addcmul_(gradient, gradient, value=1 - rho)
    delta = state["acc_delta"].add(eps).sqrt_().div_(squares.add(eps).sqrt_()).mul_(gradient)
    torch.addcmul(parameter, delta, rates.minus, out=out)
    return {"square_avg": squares, "acc_delta": (state["acc_delta"] * rho).addcmul_(delta, delta, value=1 - rho)}


ADADELTA = Optimizer(
    make=optim.Adadelta,
    lr=1.0,
    takes={"rho": Number(0.9, 0.0, 1.0, below=True), "eps": Number(1e-6), "weight_decay": DECAY},
    full={"weight_decay": 0.1},
    keeps=(STEP, Kept("square_avg"), Kept("acc_delta")),
    rate="share",
    rule=adadelta,
    timeless=lambda values: True,
)
