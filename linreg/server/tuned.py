"""Adam at the rate that suits some points and so many epochs best: found by trying, as no theory tells it."""

import math
from collections.abc import Sequence
from dataclasses import replace

from linreg import Dataset, Run, TrainConfig
from linreg.server.job import Answer
from linreg.server.once import Once
from linreg.server.trainings import TELL, Progress, Trainings
from linreg.theory.nearness import near_since

RATES = tuple(float(f"{digit}e{decade}") for decade in range(-3, 3) for digit in (1, 2, 5)) + (1000.0,)
MOST = 2_000_000  # points times epochs: more take so long, one try after the other, that nobody would wait
KEPT = 500  # answers, of a hundred bytes

Key = tuple[bytes, TrainConfig]


class Tuned:
    """The best of these rates for many askers at once, from any threads."""

    def __init__(self, trainings: Trainings) -> None:
        self._trainings = trainings
        self._once: Once[Key, tuple[TrainConfig, ...]] = Once(KEPT, trainings.turns)

    def ask(self, data: Dataset, config: TrainConfig, progress: Progress | None = None) -> TrainConfig | None:
        """The config with Adam at the one of RATES that is near the minimum soonest; if none is, at the cheapest end.

        After the single runs that others want, on the CPU. The config's own rate plays no part.
        None if that would take too long, or if none of them can be trained. progress : as of `Once.ask`.
        """
        if len(data) * config.epochs > MOST:
            return None
        config = replace(config, lr=RATES[0], optimizer="Adam", options=(), device="cpu")

        def make(stay: Progress) -> tuple[TrainConfig, ...]:
            tries = [(data, replace(config, lr=rate)) for rate in RATES]
            return _best(self._trainings.ask(tries, stay, patient=True, keep=False))

        return next(iter(self._once.ask((data.digest, config), make, progress, TELL)), None)


def _best(answers: Sequence[Answer]) -> tuple[TrainConfig, ...]:
    """The config of the best run, or nothing."""
    runs = [answer for answer in answers if isinstance(answer, Run) and not answer.diverged]
    return (min(runs, key=_merit).config,) if runs else ()


def _merit(run: Run) -> tuple[float, float]:
    """What is smaller for a better run."""
    near = near_since(run)
    return math.inf if near is None else near, float(run.cost[-1])
