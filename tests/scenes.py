"""A run on its stage, put together as the page does it, without the page; and the numbers of it, read back."""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np

from linreg import Dataset, TrainConfig, train
from linreg.picture import scene as pictures
from linreg.picture.payload import payload
from linreg.picture.scene import Scene
from linreg.picture.stage import Figure
from linreg.points.dataset import Scaling
from linreg.theory import forecast
from linreg.words import words

TYPES = {"f2": "<f2", "f4": "<f4", "f8": "<f8", "i4": "<i4", "u1": "u1"}


def scene(
    data: Dataset, config: TrainConfig, view: str = "lines", standardise: bool = False, kept: Sequence[TrainConfig] = ()
) -> Scene:
    """The run of these points and this config, with its forecast, and others kept beside it."""
    seen, scaling = data.standardised() if standardise else (data, Scaling(0.0, 1.0))
    return pictures.scene(
        data, scaling, tuple(train(seen, each) for each in (config, *kept)), view, forecast(seen, config)
    )


def staged(shown: Scene) -> dict[str, Figure]:
    """The four figures, in English."""
    return pictures.stage(shown, words("en"))


def payload_of(shown: Scene, lang: str = "en") -> dict[str, Any]:
    """What the browser is sent."""
    return payload(shown, words(lang))


def numbers(spec: Any) -> np.ndarray:
    """The numbers of a typed array as it travels, or of a plain list."""
    if not isinstance(spec, dict):
        return np.asarray(spec, np.float64)
    if "along" in spec:
        return table(spec["center"], numbers(spec["by"]), numbers(spec["along"]))
    content = base64.b64decode(spec["bdata"])
    if "lag" in spec:
        return undone(content, spec["lag"], spec["order"])
    array = np.frombuffer(content, TYPES[spec["dtype"]]).astype(np.float64)
    return array.reshape([int(side) for side in spec["shape"].split(",")]) if "shape" in spec else array


def table(center: float, by: np.ndarray, along: np.ndarray) -> np.ndarray:
    """What the browser makes of a spread table, to the last bit."""
    return np.asarray(center + by[:, None] * along)


def undone(content: bytes, lag: int, order: int) -> np.ndarray:
    """The numbers that travelled as differences, read byte by byte."""
    bits, folded, shift = [], 0, 0
    for byte in content:
        folded, shift = folded | (byte & 127) << shift, shift + 7
        if byte < 128:
            bits.append(folded // 2 if folded % 2 == 0 else -(folded + 1) // 2)
            folded = shift = 0
    for _ in range(order):
        for i in range(lag, len(bits)):
            bits[i] += bits[i - lag]
    return np.array([bit % 2**32 for bit in bits], "<u4").view("<f4").astype(np.float64)


def arrays(tree: Any) -> list[np.ndarray]:
    """Every typed array anywhere inside."""
    if isinstance(tree, dict):
        return [numbers(tree)] if "bdata" in tree else [a for value in tree.values() for a in arrays(value)]
    return [a for value in tree for a in arrays(value)] if isinstance(tree, list | tuple) else []
