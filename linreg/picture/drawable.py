"""What a picture can hold: asked before a training, so that none is run that nobody could be shown."""

from linreg.points.dataset import Dataset
from linreg.points.sampling import MOST_DRAWN
from linreg.training.config import BatchExceeds, Impossible, LossExceeds, TrainConfig, UpdatesExceed
from linreg.training.costs import COSTS

MOST_UPDATES = 20_000  # of a run in batches: some 500 kB to a browser


def undrawable(data: Dataset, config: TrainConfig) -> Impossible | None:
    """Why no picture can hold this training, if none can: the surface of its cost could not be worked out in time for
    so many points, or its batches make too many states to be sent."""
    if config.cost not in COSTS and len(data) > MOST_DRAWN:
        return LossExceeds(config.cost, MOST_DRAWN, len(data))
    if config.batch_size is None:
        return None
    if config.batch_size > len(data):
        return BatchExceeds(config.batch_size, len(data))
    return UpdatesExceed(config, MOST_UPDATES, len(data)) if config.updates(len(data)) > MOST_UPDATES else None


def check_drawable(data: Dataset, config: TrainConfig) -> None:
    """Raises what makes this training undrawable."""
    if why := undrawable(data, config):
        raise why
