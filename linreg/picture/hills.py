"""The surface of a cost that is no bowl: absolute errors and their kin, drawn ring by ring around the minimum."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linreg.points.dataset import Dataset
from linreg.points.sampling import MOST_DRAWN
from linreg.theory.losses import Landscape
from linreg.theory.rings import rings
from linreg.theory.surface import Bowl, bowl
from linreg.training.config import BatchExceeds, Impossible, LossExceeds, TrainConfig, UpdatesExceed
from linreg.training.costs import COSTS

Array = NDArray[np.float64]
MOST_UPDATES = 20_000  # of a run in batches: some 500 kB to a browser


@dataclass(frozen=True)
class Hills(Bowl):
    """Such a surface. As a Bowl it has the minimum, and the curvature that squared errors would have there: by that its
    frame is found, since all of them are long and short in the same directions. Its heights are its own.
    """

    landscape: Landscape

    @classmethod
    def of(cls, landscape: Landscape) -> "Hills":
        """The surface of this cost."""
        squares = bowl(landscape.data)
        W, b = landscape.minimum
        least = float(landscape.value(W, b))
        return cls(W, b, least, squares.WW, squares.Wb, squares.bb, landscape)

    def gap(self, W: ArrayLike, b: ArrayLike) -> Array:
        return np.maximum(self.landscape.value(W, b) - self.cost, 0.0)

    def rings(self, gaps: tuple[float, ...], reach: float, points: int) -> Array:
        """The level sets at these gaps as closed polygons, shape (2, gaps, points + 1), cut off at `reach`."""
        return _rings(self.landscape, gaps, reach, points)


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


@lru_cache(64)
def _rings(landscape: Landscape, gaps: tuple[float, ...], reach: float, points: int) -> Array:
    found = rings(landscape, np.array(gaps), reach, points)
    found.setflags(write=False)  # shared between visitors
    return found
