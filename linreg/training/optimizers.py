"""The optimizers of torch.optim that can train W and b: one table of their parameters and of what they remember.

All names and defaults are torch's own (torch 2.13). Left out are what changes no digit here (foreach, fused,
capturable, differentiable) and `maximize`, which would climb.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import optim

from linreg.training.limits import LARGEST
from linreg.training.parameters import Number, OneOf, Pair, Parameter, Switch, Value, Whole

Options = tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Kept:
    """A number that torch keeps, from one update to the next, for W and for b.

    first : what the first update starts from: a number, or the name of the parameter whose value it is.
    when : the parameter that must be on, or not 0, for torch to keep it.
    of : "W" or "b" if torch keeps it for one of them only.
    """

    name: str
    first: float | str = 0.0
    when: str | None = None
    of: str = "Wb"


@dataclass(frozen=True)
class Optimizer:
    """One of torch's optimizers.

    lr : torch's default for it.
    takes : its other parameters by name, in torch's order.
    closure : its step works out cost and gradient itself, as often as it likes, so it is given how.
    """

    make: type[optim.Optimizer]
    lr: float
    takes: Mapping[str, Parameter]
    keeps: tuple[Kept, ...] = ()
    closure: bool = field(default=False, kw_only=True)

    def kept(self, options: Mapping[str, Value]) -> list[Kept]:
        """What it keeps with these parameters."""
        return [each for each in self.keeps if each.when is None or options[each.when]]


BETAS = Pair(Number(0.9, 0.0, 1.0, below=True), Number(0.999, 0.0, 1.0, below=True))
DECAY = Number(0.0)
STEP = Kept("step")
MOMENTS = (STEP, Kept("exp_avg"), Kept("exp_avg_sq"))
ADAM: dict[str, Parameter] = {"betas": BETAS, "eps": Number(1e-8), "weight_decay": DECAY, "amsgrad": Switch()}
ADAM_KEEPS = (*MOMENTS, Kept("max_exp_avg_sq", when="amsgrad"))
DECOUPLED: dict[str, Parameter] = {"betas": BETAS, "eps": Number(1e-8), "weight_decay": DECAY}

OPTIMIZERS: dict[str, Optimizer] = {
    "SGD": Optimizer(
        optim.SGD,
        1e-3,
        {
            "momentum": Number(0.0, 0.0, 1.0, below=True),
            "dampening": Number(0.0, 0.0, 1.0),
            "weight_decay": DECAY,
            "nesterov": Switch(),
        },
        # The first update takes the gradient itself for it, whatever the dampening.
        (Kept("momentum_buffer", when="momentum"),),
    ),
    "Adagrad": Optimizer(
        optim.Adagrad,
        1e-2,
        {
            "lr_decay": Number(0.0),
            "weight_decay": DECAY,
            "initial_accumulator_value": Number(0.0),
            "eps": Number(1e-10),
        },
        (STEP, Kept("sum", "initial_accumulator_value")),
    ),
    "RMSprop": Optimizer(
        optim.RMSprop,
        1e-2,
        {
            "alpha": Number(0.99, 0.0, 1.0, below=True),
            "eps": Number(1e-8),
            "weight_decay": DECAY,
            "momentum": Number(0.0, 0.0, 1.0, below=True),
            "centered": Switch(),
        },
        (STEP, Kept("square_avg"), Kept("momentum_buffer", when="momentum"), Kept("grad_avg", when="centered")),
    ),
    "Adam": Optimizer(optim.Adam, 1e-3, ADAM, ADAM_KEEPS),
    "AdamW": Optimizer(optim.AdamW, 1e-3, {**ADAM, "weight_decay": Number(1e-2)}, ADAM_KEEPS),
    "Adadelta": Optimizer(
        optim.Adadelta,
        1.0,
        {"rho": Number(0.9, 0.0, 1.0, below=True), "eps": Number(1e-6), "weight_decay": DECAY},
        (STEP, Kept("square_avg"), Kept("acc_delta")),
    ),
    "Adamax": Optimizer(
        optim.Adamax,
        2e-3,
        {"betas": BETAS, "eps": Number(1e-8), "weight_decay": DECAY},
        (STEP, Kept("exp_avg"), Kept("exp_inf")),
    ),
    "NAdam": Optimizer(
        optim.NAdam,
        2e-3,
        {
            **DECOUPLED,
            # nearer to 1, float32 rounds the product of its momenta to 1, and torch divides by what is left of it
            "betas": Pair(Number(0.9, 0.0, 0.999999), Number(0.999, 0.0, 1.0, below=True)),
            "momentum_decay": Number(4e-3),
            "decoupled_weight_decay": Switch(),
        },
        (STEP, Kept("mu_product", 1.0), Kept("exp_avg"), Kept("exp_avg_sq")),
    ),
    "RAdam": Optimizer(optim.RAdam, 1e-3, {**DECOUPLED, "decoupled_weight_decay": Switch()}, MOMENTS),
    "Rprop": Optimizer(
        optim.Rprop,
        1e-2,
        {
            "etas": Pair(Number(0.5, 0.0, 1.0, open=True), Number(1.2, 1.0, 1e6, open=True)),
            "step_sizes": Pair(Number(1e-6), Number(50.0)),
        },
        (STEP, Kept("prev"), Kept("step_size", "lr")),
    ),
    "ASGD": Optimizer(
        optim.ASGD,
        1e-2,
        {
            "lambd": Number(1e-4, 0.0, 1.0),
            "alpha": Number(0.75, 0.0, 2.0),
            "t0": Number(1e6),
            "weight_decay": DECAY,
        },
        (STEP, Kept("eta", "lr"), Kept("mu", 1.0), Kept("ax")),
    ),
    "Adafactor": Optimizer(
        optim.Adafactor,
        1e-2,
        {
            "beta2_decay": Number(-0.8, -100.0, 0.0),
            "eps": Pair(Number(None, 0.0, 1e19), Number(1e-3)),  # torch squares the first
            "d": Number(1.0, 1.0),
            "weight_decay": DECAY,
        },
        # W is a matrix of one row and one column, whose squares it keeps by row and column; b is not.
        (STEP, Kept("row_var", of="W"), Kept("col_var", of="W"), Kept("variance", of="b")),
    ),
    "LBFGS": Optimizer(
        optim.LBFGS,
        1.0,
        {
            # Torch knows no upper limits. An update stops for nobody, and it makes a list of history_size at once.
            "max_iter": Whole(20, 100),
            "max_eval": Whole(None, 125),
            "tolerance_grad": Number(1e-7),
            "tolerance_change": Number(1e-9),
            "history_size": Whole(100, 100),
            "line_search_fn": OneOf((None, "strong_wolfe")),
        },
        # Besides these it keeps lists of earlier steps and of how they changed the gradient, of growing lengths.
        (
            Kept("func_evals"),
            Kept("n_iter"),
            Kept("d"),
            Kept("t"),
            Kept("H_diag", 1.0),
            Kept("prev_flat_grad"),
            Kept("prev_loss", float("nan")),
        ),
        closure=True,
    ),
}

LINE_SEARCH = 25  # gradients at most of torch's own

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


def gradients(name: str, options: Mapping[str, Value] | Options) -> int:
    """How many gradients an update works out, at most."""
    if not OPTIMIZERS[name].closure:
        return 1
    given = parameters(name, options)
    most, steps = given["max_eval"], given["max_iter"]
    assert isinstance(steps, int)
    most = most if isinstance(most, int) else steps * 5 // 4  # torch's own default
    return most + (LINE_SEARCH if given["line_search_fn"] else 0)  # it is begun with one left


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
