"""The forecast in words for what is not plain gradient descent: with momentum by theory, else what is sure."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from linreg.points.dataset import Dataset
from linreg.telling import batches
from linreg.telling.forecast import epochs
from linreg.telling.method import name
from linreg.telling.method_rates import momentum_of
from linreg.theory import Momentum, Rattle, Swing, Theory, rattle
from linreg.theory.losses import landscape
from linreg.training.config import TrainConfig
from linreg.training.costs import COSTS
from linreg.training.optimizers import OPTIMIZERS
from linreg.training.parameters import Value
from linreg.words import Words
from linreg.words.numbers import plain, times

FEW = 100  # points: with more it takes too long to find out how a run rattles
CLEAR = 1e3  # times eps: a gradient so large that eps beside it changes no digit that is told


def sentence(
    say: Words, data: Dataset, config: TrainConfig, theory: Theory, rattle_of: Callable[[Dataset], Rattle] = rattle
) -> str:
    """What this training will do, as far as anything is sure; that no formula tells the rest is said.

    rattle_of : what works out the rattle of points, or has it already.
    """
    if config.batch_size is not None:
        return " ".join([say("rate.forecast"), *batches.forecast(say, data, config)])
    if config.cost not in COSTS and replace(config, cost="mean", delta=1.0, beta=1.0).plain:
        return " ".join([say("rate.forecast"), *_rattles(say, data, config, rattle_of)])
    if config.schedule and config.on_a_bowl:
        return f"{say('rate.forecast')} {say('method.forecast_falling')}"
    rule = momentum_of(config)
    parts = _swings(say, config, rule, theory) if rule else _sure(say, data, config)
    return " ".join([say("rate.forecast"), *parts])


def _swings(say: Words, config: TrainConfig, rule: Momentum, theory: Theory) -> list[str]:
    """What momentum does in both directions, in the long run."""
    limit = rule.limit(theory)
    if config.lr > limit:
        growth = times(rule.radius(config.lr, theory))
        return [say("method.forecast_grows", limit=plain(limit), times=times(config.lr / limit), growth=growth)]
    lams = {"across": theory.lam_max} | ({} if theory.flat or theory.round else {"along": theory.lam_min})
    if theory.round:
        lams = {"round": theory.lam_max}
    told = []
    swings = {way: rule.swing(config.lr, lam) for way, lam in lams.items()}
    ways = {way: (say(f"method.does_{_does(rule, swing)}"), epochs(swing.half_life)) for way, swing in swings.items()}
    if len(ways) == 2 and len(set(ways.values())) == 1:
        ways = {"both": ways["across"]}
    for way, (does, half) in ways.items():
        told.append(say(f"method.forecast_{way}", does=does, half=half))
    return [*told, *([say("method.forecast_decay")] if rule.weight_decay else [])]


def _rattles(say: Words, data: Dataset, config: TrainConfig, rattle_of: Callable[[Dataset], Rattle]) -> list[str]:
    """What plain descent does on a cost whose pull has a limit: it never blows up, and may never come to rest."""
    if config.cost != "l1":
        limit = landscape(data, config).limit
        if math.isinf(limit):
            return [say("method.forecast_pull")]
        return [say(f"method.forecast_{'rests' if config.lr <= limit else 'rattles'}", limit=plain(limit))]
    found = rattle_of(data) if len(data) <= FEW else None
    if found and config.lr < found.up_to and found.mean > 0:
        return [say("method.forecast_l1"), say("method.forecast_l1_mean", mean=plain(found.mean * config.lr, 3))]
    return [say("method.forecast_l1")]


def _does(rule: Momentum, swing: Swing) -> str:
    """How a direction comes to rest; without momentum nothing could swing by itself."""
    return "straight" if not rule.momentum and swing.damping != "flips" else swing.damping


def _sure(say: Words, data: Dataset, config: TrainConfig) -> list[str]:
    """That there is no formula; and how far the first update goes, where that follows from the rule alone."""
    told = [say(f"method.no_formula{_because(config)}", name=name(say, config))]
    step = first_step(config)
    if step is None:
        return told
    grad_W, grad_b = map(float, landscape(data, config).gradient(*config.start))
    values: Mapping[str, Value] = config.parameters
    eps = values.get("eps", 0.0)
    enough = CLEAR * eps * step / config.lr if isinstance(eps, float) else 0.0
    if min(abs(grad_W), abs(grad_b)) > max(enough, 0.0):
        told.append(say("method.first_step", step=plain(step, 3)))
    return told


def _because(config: TrainConfig) -> str:
    """What of this training leaves it without a formula: "" where it is the optimizer."""
    on_a_bowl = replace(config, cost="mean", delta=1.0, beta=1.0, schedule=None)
    if config.cost in COSTS or not (on_a_bowl.plain or momentum_of(on_a_bowl)):
        return ""
    return "_loss_falling" if config.schedule else "_loss"


def first_step(config: TrainConfig) -> float | None:
    """How far the first update moves both W and b, whatever the gradient; None where that depends on it."""
    optimizer, values = OPTIMIZERS[config.optimizer], config.parameters
    at_rest = optimizer.decoupled and config.start == (0.0, 0.0)  # what is 0 gets no smaller
    return None if values.get("weight_decay") and not at_rest else optimizer.first_step(config.lr, values)
