"""The loop's own lines under the microscope: the source that trains, cut into the five beats of an epoch."""

import ast
import inspect
import textwrap
from functools import cache
from typing import NamedTuple

from linreg.training import costs
from linreg.training.config import TrainConfig
from linreg.training.loop import _descend

BEATS = ("predict", "cost", "zero_grad", "backward", "step")


class Line(NamedTuple):
    """One line of code, and which of BEATS it is; None for what stands before the loop."""

    text: str
    beat: int | None


@cache
def lines(cost_kind: str) -> tuple[Line, ...]:
    """The five lines of `train`'s loop that train, read from the source that runs.

    Before them stands what `cost_of` means for this kind of cost. Comments and the lines that only record the states
    are left out.
    Raises LookupError if the loop no longer has these five lines, each once and in this order.
    """
    source = textwrap.dedent(inspect.getsource(_descend))
    loop = next((node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.For)), None)
    found = [(_beat(statement), statement) for statement in loop.body] if loop else []
    trains = [(beat, statement) for beat, statement in found if beat is not None]
    if [BEATS[beat] for beat, _ in trains] != list(BEATS):
        raise LookupError(f"the loop's lines are {[BEATS[beat] for beat, _ in trains]}, expected {list(BEATS)}")
    shown = [Line(f"cost_of = {_cost_source(cost_kind)}", None)]
    for beat, statement in trains:
        shown.append(Line(ast.get_source_segment(source, statement) or "", beat))
    return tuple(shown)


def optimizer_line(config: TrainConfig) -> str:
    """The statement that makes the optimizer of this config, with those of its parameters that are not torch's own."""
    options = "".join(f", {name}={value!r}" for name, value in dict(config.options).items())
    return f"optimizer = optim.{config.optimizer}(model.parameters(), lr={float(config.lr)!r}{options})"


def _beat(statement: ast.stmt) -> int | None:
    """Which beat a statement of the loop is: told by the name it assigns, or by the method it calls alone."""
    if isinstance(statement, ast.Assign) and isinstance(target := statement.targets[0], ast.Name):
        name = {"prediction": "predict", "cost": "cost"}.get(target.id)
    elif isinstance(statement, ast.Expr) and isinstance(call := statement.value, ast.Call):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else None
    else:
        name = None
    return BEATS.index(name) if name in BEATS else None


def _cost_source(kind: str) -> str:
    """What stands in COSTS under this kind, as written there."""
    source = inspect.getsource(costs)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "COSTS" and isinstance(node.value, ast.Dict):
            for key, value in zip(node.value.keys, node.value.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == kind:
                    return ast.get_source_segment(source, value) or ""
    raise LookupError(f"no cost called {kind!r} in COSTS")
