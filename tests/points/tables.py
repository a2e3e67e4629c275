"""Tables as text, and what came of them, for the tests of reading."""

from linreg import Dataset
from linreg.points.report import Report

POINTS = ((1.5, 2.25), (3.0, -4.0), (1000.25, 6e-7))


def report(data: Dataset) -> Report:
    assert data.report is not None
    return data.report


def pairs(data: Dataset) -> list[tuple[float, float]]:
    return list(zip(data.x, data.y, strict=True))


def table(separator: str, decimal: str, header: str) -> str:
    def cell(value: float) -> str:
        return repr(value).replace(".", decimal)

    lines = [separator.join(map(cell, pair)) for pair in POINTS]
    return "\n".join([*([header.replace("|", separator)] if header else []), *lines])
