"""Adam and AdamW, as `torch.optim` does them, and the two moments that their relatives share."""

from dataclasses import replace

import torch
from torch import Tensor, optim

from linreg.training.optimizers.rates import Rates, State, Values, addcdiv, decayed, shrunk
from linreg.training.optimizers.record import DECAY, STEP, Kept, Optimizer
from linreg.training.parameters import Number, Pair, Parameter, Switch


def adam(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """The parameter less its rate times the mean gradient over the root of the mean square, both made up for zeros."""
    return _step(step, parameter, decayed(gradient, parameter, values), state, rates, values, out)


def adamw(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """Adam, whose weight decay makes the parameter smaller and leaves the gradient alone."""
    return _step(step, shrunk(parameter, rates, values), gradient, state, rates, values, out)


def moments(gradient: Tensor, state: State, values: Values) -> State:
    """The running means of the gradient and of its square."""
    beta1, beta2 = values["betas"]
    return {
        "exp_avg": torch.lerp(state["exp_avg"], gradient, 1 - beta1),
        "exp_avg_sq": (state["exp_avg_sq"] * beta2).addcmul_(gradient, gradient, value=1 - beta2),
    }


def _step(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    beta1, beta2 = values["betas"]
    after = moments(gradient, state, values)
    squares = after["exp_avg_sq"]
    if values["amsgrad"]:
        squares = after["max_exp_avg_sq"] = torch.maximum(state["max_exp_avg_sq"], squares)
    root = (squares.sqrt() / (1 - beta2**step) ** 0.5).add_(values["eps"])
    addcdiv(parameter, (rates.lr / -(1 - beta1**step)).float(), after["exp_avg"], root, out)
    return after


BETAS = Pair(Number(0.9, 0.0, 1.0, below=True), Number(0.999, 0.0, 1.0, below=True))
TAKES: dict[str, Parameter] = {"betas": BETAS, "eps": Number(1e-8), "weight_decay": DECAY}
MOMENTS = (STEP, Kept("exp_avg"), Kept("exp_avg_sq"))

ADAM = Optimizer(
    make=optim.Adam,
    lr=1e-3,
    takes={**TAKES, "amsgrad": Switch()},
    full={"weight_decay": 0.1, "amsgrad": True},
    keeps=(*MOMENTS, Kept("max_exp_avg_sq", when="amsgrad")),
    rule=adam,
    first_step=lambda lr, values: lr,
)
ADAMW = replace(ADAM, make=optim.AdamW, takes={**ADAM.takes, "weight_decay": Number(1e-2)}, rule=adamw, decoupled=True)
