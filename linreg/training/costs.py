"""What a training makes small: the cost of the predictions, by torch's own functions."""

from collections.abc import Callable

import torch
from torch.nn import functional as F

from linreg.training.limits import SMALLEST
from linreg.training.parameters import Number

CostOf = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]

# The three conventions for the cost of n squared residuals. All have the same minimum; gradients differ by a factor.
COSTS: dict[str, CostOf] = {
    "mean": F.mse_loss,
    "half": lambda prediction, y: F.mse_loss(prediction, y) / 2,
    "sum": lambda prediction, y: F.mse_loss(prediction, y, reduction="sum"),
}
# The means of other functions of the residual, each with the parameter that shapes it, if any: all convex, none a bowl.
SHAPES: dict[str, str | None] = {"l1": None, "huber": "delta", "smooth_l1": "beta"}
KINDS = (*COSTS, *SHAPES)
SHAPE = Number(1.0, SMALLEST)  # what either parameter can be, and torch's default of it


def factor(kind: str, n: int) -> float:
    """By how much the cost of that kind, for n points, exceeds the mean squared error.

    Raises ValueError for a kind of cost that is no multiple of it.
    """
    if kind not in COSTS:
        raise ValueError(f"cost must be one of {', '.join(COSTS)}, which are bowls, got {kind!r}")
    return {"mean": 1.0, "half": 0.5, "sum": float(n)}[kind]


def cost_function(kind: str, delta: float, beta: float) -> CostOf:
    """What gives the cost of that kind from predictions and y."""
    if kind in COSTS:
        return COSTS[kind]
    return {
        "l1": F.l1_loss,
        "huber": lambda prediction, y: F.huber_loss(prediction, y, delta=delta),
        "smooth_l1": lambda prediction, y: F.smooth_l1_loss(prediction, y, beta=beta),
    }[kind]


def checked_shape(kind: str, name: str, value: float) -> float:
    """The value of the parameter of that name. Raises ValueError naming it, also if it shapes another kind of cost."""
    try:
        number = SHAPE.check(value)
    except ValueError as error:
        raise ValueError(f"{name} {error}") from None
    assert number is not None
    if number != SHAPE.default and SHAPES.get(kind) != name:
        owner = next(each for each, shape in SHAPES.items() if shape == name)
        raise ValueError(f"{name} shapes the cost {owner} only, got {value!r} with cost {kind}")
    return number
