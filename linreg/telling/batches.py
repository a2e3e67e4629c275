"""Mini-batches in words: how many points an update sees, in which order, and how far their noise keeps the cost up."""

import math

from linreg.points.dataset import Dataset
from linreg.telling.came import Came
from linreg.telling.floor import DOWN, floor
from linreg.training.config import TrainConfig
from linreg.words import Words
from linreg.words.numbers import plain


def called(say: Words, config: TrainConfig) -> str:
    """All points, or how many at a time and in which order, in a few words."""
    if config.batch_size is None:
        return say("batch.all")
    order = say(f"batch.order_{'shuffled' if config.shuffle else 'given'}").lower()
    return say(f"batch.{'one' if config.batch_size == 1 else 'few'}", size=str(config.batch_size), order=order)


def forecast(say: Words, data: Dataset, config: TrainConfig) -> list[str]:
    """What is sure of a training in batches before it runs."""
    assert config.batch_size is not None
    numbers = {"size": str(config.batch_size), "n": f"{len(data):,}", "updates": f"{config.per_epoch(len(data)):,}"}
    told = [say(f"batch.{'single' if config.batch_size == 1 else 'several'}", **numbers)]
    found = floor(data, config)
    if found is None:
        return [*told, say("batch.forecast_unknown")]
    case = "grows" if found == math.inf else "none" if not found else "falls" if config.schedule else "floor"
    return [*told, say(f"batch.forecast_{case}", floor=plain(found, 2), lr=plain(config.lr, 7))]


def came(say: Words, data: Dataset, config: TrainConfig, found: Came) -> str:
    """The noise, forecast and measured, of a run that came to something; "" where no theory tells of it."""
    told = floor(data, config)
    if told is None or found.kind in ("diverged", "away"):
        return ""
    numbers = {"floor": plain(told, 2), "measured": plain(found.gap_mean, 2), "lr": plain(config.lr, 7)}
    return say(f"batch.came_{_case(told, found.gap_mean, bool(config.schedule))}", **numbers)


def _case(floor: float, measured: float, falls: bool) -> str:
    """Which of the sentences fits."""
    if not floor or math.isinf(floor):
        return "grows" if floor else "none"
    if falls:
        return "fell" if measured < floor else "fell_early"
    return "floor" if measured < DOWN * floor else "above"
