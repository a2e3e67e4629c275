"""Training for visitors: each run once, shared by all who ask for it, given up when nobody waits for it any more."""

import time
from collections.abc import Callable
from threading import Condition, Semaphore

from cachetools import LRUCache, cached
from streamlit.delta_generator import DeltaGenerator

from linreg import Dataset, Run, TrainConfig, train
from linreg.words import Words

KEPT_STATES = 2_000_000  # of all cached runs together: 40 bytes each, 80 MB
PATIENCE = 0.4  # seconds before the progress is shown; a bar that only flashes is worse than none

# Python computes in one thread at a time, so many trainings at once all end late, together. In turn the last ends no
# sooner, but half of them are done in half to three quarters of the time.
TURN = Semaphore()


def trained(data: Dataset, config: TrainConfig, place: DeltaGenerator, say: Words) -> Run:
    """The run, from the cache or trained now with its progress shown in `place`."""
    began = time.monotonic()

    def progress(done: int, total: int) -> None:
        if time.monotonic() - began > PATIENCE:
            # Also where a training ends that nobody waits for: a newer change makes this call raise.
            place.progress(done / total, say("explore.training", done=f"{done:,}", total=f"{total:,}"))

    run = _run(data, config, progress)
    place.empty()
    return run


# The condition makes later askers wait for the first: a hundred students who open one address cost one training.
@cached(
    LRUCache(KEPT_STATES, getsizeof=lambda run: len(run.W)),
    key=lambda data, config, progress: (data, config),
    condition=Condition(),
)
def _run(data: Dataset, config: TrainConfig, progress: Callable[[int, int], None]) -> Run:
    while not TURN.acquire(timeout=0.2):
        progress(0, config.epochs)
    try:
        return train(data, config, progress)
    finally:
        TURN.release()
