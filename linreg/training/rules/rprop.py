"""Rprop, as `torch.optim.Rprop` does it."""

import torch
from torch import Tensor

from linreg.training.rules.rates import Options, Rates, State


def rprop(
    step: int, parameter: Tensor, gradient: Tensor, state: State, rates: Rates, options: Options, out: Tensor
) -> State:
    """A step against the gradient's sign, of a size that grows while the sign stays and shrinks as it turns."""
    shrinks, grows = options["etas"]
    turn = gradient.mul(state["prev"]).sign()
    turn = torch.where(turn.gt(0), grows, turn)
    turn = torch.where(turn.lt(0), shrinks, turn)
    turn = torch.where(turn.eq(0), 1, turn)
    size = (state["step_size"] * turn).clamp_(*options["step_sizes"])
    gradient = torch.where(turn.eq(shrinks), 0, gradient)  # after a turn it waits
    torch.addcmul(parameter, gradient.sign(), size, value=-1, out=out)
    return {"prev": gradient, "step_size": size}
