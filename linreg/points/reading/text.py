"""From bytes to text: UTF-8 with or without a mark, UTF-16 with one, and what Excel saves: CP949, Windows-1252."""

import codecs
import re

from linreg.points.reading.problem import Unreadable
from linreg.points.reading.western import is_western

LARGEST_FILE = 2**20  # bytes
PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# Marks that no one sees: of the direction of writing, of width zero, of the byte order.
UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


def text_of(content: bytes) -> tuple[str, str]:
    """The text, without marks that nobody sees, and its encoding by name. Raises Unreadable."""
    if len(content) > LARGEST_FILE:
        raise Unreadable("size", most=LARGEST_FILE)
    if content.startswith(PACKED):
        raise Unreadable("archive")
    text, encoding = _decoded(content)
    text = text.rstrip("\x1a\x00").translate(UNSEEN)  # what old DOS programs end a file with
    if CONTROL.search(text):
        raise Unreadable("binary")
    if not text.strip():
        raise Unreadable("empty")
    return text, encoding


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries, other = [("utf-16", "UTF-16")], "encoding"
    else:
        excel = ("cp1252", "Windows-1252") if is_western(content) else ("cp949", "CP949")
        tries, other = [("utf-8-sig", "UTF-8"), excel], "binary" if b"\x00" in content else "encoding"
    for codec, name in tries:
        try:
            return content.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise Unreadable(other)
