"""An optimizer's parameters as the address says them: each by torch's own name, `opt=Adam&betas=0.9_0.99&eps=1e-6`."""

from collections.abc import Mapping
from typing import Any

from linreg.state.fields import MOST_LR
from linreg.state.kinds import EVERY
from linreg.training import optimizers
from linreg.training.optimizers import OPTIMIZERS, Options
from linreg.training.parameters import Number, OneOf, Pair, Parameter, Switch, Value

NONE = "none"
# Every name that an address may say of an optimizer
PARAMETERS = tuple(dict.fromkeys(name for each in OPTIMIZERS.values() for name in each.takes))
TOGETHER = ("nesterov", "step_sizes", "betas")  # what may be impossible beside the others, though it is allowed alone


class Parameters:
    """The parameters of an optimizer that are not at torch's default, as `TrainConfig` has them; see `read`."""

    def check(self, value: Any) -> Options:
        return tuple(value)

    def read(self, text: str) -> Options:
        raise ValueError("parameters are read by their own names")

    def write(self, value: Options) -> str:
        raise ValueError("parameters are written by their own names")


def checked(opt: str, options: Mapping[str, Value] | Options) -> Options:
    """The parameters as a record keeps them. Raises ValueError if they cannot be, at any rate that the page allows."""
    return optimizers.checked(opt, options, MOST_LR)


def read(opt: str, texts: Mapping[str, str]) -> tuple[Options, tuple[str, ...]]:
    """The parameters of this optimizer among these, and the names of those that it cannot have so."""
    takes = OPTIMIZERS[opt].takes
    values: dict[str, Value] = {}
    lost = []
    for name in takes:
        if name not in texts:
            continue
        try:
            values[name] = takes[name].check(_value(takes[name], texts[name]))
        except (ValueError, OverflowError):
            lost.append(name)
    for name in ("", *TOGETHER):
        if values.pop(name, None) is not None:
            lost.append(name)
        try:
            return checked(opt, values), tuple(lost)
        except ValueError:
            continue
    raise ValueError(f"{opt} with {values} is impossible")


def write(options: Options) -> dict[str, str]:
    """Each parameter by its name, as text."""
    return {name: text(value) for name, value in options}


def text(value: Value) -> str:
    """A parameter's value in the address; of a pair both with _ between them, which needs no escape."""
    if isinstance(value, tuple):
        return "_".join(map(text, value))
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "true" if value else "false"
    return EVERY.write(value) if isinstance(value, float) else str(value)


def _value(parameter: Parameter, text: str) -> Value:
    """What stands there. Raises ValueError for what is no such thing at all."""
    if isinstance(parameter, Pair):
        first, second = text.split("_")
        return _number(parameter.first, first), EVERY.read(second)
    if isinstance(parameter, Switch):
        return {"true": True, "false": False}.get(text, text)
    if text == NONE:
        return None
    if isinstance(parameter, OneOf):
        return text
    return EVERY.read(text) if isinstance(parameter, Number) else int(text)


def _number(parameter: Number, text: str) -> float | None:
    return None if text == NONE and parameter.default is None else EVERY.read(text)
