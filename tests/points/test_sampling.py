"""A sample of many points: which are drawn, and that all are trained on."""

import numpy as np

from linreg import Dataset, TrainConfig
from linreg.picture.payload import payload
from linreg.picture.scene import scene
from linreg.points.dataset import UNSCALED
from linreg.points.sampling import MOST_DRAWN, sample
from linreg.training.many import train_many
from linreg.words import words
from tests.scenes import numbers

MANY = Dataset("own", np.arange(20_000.0) / 1000, np.arange(20_000.0) % 7)


def test_few_points_are_all_drawn() -> None:
    few = Dataset("own", range(MOST_DRAWN), range(MOST_DRAWN))
    assert sample(few) is few


def test_of_many_some_are_drawn_each_once_from_everywhere_and_always_the_same() -> None:
    shown = sample(MANY)
    assert len(shown) == len(set(shown.x)) == MOST_DRAWN and shown == sample(MANY)
    pairs = set(zip(MANY.x, MANY.y, strict=True))
    assert set(zip(shown.x, shown.y, strict=True)) <= pairs
    shares = np.histogram(shown.x, bins=10, range=(0, 20))[0] / MOST_DRAWN
    assert shares.min() > 0.06 and shares.max() < 0.14


def test_the_picture_says_so_and_the_run_is_of_all() -> None:
    config = TrainConfig(lr=0.005, epochs=5)
    (run,) = train_many(MANY, [config])
    sent = payload(scene(MANY, UNSCALED, (run,)), words("en"), microscope=True)
    assert len(numbers(sent["data"]["x"])) == MOST_DRAWN
    drawn = sent["stage"]["fit"]["data"][1]
    assert (drawn["name"], drawn["showlegend"]) == ("1,000 of 20,000 points", True)
    assert sent["microscope"] is None  # the residuals of a sample do not make the cost
    assert run.cost[0] == np.float32(np.square(MANY.y).mean())


def test_few_points_have_nothing_said_of_them() -> None:
    data = Dataset.notebook()
    (run,) = train_many(data, [TrainConfig(epochs=5)])
    sent = payload(scene(data, UNSCALED, (run,)), words("en"), microscope=True)
    assert not sent["stage"]["fit"]["data"][1]["showlegend"] and sent["microscope"]
