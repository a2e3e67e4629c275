"""A plain table is read at a stroke: the very points and the very report of the reader that goes cell by cell."""

import importlib
import random

import pytest

from linreg.points.reading import Unreadable
from linreg.points.reading.plain import plain_table
from linreg.points.reading.rows import MOST_HEADING, MOST_ROWS
from tests.points.test_hostile import FILES

reading = importlib.import_module("linreg.points.reading.read")  # whose name the function has taken
read = reading.read
NUMBERS = (
    "0",
    "-0",
    "+3",
    ".5",
    "7.",
    "1e3",
    "-2.5E-7",
    "1e30",
    "0.1",
    "3.141592653589793238",
    "1e-400",
    "12345678901234567890",
)
HEADS = (
    "",
    "x,y",
    "나이;무게",
    "x;y;z",
    "#x y",
    " a , b ",
    "a,b,",
    ",",
    "sep=;",
    "1,x",
    "x.1;y",
    '"x",y',
    "x;y,z",
    "1,2,3;4",
    "\n",
)
# What makes a table no plain one: each stands in one cell
ODD = (
    "",
    "x",
    "1,5",
    "1.000,5",
    "nan",
    "1e31",
    "1e400",
    "1 2",
    "−3",
    "0x1",
    "1_0",
    "١",
    "=1",
    '"1"',
    "1;",
    ",",
    "inf",
    "- 1",
    "1e",
)


def told(content: bytes, x: str | None = None, y: str | None = None) -> object:
    """All that comes of reading it."""
    try:
        data = read(content, x, y)
    except Unreadable as error:
        return error.reason, error.values
    return data, data.x, data.y, data.report


def slowly(content: bytes, monkeypatch: pytest.MonkeyPatch) -> object:
    with monkeypatch.context() as patch:
        patch.setattr(reading, "plain_table", lambda text: None)
        return told(content)


def tables(chance: random.Random) -> list[str]:
    """Many tables: of every separator, width, header and line end, some with an odd cell."""
    made = []
    for _ in range(1500):
        separator, end = chance.choice(",;\t "), chance.choice(["\n", "\r\n", "\r"])
        width, height = chance.randint(1, 4), chance.randint(1, 6)
        rows = [[chance.choice(NUMBERS) for _ in range(width)] for _ in range(height)]
        if chance.random() < 0.4:
            chance.choice(rows)[chance.randrange(width)] = chance.choice(ODD)
        if chance.random() < 0.1:
            chance.choice(rows).append("1")
        pad = chance.choice(["", "", " "])
        lines = [separator.join(pad + cell + pad for cell in row) for row in rows]
        head = chance.choice(HEADS)
        made.append(end.join([*([head] if head else []), *lines]) + chance.choice(["", end, end * 2, " "]))
    return made


def test_odd_tables_and_plain_ones_are_read_as_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    made = tables(random.Random(3))
    for text in made:
        assert told(text.encode()) == slowly(text.encode(), monkeypatch), repr(text)
    plain = sum(plain_table(text) is not None for text in made)
    assert 150 < plain < 1350  # of both kinds many


def test_hostile_files_are_read_as_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in FILES.items():
        assert told(content) == slowly(content, monkeypatch), name


@pytest.mark.parametrize("head", ["", "x,y\n"])
@pytest.mark.parametrize("last", ["1,2", "1", '"'])  # a file may be cut off
@pytest.mark.parametrize("rows", [MOST_ROWS, MOST_ROWS + 1, MOST_ROWS + MOST_HEADING + 1, MOST_ROWS + MOST_HEADING + 2])
def test_a_table_of_every_row_that_is_read_and_more(
    head: str, last: str, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = (head + "".join(f"{i % 9},{i % 7}\n" for i in range(rows - 1)) + last).encode()
    assert (plain_table(content.decode()) is not None) == (
        last == "1,2" or rows + bool(head) > MOST_ROWS + MOST_HEADING + 1
    )
    assert told(content) == slowly(content, monkeypatch)


def test_columns_of_a_plain_table_are_chosen_by_name() -> None:
    content = b"a,b,c\n1,2,3\n4,5,6\n"
    assert plain_table(content.decode()) is not None
    data = read(content, "c", "a")
    assert (data.x, data.y) == ((3.0, 6.0), (1.0, 4.0))
    assert told(content, "c", "c") == ("same_column", {})
