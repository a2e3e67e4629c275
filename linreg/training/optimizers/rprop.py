"""Rprop, as `torch.optim.Rprop` does it."""

import torch
from torch import Tensor, optim

from linreg.training.optimizers.rates import Rates, State, Values
from linreg.training.optimizers.record import STEP, Kept, Optimizer
from linreg.training.parameters import Number, Pair


def rprop(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, values: Values, out: Tensor
) -> State:
    """A step against the gradient's sign, of a size that grows while the sign stays and shrinks as it turns."""
    shrinks, grows = values["etas"]
    turn = gradient.mul(state["prev"]).sign()
    turn = torch.where(turn.gt(0), grows, turn)
    turn = torch.where(turn.lt(0), shrinks, turn)
    turn = torch.where(turn.eq(0), 1, turn)
    size = (state["step_size"] * turn).clamp_(*values["step_sizes"])
    gradient = torch.where(turn.eq(shrinks), 0, gradient)  # after a turn it waits
    torch.addcmul(parameter, gradient.sign(), size, value=-1, out=out)
    return {"prev": gradient, "step_size": size}


def _first_step(lr: float, values: Values) -> float | None:
    least, most = values["step_sizes"]
    return lr if least <= lr <= most else None


RPROP = Optimizer(
    make=optim.Rprop,
    lr=1e-2,
    takes={
        "etas": Pair(Number(0.5, 0.0, 1.0, open=True), Number(1.2, 1.0, 1e6, open=True)),
        "step_sizes": Pair(Number(1e-6), Number(50.0)),
    },
    keeps=(STEP, Kept("prev"), Kept("step_size", "lr")),
    rate="first",
    rule=rprop,
    timeless=lambda values: True,
    first_step=_first_step,
)
