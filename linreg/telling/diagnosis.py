"""Why a loss became NaN, or is not yet where it should be: from points, rate, cost and epochs, with cures.

Everything follows from the curvature, in closed form (`linreg.theory.forecast`); no training is needed.
"""

import math
from dataclasses import dataclass, replace

from linreg.points.dataset import Dataset
from linreg.theory import ARRIVED, Forecast, fastest_from, forecast, lowest_after
from linreg.training.config import LARGEST, SMALLEST, TrainConfig

KINDS = ("overflows", "grows", "slow", "arrives")


@dataclass(frozen=True)
class Cure:
    """One change, and what it brings.

    name : "rate" (the one that ends lowest within the epochs that there are), "epochs" (as many as the present rate
        needs; below the limit only) or "scaling" (x standardised, with the rate that is fastest then).
    config : to train with, on the points as they are, or with x standardised.
    needed : epochs until at most ARRIVED of the start's distance to the minimum is left.
    """

    name: str
    config: TrainConfig
    standardise: bool
    needed: int

    @property
    def enough(self) -> bool:
        """Whether the epochs asked for are enough with this change."""
        return self.needed <= self.config.epochs


@dataclass(frozen=True)
class Diagnosis:
    """What a training does, and why.

    kind : "overflows" (over the limit, and the numbers leave float32 within the epochs), "grows" (over the limit, and
        still finite at their end), "slow" (more than ARRIVED of the distance is left at the end) or "arrives".
    over : the rate in units of the limit. growth : by which every epoch multiplies the swing across the valley.
    last : the last epoch that float32 holds; None if nothing grows, or if rounding alone begins the growth.
    needed : epochs at this rate until at most ARRIVED of the distance is left; None if that never is.
    """

    kind: str
    limit: float
    over: float
    growth: float
    last: int | None
    needed: int | None
    cures: tuple[Cure, ...]


def diagnosis(data: Dataset, config: TrainConfig) -> Diagnosis:
    """Why plain gradient descent with this config on these points ends as it does, and what would help.

    Raises ValueError for any other optimizer or loss, and Impossible where the training cannot begin.
    """
    ahead = forecast(data, config)
    limit = ahead.theory.limit
    needed = ahead.epoch_near(ARRIVED) if config.lr < limit else None
    return Diagnosis(
        _kind(ahead, config, needed),
        limit,
        config.lr / limit,
        math.exp(min(ahead.steep.log_factor, 700.0)),
        ahead.last_finite,
        needed,
        tuple(cure for cure in (_rate(data, ahead, config), _epochs(config, needed), _scaling(data, config)) if cure),
    )


def _kind(ahead: Forecast, config: TrainConfig, needed: int | None) -> str:
    if ahead.last_finite is not None and ahead.last_finite < config.epochs:
        return "overflows"
    if config.lr >= ahead.theory.limit:
        return "grows"
    return "arrives" if needed is not None and needed <= config.epochs else "slow"


def _rate(data: Dataset, ahead: Forecast, config: TrainConfig) -> Cure | None:
    """The rate that ends lowest within these epochs; None if there is none, or it is the present one.

    Not the fastest in the long run: that is the edge of swinging, and where the epochs are few it ends high up.
    """
    best = lowest_after(ahead.theory, config.start, config.epochs)
    if best is None or not SMALLEST <= best <= LARGEST or best == config.lr:
        return None
    cured = replace(config, lr=best)
    needed = forecast(data, cured).epoch_near(ARRIVED)
    return None if needed is None else Cure("rate", cured, False, needed)


def _epochs(config: TrainConfig, needed: int | None) -> Cure | None:
    """As many epochs as the present rate needs, if that is more than there are."""
    if needed is None or needed <= config.epochs:
        return None
    return Cure("epochs", replace(config, epochs=needed), False, needed)


def _scaling(data: Dataset, config: TrainConfig) -> Cure | None:
    """x standardised, which makes the bowl round; None if all x are equal, where it makes none."""
    seen, _ = data.standardised()
    theory = forecast(seen, replace(config, lr=1e-3)).theory
    best = None if theory.flat else fastest_from(theory, config.start)
    if best is None:
        return None
    return Cure("scaling", replace(config, lr=best.lr), True, best.epochs)
