"""Reading points from files: separators, decimal signs, headers, columns; what is dropped and told."""

from pathlib import Path

import numpy as np
import pytest

from linreg import Dataset, read_csv
from linreg.points.reading import Unreadable, read
from linreg.points.reading.problem import REASONS
from linreg.points.report import Dropped
from tests.points.tables import POINTS, pairs, report, table


def points(text: str) -> list[tuple[float, float]]:
    return pairs(read(text.encode()))


def why(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(content)
    return caught.value.reason


# what a file may be


@pytest.mark.parametrize("separator", ["\t", ";", " "])
def test_decimal_commas_are_found_out(separator: str) -> None:
    data = read(table(separator, ",", "x|y").encode())
    assert pairs(data) == list(POINTS)
    assert report(data).decimal == ","


def test_quoted_decimal_commas_may_stand_between_commas() -> None:
    assert points('x,y\n"1,5","2,5"\n"3,25",4') == [(1.5, 2.5), (3.25, 4)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"1,234.5","12,345,678"', (1234.5, 12345678)),
        ("1.234,5;12.345.678", (1234.5, 12345678)),
        ("1 234,5;12 345 678,25", (1234.5, 12345678.25)),
        ("1\u00a0234,5\t12\u202f345", (1234.5, 12345)),
        ("1'234.5\t12’345", (1234.5, 12345)),
        ('"1,234","5,678"', (1234, 5678)),  # commas separate, so they are no decimal sign
        ("1,234;5,678", (1.234, 5.678)),  # where Excel separates by semicolons, they are
        ("1,234\t5,678", (1234, 5678)),
        ("1,234\t5,67", (1.234, 5.67)),  # one cell settles it for all
        ("1.234;5,6", (1234, 5.6)),
    ],
)
def test_thousands(text: str, expected: tuple[float, float]) -> None:
    assert points(text) == [expected]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("+1", 1), ("-.5", -0.5), ("5.", 5), ("1e3", 1000), ("1E-3", 0.001), ("\u22127", -7), (" 8 ", 8), ("007", 7)]
    + [("1" * 30, float("1" * 30)), ("\u200f9\u200e", 9), ("-0", 0), ("1e-400", 0)],
)
def test_what_is_a_number(cell: str, value: float) -> None:
    assert points(f"{cell},2") == [(value, 2)]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [(cell, "missing") for cell in ("", "NA", "n/a", "NaN", "null", "-", "?", "#N/A")]
    + [
        (cell, "text")
        for cell in ("abc", "12%", "$5", "1_0", "0x10", "１２", "2024-01-01", "12:30", "=1+1", "1e", "++1")
    ]
    + [(cell, "text") for cell in ("infinity", "<b>1</b>", "1 2", "1.2.3", "٣", "--1")]
    + [(cell, "infinite") for cell in ("1e400", "-1e400", "1e31", "9" * 400)],
)
def test_what_is_none_drops_its_row_and_no_other(cell: str, reason: str) -> None:
    data = read(f"x;y\n1;2\n{cell};3\n4;5\n6;{cell}\n7;8".encode())
    assert pairs(data) == [(1, 2), (4, 5), (7, 8)]
    assert report(data).dropped == (Dropped(reason, 2, 3),)


def test_a_ragged_row_shifts_nothing() -> None:
    data = read(b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,,\n13,14,15")
    assert pairs(data) == [(1, 2), (10, 11), (13, 14)]
    assert report(data).dropped == (Dropped("cells", 2, 3),)


def test_blank_lines_are_nothing_but_keep_the_count_of_lines() -> None:
    data = read(b"\n\nx,y\n\n1,2\n \n,\nx,3\n")
    assert pairs(data) == [(1, 2)]
    assert report(data).dropped == (Dropped("text", 1, 8),)


def test_comments_are_rows_like_others() -> None:
    """A cell of Excel's may say #REF!, and a row is not to vanish without a word."""
    data = read(b"# by hand\n# x,y\n1,2\n#REF!,4\n3,4\n")
    assert pairs(data) == [(1, 2), (3, 4)]
    assert (report(data).heading, report(data).dropped) == (2, (Dropped("text", 1, 4),))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_every_line_end(end: str) -> None:
    assert points(end.join(["x,y", "1,2", "3,4", ""])) == [(1, 2), (3, 4)]


def test_excels_own_line_names_the_separator() -> None:
    assert points("sep=;\nx;y\n1;2") == [(1, 2)]


def test_titles_above_the_names_are_no_points() -> None:
    data = read(b"Report of May\nwith notes,\nage,height\n3,95\n4,103")
    assert pairs(data) == [(3, 95), (4, 103)]
    assert (report(data).x, report(data).y, report(data).heading) == ("age", "height", 3)


def test_a_quoted_cell_may_hold_separators_and_line_ends() -> None:
    data = read(b'"age, in\nyears","height"\n1,2')
    assert report(data).x == "age, in years"


# columns

THREE = b"id,age,name,height\n7,1,Ann,10\n8,2,Bob,20\n"


def test_the_first_two_columns_of_numbers_are_taken() -> None:
    data = read(THREE)
    assert pairs(data) == [(7, 1), (8, 2)]
    assert report(data).columns == ("id", "age", "height")


def test_columns_are_chosen_by_name_in_any_order() -> None:
    assert pairs(read(THREE, x="height", y="age")) == [(10, 1), (20, 2)]
    assert pairs(read(THREE, y="id")) == [(1, 7), (2, 8)]
    assert pairs(read(THREE, x="height")) == [(10, 7), (20, 8)]


def test_a_nameless_count_of_the_rows_is_no_x() -> None:
    assert pairs(read(b'"","bp","pres"\n"1",194.5,20.79\n"2",194.3,20.79\n')) == [(194.5, 20.79), (194.3, 20.79)]


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (b"# hours,score,age\n1,2,3\n2,4,6\n", ("hours", "score", "age")),  # as numpy.savetxt writes it
        (b"# x y\n1 2\n3 4\n", ("x", "y")),
        (b"#x\ty\n1\t2\n3\t4\n", ("x", "y")),
        (b"#1,#2,a\n1,2,3\n2,4,6\n", ("#1", "#2", "a")),  # no comment: the next one starts so too
    ],
)
def test_a_header_that_is_a_comment_gives_each_column_its_name(content: bytes, columns: tuple[str, ...]) -> None:
    found = report(read(content))
    assert found.columns == columns and (found.x, found.y) == columns[:2]


@pytest.mark.parametrize(
    ("content", "x"),
    [
        (b"#,bp,pres\n1,194.5,20.79\n2,194.3,20.79\n", "bp"),
        (b",bp,pres\n0,194.5,20.79\n7,194.3,20.79\n", "bp"),  # rows were taken out
        (b",bp,pres\n1.5,194.5,20.79\n2.5,194.3,20.79\n", "#1"),  # measured, not counted
        (b",bp,pres\n2,194.5,20.79\n1,194.3,20.79\n", "#1"),
        (b",pres\n1,20.79\n2,20.78\n", "#1"),  # there is no other
        (b"1,194.5,20.79\n2,194.3,20.79\n", "#1"),  # no column has a name
    ],
)
def test_only_what_counts_the_rows_and_has_no_name_is_passed_over(content: bytes, x: str) -> None:
    assert report(read(content)).x == x


def test_no_two_columns_have_one_name() -> None:
    data = read(b"x,x,,\n1,2,3,4\n", y="x #2")
    assert report(data).columns == ("x", "x #2", "#3", "#4") and pairs(data) == [(1, 2)]
    assert report(read(b"a,a #3,a\n1,2,3\n")).columns == ("a", "a #3", "a #3 #3")


def test_a_column_that_is_not_there_or_taken_twice_is_told() -> None:
    for x, y, reason in (("weight", None, "no_column"), ("age", "age", "same_column"), ("name", "age", "no_rows")):
        with pytest.raises(Unreadable) as caught:
            read(THREE, x, y)
        assert caught.value.reason == reason
    with pytest.raises(Unreadable, match="no column 'weight': there are 'id', 'age', 'name', 'height'"):
        read(THREE, "weight")


# what gives no points


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\n", "empty"),
        (b"x" * (2**20 + 1), "size"),
        (b"PK\x03\x04" + bytes(40), "archive"),
        (b"\xd0\xcf\x11\xe0" + bytes(40), "archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "binary"),
        (b"1,2\n3,\x004", "binary"),
        ("1,2\n3,4".encode("utf-16-le"), "binary"),
        (b"\xff\xfe1\x00,", "encoding"),
        (b"\xff\xff\xff,1", "encoding"),
        (b'1,2\n"3,4\n5,6\n', "quotes"),
        (b'1,2\n"3"x,4\n', "quotes"),
        (b"hello\nworld\n", "no_numbers"),
        (b"x,y\n", "no_numbers"),
        (b"1\n2\n3\n", "one_column"),
        (b"name,age\nAnn,1\nBob,2\n", "one_column"),
        (b"x,y\n1,\n,2\n3,\n", "one_column"),
        (b"1e300,1\n2e300,5", "too_large"),
        (b"x = [1, 2]\ny = [1e31, 1e400]", "too_large"),
    ],
)
def test_what_gives_no_points_says_why(content: bytes, reason: str) -> None:
    assert why(content) == reason


@pytest.mark.parametrize("separator", [b",", b";", b"\t", b" "])
def test_a_row_wider_than_any_table_is_refused_at_once(separator: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(separator.join([b"1"] * 500_000))
    assert refused.value.reason == "wide" and refused.value.values["n"] == 500_000
    assert len(read(separator.join([b"1"] * 1000))) == 1


def test_a_word_longer_than_a_page_is_not_taken_for_a_quotation_mark() -> None:
    with pytest.raises(Unreadable) as refused:
        read(b"a" * 500_000)
    assert refused.value.reason == "no_numbers"


def test_an_unreadable_file_is_a_value_error_that_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="save it as CSV"):
        read_csv(b"PK\x03\x04")
    assert all(REASONS.values())


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "points.tsv"
    path.write_bytes("키\t무게\n170\t60,5\n".encode("cp949"))
    assert pairs(read_csv(path)) == pairs(read_csv(str(path))) == [(170, 60.5)]
    with pytest.raises(FileNotFoundError):
        read_csv(tmp_path / "missing.csv")


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2**40)  # a hole of a terabyte: reading it would never end
    with pytest.raises(Unreadable, match="more than 1048576 bytes"):
        read_csv(path)


# many


def test_of_more_than_a_hundred_thousand_rows_the_first_are_read() -> None:
    data = read(b"1,2\n" * 100_000 + b"3,4\n")
    assert len(data) == report(data).rows == 100_000 and report(data).cut
    assert max(data.x) == 1
    for heading in (b"", b"x,y\n", b"a title\nx,y\n"):
        whole = read(heading + b"1,2\n" * 100_000)
        assert len(whole) == 100_000 and not report(whole).cut


def test_every_digit_survives() -> None:
    values = np.random.default_rng(1).normal(size=(500, 2)) * 10.0 ** np.arange(-250, 250)[:, None] / 1e225
    text = "\n".join(f"{x!r},{y!r}" for x, y in values.tolist())
    assert points(text) == [tuple(pair) for pair in values.tolist()]


def test_a_report_makes_no_other_points_of_them() -> None:
    assert read(b"1,2") == Dataset("own", [1], [2]) and hash(read(b"1,2")) == hash(Dataset("own", [1], [2]))
