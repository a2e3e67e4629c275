"""The cells, read and run: the code of each as it stands in cells.py, its output, and what the notebook printed."""

import inspect
import re
import textwrap
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch

from linreg.notebook.cells import cells
from linreg.training.config import TrainConfig
from linreg.training.model import linear_draw

PRINTED = Path(__file__).parent / "printed.toml"
UPDATES = 1001  # range(nb_epochs + 1)


@dataclass(frozen=True)
class Step:
    """One step of the notebook, run on this machine."""

    name: str
    code: str  # as it ran
    output: str  # what it printed here
    printed: dict[int, str]  # what the notebook's cells printed, by cell number; "" for nothing
    config: TrainConfig  # the run on the Explore page that this step belongs to

    @property
    def notebook(self) -> str:
        """What the notebook printed in this step, as one text."""
        return "\n".join(text for text in self.printed.values() if text)

    @property
    def agreement(self) -> str:
        """How output and notebook compare:

        "silent" if the notebook printed nothing here, "address" if it printed no number but an object's address in
        memory, "same" for the same text, "digits" for the same numbers in the same order (newer versions of torch name
        some functions differently: AddmmBackward0, once AddmmBackward), "differs" otherwise.
        """
        if not self.notebook:
            return "silent"
        if not numbers(self.notebook):
            return "address"
        if self.output == self.notebook:
            return "same"
        return "digits" if numbers(self.output) == numbers(self.notebook) else "differs"


@cache
def steps() -> tuple[Step, ...]:
    """All steps of the notebook in order. They ran once in this process: every run would print the same."""
    code, outputs, configs = _code(), _outputs(), _configs()
    printed = tomllib.loads(PRINTED.read_text(encoding="utf-8"))
    return tuple(
        Step(
            name,
            code[name],
            outputs[name],
            {int(cell): text.strip("\n") for cell, text in printed[name].items()},
            configs.get(name, TrainConfig()),
        )
        for name in outputs
    )


def numbers(text: str) -> list[str]:
    """The numbers in a printed text, digit by digit; not those in the names of functions and objects, `<…>`."""
    return re.findall(r"-?\d+\.?\d*(?:e[+-]?\d+)?", re.sub(r"<.*?>", "", text))


def _outputs() -> dict[str, str]:
    """What each cell prints here, by its name. Runs them all."""
    lines: list[str] = []
    # redirect_stdout would catch what other visitors' threads print, too
    starts = {name: len(lines) for name in cells(lambda value: lines.append(str(value)))}
    bounds = [*starts.values(), len(lines)]
    return {name: "\n".join(lines[a:b]) for name, a, b in zip(starts, bounds, bounds[1:], strict=False)}


def _code() -> dict[str, str]:
    """The source of each cell, by its name: the lines between its `yield` and the next."""
    _, *parts = re.split(r'^    yield "(\w+)"\n', inspect.getsource(cells), flags=re.MULTILINE)
    return {name: textwrap.dedent(code).strip("\n") for name, code in zip(parts[::2], parts[1::2], strict=True)}


def _configs() -> dict[str, TrainConfig]:
    """The run that a step belongs to, by the step's name, where it is not the default run from zeros."""
    stream = torch.Generator().manual_seed(1)
    linear_draw(stream)  # the first draw is `init="linear"`
    one_step = TrainConfig(epochs=1)
    whole_loop = TrainConfig(epochs=UPDATES)
    first_draw = TrainConfig(epochs=1, init="linear")
    return {
        "seed": TrainConfig(init="linear"),
        "zero_grad": one_step,
        "backward": one_step,
        "step": one_step,
        "improved": one_step,
        "loop": whole_loop,
        "item": whole_loop,
        "module": first_draw,
        "module_hypothesis": first_draw,
        "module_cost": first_draw,
        "module_step": first_draw,
        "module_loop": TrainConfig(epochs=UPDATES, init=linear_draw(stream)),
    }
