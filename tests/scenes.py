"""A run on its stage, put together as the page does it, without the page."""

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np

from linreg import Dataset, Run, TrainConfig, train
from linreg.picture import stage as figures
from linreg.picture.axes import Axes
from linreg.picture.frame import Frame
from linreg.picture.frame import frame as frame_of
from linreg.picture.payload import payload
from linreg.points.dataset import Scaling
from linreg.theory import Forecast, forecast, to_original
from linreg.theory.surface import Bowl
from linreg.theory.surface import bowl as bowl_of

TYPES = {"f4": "<f4", "f8": "<f8", "u1": "u1"}


@dataclass(frozen=True)
class Scene:
    """One run and what is drawn of it."""

    data: Dataset
    scaling: Scaling
    run: Run
    ahead: Forecast
    axes: Axes
    bowl: Bowl
    drawn: Bowl
    frame: Frame

    @property
    def stage(self) -> dict[str, figures.Figure]:
        """The four figures."""
        best = to_original(self.bowl.W, self.bowl.b, self.scaling)
        theory = self.ahead.theory
        directions = [("slow", theory.slow), ("steep", theory.steep)] if self.axes == Axes() else []
        return {
            "fit": figures.fit(self.data, best, self.frame),
            "contours": figures.contours(self.drawn, self.frame, directions=directions),
            "bowl": figures.bowl3d(self.drawn, self.frame, "cost"),
            "curve": figures.curve(self.run.epochs, self.frame, ("epoch", "cost"), self.ahead.cost),
        }

    def payload(self, words: dict[str, str] | None = None, lang: str = "en") -> dict[str, Any]:
        """What the browser is sent."""
        return payload(
            self.run, self.data, self.scaling, self.bowl, self.axes, self.frame, self.stage, words or {}, lang
        )


def scene(data: Dataset, config: TrainConfig, eigen: bool = False, standardise: bool = False) -> Scene:
    """The run of these points and this config, on its stage."""
    seen, scaling = data.standardised() if standardise else (data, Scaling(0.0, 1.0))
    run, ahead = train(seen, config), forecast(seen, config)
    axes = Axes.eigen(ahead.theory) if eigen else Axes()
    bowl = bowl_of(seen, config.cost)
    drawn = axes.bowl(bowl)
    return Scene(data, scaling, run, ahead, axes, bowl, drawn, frame_of(run, data, drawn, axes))


def numbers(spec: Any) -> np.ndarray:
    """The numbers of a typed array as it travels, or of a plain list."""
    if not isinstance(spec, dict):
        return np.asarray(spec, np.float64)
    array = np.frombuffer(base64.b64decode(spec["bdata"]), TYPES[spec["dtype"]]).astype(np.float64)
    return array.reshape([int(side) for side in spec["shape"].split(",")]) if "shape" in spec else array


def arrays(tree: Any) -> list[np.ndarray]:
    """Every typed array anywhere inside."""
    if isinstance(tree, dict):
        return [numbers(tree)] if "bdata" in tree else [a for value in tree.values() for a in arrays(value)]
    return [a for value in tree for a in arrays(value)] if isinstance(tree, list | tuple) else []
