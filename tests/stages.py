"""Stages of every kind, and what is read of them."""

from typing import Any

import pytest

from linreg import Dataset, TrainConfig
from tests.samples import AWKWARD
from tests.scenes import scene, staged

LINE = Dataset.line(30, 2.0, -1.0, 1.0, seed=1)
SHOWN = scene(LINE, TrainConfig(lr=0.05))
STAGE = staged(SHOWN)
SCENES = {
    "notebook": scene(Dataset.notebook(), TrainConfig()),
    "line": SHOWN,
    "eigen": scene(LINE, TrainConfig(lr=0.05), view="eigen"),
    "standardised": scene(LINE, TrainConfig(lr=0.05), standardise=True),
    "diverging": scene(LINE, TrainConfig(lr=0.5)),
    "diverged at once": scene(LINE, TrainConfig(lr=1e30)),
    "at the end of float32": scene(Dataset("own", (1, 2, 3), (8e18, -8e18, 8e18)), TrainConfig(lr=0.5)),
    **{name: scene(data, TrainConfig(epochs=20)) for name, data in AWKWARD.items()},
    **{f"{name}, eigen": scene(data, TrainConfig(epochs=20), view="eigen") for name, data in AWKWARD.items()},
}
each = pytest.mark.parametrize("shown", SCENES.values(), ids=SCENES)


def roles(tree: Any) -> list[str]:
    """Every colour role anywhere inside."""
    if isinstance(tree, dict):
        return [role for value in tree.values() for role in roles(value)]
    if isinstance(tree, list):
        return [role for value in tree for role in roles(value)]
    return [tree] if isinstance(tree, str) and tree.startswith("$") else []
