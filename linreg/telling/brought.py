"""What a case came to, as it was tried and with each change: how much it costs in the end, how soon it is near."""

from dataclasses import dataclass

from linreg.points.dataset import UNSCALED, Dataset, Scaling
from linreg.telling.diagnosis import Diagnosis
from linreg.theory import forecast, to_original
from linreg.theory.nearness import NEAR, near_since
from linreg.training.config import TrainConfig
from linreg.training.run import Run

TRIED = ""  # the name of what was tried
OPTIMIZER = "optimizer"


@dataclass(frozen=True)
class Way:
    """One way to train: as it was tried, or changed. name : of the change, "" for none."""

    name: str
    config: TrainConfig
    standardise: bool = False

    def seen(self, data: Dataset) -> tuple[Dataset, Scaling]:
        """The points as it sees them, and how to get back."""
        return data.standardised() if self.standardise else (data, UNSCALED)


@dataclass(frozen=True)
class Brought:
    """What a way brought.

    cost : at the last state, which is the last finite one if it `diverged`; `epochs` is that state's.
    near : the epoch from which on at most NEAR of the distance to the minimum is left; None if it never was.
    foretold : the epoch at which that would be, if the run is too short for it and theory tells; None otherwise.
    line : (W, b) at the end, for x in its own units.
    """

    cost: float
    epochs: int
    diverged: bool
    near: int | None
    foretold: int | None
    line: tuple[float, float]


def ways(told: Diagnosis, config: TrainConfig, optimizer: TrainConfig | None) -> list[Way]:
    """What was tried, and every change: those of the diagnosis and, if one is known, another optimizer's config."""
    cures = [Way(cure.name, cure.config, cure.standardise) for cure in told.cures]
    return [Way(TRIED, config), *cures, *([Way(OPTIMIZER, optimizer)] if optimizer else [])]


def brought(way: Way, run: Run, scaling: Scaling) -> Brought:
    """What this run of this way brought."""
    near = near_since(run)
    foretold = _foretold(run) if near is None else None
    line = to_original(*run.at(-1), scaling)
    return Brought(float(run.cost[-1]), run.epochs, run.diverged, near, foretold, line)


def helps(other: Brought, rate: Brought | None) -> bool:
    """Whether another optimizer is worth its row: it is near sooner than the rate alone, or, if neither is, cheaper."""
    if other.diverged or rate is None:
        return not other.diverged
    if other.near is None or rate.near is None:
        return other.near is not None or (rate.near is None and other.cost < rate.cost)
    return other.near < rate.near


def _foretold(run: Run) -> int | None:
    """The epoch at which no more than NEAR would be left; None where theory tells none, or that it never is."""
    if not run.config.plain:
        return None
    ahead = forecast(run.data, run.config)
    return ahead.epoch_near(NEAR) if run.config.lr < ahead.theory.limit else None
