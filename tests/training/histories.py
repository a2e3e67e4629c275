"""All states of a run as one array."""

import numpy as np

from linreg import Run

COLUMNS = ("W", "b", "cost", "grad_W", "grad_b")


def history(run: Run) -> np.ndarray:
    """All states as one array of shape (5, states)."""
    return np.array([getattr(run, column) for column in COLUMNS])
