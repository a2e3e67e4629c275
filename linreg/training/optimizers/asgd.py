"""Averaged gradient descent, as `torch.optim.ASGD` does it."""

import torch
from torch import Tensor, optim

from linreg.training.optimizers.rates import Rates, State, Values, decayed
from linreg.training.optimizers.record import DECAY, STEP, Kept, Optimizer
from linreg.training.parameters import Number


def asgd(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """Gradient descent with a rate that falls, and beside it the mean of where it has been from a time on."""
    lambd, eta = values["lambd"], state["eta"]
    gradient = decayed(gradient, parameter, values)
    torch.addcmul(parameter * (1 - lambd * eta.double()).float(), gradient, -eta, out=out)
    averages = state["mu"][0, 0].item() != 1
    mean = state["ax"] + (out - state["ax"]) * state["mu"] if averages else out
    # Python's own power, as torch calls it: another library's may end on another bit
    rates_now = [lr / ((1 + lambd * lr * step) ** values["alpha"]) for lr in rates.lr.tolist()]
    return {
        "eta": torch.tensor(rates_now).expand_as(eta),
        "mu": torch.full_like(eta, 1 / max(1, step - values["t0"])),
        "ax": mean,
    }


ASGD = Optimizer(
    make=optim.ASGD,
    lr=1e-2,
    takes={
        "lambd": Number(1e-4, 0.0, 1.0),
        "alpha": Number(0.75, 0.0, 2.0),
        "t0": Number(1e6),
        "weight_decay": DECAY,
    },
    full={"t0": 3.0, "weight_decay": 0.1},
    keeps=(STEP, Kept("eta", "lr"), Kept("mu", 1.0), Kept("ax")),
    rate="gradient",
    rule=asgd,
)
