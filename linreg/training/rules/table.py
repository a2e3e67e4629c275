"""The rule of each optimizer that lanes can do, and which of them know no time."""

from collections.abc import Mapping
from typing import Protocol

from torch import Tensor

from linreg.training.parameters import Value
from linreg.training.rules.adadelta import adadelta
from linreg.training.rules.adagrad import adagrad
from linreg.training.rules.adam import adam, adamw
from linreg.training.rules.adamax import adamax
from linreg.training.rules.asgd import asgd
from linreg.training.rules.nadam import nadam
from linreg.training.rules.radam import radam
from linreg.training.rules.rates import Options, Rates, State
from linreg.training.rules.rmsprop import rmsprop
from linreg.training.rules.rprop import rprop
from linreg.training.rules.sgd import sgd


class Rule(Protocol):
    """One update of R lanes. Writes the parameters after it into `out` and returns what is remembered; changes nothing.

    step : the number of the update, from 1 on. parameter, gradient, out : of shape (2, R), W's and b's.
    """

    def __call__(
        self,
        step: int,
        parameter: Tensor,
        gradient: Tensor,
        state: State,
        rates: Rates,
        options: Options,
        out: Tensor,
        /,
    ) -> State: ...


RULES: dict[str, Rule] = {
    "SGD": sgd,
    "Adagrad": adagrad,
    "RMSprop": rmsprop,
    "Adam": adam,
    "AdamW": adamw,
    "Adadelta": adadelta,
    "Adamax": adamax,
    "NAdam": nadam,
    "RAdam": radam,
    "Rprop": rprop,
    "ASGD": asgd,
}


def timeless(optimizer: str, options: Mapping[str, Value]) -> bool:
    """Whether the next state follows from W, b and what is remembered alone, whichever update it is."""
    if optimizer == "SGD":
        return not options["dampening"]  # the first update leaves it out
    if optimizer == "Adagrad":
        return not options["lr_decay"]
    return optimizer in ("RMSprop", "Adadelta", "Rprop")
