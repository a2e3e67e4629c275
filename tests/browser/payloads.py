"""What the player is given in the tests: the payload of a real run, made as the page makes it."""

from typing import Any

from linreg import Dataset, TrainConfig, train
from linreg.picture.payload import payload
from linreg.picture.scene import scene
from linreg.points.dataset import Scaling
from linreg.words import words


def picture(config: TrainConfig | None = None, data: Dataset | None = None, lang: str = "en") -> dict[str, Any]:
    """The payload of a training, on the notebook's points unless `data` is given."""
    data = data or Dataset.notebook()
    run = train(data, config or TrainConfig())
    return payload(scene(data, Scaling(0.0, 1.0), (run,)), words(lang))
