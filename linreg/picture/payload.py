"""What the browser plays: the picture of a run as JSON of finite numbers."""

import hashlib
import json
from typing import Any

from linreg.picture.axes import Axes
from linreg.picture.encode import exact, typed
from linreg.picture.frame import Frame
from linreg.picture.stage import Figure
from linreg.points.dataset import Dataset, Scaling
from linreg.telling.microscope import lines
from linreg.theory.surface import Bowl
from linreg.training.run import Run


def payload(
    run: Run,
    data: Dataset,
    scaling: Scaling,
    bowl: Bowl,
    axes: Axes,
    frame: Frame,
    stage: dict[str, Figure],
    words: dict[str, str],
    lang: str,
    microscope: dict[str, Any] | None = None,
    at: int = 0,
) -> dict[str, Any]:
    """What the browser plays, as JSON of finite numbers only: the stage, every state of the run as float32, the words.

    data : the points in their own units, as drawn; `run.data` may hold them scaled.
    bowl : over W and b themselves. axes, frame, stage : of the coordinates in which they are drawn.
    microscope : from `under_microscope`, to show the loop's lines beside the panels.
    at : the epoch shown first; one beyond the run shows its end.
    `id` changes if and only if the picture does, not with the words.
    """
    picture = {
        "data": {"x": exact(data.x), "y": exact(data.y)},
        "scale": vars(scaling),
        "bowl": vars(bowl),
        "runs": [states(run)],
        "frame": vars(frame),
        "axes": vars(axes),
        "stage": stage,
        "microscope": microscope,
    }
    text = json.dumps(picture, allow_nan=False)
    return picture | {"id": hashlib.sha1(text.encode()).hexdigest(), "words": words, "lang": lang, "at": at}


def under_microscope(run: Run) -> dict[str, Any]:
    """What the microscope needs beyond the states: the loop's lines with their beats."""
    return {"code": [line._asdict() for line in lines(run.config.cost)], "cost": run.config.cost}


def states(run: Run) -> dict[str, Any]:
    """One run as the player reads it."""
    columns = {name: typed(getattr(run, name)) for name in ("W", "b", "cost", "grad_W", "grad_b")}
    return {"name": "", "lr": run.config.lr, "states": run.epochs + 1, "diverged": run.diverged, **columns}
