"""The noise floor of a training in batches: how far they keep the cost above its least, at a rate that stays."""

from dataclasses import replace

from linreg.points.dataset import Dataset
from linreg.theory import as_float32, landscape, noise_floor
from linreg.training.config import TrainConfig

NONE = 1e-12  # of the start's gap: so low a floor is rounding
DOWN = 2.0  # times the floor: a run that is lower on average has come down to it


def floor(data: Dataset, config: TrainConfig) -> float | None:
    """The noise floor at a rate that stays, above the least cost: inf where the noise grows, 0 where there is none.

    None where no theory tells it: another training than plain descent on squared errors in batches.
    """
    if not config.descent or config.batch_size is None or config.batch_size >= len(data):
        return None
    seen, staying = as_float32(data), replace(config, schedule=None, gamma=TrainConfig.gamma)
    found = noise_floor(seen, staying)
    gap = float(landscape(seen, config).gap(*config.start))
    return 0.0 if found <= NONE * gap else found
