"""Plain gradient descent, momentum and Nesterov's, as `torch.optim.SGD` does them."""

import torch
from torch import Tensor, optim

from linreg.training.optimizers.rates import Rates, State, Values, decayed
from linreg.training.optimizers.record import DECAY, Kept, Optimizer
from linreg.training.parameters import Number, Switch


def sgd(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """The parameter less its rate times the gradient, or the momentum, or, with Nesterov, a bit of both.

    Product and sum are rounded once, together, as torch's own `add_(gradient, alpha=-lr)` does; `parameter - lr *
    gradient` rounds twice and ends on other bits.
    """
    gradient = decayed(gradient, parameter, values)
    momentum = values["momentum"]
    if momentum:
        buffer = gradient
        if step > 1:
            buffer = (state["momentum_buffer"] * momentum).add_(gradient, alpha=1 - values["dampening"])
        gradient = gradient.add(buffer, alpha=momentum) if values["nesterov"] else buffer
        state = {"momentum_buffer": buffer}
    torch.addcmul(parameter, gradient, rates.minus, out=out)
    return state


SGD = Optimizer(
    make=optim.SGD,
    lr=1e-3,
    takes={
        "momentum": Number(0.0, 0.0, 1.0, below=True),
        "dampening": Number(0.0, 0.0, 1.0),
        "weight_decay": DECAY,
        "nesterov": Switch(),
    },
    full={"momentum": 0.9, "weight_decay": 0.1, "nesterov": True},
    # The first update takes the gradient itself for it, whatever the dampening.
    keeps=(Kept("momentum_buffer", when="momentum"),),
    rate="gradient",
    rule=sgd,
    timeless=lambda values: not values["dampening"],
)
