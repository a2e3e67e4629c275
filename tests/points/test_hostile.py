"""Hundreds of odd files: each gives points of which every row is accounted for, or one reason; nothing else happens."""

import io
import math
import random
import zipfile
from collections.abc import Iterator

import pytest

from linreg.points.reading import Unreadable, read
from linreg.points.reading.problem import REASONS
from linreg.points.report import REASONS as DROPPED

GOOD = [f"{i},{2 * i + 1}" for i in range(1, 13)]
# fmt: off
CELLS = [
    "", " ", "NaN", "nan", "inf", "-Infinity", "1e400", "1e-400", "9" * 30, "9" * 5000, "0" * 400, "-", "--", "1-2",
    "=cmd|' /C calc'!A0", "=1+1", "@SUM(A1)", "+1", "-1", "<b>1</b>", "<script>alert(1)</script>", "'", '""', "1;2",
    "[x](http://example.com)", "$x$", ":red[1]", "{0}", "%s", "\\", "\\n", "../../etc", "\u202e1", "\u200f2", "\ufeff3",
    "١٢", "１２", "½", "²", "1\u00a02", "1'2", "1 000", "1,000.5", "1.000,5", "1.2.3", "1e", "e1", ".", "+", "True",
    "2024-01-01", "01/02/2024", "12:30", "12%", "$3", "3 kg", "null", "None", "#REF!", "\U0001f600", "가", "\u0000",
]
HEADS = [
    "x,y", "x", ",", "x,x", "1,2", "x,y,z", '"x,""y"', "<i>x</i>,<b>y</b>", "\u202ex,y", "a" * 3000 + ",b", "sep=,",
]
CODECS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp949", "cp1252", "utf-7", "cp037",
]
# fmt: on


def hostile() -> Iterator[tuple[str, bytes]]:
    """Odd files, each with a name."""
    for i, cell in enumerate(CELLS):
        yield f"cell {i} alone", cell.encode()
        yield f"cell {i} within", "\n".join([*GOOD[:5], f"{cell},4", *GOOD[5:]]).encode()
        yield f"cell {i} everywhere", "\n".join(["x;y", *[f"{cell};{cell}"] * 4]).encode()
    for i, head in enumerate(HEADS):
        for ends, end in (("lf", "\n"), ("crlf", "\r\n"), ("cr", "\r"), ("none", " ")):
            yield f"head {i} {ends}", end.join([head, *GOOD]).encode()
    for codec in CODECS:
        text = "\n".join(["x,größe" if codec == "cp1252" else "x,y", *GOOD])
        yield f"as {codec}", text.encode(codec)
        yield f"as {codec}, cut short", text.encode(codec)[:-1]
        yield f"as {codec}, behind a mark", b"\xff\xfe" + text.encode(codec)
    good = "\n".join(GOOD).encode()
    for size in (0, 1, 2, 3, 4, 7, 2**20 - 1, 2**20, 2**20 + 1, 2**21):
        yield f"{size} bytes of a table", (good * (size // len(good) + 1))[:size]
        yield f"{size} commas", b"," * size
        yield f"{size} quotation marks", b'"' * size
        yield f"{size} zeros", bytes(size)
        yield f"{size} line ends", b"\n" * size
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("points.csv", "\n".join(GOOD))
    yield "a zip", packed.getvalue()
    chance = random.Random(1)
    for seed in range(40):
        yield f"noise {seed}", chance.randbytes(chance.randint(1, 400))
        broken = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.choice(b'\x00\t\n\r ",.;0e-\x1a\x80\xff')
        yield f"broken {seed}", bytes(broken)
        alphabet = "0123456789,;.\t\n\"' -e#xé가"
        yield f"letters {seed}", "".join(chance.choices(alphabet, k=chance.randint(1, 300))).encode()
    yield "ragged", b"\n".join(b",".join([b"1"] * n) for n in range(1, 40))
    yield "wide", b",".join([b"1"] * 100_000) + b"\n" + b",".join([b"2"] * 100_000)
    yield "as wide as may be", b",".join([b"1"] * 1000) + b"\n" + b",".join([b"2"] * 1000)
    yield "one row", b"1,2"
    yield "one column", b"1\n2\n3"
    yield "all equal", b"2,2\n" * 20


FILES = dict(hostile())


def test_there_are_three_hundred_at_least() -> None:
    assert len(FILES) >= 300


@pytest.mark.parametrize("name", FILES)
def test_an_odd_file_gives_points_or_one_reason(name: str) -> None:
    try:
        data = read(FILES[name])
    except Unreadable as error:
        assert error.reason in REASONS and str(error) and "\n" not in str(error)
        return
    assert len(data) >= 1 and all(map(math.isfinite, (*data.x, *data.y)))
    report = data.report
    assert report is not None and report.rows == len(data)
    assert all(dropped.reason in DROPPED and dropped.rows >= 1 for dropped in report.dropped)
    assert {report.x, report.y} <= set(report.columns) and report.x != report.y


@pytest.mark.parametrize(
    "name", [name for name in FILES if name.startswith(("cell", "broken")) and "alone" not in name]
)
def test_no_row_is_lost_without_a_word(name: str) -> None:
    """Rows read and rows dropped are all that stand there beneath the heading, as Python itself counts lines."""
    try:
        report = read(FILES[name]).report
    except Unreadable:
        return
    assert report is not None
    text = FILES[name].decode(report.encoding.lower()).rstrip("\x1a\x00")
    blank = ' \t"' + {"comma": ",", "semicolon": ";", "tab": "\t", "space": " "}[report.separator]
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip(blank)]
    if '"' in text.replace('""', ""):  # a quoted cell may hold a line end
        assert report.heading + report.rows + sum(each.rows for each in report.dropped) <= len(lines)
    else:
        assert report.heading + report.rows + sum(each.rows for each in report.dropped) == len(lines)
