"""Whether bytes that are no UTF-8 are Windows-1252, in which Excel saves in Western Europe, or CP949, of Korean Excel.

Nothing in a file says so. In CP949 a Korean letter is two bytes, and a word is a row of such pairs; in Windows-1252 a
letter with a mark is one byte among ASCII letters. "Größe" has two side by side: in CP949 they would be a Chinese
character within a word of Latin letters.
"""

import re

# As many bytes beyond ASCII as there are in a row, beside a letter and beside none. Possessive: gone through once
BESIDE = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]++|(?<![\x80-\xff])[\x80-\xff]++(?=[A-Za-z])")
ALONE = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]++(?![A-Za-z])")
LEAST_LETTER = 0xC0  # of Windows-1252: what is below are signs
HANGUL = re.compile("[가-힣]")


def is_western(content: bytes) -> bool:
    """Whether all that is beyond ASCII can be Windows-1252, and nothing of it Korean."""
    beside, alone = set(BESIDE.findall(content)), set(ALONE.findall(content))
    return (
        bool(beside or alone)
        and all(_reads(each) and (len(each) == 1 or _two_letters(each)) for each in beside)
        and all(_reads(each) and len(each) == 1 for each in alone)
    )


def _reads(row: bytes) -> bool:
    return _as(row, "cp1252") is not None


def _two_letters(row: bytes) -> bool:
    """Whether these are two letters of Windows-1252 that are no Korean one."""
    if len(row) != 2 or min(row) < LEAST_LETTER:
        return False
    pair = _as(row, "cp949")
    return pair is None or not HANGUL.search(pair)


def _as(row: bytes, codec: str) -> str | None:
    try:
        return row.decode(codec)
    except UnicodeDecodeError:
        return None
