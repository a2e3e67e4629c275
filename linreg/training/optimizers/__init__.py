"""The optimizers of torch.optim that can train W and b, by name: each a record, in a file of its own."""

from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch import optim

from linreg.training.limits import LARGEST
from linreg.training.optimizers.adadelta import ADADELTA
from linreg.training.optimizers.adafactor import ADAFACTOR
from linreg.training.optimizers.adagrad import ADAGRAD
from linreg.training.optimizers.adam import ADAM, ADAMW
from linreg.training.optimizers.adamax import ADAMAX
from linreg.training.optimizers.asgd import ASGD
from linreg.training.optimizers.lbfgs import LBFGS
from linreg.training.optimizers.nadam import NADAM
from linreg.training.optimizers.radam import RADAM
from linreg.training.optimizers.record import Optimizer
from linreg.training.optimizers.rmsprop import RMSPROP
from linreg.training.optimizers.rprop import RPROP
from linreg.training.optimizers.sgd import SGD
from linreg.training.parameters import Parameter, Value

Options = tuple[tuple[str, Value], ...]

OPTIMIZERS: dict[str, Optimizer] = {
    each.make.__name__: each
    for each in (SGD, ADAGRAD, RMSPROP, ADAM, ADAMW, ADADELTA, ADAMAX, NADAM, RADAM, RPROP, ASGD, ADAFACTOR, LBFGS)
}

# Those of torch.optim that cannot train this model.
UNABLE = {
    "Muon": "it makes each matrix's step orthogonal and takes matrices only; b is a vector",
    "SparseAdam": "it takes sparse gradients only; those of W and b are dense",
}


def checked(name: str, options: Mapping[str, Value] | Iterable[tuple[str, Value]], lr: float) -> Options:
    """The parameters that are not at torch's default, in torch's order. Raises ValueError naming what cannot be."""
    if name in UNABLE:
        raise ValueError(f"optimizer {name} cannot train W and b: {UNABLE[name]}")
    if name not in OPTIMIZERS:
        raise ValueError(f"optimizer must be one of {', '.join(OPTIMIZERS)}, got {name!r}")
    takes, given = OPTIMIZERS[name].takes, dict(options)
    for unknown in given.keys() - takes.keys():
        raise ValueError(f"{unknown} is no parameter of {name}, which takes {', '.join(takes)}")
    values = {each: _checked(each, takes[each], given[each]) for each in takes if each in given}
    _check_together(parameters(name, values), lr)
    return tuple((each, value) for each, value in values.items() if value != takes[each].default)


def parameters(name: str, options: Mapping[str, Value] | Options) -> dict[str, Value]:
    """All parameters but the learning rate, by torch's names: these where given, torch's defaults else."""
    return {each: parameter.default for each, parameter in OPTIMIZERS[name].takes.items()} | dict(options)


def made(
    name: str, options: Mapping[str, Value] | Options, lr: float, trained: Iterable[torch.nn.Parameter]
) -> optim.Optimizer:
    """torch's optimizer of W and b."""
    # foreach gathers parameters into one kernel; with two of them it only adds overhead. Same bits either way.
    given: dict[str, Any] = {"lr": lr} | dict(options) | ({} if OPTIMIZERS[name].closure else {"foreach": False})
    return OPTIMIZERS[name].make(trained, **given)


def _checked(name: str, parameter: Parameter, value: Value) -> Value:
    try:
        return parameter.check(value)
    except ValueError as error:
        raise ValueError(f"{name} {error}") from None


def _check_together(values: Mapping[str, Value], lr: float) -> None:
    """Raises ValueError if parameters that are allowed alone are not allowed together."""
    if values.get("nesterov") and (not values["momentum"] or values["dampening"]):
        raise ValueError(
            "nesterov needs a momentum above 0 and a dampening of 0, "
            f"got momentum {values['momentum']} and dampening {values['dampening']}"
        )
    if isinstance(sizes := values.get("step_sizes"), tuple) and sizes[0] is not None and sizes[0] > sizes[1]:
        raise ValueError(f"step_sizes must not fall from the first to the second, got {sizes}")
    if isinstance(betas := values.get("betas"), tuple) and betas[0] is not None:
        largest = LARGEST * (1 - betas[0])  # the first step's size is lr / (1 − the first beta)
        if lr > largest:
            raise ValueError(f"lr must be at most {largest:.1e} with betas {betas}, got {lr!r}")
