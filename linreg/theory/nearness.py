"""How soon a run came near the minimum, and stayed there."""

import numpy as np

from linreg.theory.curvature import Array, curvature
from linreg.theory.losses import landscape
from linreg.theory.measurement import as_float32
from linreg.training.run import Run

NEAR = 0.01  # of the distance from the start to the minimum


def distances(run: Run) -> Array:
    """How far each state is from the minimum of what was trained on; along a valley floor there is no distance."""
    here = landscape(as_float32(run.data), run.config)
    if not here.quadratic:
        return np.asarray(np.hypot(run.W - here.minimum[0], run.b - here.minimum[1]))
    theory = curvature(here.data, here.kind)
    slow, steep = theory.coordinates(run.W, run.b)
    return np.asarray(np.abs(steep) if theory.flat else np.hypot(slow, steep))


def near_since(run: Run, share: float = NEAR) -> int | None:
    """The epoch from which on at most that share of the start's distance is left; None if more is left at the end.

    With batches the one in which that comes to hold.
    """
    distance = distances(run)
    state = None if run.diverged else _since(distance <= share * distance[0])
    return None if state is None else -(-state // run.per_epoch)


def _since(holds: np.ndarray) -> int | None:
    """The first index from which on all hold, None if the last does not."""
    return len(holds) - int(np.argmin(np.append(holds[::-1], False))) if holds[-1] else None
