"""Training for visitors: the runs from those kept, or trained now with their progress shown."""

import time
from collections.abc import Callable, Sequence

from streamlit.delta_generator import DeltaGenerator

from linreg import Dataset, Run, TrainConfig
from linreg.picture.drawable import undrawable
from linreg.server.job import Answer
from linreg.server.trainings import Progress, Trainings
from linreg.training.config import Impossible
from linreg.words import Words

PATIENCE = 0.4  # seconds before the progress is shown; a bar that only flashes is worse than none

SHARED = Trainings(states=2_000_000)  # 80 MB


def trained(
    data: Dataset, configs: Sequence[TrainConfig], place: DeltaGenerator, say: Words, trainings: Trainings = SHARED
) -> tuple[Run, *tuple[Answer, ...]]:
    """The run of each config, trained as one batch, with the progress shown in `place` if it takes a while.

    The first is the present one: raises Impossible, a ValueError, if that cannot be trained, as when the cost at its
    start exceeds float32. Of the others it stands in the run's place.
    """
    answer, *others = trainings.ask([(data, config) for config in configs], telling(place, say))
    if isinstance(answer, Impossible):
        raise answer.again()  # the one kept would gather the traces of all who met it
    place.empty()
    return answer, *others


def drawn_runs(
    data: Dataset, config: TrainConfig, kept: Sequence[TrainConfig], place: DeltaGenerator, say: Words
) -> tuple[Run, *tuple[Answer, ...]]:
    """As `trained`, the present run and the kept ones; what no picture can hold is not trained either."""
    why = [undrawable(data, each) for each in kept]
    wanted = [each for each, reason in zip(kept, why, strict=True) if reason is None]
    run, *others = trained(data, [config, *wanted], place, say)
    left = iter(others)
    return run, *(next(left) if reason is None else reason for reason in why)


def telling(place: DeltaGenerator, say: Words) -> Progress:
    """Shows the progress in `place` once PATIENCE is over."""
    return patient(place, lambda done, total: say("explore.training", done=f"{done:,}", total=f"{total:,}"))


def patient(place: DeltaGenerator, text: Callable[[int, int], str]) -> Progress:
    """Shows the progress in `place` once PATIENCE is over, with a text of (done, in all)."""
    began = time.monotonic()

    def progress(done: int, total: int) -> None:
        if time.monotonic() - began > PATIENCE:
            # For a visitor who has changed something meanwhile this call raises, and he waits no longer.
            place.progress(done / total, text(done, total))

    return progress
