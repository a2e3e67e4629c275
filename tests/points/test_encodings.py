"""Reading points from files: the encodings, and how they are told from one another."""

import pytest

from linreg.points.reading import read
from tests.points.tables import POINTS, pairs, report, table

ENCODED = {
    "utf-8": ("utf-8", "UTF-8"),
    "utf-8 with a mark": ("utf-8-sig", "UTF-8"),
    "utf-16 of Excel": ("utf-16", "UTF-16"),
    "korean excel": ("cp949", "CP949"),
}


@pytest.mark.parametrize("name", ENCODED)
@pytest.mark.parametrize("separator", ["\t", ";", ","], ids=["tab", "semicolon", "comma"])
@pytest.mark.parametrize("header", ["", "나이|무게"], ids=["bare", "header"])
def test_every_encoding_with_every_separator(name: str, separator: str, header: str) -> None:
    codec, told = ENCODED[name]
    if not header and told == "CP949":
        told = "UTF-8"  # without Korean letters they are the same bytes
    data = read(table(separator, ".", header).encode(codec))
    assert pairs(data) == list(POINTS)
    assert report(data).encoding == told
    assert report(data).separator == {"\t": "tab", ";": "semicolon", ",": "comma"}[separator]
    assert (report(data).x, report(data).y) == (("나이", "무게") if header else ("#1", "#2"))
    assert report(data).header == bool(header)
    assert report(data).rows == len(POINTS) and not report(data).dropped


@pytest.mark.parametrize(
    "header",
    [
        "Größe;Maß",
        "höhe;fußläufig",
        "Übung;Öl",
        "Ménage;coût réel",
        "año;niño",
        "ação;opções",
        "x °C;m²",
        "“a”;b – €",
        "Ærø;blåbær",
    ],
)
def test_what_excel_saves_in_western_europe_is_read_by_its_letters(header: str) -> None:
    data = read(f"{header}\n1,5;2\n1\u00a0000;3\n".encode("cp1252"))
    assert (report(data).encoding, (report(data).x, report(data).y)) == ("Windows-1252", tuple(header.split(";")))
    assert pairs(data) == [(1.5, 2), (1000, 3)]


@pytest.mark.parametrize(
    "header", ["키;값", "x값;y값", "기온(℃);넓이(㎡)", "똠방각하;펲시콜라", "값(cm);a값b", "體重;身長"]
)
def test_korean_letters_are_not_taken_for_western_ones(header: str) -> None:
    data = read(f"{header}\n1,5;2\n".encode("cp949"))
    assert (report(data).encoding, (report(data).x, report(data).y)) == ("CP949", tuple(header.split(";")))


def test_both_byte_orders_of_utf_16_are_read() -> None:
    for codec, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        assert pairs(read(mark + "x;y\n1;2".encode(codec))) == [(1, 2)]
