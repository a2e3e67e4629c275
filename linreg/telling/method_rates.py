"""What is known of the rates of any training before it runs: by theory, or nothing but what torch says."""

from dataclasses import dataclass

from linreg.telling import rates
from linreg.telling.method import name
from linreg.telling.rates import Named
from linreg.theory import ARRIVED, Momentum, Theory, fastest_with, momentum_rates, momentum_zones, zones
from linreg.training.config import TrainConfig
from linreg.training.costs import COSTS
from linreg.training.optimizers import OPTIMIZERS
from linreg.words import Words
from linreg.words.numbers import percent, plain, times

Zones = list[tuple[str, float, float]]


@dataclass(frozen=True)
class Known:
    """Zones as `theory.zones` has them, none where no theory tells any; rates to jump to; a sentence on this rate."""

    zones: Zones
    named: tuple[Named, ...]
    told: str


def known(say: Words, config: TrainConfig, theory: Theory, every: int = 1) -> Known:
    """What can be said of this training's rates.

    theory : of the points and the cost. every : of how many rates one is tried where they are measured.
    """
    if config.plain:
        return Known(zones(theory), rates.named(say, theory, config.start), rates.zone_told(say, config.lr, theory))
    rule = momentum_of(config)
    if rule:
        return _momentum(say, config, rule, theory)
    return _unknown(say, config, every)


def zone_of(config: TrainConfig, theory: Theory) -> str | None:
    """The zone of this training's rate, if a theory tells it."""
    rule = momentum_of(config)
    found = zones(theory) if config.plain else momentum_zones(rule, theory) if rule else []
    return next((name for name, _, high in found if config.lr <= high), None)


def momentum_of(config: TrainConfig) -> Momentum | None:
    """The theory of this training, if it has one with a limit."""
    try:
        rule = Momentum.of(config)
    except ValueError:
        return None
    return rule if rule.dampening < 1 else None


def _momentum(say: Words, config: TrainConfig, rule: Momentum, theory: Theory) -> Known:
    found = momentum_zones(rule, theory)
    limit = rule.limit(theory)
    zone = next(name for name, _, high in found if config.lr <= high)
    best = rule.best(theory)
    numbers = {
        "limit": plain(limit),
        "times": times(config.lr / limit),
        "momentum": plain(rule.momentum),
        "best_lr": plain(best.lr, 3),
        "best_momentum": plain(best.momentum, 3),
    }
    arrival = fastest_with(rule, theory, config.start)
    numbers |= {"epochs": f"{arrival.epochs:,}" if arrival else "", "share": percent(ARRIVED)}
    named = []
    for each, lr in momentum_rates(rule, theory, config.start).items():
        key = "long_run" if each == "fastest" and not arrival else each
        named.append(
            Named(each, lr, say(f"method.named_{each}", lr=plain(lr, 7)), say(f"method.help_{key}", **numbers))
        )
    return Known(found, tuple(named), say(f"method.zone_{zone}", **numbers))


def _unknown(say: Words, config: TrainConfig, every: int) -> Known:
    """Nothing but torch's default; which rates are good is measured, see `measured`."""
    lr = OPTIMIZERS[config.optimizer].lr
    called = name(say, config)
    default = Named("default", lr, say("method.named_default", lr=plain(lr, 7)), say("method.help_default"))
    told = (
        say("method.zone_unknown", name=called) if every == 1 else say("method.zone_few", name=called, every=str(every))
    )
    if config.optimizer == "SGD" and config.batch_size is not None:
        told = say("batch.zone")
    elif config.optimizer == "SGD" and config.schedule:
        told = say("method.zone_falling")
    elif config.optimizer == "SGD" and config.cost not in COSTS:
        told = say("method.zone_loss")
    return Known([], (default,), told)
