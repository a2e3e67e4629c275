"""Every rate at once: where a training ends at each of a row of rates, worked out once for all who look at it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from linreg import Dataset, TrainConfig
from linreg.server.once import Once
from linreg.server.trainings import LOOK, Progress, Trainings
from linreg.theory import as_float32, landscape
from linreg.training.config import Impossible
from linreg.training.pace import decided, paced
from linreg.training.run import End

FEWEST = 8  # steps that are tried first
KEPT = 1000  # sweeps, of some 3 kB

Rates = tuple[float, ...]
Key = tuple[bytes, TrainConfig, Rates]


@dataclass(frozen=True, eq=False)
class Sweep:
    """The end of the training at each rate.

    cost, epochs, diverged : read-only arrays of shape (rates,): the cost of the last state, its epoch, and whether
        it is the last because the next one is not finite any more.
    """

    cost: NDArray[np.float64]
    epochs: NDArray[np.int64]
    diverged: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for column in (self.cost, self.epochs, self.diverged):
            column.setflags(write=False)  # it is shared between visitors


class Sweeps:
    """Sweeps over rows of rates, for many askers at once, from any threads."""

    def __init__(self, trainings: Trainings) -> None:
        self._trainings = trainings
        self._once: Once[Key, Sweep] = Once(KEPT, trainings.turns)

    def kept(self, data: Dataset, config: TrainConfig, rates: Rates) -> Sweep | None:
        """The sweep if it is there already; the config's own rate plays no part."""
        return self._once.kept(_key(data, config, rates))

    def ask(
        self,
        data: Dataset,
        config: TrainConfig,
        rates: Rates,
        progress: Progress | None = None,
        every: float = LOOK,
    ) -> Sweep:
        """The sweep: a complete training at each rate, after all that others want trained.

        On the CPU, where lanes are, whatever device the run itself is on.
        progress : asked each `every` seconds; at each LOOK it must cost nothing. Whatever it raises ends the waiting.
        Raises Impossible, a ValueError, for what cannot be trained, as a start whose cost exceeds float32: at no rate.
        """
        configs = [replace(config, lr=rate, device="cpu") for rate in rates]

        def make(stay: Progress) -> Sweep:
            if config.searches:
                return _sweep(data, self._by_gradients(data, configs, stay))
            return _sweep(data, self._trainings.ends([(data, each) for each in configs], stay))

        return self._once.ask(_key(data, config, rates), make, progress, every)

    def _by_gradients(self, data: Dataset, configs: Sequence[TrainConfig], stay: Progress) -> list[End | Impossible]:
        """The ends of trainings whose steps work out many gradients each, once these are as many as the updates.

        One after another, and of each no more steps than it takes: a hundred whole ones would take minutes.
        """
        found: list[End | Impossible] = []
        for config in configs:
            stay(len(found), len(configs))
            found.append(self._by_steps(data, config, FEWEST))
        return found

    def _by_steps(self, data: Dataset, config: TrainConfig, steps: int) -> End | Impossible:
        """The end of one such training, from so many steps, or twice as many, until no more could change it."""
        part = replace(config, epochs=min(steps, config.epochs))
        (answer,) = self._trainings.ask([(data, part)], patient=True, keep=False)
        if isinstance(answer, Impossible):
            return answer
        if part == config or decided(answer, config.updates(len(data))):
            return End.of(paced(replace(answer, config=config)))
        return self._by_steps(data, config, 2 * steps)


def _key(data: Dataset, config: TrainConfig, rates: Rates) -> Key:
    """What a sweep depends on. A digest of the points: there may be a million of them."""
    return data.digest, replace(config, lr=1.0, device="cpu"), rates


def _sweep(data: Dataset, answers: Sequence[End | Impossible]) -> Sweep:
    """The ends, column by column; the cost is always that of all points."""
    for answer in answers:
        if isinstance(answer, Impossible):
            raise answer
    ends = [end for end in answers if isinstance(end, End)]
    return Sweep(
        np.array([_cost(data, end) for end in ends]),
        np.array([end.epochs for end in ends]),
        np.array([end.diverged for end in ends]),
    )


def _cost(data: Dataset, end: End) -> float:
    """The cost of all points, where the end itself has that of a batch."""
    if end.config.batch_size is None:
        return end.cost
    return float(landscape(as_float32(data), end.config).value(end.W, end.b))
