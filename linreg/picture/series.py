"""The states of a run on their way to the browser: every bit of them, in a third of the room.

A float32 is also a whole number, its 32 bits; and since a run goes on much as it went before, these numbers, their
differences, or the differences of those change little from state to state. What is left of them takes one byte or two.
"""

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linreg.picture.encode import Array, packed, typed
from linreg.training.config import LARGEST

LAGS = (1, 2)  # differences to the state before; or, as a run may swing from side to side, to the one before that
ORDERS = (1, 2, 3)  # how often differences are taken

Bits = NDArray[np.uint32]


def series(values: Array) -> dict[str, Any]:
    """The same float32 numbers as `typed` sends, as differences {dtype, bdata, lag, order} where that is shorter."""
    plain = typed(values)
    bits = np.clip(values, -LARGEST, LARGEST).astype("<f4").view("<u4")
    ways = {(lag, order): _folded(_differences(bits, lag, order)) for lag, order in product(LAGS, ORDERS)}
    (lag, order), left = min(ways.items(), key=lambda way: int(_lengths(way[1]).sum()))
    if _lengths(left).sum() >= bits.nbytes:
        return plain
    return packed(_in_sevens(left)) | {"dtype": "f4", "lag": lag, "order": order}


def _differences(bits: Bits, lag: int, order: int) -> Bits:
    """Each minus the one `lag` before it, `order` times over; modulo 2**32, so that nothing is lost."""
    for _ in range(order):
        bits = np.concatenate((bits[:lag], bits[lag:] - bits[:-lag]))
    return bits


def _folded(bits: Bits) -> Bits:
    """Small numbers of either sign as small numbers: 0, -1, 1, -2 … as 0, 1, 2, 3 …"""
    signed = bits.view(np.int32)
    return ((signed << 1) ^ (signed >> 31)).view(np.uint32)


def _lengths(bits: Bits) -> NDArray[np.int64]:
    """How many bytes of seven bits each number takes."""
    return np.asarray(sum((bits >= 1 << 7 * more for more in range(1, 5)), np.ones(len(bits), np.int64)))


def _in_sevens(bits: Bits) -> NDArray[np.uint8]:
    """Each number seven bits at a time, the lowest first; all bytes but a number's last have the eighth bit set."""
    place = np.arange(5)
    last = _lengths(bits)[:, None] - 1
    sevens = (bits[:, None] >> (7 * place).astype(np.uint32) & 127 | (place < last) * 128).astype(np.uint8)
    return sevens[place <= last]
