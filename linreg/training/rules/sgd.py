"""Plain gradient descent, momentum and Nesterov's, as `torch.optim.SGD` does them."""

import torch
from torch import Tensor

from linreg.training.rules.rates import Options, Rates, State, decayed


def sgd(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """The parameter less its rate times the gradient, or the momentum, or, with Nesterov, a bit of both.

    Product and sum are rounded once, together, as torch's own `add_(gradient, alpha=-lr)` does; `parameter - lr *
    gradient` rounds twice and ends on other bits.
    """
    gradient = decayed(gradient, parameter, options)
    momentum = options["momentum"]
    if momentum:
        buffer = gradient
        if step > 1:
            buffer = (state["momentum_buffer"] * momentum).add_(gradient, alpha=1 - options["dampening"])
        gradient = gradient.add(buffer, alpha=momentum) if options["nesterov"] else buffer
        state = {"momentum_buffer": buffer}
    torch.addcmul(parameter, gradient, rates.minus, out=out)
    return state
