"""How W and b are moved, by name: the optimizers within reach, and any with its parameters in a few words."""

from collections.abc import Mapping
from typing import NamedTuple

from linreg.training.config import TrainConfig
from linreg.training.costs import SHAPES
from linreg.training.optimizers import OPTIMIZERS, Options, parameters
from linreg.training.parameters import Value
from linreg.words import Words
from linreg.words.numbers import plain


class Preset(NamedTuple):
    """An optimizer as one asks for it: torch's class, and the parameters that make it what it is called."""

    opt: str
    options: Options = ()


# Within reach; all others are under "more"
PRESETS: dict[str, Preset] = {
    "SGD": Preset("SGD"),
    "momentum": Preset("SGD", (("momentum", 0.9),)),
    "Nesterov": Preset("SGD", (("momentum", 0.9), ("nesterov", True))),
    "Adagrad": Preset("Adagrad"),
    "RMSprop": Preset("RMSprop"),
    "Adam": Preset("Adam"),
    "AdamW": Preset("AdamW"),
}
MORE = tuple(name for name in OPTIMIZERS if name not in PRESETS)


def preset_of(opt: str, options: Mapping[str, Value] | Options) -> str:
    """What this optimizer is called: one of PRESETS or MORE."""
    values = dict(options)
    if opt == "SGD" and values.get("momentum"):
        return "Nesterov" if values.get("nesterov") else "momentum"
    return opt


def name(say: Words, config: TrainConfig) -> str:
    """The optimizer's name, and what of it is not as its name says."""
    called = preset_of(config.optimizer, config.options)
    default = parameters(config.optimizer, PRESETS[called].options if called in PRESETS else ())
    own = [f"{each} {value_text(value)}" for each, value in config.parameters.items() if value != default[each]]
    return ", ".join([say(f"method.opt_{called}"), *own])


def loss(say: Words, config: TrainConfig) -> str:
    """The loss, with what shapes it."""
    shape = SHAPES.get(config.cost)
    name = say(f"method.cost_{config.cost}")
    return f"{name} {shape} {plain(getattr(config, shape), 7)}" if shape else name


def falls(say: Words, config: TrainConfig) -> str:
    """How the rate falls, in a few words."""
    return say(f"method.falls_{config.schedule or 'none'}", gamma=plain(config.gamma, 7))


def value_text(value: Value) -> str:
    """A parameter's value as Python would have it, but for the sign."""
    if isinstance(value, tuple):
        return f"({', '.join(map(value_text, value))})"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return plain(value, 7)
