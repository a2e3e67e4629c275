"""Averaged gradient descent, as `torch.optim.ASGD` does it."""

import torch
from torch import Tensor

from linreg.training.rules.rates import Options, Rates, State, decayed


def asgd(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """Gradient descent with a rate that falls, and beside it the mean of where it has been from a time on."""
    lambd, eta = options["lambd"], state["eta"]
    gradient = decayed(gradient, parameter, options)
    torch.addcmul(parameter * (1 - lambd * eta.double()).float(), gradient, -eta, out=out)
    averages = state["mu"][0, 0].item() != 1
    mean = state["ax"] + (out - state["ax"]) * state["mu"] if averages else out
    # Python's own power, as torch calls it: another library's may end on another bit
    rates_now = [lr / ((1 + lambd * lr * step) ** options["alpha"]) for lr in rates.lr.tolist()]
    return {
        "eta": torch.tensor(rates_now).expand_as(eta),
        "mu": torch.full_like(eta, 1 / max(1, step - options["t0"])),
        "ax": mean,
    }
