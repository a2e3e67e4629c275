"""RAdam, as `torch.optim.RAdam` does it."""

import torch
from torch import Tensor, optim

from linreg.training.optimizers.adam import MOMENTS, TAKES, moments
from linreg.training.optimizers.rates import Rates, State, Values, decayed_or_shrunk
from linreg.training.optimizers.record import Optimizer
from linreg.training.parameters import Switch


def radam(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """Adam, as far as the mean square can be trusted yet; before, the mean gradient alone."""
    beta1, beta2 = values["betas"]
    gradient, parameter = decayed_or_shrunk(gradient, parameter, rates, values)
    after = moments(gradient, state, values)
    move = after["exp_avg"] / (1 - beta1**step) * -rates.minus
    longest = 2 / (1 - beta2) - 1  # the mean's length in the end, and now
    length = longest - 2 * step * (beta2**step) / (1 - beta2**step)
    if length > 5.0:
        rectified = ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)) ** 0.5
        move = move * ((1 - beta2**step) ** 0.5 / after["exp_avg_sq"].sqrt().add_(values["eps"])) * rectified
    torch.add(parameter, move, alpha=-1.0, out=out)
    return after


RADAM = Optimizer(
    make=optim.RAdam,
    lr=1e-3,
    takes={**TAKES, "decoupled_weight_decay": Switch()},
    full={"weight_decay": 0.1, "decoupled_weight_decay": True},
    keeps=MOMENTS,
    rule=radam,
)
