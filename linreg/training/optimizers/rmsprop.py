"""RMSprop, as `torch.optim.RMSprop` does it."""

import math

import torch
from torch import Tensor, optim

from linreg.training.optimizers.rates import Rates, State, Values, addcdiv, decayed
from linreg.training.optimizers.record import DECAY, STEP, Kept, Optimizer
from linreg.training.parameters import Number, Switch


def rmsprop(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """The parameter less its rate times the gradient over the root of its mean square, with momentum if asked."""
    gradient = decayed(gradient, parameter, values)
    alpha, momentum = values["alpha"], values["momentum"]
    after = {"square_avg": (state["square_avg"] * alpha).addcmul_(gradient, gradient, value=1 - alpha)}
    root = after["square_avg"].sqrt()
    if values["centered"]:
        mean = after["grad_avg"] = torch.lerp(state["grad_avg"], gradient, 1 - alpha)
        root = torch.addcmul(after["square_avg"], mean, mean, value=-1).sqrt_()
    root.add_(values["eps"])
    if momentum:
        after["momentum_buffer"] = torch.addcdiv(state["momentum_buffer"] * momentum, gradient, root)
        torch.addcmul(parameter, after["momentum_buffer"], rates.minus, out=out)
    else:
        addcdiv(parameter, rates.minus, gradient, root, out)
    return after


def _first_step(lr: float, values: Values) -> float | None:
    return None if values["centered"] else lr / math.sqrt(1 - values["alpha"])


RMSPROP = Optimizer(
    make=optim.RMSprop,
    lr=1e-2,
    takes={
        "alpha": Number(0.99, 0.0, 1.0, below=True),
        "eps": Number(1e-8),
        "weight_decay": DECAY,
        "momentum": Number(0.0, 0.0, 1.0, below=True),
        "centered": Switch(),
    },
    full={"weight_decay": 0.1, "momentum": 0.9, "centered": True},
    keeps=(STEP, Kept("square_avg"), Kept("momentum_buffer", when="momentum"), Kept("grad_avg", when="centered")),
    rule=rmsprop,
    timeless=lambda values: True,
    first_step=_first_step,
)
