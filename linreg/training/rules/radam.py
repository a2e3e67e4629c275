"""RAdam, as `torch.optim.RAdam` does it."""

import torch
from torch import Tensor

from linreg.training.rules.adam import moments
from linreg.training.rules.rates import Options, Rates, State, decayed_or_shrunk


def radam(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """Adam, as far as the mean square can be trusted yet; before, the mean gradient alone."""
    beta1, beta2 = options["betas"]
    gradient, parameter = decayed_or_shrunk(gradient, parameter, rates, options)
    after = moments(gradient, state, options)
    move = after["exp_avg"] / (1 - beta1**step) * -rates.minus
    longest = 2 / (1 - beta2) - 1  # the mean's length in the end, and now
    length = longest - 2 * step * (beta2**step) / (1 - beta2**step)
    if length > 5.0:
        rectified = ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)) ** 0.5
        move = move * ((1 - beta2**step) ** 0.5 / after["exp_avg_sq"].sqrt().add_(options["eps"])) * rectified
    torch.add(parameter, move, alpha=-1.0, out=out)
    return after
