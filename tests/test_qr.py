"""The QR code holds the address, as a decoder reads it back from its squares."""

import re

import numpy as np
import pytest
import zxingcpp

from linreg.telling.qr import Code, code

SHORT = "https://linreg.example.org/?lr=0.1&epoch=43&lang=ko"
KEPT = "https://linreg.example.org/course/?lr=0.1&kept=" + "~~".join(f"lr~0.0{i}~opt~Adam" for i in range(1, 6))
POINTS = "https://linreg.example.org/?data=own&points=" + "_".join(repr(i / 7) for i in range(128))


def drawn(found: Code) -> np.ndarray:
    """The code as a picture, with a white margin; it asserts that every piece of the path is a stretch of a row."""
    picture = np.full((found.side + 8, found.side + 8), 255, np.uint8)
    pieces = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", found.path)
    assert found.path == "".join("M{} {}h{}v1h-{}z".format(*piece) for piece in pieces)
    for x, y, wide, _ in (map(int, piece) for piece in pieces):
        assert (picture[y + 4, x + 4 : x + wide + 4] == 255).all()
        picture[y + 4, x + 4 : x + wide + 4] = 0
    return picture.repeat(4, 0).repeat(4, 1)


@pytest.mark.parametrize("address", [SHORT, KEPT, POINTS])
def test_a_decoder_reads_the_address_back(address: str) -> None:
    found = code(address)
    assert found is not None
    assert [read.text for read in zxingcpp.read_barcodes(drawn(found))] == [address]


def test_an_address_of_a_few_settings_can_be_read_from_afar_and_one_of_sixty_points_cannot() -> None:
    short, points = code(SHORT), code(POINTS)
    assert short and short.far and points and not points.far


def test_what_no_code_can_hold_has_none() -> None:
    assert code("x" * 3000) is None
