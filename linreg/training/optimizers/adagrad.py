"""Adagrad, as `torch.optim.Adagrad` does it."""

import torch
from torch import Tensor, optim

from linreg.training.optimizers.rates import Rates, State, Values, addcdiv, decayed
from linreg.training.optimizers.record import DECAY, STEP, Kept, Optimizer
from linreg.training.parameters import Number


def adagrad(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """The parameter less its rate times the gradient over the root of all squares so far."""
    gradient = decayed(gradient, parameter, values)
    squares = torch.addcmul(state["sum"], gradient, gradient, value=1)
    sizes = (rates.lr / -(1 + (step - 1) * values["lr_decay"])).float()
    addcdiv(parameter, sizes, gradient, squares.sqrt().add_(values["eps"]), out)
    return {"sum": squares}


ADAGRAD = Optimizer(
    make=optim.Adagrad,
    lr=1e-2,
    takes={
        "lr_decay": Number(0.0),
        "weight_decay": DECAY,
        "initial_accumulator_value": Number(0.0),
        "eps": Number(1e-10),
    },
    full={"lr_decay": 0.1, "weight_decay": 0.1},
    keeps=(STEP, Kept("sum", "initial_accumulator_value")),
    rule=adagrad,
    timeless=lambda values: not values["lr_decay"],
    first_step=lambda lr, values: None if values["initial_accumulator_value"] else lr,
)
