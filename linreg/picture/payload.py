"""What the browser plays: a scene as JSON of finite numbers."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from linreg.picture.encode import exact
from linreg.picture.memory import remembered, steps_plainly
from linreg.picture.scene import Scene, level_map, stage, surface
from linreg.picture.series import series
from linreg.points.dataset import Dataset
from linreg.telling.compare import names
from linreg.telling.microscope import Line, lines, optimizer_line
from linreg.theory.losses import Surface
from linreg.theory.surface import Bowl
from linreg.training.config import TrainConfig
from linreg.training.costs import COSTS
from linreg.training.run import Run
from linreg.words import Words


def payload(
    scene: Scene, say: Words, microscope: bool = False, at: int = 0, guessing: bool = False, rule: str = ""
) -> dict[str, Any]:
    """What the browser plays, as JSON of finite numbers only: the stage, every state of the runs as float32, the words.

    microscope : whether to show the loop's lines beside the panels; never with a mere sample of the points, whose
        residuals would not make the cost, nor with an optimizer that goes through the lines as often as it likes, nor
        with a cost that is none of squares.
    at : the epoch shown first; one beyond the run shows its end.
    guessing : whether the viewer is to guess what the run does before it is played.
    rule : that of the race that the runs are in, in a line; "" for none.
    `id` changes if and only if what is played does: not with the words, nor with what else is drawn beneath.
    """
    config = scene.run.config
    microscope = microscope and len(scene.shown) == len(scene.data) and not config.searches
    microscope = microscope and config.cost in COSTS
    inner = microscope or not steps_plainly(config)
    played = _trained(scene) | {
        "frame": vars(scene.frame),
        "axes": vars(scene.axes),
        "microscope": under_microscope(scene.run) if microscope else None,
        **seen_in_batches(scene),
        **({"inner": remembered(scene.run)} if inner else {}),
    }
    figures = stage(scene, say)
    json.dumps(figures, allow_nan=False)  # raises ValueError: a number that is not finite would break the page
    identity = hashlib.sha1(json.dumps(played, allow_nan=False).encode()).hexdigest()
    words = say.section("player")
    for name, wanted in (("microscope", microscope), ("inner", inner)):
        words |= say.section(name) if wanted else {}
    if config.batch_size is not None:
        counted = say.section("updates").items()  # what is said otherwise where updates are counted, and what is new
        words |= {name: text for name, text in counted if name in words or name.startswith("update")}
    words["squares_hint"] = say("player.squares_hint", made=say(f"player.squares_{config.cost}"))
    about = {
        "keys": [key_of(run.data, run.config) for run in scene.runs],
        "guessing": guessing,
        "epochs": scene.span,
        "at": at * scene.run.per_epoch,
        "rule": rule,
        "names": asdict(names(say, [run.config for run in scene.runs])),
    }
    return played | about | {"stage": figures, "id": identity, "words": words, "lang": say.lang}


def _surface(bowl: Surface) -> dict[str, Any]:
    """What the browser needs to know of the surface: its minimum, and what its heights follow from."""
    if isinstance(bowl, Bowl):
        return vars(bowl)
    return {"W": bowl.W, "b": bowl.b, "cost": bowl.cost, "loss": bowl.kind, "delta": bowl.delta, "beta": bowl.beta}


def seen_in_batches(scene: Scene) -> dict[str, Any]:
    """What tells the browser which points each update of the present run sees: it draws the very orders of torch's own
    generator (player/batches.js). Nothing where each sees all, or the points drawn are a sample only."""
    config, n = scene.run.config, len(scene.data)
    if config.batch_size is None:
        return {}
    told = {"size": config.batch_size, "n": n, "shuffled": config.shuffle, "seed": config.seed}
    return {"batches": told if len(scene.shown) == n else None}


def followed(scene: Scene, say: Words) -> dict[str, Any]:
    """What changes of a payload as its points move while axes and scale stand still; `mesh` are the bowl's traces."""
    changed = _trained(scene) | {"mesh": surface(scene, say)["data"]}
    if not isinstance(scene.bowl, Bowl):  # whose level sets the browser does not know
        changed["map"] = level_map(scene, say)["data"]
    changed |= seen_in_batches(scene)
    if not steps_plainly(scene.run.config):
        changed["inner"] = remembered(scene.run)
    json.dumps(changed, allow_nan=False)
    return changed


def _trained(scene: Scene) -> dict[str, Any]:
    """The points, the surface of their cost, and the runs on it."""
    return {
        "data": {"x": exact(scene.shown.x), "y": exact(scene.shown.y)},
        "scale": vars(scene.scaling),
        "bowl": _surface(scene.bowl),
        "runs": [
            states(scene.run),
            *(beside(run) | ({"otherwise": True} if i in scene.others else {}) for i, run in _kept(scene)),
        ],
    }


def _kept(scene: Scene) -> list[tuple[int, Run]]:
    return list(enumerate(scene.runs))[1:]


def key_of(data: Dataset, config: TrainConfig) -> str:
    """A name for the training of these points with this config; known before it is trained."""
    return hashlib.sha1(data.digest + repr(config).encode()).hexdigest()[:16]


def under_microscope(run: Run) -> dict[str, Any]:
    """What the microscope needs beyond the states: the optimizer, unless it is the notebook's, and the loop's lines."""
    size = run.config.batch_size
    batch = [] if size is None else [Line(f"x, y = next(batches)  # {size} of {len(run.data)} points", None)]
    optimizer = [] if steps_plainly(run.config) else [Line(optimizer_line(run.config), None)]
    code = [*optimizer, *batch, *lines(run.config.cost)]
    return {"code": [line._asdict() for line in code], "cost": run.config.cost}


def states(run: Run) -> dict[str, Any]:
    """The present run as the player reads it."""
    return _columns(run, "W", "b", "cost", "grad_W", "grad_b")


def beside(run: Run) -> dict[str, Any]:
    """A kept run: where it is at each state; its gradient is nobody's question.

    The cost is what its own loss makes of what an update sees; the browser draws it on the present run's surface.
    """
    return _columns(run, "W", "b", "cost")


def _columns(run: Run, *names: str) -> dict[str, Any]:
    columns = {name: series(getattr(run, name)) for name in names}
    pace = {} if run.config.batch_size is None else {"per_epoch": run.per_epoch}
    return {"lr": run.config.lr, "states": len(run.W), "diverged": run.diverged, **pace, **columns}
