"""The certificate: every number in the reference file beside the one that this machine computes."""

import json
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import torch

from linreg.notebook.evidence import log_lines, notebook_run
from linreg.notebook.live import Step, numbers, steps

REFERENCE = Path(__file__).parent / "outputs.json"  # every number that the notebook prints, and its true costs


@dataclass(frozen=True)
class Check:
    """One number, as printed here and as printed by the notebook."""

    name: str  # where it stands in the reference file: "tensor_model.log.rows.3.1"
    ours: str
    theirs: str

    @property
    def agrees(self) -> bool:
        """True if both are the same to the printed digit (0.04 and 0.0400 are the same number, printed twice)."""
        return Decimal(self.ours) == Decimal(self.theirs)


@dataclass(frozen=True)
class Certificate:
    """What this machine reproduces of the notebook."""

    checks: tuple[Check, ...]
    cells: tuple[int, ...]  # the notebook's cells that printed numbers
    cells_reproduced: tuple[int, ...]  # those whose every number was printed here too
    torch: str  # version
    device: str  # where it was computed, with the machine: "cpu (x86_64)"

    @property
    def agreeing(self) -> int:
        """How many numbers agree."""
        return sum(check.agrees for check in self.checks)

    @property
    def complete(self) -> bool:
        """True if everything is reproduced."""
        return self.agreeing == len(self.checks) and self.cells_reproduced == self.cells


@cache
def certify() -> Certificate:
    """The certificate of this machine, for the notebook as it runs here. Computed once per process."""
    theirs = json.loads(REFERENCE.read_text(encoding="utf-8"), parse_float=Decimal)  # keeps the digits as they stand
    ours = dict(_leaves(_reproduced({step.name: step for step in steps()})))
    checks = tuple(Check(name, ours[name], value) for name, value in _leaves(theirs))
    printing = [step for step in steps() if numbers(step.notebook)]
    reproduced = [step for step in printing if step.agreement in ("same", "digits")]
    device = f"{notebook_run().config.device} ({platform.machine()})"
    return Certificate(checks, _cells(printing), _cells(reproduced), torch.__version__, device)


def _cells(printing: list[Step]) -> tuple[int, ...]:
    return tuple(cell for step in printing for cell, text in step.printed.items() if numbers(text))


def _leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every number below a node of the reference file, as (path, text); notes and column names are not numbers."""
    if isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _leaves(child, f"{path}.{key}" if path else str(key))
    elif _is_number(str(node)):
        yield path, str(node)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _reproduced(step: dict[str, Step]) -> dict[str, Any]:
    """The reference file's numbers as this machine has them, in the file's own shape; printed digits as text."""
    printed = {name: numbers(one.output) for name, one in step.items()}
    x, shape, y = printed["data"][:3], printed["data"][3:5], printed["data"][5:8]
    residual, squared, (cost_0,) = printed["cost"][:3], printed["cost"][3:6], printed["cost"][6:]
    run = notebook_run()
    first_log = [numbers(line) for line in step["loop"].output.splitlines()]  # epoch, of, W, "Cost"
    second_log = [numbers(line) for line in step["module_loop"].output.splitlines()]  # epoch, of, W, b, cost
    _, final_W = printed["item"]
    return {
        "data": {"x": _column(x), "y": _column(y), "shape": shape},
        "seed": printed["seed"][0],
        "lr": run.config.lr,
        "nb_epochs": first_log[-1][1],
        # the number of updates after which `train` stands where the loop ended
        "updates_done_by_the_loop": int(abs(run.W - float(final_W)).argmin()),
        "tensor_model": {
            "init": dict(zip(("W", "b"), printed["start"], strict=True)),
            "hypothesis_0": _column(printed["hypothesis"]),
            "residual_0": _column(residual),
            "squared_residual_0": _column(squared),
            "cost_0": cost_0,
            "after_one_step": {
                "W": printed["step"][0],
                "b": printed["step"][1],
                "hypothesis": _column(printed["improved"][:3]),
                "cost": printed["improved"][3],
            },
            "log": {
                "rows": [[epoch, W, shown] for epoch, _, W, shown in first_log],
                "true_cost": {str(line.epoch): f"{line.cost_before:.6f}" for line in log_lines()},
            },
            "final_W_item": final_W,
        },
        "module_model": {
            "first_draw": {
                "hypothesis": _column(printed["module_hypothesis"]),
                "cost": printed["module_cost"][-1],
            },
            "second_draw_log": {"rows": [[epoch, W, b, cost] for epoch, _, W, b, cost in second_log]},
        },
    }


def _column(values: list[str]) -> list[list[str]]:
    """The values as a tensor of shape (n, 1) prints them, as nested lists."""
    return [[value] for value in values]
