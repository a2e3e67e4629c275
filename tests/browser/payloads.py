"""What the player is given in the tests: the payload of a real run, made as the page makes it."""

from collections.abc import Sequence
from typing import Any

from linreg import Dataset, TrainConfig, train
from linreg.picture.payload import payload
from linreg.picture.scene import scene
from linreg.points.dataset import Scaling
from linreg.words import words


def picture(
    config: TrainConfig | None = None,
    data: Dataset | None = None,
    lang: str = "en",
    kept: Sequence[TrainConfig] = (),
    guessing: bool = False,
    microscope: bool = False,
    view: str = "plain",
    floor: float | None = None,
) -> dict[str, Any]:
    """The payload of a training, on the notebook's points unless `data` is given, with others kept beside it."""
    data = data or Dataset.notebook()
    runs = tuple(train(data, each) for each in (config or TrainConfig(), *kept))
    return payload(scene(data, Scaling(0.0, 1.0), runs, view, None, floor), words(lang), microscope, guessing=guessing)
