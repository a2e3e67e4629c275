"""Numbers as they travel: typed arrays in base64, the form that plotly.js reads."""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linreg.training.config import LARGEST

Array = NDArray[np.float64]


def typed(values: Array | Sequence[float], dtype: str = "f4") -> dict[str, str]:
    """Numbers in base64, the form plotly.js reads. As float32 a third of the size of text, and exact for a run.

    What float32 cannot hold becomes the largest that it can: nothing infinite reaches the browser.
    """
    if dtype == "f4":
        values = np.clip(values, -LARGEST, LARGEST)
    return packed(np.ascontiguousarray(values, dtype=f"<{dtype}"))


def spread(center: float, by: Array, along: Array) -> dict[str, Any]:
    """A table that is `center + by[i] * along[j]`, as a column and a row: the browser writes it out."""
    return {"center": center, "by": typed(by, "f8"), "along": typed(np.clip(along, -LARGEST, LARGEST), "f8")}


def exact(values: Sequence[float]) -> dict[str, str]:
    """The same with every digit kept: as float32 where that loses none (a noisy line), otherwise as float64."""
    array = np.asarray(values, np.float64)
    short = np.clip(array, -LARGEST, LARGEST).astype(np.float32)
    return typed(array, "f4" if (short == array).all() else "f8")


def held(values: Array) -> dict[str, str]:
    """Numbers as torch holds them, with every digit, be they infinite or none at all: to be read, not to be drawn."""
    with np.errstate(over="ignore"):
        short = values.astype("<f4")
    return packed(short if np.array_equal(short, values, equal_nan=True) else values.astype("<f8"))


def packed(array: NDArray[np.generic]) -> dict[str, str]:
    """An array's bytes in base64, with what they are."""
    kind = f"{array.dtype.kind}{array.dtype.itemsize}"
    encoded = {"dtype": kind, "bdata": base64.b64encode(array.tobytes()).decode("ascii")}
    return encoded | ({"shape": ", ".join(map(str, array.shape))} if array.ndim > 1 else {})
