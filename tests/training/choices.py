"""Optimizers with parameters of every kind, drawn, and points and starts for them. For tests that compare bits."""

from collections.abc import Callable
from typing import Any

import numpy as np

from linreg import Dataset, TrainConfig
from linreg.training.optimizers import OPTIMIZERS
from linreg.training.parameters import Number, OneOf, Pair, Parameter, Switch, Whole

Draw = np.random.Generator


def _of(*values: Any) -> Callable[[Draw], Any]:
    return lambda draw: values[int(draw.integers(len(values)))]


BETAS = _of((0.9, 0.999), (0.5, 0.9), (0.0, 0.99), (0.95, 0.5), (0.8, 0.0))
EPS = _of(1e-8, 1e-3, 1e-12, 0.0)
DECAY = _of(0.0, 0.0, 1e-2, 0.3)
SWITCH = _of(False, True)
# parameter -> what may be drawn for it, some of it torch's default
DRAWN: dict[str, Callable[[Draw], Any]] = {
    "momentum": _of(0.0, 0.3, 0.9, 0.99),
    "dampening": _of(0.0, 0.2, 1.0),
    "weight_decay": DECAY,
    "nesterov": SWITCH,
    "lr_decay": _of(0.0, 0.01, 1.0),
    "initial_accumulator_value": _of(0.0, 0.1, 30.0),
    "eps": EPS,
    "alpha": _of(0.99, 0.5, 0.0, 0.75),
    "centered": SWITCH,
    "betas": BETAS,
    "amsgrad": SWITCH,
    "rho": _of(0.9, 0.3, 0.0),
    "momentum_decay": _of(4e-3, 0.0, 0.5),
    "decoupled_weight_decay": SWITCH,
    "etas": _of((0.5, 1.2), (0.3, 1.7), (0.9, 1.01)),
    "step_sizes": _of((1e-6, 50.0), (1e-3, 0.5), (0.0, 1e3)),
    "lambd": _of(1e-4, 0.0, 0.3),
    "t0": _of(1e6, 0.0, 5.0),
    "beta2_decay": _of(-0.8, -0.3, 0.0),
    "d": _of(1.0, 3.0),
    "max_iter": _of(20, 1, 2, 5),
    "max_eval": _of(None, 1, 3),
    "tolerance_grad": _of(1e-7, 0.0, 1e-2),
    "tolerance_change": _of(1e-9, 0.0),
    "history_size": _of(100, 1, 3),
    "line_search_fn": _of(None, "strong_wolfe"),
}


def options(name: str, draw: Draw) -> dict[str, Any]:
    """Parameters for the optimizer of that name, allowed together."""
    drawn = {each: DRAWN[each](draw) for each in OPTIMIZERS[name].takes}
    if name == "Adafactor":
        drawn["eps"] = _of((None, 1e-3), (1e-8, 1e-2))(draw)
    if drawn.get("nesterov"):
        drawn |= {"momentum": drawn["momentum"] or 0.6, "dampening": 0.0}
    return drawn


def config(name: str, seed: int, epochs: int = 40, **fields: Any) -> TrainConfig:
    """Any parameters, rates from crawling to diverging at once, any start, up to so many epochs."""
    draw = np.random.default_rng(seed)
    start = ("zeros", "linear", tuple(10 ** draw.uniform(-3, 6) * draw.normal(size=2)))[int(draw.integers(3))]
    length = int(draw.integers(1, epochs + 1))
    lr = float(10 ** draw.uniform(-5, 2))
    return TrainConfig(lr, length, seed, init=start, optimizer=name, options=options(name, draw), **fields)


def data(seed: int, n: int) -> Dataset:
    """So many points of any slope, near the origin or off it."""
    draw = np.random.default_rng(seed)
    x = draw.normal(3 * draw.normal(), 10 ** draw.uniform(-2, 2), n)
    return Dataset("random", x.tolist(), (draw.normal() * x + draw.normal(size=n)).tolist())


def extreme(name: str, seed: int) -> TrainConfig | None:
    """Parameters from one end of what is allowed to the other, a rate of any size; None if not allowed together."""
    draw = np.random.default_rng(10**6 + seed)
    drawn = {each: _extreme(parameter, draw) for each, parameter in OPTIMIZERS[name].takes.items()}
    lr = float(10 ** draw.uniform(-37.5, 38.4)) if draw.random() < 0.6 else 0.1
    try:
        return TrainConfig(lr, 8, seed, init=(float(10 ** draw.uniform(-20, 12)), 1.0), optimizer=name, options=drawn)
    except ValueError:
        return None


def _extreme(parameter: Parameter, draw: Draw) -> Any:
    if isinstance(parameter, Pair):
        return _extreme(parameter.first, draw), _extreme(parameter.second, draw)
    if isinstance(parameter, Switch):
        return bool(draw.integers(2))
    if isinstance(parameter, Whole):
        return int(draw.integers(1, 6))
    if isinstance(parameter, OneOf):
        return parameter.options[int(draw.integers(len(parameter.options)))]
    return _extreme_number(parameter, draw)


def _extreme_number(number: Number, draw: Draw) -> float | None:
    """Its default, an end of its range or what is next to it, or anything between, small numbers as often as large."""
    low, high = number.low, number.high
    between = max(low, -high) + 10 ** draw.uniform(-45, 38) if high > 1e3 else draw.uniform(low, high)
    ends = [low, np.nextafter(low, high), np.nextafter(high, low), high]
    drawn = [number.default, *ends, between][int(draw.integers(6))]
    try:
        return number.check(None if drawn is None else float(drawn))
    except ValueError:
        return number.default
