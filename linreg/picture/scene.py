"""What is to be seen, as one record: the points, the runs on the surface of their cost, and which part of it all."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isfinite

from linreg.picture import stage as figures
from linreg.picture.axes import Axes
from linreg.picture.frame import Frame
from linreg.picture.frame import frame as frame_of
from linreg.picture.levels import rings_of
from linreg.picture.stage import Figure
from linreg.points.dataset import UNSCALED, Dataset, Scaling
from linreg.points.sampling import sample
from linreg.theory import Course, Forecast, Theory, landscape, nearest_bowl, to_original
from linreg.theory.losses import Surface
from linreg.theory.surface import Bowl
from linreg.theory.surface import bowl as bowl_of
from linreg.training.config import TrainConfig
from linreg.training.costs import COSTS
from linreg.training.optimizers import OPTIMIZERS
from linreg.training.run import Run
from linreg.words import Words

PARTS = (0.03, 0.12, 0.4, 1.0)  # of the start's height: the rings of another loss
WIDER = 1.5  # of the start's box


@dataclass(frozen=True)
class Scene:
    """Everything that a picture is made of.

    data : the points in their own units; the runs were trained on them as `scaling` makes them.
    runs : at least one, the present one first, then the kept ones; all of the same points and the same cost.
    bowl, theory : the cost over W and b themselves; of one that is no bowl the theory is that of squares.
    axes, frame : of the coordinates in which they are drawn.
    view : "plain" (over W and b), "lines" (the valley's directions drawn over that) or "eigen" (along and across it).
    ahead : the forecast to draw beside the first run, or None for none.
    others : of each kept run with another loss, by its place in `runs`, the surface on which it moves.
    floor : how far noise is expected to keep its cost above the least, in the long run; None where that is not told.
    """

    data: Dataset
    scaling: Scaling
    runs: tuple[Run, ...]
    theory: Theory
    bowl: Surface
    view: str
    axes: Axes
    frame: Frame
    ahead: Forecast | Course | None
    floor: float | None = None
    others: Mapping[int, Surface] = field(default_factory=dict)

    @property
    def run(self) -> Run:
        """The present run."""
        return self.runs[0]

    @cached_property
    def shown(self) -> Dataset:
        """The points that are drawn: all of them, or a sample of many."""
        return sample(self.data)

    @property
    def epochs(self) -> int:
        """How many the longest of the runs was asked for: so far time goes, however soon one of them ends."""
        return max(run.config.epochs for run in self.runs)

    @property
    def span(self) -> int:
        """The same in updates of the present run, in which the clock counts."""
        return self.epochs * self.run.per_epoch

    @property
    def drawn(self) -> Surface:
        """The bowl in the coordinates in which it is drawn."""
        return self.axes.bowl(self.bowl)

    @property
    def best(self) -> tuple[float, float]:
        """(W, b) of the best line over the points in their own units."""
        return to_original(self.bowl.W, self.bowl.b, self.scaling)


def scene(
    data: Dataset,
    scaling: Scaling,
    runs: tuple[Run, ...],
    view: str = "plain",
    ahead: Forecast | Course | None = None,
    floor: float | None = None,
) -> Scene:
    """The scene of these runs, which were trained on `data` as `scaling` makes it."""
    run = runs[0]
    theory, bowl = _surfaces(run)
    view = view if isinstance(bowl, Bowl) else "plain"  # where no bowl is, no direction goes its way undisturbed
    axes = Axes.eigen(theory) if view == "eigen" else Axes()
    starts = [run.at(0) for run in runs]
    others = _others(runs)
    starts += [(other.W, other.b) for other in others.values()]  # where these lead is to be seen
    wider = max(_wider(run.config) for run in runs)
    frame = frame_of(data, scaling, bowl, starts, axes, wider)
    return Scene(data, scaling, runs, theory, bowl, view, axes, frame, ahead, floor, others)


def _others(runs: tuple[Run, ...]) -> dict[int, Surface]:
    """The surfaces of the kept runs whose loss is not the present one's."""
    apart = {i: run for i, run in enumerate(runs) if run.config.loss != runs[0].config.loss}
    return {i: _surfaces(run)[1] for i, run in apart.items()}


def _surfaces(run: Run) -> tuple[Theory, Surface]:
    """What is known of the surface that this run is on: the curvature of the bowl that is nearest to it, and itself."""
    here = landscape(run.data, run.config)
    bowl = bowl_of(run.data, run.config.cost) if here.quadratic else here
    return nearest_bowl(run.data, run.config.cost), bowl


def _wider(config: TrainConfig) -> float:
    """How much more than the start's box a picture shows of this kind of training, whatever becomes of it.

    Plain descent never leaves the box while it does not grow. What has momentum, or steps by another measure than the
    gradient, or on a surface that is no bowl, does: at a good rate mostly by less than this.
    """
    plain = OPTIMIZERS[config.optimizer].rate == "gradient" and not config.parameters.get("momentum")
    return 1.0 if plain and config.cost in COSTS else WIDER


def moved(scene: Scene, data: Dataset, scaling: Scaling, runs: tuple[Run, ...]) -> Scene:
    """The same picture, on the same axes and to the same scale, of other points and their runs: nothing is forecast."""
    theory, bowl = _surfaces(runs[0])
    return replace(
        scene,
        data=data,
        scaling=scaling,
        runs=runs,
        theory=theory,
        bowl=bowl,
        ahead=None,
        floor=None,
        others=_others(runs),
    )


def surface(scene: Scene, say: Words) -> Figure:
    """The figure of the bowl."""
    short = (say("rate.slow"), say("rate.steep")) if scene.view == "eigen" else ("W", "b")  # longer ones are cut off
    return figures.bowl3d(scene.drawn, scene.frame, say("explore.cost"), short)


def level_map(scene: Scene, say: Words) -> Figure:
    """The figure of the contours."""
    titles, directions = ("W", "b"), []
    if scene.view == "eigen":
        titles = say("rate.along"), say("rate.across")
    elif scene.view == "lines":
        directions = [(say("rate.slow"), scene.theory.slow), (say("rate.steep"), scene.theory.steep)]
    floor, name = None, say("explore.minimum")
    if scene.theory.flat:
        floor, name = scene.axes.turned(scene.theory.slow), say("explore.minima")
    drawn = figures.contours(scene.drawn, scene.frame, titles, directions, name, floor)
    drawn["data"] += [trace for i in scene.others for trace in _beside(scene, i)]
    return drawn


def _beside(scene: Scene, i: int) -> list[Figure]:
    """The surface of a kept run's own loss, in the run's colour: some rings, the outermost through its start, and the
    minimum."""
    run, bowl = scene.runs[i], scene.others[i]
    gap = float(bowl.gap(run.W[0], run.b[0]))
    rings = [scene.axes.seen(*ring) for ring in rings_of(bowl, scene.frame, tuple(gap * part for part in PARTS))]
    W, b = scene.axes.seen(bowl.W, bowl.b)
    return figures.faint(rings if gap > 0 else [], (float(W), float(b)), i)


def stage(scene: Scene, say: Words) -> dict[str, Figure]:
    """The four figures, with the words of one language; a layout's `meta` is what its axes are in the glossary."""
    few, many = len(scene.shown), len(scene.data)
    sampled = say("explore.sampled", few=f"{few:,}", many=f"{many:,}") if few < many else ""
    forecast = (scene.ahead.cost, say("explore.forecast")) if scene.ahead else None
    batches = scene.run.config.batch_size is not None
    each = f"{scene.run.per_epoch:,}"
    along = say("batch.axis", updates=each) if batches else say("explore.epoch")
    level = say(f"batch.floor{'_first' if scene.run.config.schedule else ''}")
    floor = (scene.bowl.cost + scene.floor, level) if scene.floor and isfinite(scene.floor) else None
    best_line = say(f"explore.best_line{'s' if scene.theory.flat else ''}")
    given = "x" if scene.scaling == UNSCALED else say("scaling.axis")
    drawn = {
        "fit": figures.fit(scene.shown, scene.best, scene.frame, best_line, sampled, given),
        "contours": level_map(scene, say),
        "bowl": surface(scene, say),
        "curve": figures.curve(scene.span, scene.frame, (along, say("explore.cost")), forecast, floor),
    }
    u, v = ("slow", "steep") if scene.view == "eigen" else ("W", "b")
    counted = "update" if batches else "epoch"
    axes = {"fit": ("x", "y"), "contours": (u, v), "bowl": (u, v, "cost"), "curve": (counted, "cost")}
    for panel, terms in axes.items():
        drawn[panel]["layout"]["meta"] = dict(zip("xyz", terms, strict=False))
    return drawn
