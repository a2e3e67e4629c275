"""An address as a QR code: which squares of it are black."""

from typing import NamedTuple

import segno

FAR = 57  # squares a side that a phone still reads from the last row, if the code is as high as the screen


class Code(NamedTuple):
    """A QR code: squares a side, its margin not counted, and the black ones as an SVG path, one unit each."""

    side: int
    path: str

    @property
    def far(self) -> bool:
        """Whether it can be read from afar."""
        return self.side <= FAR


def code(text: str) -> Code | None:
    """The smallest code that holds the text; None where none does."""
    try:
        found = segno.make_qr(text, error="l")  # what room is left goes to better correction
    except segno.DataOverflowError:
        return None
    rows = [bytes(row) for row in found.matrix]
    return Code(len(rows), "".join(_stretches(y, row) for y, row in enumerate(rows)))


def _stretches(y: int, row: bytes) -> str:
    """The black squares of a row, those beside each other as one."""
    path, x = "", 0
    while (x := row.find(1, x)) >= 0:
        end = row.find(0, x)
        end = len(row) if end < 0 else end
        path += f"M{x} {y}h{end - x}v1h{x - end}z"
        x = end
    return path
