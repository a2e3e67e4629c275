"""RMSprop, as `torch.optim.RMSprop` does it."""

import torch
from torch import Tensor

from linreg.training.rules.rates import Options, Rates, State, addcdiv, decayed


def rmsprop(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """The parameter less its rate times the gradient over the root of its mean square, with momentum if asked."""
    gradient = decayed(gradient, parameter, options)
    alpha, momentum = options["alpha"], options["momentum"]
    after = {"square_avg": (state["square_avg"] * alpha).addcmul_(gradient, gradient, value=1 - alpha)}
    root = after["square_avg"].sqrt()
    if options["centered"]:
        mean = after["grad_avg"] = torch.lerp(state["grad_avg"], gradient, 1 - alpha)
        root = torch.addcmul(after["square_avg"], mean, mean, value=-1).sqrt_()
    root.add_(options["eps"])
    if momentum:
        after["momentum_buffer"] = torch.addcdiv(state["momentum_buffer"] * momentum, gradient, root)
        torch.addcmul(parameter, after["momentum_buffer"], rates.minus, out=out)
    else:
        addcdiv(parameter, rates.minus, gradient, root, out)
    return after
