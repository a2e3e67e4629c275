"""Adam and AdamW, as `torch.optim` does them, and the two moments that their relatives share."""

import torch
from torch import Tensor

from linreg.training.rules.rates import Options, Rates, State, addcdiv, decayed, shrunk


def adam(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """The parameter less its rate times the mean gradient over the root of the mean square, both made up for zeros."""
    return _step(step, parameter, decayed(gradient, parameter, options), state, rates, options, out)


def adamw(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """Adam, whose weight decay makes the parameter smaller and leaves the gradient alone."""
    return _step(step, shrunk(parameter, rates, options), gradient, state, rates, options, out)


def moments(gradient: Tensor, state: State, options: Options) -> State:
    """The running means of the gradient and of its square."""
    beta1, beta2 = options["betas"]
    return {
        "exp_avg": torch.lerp(state["exp_avg"], gradient, 1 - beta1),
        "exp_avg_sq": (state["exp_avg_sq"] * beta2).addcmul_(gradient, gradient, value=1 - beta2),
    }


def _step(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    beta1, beta2 = options["betas"]
    after = moments(gradient, state, options)
    squares = after["exp_avg_sq"]
    if options["amsgrad"]:
        squares = after["max_exp_avg_sq"] = torch.maximum(state["max_exp_avg_sq"], squares)
    root = (squares.sqrt() / (1 - beta2**step) ** 0.5).add_(options["eps"])
    addcdiv(parameter, (rates.lr / -(1 - beta1**step)).float(), after["exp_avg"], root, out)
    return after
