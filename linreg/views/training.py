"""Training for visitors: the run from those kept, or trained now with its progress shown."""

import time

from streamlit.delta_generator import DeltaGenerator

from linreg import Dataset, Run, TrainConfig
from linreg.server.trainings import Trainings
from linreg.training.config import Impossible
from linreg.words import Words

PATIENCE = 0.4  # seconds before the progress is shown; a bar that only flashes is worse than none

SHARED = Trainings(states=2_000_000)  # 80 MB


def trained(
    data: Dataset, config: TrainConfig, place: DeltaGenerator, say: Words, trainings: Trainings = SHARED
) -> Run:
    """The run, with the progress shown in `place` if it takes a while.

    Raises Impossible, a ValueError, if it cannot be trained: if the cost at the start exceeds float32.
    """
    began = time.monotonic()

    def progress(done: int, total: int) -> None:
        if time.monotonic() - began > PATIENCE:
            # For a visitor who has changed something meanwhile this call raises, and he waits no longer.
            place.progress(done / total, say("explore.training", done=f"{done:,}", total=f"{total:,}"))

    (answer,) = trainings.ask([(data, config)], progress)
    if isinstance(answer, Impossible):
        raise answer.again()  # the one kept would gather the traces of all who met it
    place.empty()
    return answer
