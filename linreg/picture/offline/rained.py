"""A rain of starts for a file, trained on the spot."""

from dataclasses import replace

from linreg.picture.rain import Rain, rain, starts
from linreg.picture.scene import Scene
from linreg.training.many import train_each
from linreg.training.run import Run


def rained(scene: Scene) -> Rain | None:
    """The rain over this scene, of the present run's settings; None if none of its starts can be trained."""
    run = scene.run
    config = replace(run.config, device="cpu")
    requests = [(run.data, replace(config, init=start)) for start in starts(scene.frame, scene.axes)]
    runs = [answer for answer in train_each(requests) if isinstance(answer, Run)]
    return rain(runs, scene.bowl) if runs else None
