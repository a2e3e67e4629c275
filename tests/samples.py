"""Points that the tests share: the certified ones, and those on which a line has little to hold on to."""

import csv
import json
from pathlib import Path
from typing import Any

import linreg
from linreg import Dataset

# What the source notebook prints.
PRINTED: dict[str, Any] = json.loads(
    (Path(linreg.__file__).parent / "notebook" / "outputs.json").read_text(encoding="utf-8")
)


def norris() -> Dataset:
    """NIST's certified data set Norris (StRD, linear regression): 36 points whose bowl is a very long, thin valley."""
    with (Path(__file__).parent / "data" / "norris.csv").open(encoding="utf-8", newline="") as file:
        rows = [(float(row["x"]), float(row["y"])) for row in csv.DictReader(file)]
    return Dataset("norris", *zip(*rows, strict=True))


AWKWARD = {
    "one point": Dataset("own", (2.0,), (3.0,)),
    "one point at the origin": Dataset("own", (0.0,), (0.0,)),
    "all x equal": Dataset("own", (2.0, 2.0, 2.0), (1.0, 2.0, 6.0)),
    "all x zero": Dataset("own", (0.0, 0.0), (1.0, 2.0)),
    "all y equal": Dataset("own", (1.0, 2.0, 3.0), (4.0, 4.0, 4.0)),
    "all y zero": Dataset("own", (1.0, 2.0, 3.0), (0.0, 0.0, 0.0)),
    "two points": Dataset("own", (-1.0, 4.0), (2.0, -3.0)),
    "tiny": Dataset("own", (1e-6, 2e-6, 3e-6), (3e-6, 1e-6, 2e-6)),
    "huge": Dataset("own", (1e6, 2e6, 3e6), (3e6, 1e6, 2e6)),
    "tiny x, huge y": Dataset("own", (1e-6, 2e-6, 3e-6), (3e6, 1e6, 2e6)),
    "huge x, tiny y": Dataset("own", (1e6, 2e6, 3e6), (3e-6, 1e-6, 2e-6)),
    "far from zero": Dataset("own", (1000.0, 1000.5, 1001.0), (-7.0, -6.0, -7.5)),
    "norris": norris(),
}
