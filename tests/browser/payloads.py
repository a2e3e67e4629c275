"""What the player is given in the tests: the payload of a real run, made as the page makes it."""

from typing import Any

from linreg import Dataset, TrainConfig, cost, train
from linreg.picture import stage as figures
from linreg.picture.axes import Axes
from linreg.picture.frame import frame
from linreg.picture.payload import payload
from linreg.points.dataset import Scaling
from linreg.words import words


def picture(config: TrainConfig | None = None, data: Dataset | None = None, lang: str = "en") -> dict[str, Any]:
    """The payload of a training, on the notebook's points unless `data` is given."""
    data = data or Dataset.notebook()
    run = train(data, config or TrainConfig())
    bowl, axes = cost.bowl(data), Axes()
    ranges = frame(run, data, bowl, axes)
    stage = {
        "fit": figures.fit(data, (bowl.W, bowl.b), ranges),
        "contours": figures.contours(bowl, ranges),
        "bowl": figures.bowl3d(bowl, ranges, "cost"),
        "curve": figures.curve(run.epochs, ranges, ("epoch", "cost")),
    }
    return payload(run, data, Scaling(0.0, 1.0), bowl, axes, ranges, stage, words(lang).section("player"), lang)
