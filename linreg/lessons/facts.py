"""What the names in a lesson's expressions mean for its runs: every number and every answer is worked out here."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from linreg.lessons.expressions import END, Measure, Number, Tree, Word
from linreg.telling.came import came
from linreg.telling.guess import was
from linreg.theory import landscape, nearest_bowl
from linreg.theory.nearness import distances, near_since
from linreg.training.run import Run

Place = tuple[float, float]
Value = float | str | bool | Place
COLUMNS = ("W", "b", "cost", "grad_W", "grad_b")


class Unknown(ValueError):
    """A value that these runs do not have: of a run that is not there, or of an epoch beyond the last."""


@dataclass(frozen=True)
class Facts:
    """The runs of a step, the present one first; None stands for one that cannot be trained."""

    runs: Sequence[Run | None]

    def value(self, tree: Tree) -> Value:
        """What an expression comes to. Raises Unknown."""
        if isinstance(tree, Number):
            return tree.value
        if isinstance(tree, Word):
            return math.inf if tree.text == "never" else tree.text
        if isinstance(tree, Measure):
            return self._measure(tree)
        return _together(tree.sign, self.value(tree.left), self.value(tree.right))

    def holds(self, tree: Tree) -> bool:
        """Whether a comparison is true; False also for what is none, and for what these runs do not have."""
        try:
            return self.value(tree) is True
        except Unknown:
            return False

    def reach(self) -> float:
        """How far the start of the present run is from the minimum: what a distance on the map is held against."""
        run = self._run(1)
        least = landscape(run.data, run.config).minimum
        return math.dist((run.W[0], run.b[0]), least) or 1.0

    def _run(self, of: int) -> Run:
        run = self.runs[of - 1] if of <= len(self.runs) else None
        if run is None:
            raise Unknown(f"there is no run {of}")
        return run

    def _measure(self, measure: Measure) -> Value:
        if measure.name == "first_to":
            return self._first_to(measure.argument)
        run = self._run(measure.of)
        name, argument = measure.name, measure.argument
        if name in COLUMNS:
            return float(getattr(run, name)[_state(run, argument)])
        if name == "place":
            return run.at(_state(run, argument))
        if name == "left":
            distance = distances(run)
            return float(distance[_state(run, argument)] / distance[0]) if distance[0] else 0.0
        if name == "epochs_to":
            since = near_since(run, argument)
            return math.inf if since is None else float(since)
        if name in ("x", "y"):
            return _point(getattr(run.data, name), argument)
        return _told(run, name)

    def _first_to(self, share: float) -> Value:
        """The number of the run that is first to have only that share of its way left; of two at once the first."""
        since = {i: near_since(run, share) for i, run in enumerate(self.runs, 1) if run}
        arrived = {i: at for i, at in since.items() if at is not None}
        return float(min(arrived, key=lambda i: (arrived[i], i))) if arrived else "none"


def _state(run: Run, place: float) -> int:
    if place == END:
        return run.updates
    if place > run.updates:
        raise Unknown(f"there is no epoch {place}")
    return int(place)


def _point(values: Sequence[float], number: float) -> float:
    if number > len(values):
        raise Unknown(f"there is no point {number}")
    return float(values[int(number) - 1])


def _told(run: Run, name: str) -> Value:
    """What needs no argument."""
    theory = nearest_bowl(run.data, run.config.cost)
    if name == "outcome":
        return was(run.config, theory, came(run).kind)
    if name in ("limit", "fastest", "kappa"):
        return float(getattr(theory, name))
    if name in ("minimum", "least_W", "least_b", "least_cost"):
        surface = landscape(run.data, run.config)
        if name == "minimum":
            return surface.minimum
        return {"least_W": surface.W, "least_b": surface.b, "least_cost": surface.cost}[name]
    plain = {"last": run.epochs, "epochs": run.config.epochs, "lr": run.config.lr, "points": len(run.data)}
    return float(plain[name])


def _together(sign: str, left: Value, right: Value) -> Value:
    if sign == "=":
        return left == right
    if not isinstance(left, float) or not isinstance(right, float):
        raise Unknown(f"{sign} needs numbers")
    if sign in ("<", "<=", ">", ">="):
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]
    if sign == "/":
        if right == 0:
            raise Unknown("divided by 0")
        return left / right
    return {"+": left + right, "-": left - right, "*": left * right}[sign]
