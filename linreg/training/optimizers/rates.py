"""What the rules share: the lanes' rates, weight decay, and how torch divides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

State = dict[str, Tensor]  # what a rule remembers, by torch's names, each of shape (2, R): of W and of b
Values = Mapping[str, Any]  # the optimizer's parameters by torch's names, one value for all lanes


@dataclass(frozen=True)
class Rates:
    """The learning rates of R lanes: as torch's Python holds them, in float64, and with the minus of a step."""

    lr: Tensor  # (R,), float64
    minus: Tensor  # (R,), float32

    @classmethod
    def of(cls, lr: list[float]) -> "Rates":
        """These rates."""
        return cls(torch.tensor(lr, dtype=torch.float64), torch.tensor([-each for each in lr], dtype=torch.float32))

    def keep(self, index: Tensor) -> "Rates":
        """Those of these lanes."""
        return Rates(self.lr[index], self.minus[index])


def decayed(gradient: Tensor, parameter: Tensor, values: Values) -> Tensor:
    """The gradient with what weight decay adds to it."""
    return torch.add(gradient, parameter, alpha=values["weight_decay"]) if values["weight_decay"] else gradient


def shrunk(parameter: Tensor, rates: Rates, values: Values) -> Tensor:
    """The parameter after weight decay that leaves the gradient alone."""
    return parameter * (1 - rates.lr * values["weight_decay"]).float() if values["weight_decay"] else parameter


def decayed_or_shrunk(gradient: Tensor, parameter: Tensor, rates: Rates, values: Values) -> tuple[Tensor, Tensor]:
    """Gradient and parameter after weight decay, which is on the one or, decoupled, on the other."""
    if values["decoupled_weight_decay"]:
        return gradient, shrunk(parameter, rates, values)
    return decayed(gradient, parameter, values), parameter


def addcdiv(parameter: Tensor, sizes: Tensor, over: Tensor, under: Tensor, out: Tensor | None = None) -> Tensor:
    """The parameter plus a size of each lane times a quotient: multiplied first, as `addcdiv_(…, value=size)` does."""
    return torch.add(parameter, sizes * over / under, out=out)
