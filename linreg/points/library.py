"""The library: sets of points that are known for something, by name. Their stories are told in `linreg.words`."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linreg.points.cases import CASES
from linreg.points.dataset import Dataset, Line

SETS = Path(__file__).parent / "sets"
LINE = Line(n=20, W=2.0, b=-1.0, noise=1.0, seed=1)  # the noisy line, where nothing else is said
MADE: dict[str, Callable[[], Dataset]] = {"notebook": Dataset.notebook, "line": lambda: Dataset.line(*LINE)}
ON_FILE = ("anscombe1", "anscombe2", "anscombe3", "anscombe4", "norris", "forbes", "cars", "outlier", "valley")
REBUILT = {case.data.name: case for case in CASES.values() if case.data.name not in MADE}  # from requests for help
LIBRARY = (*MADE, *ON_FILE, *REBUILT)


@dataclass(frozen=True)
class Origin:
    """Where a set comes from: its source, as a reference, or "" if it was made for this library; and under which of
    LICENCES it may be used."""

    source: str
    licence: str


# made for this library, in the public domain; a work of a government, in the public domain; published so long ago that
# every right has expired; figures of an article, which are facts, as R distributes them under the GPL
LICENCES = ("made", "government", "expired", "article")


def library(name: str) -> Dataset:
    """The set of that name, one of LIBRARY. `certified` holds the best line's (W, b) where an authority certifies them.

    Raises ValueError for another name.
    """
    return _library(name)[0]


def origin(name: str) -> Origin:
    """Where the set of that name comes from. Raises ValueError for another name."""
    return _library(name)[1]


@cache
def _library(name: str) -> tuple[Dataset, Origin]:
    if name not in LIBRARY:
        raise ValueError(f"name must be one of {', '.join(LIBRARY)}, got {name!r}")
    if name in MADE:
        return MADE[name](), Origin("", "made")
    if name in REBUILT:
        return REBUILT[name].data, Origin(REBUILT[name].thread, "made")
    told = tomllib.loads((SETS / f"{name}.toml").read_text(encoding="utf-8"))
    certified = tuple(told["certified"]) if "certified" in told else None
    return Dataset(name, told["x"], told["y"], certified), Origin(told["source"], told["licence"])
