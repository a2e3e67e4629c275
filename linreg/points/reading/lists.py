"""Lists as they stand in a program: x = [1, 2, 3] and y = [2, 4, 6], tensors, arrays, or one list of pairs."""

import re
from itertools import islice

from linreg.points.reading.problem import Unreadable

WORD = r"nan|None|inf"
NUMBER = re.compile(rf"[-+]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|{WORD})", re.ASCII)
ONLY_NUMBERS = re.compile(r"[\[\](),\s]*")  # what is left of a list without its numbers
BETWEEN = re.compile(r"[\w\s=.,:;()#>-]*")  # names, calls, and what an interpreter puts before a line
INNERMOST = re.compile(r"[\[(]([^\[\]()]*)[\])]")
# A table has such rows. Possessive, so that blanks are gone through once: a text may be nothing else.
TWO_NUMBERS = re.compile(r"(?<![\w.])\d[\d.]*+(?:\s*+[,;]|[^\S\t ]*+[\t ])\s*+\d")


def lists(text: str) -> list[tuple[str, str]] | None:
    """The points of two lists, or of one list of pairs, as the texts of their numbers; None if the text is none.

    Raises Unreadable for two lists of which one is longer.
    """
    found = _outermost(text) if "[" in text else None
    if found is None or not 1 <= len(found) <= 2 or not all(map(_holds_numbers, found)):
        return None
    if len(found) == 2:
        x, y = (NUMBER.findall(each) for each in found)
        if len(x) != len(y):
            raise Unreadable("lengths", x=len(x), y=len(y))
        return list(zip(x, y, strict=True))
    pairs = [NUMBER.findall(each) for each in INNERMOST.findall(found[0][1:-1])]
    return [(pair[0], pair[1]) for pair in pairs] if pairs and all(len(pair) == 2 for pair in pairs) else None


def _outermost(text: str) -> list[str] | None:
    """The parts in brackets, each with all within it; None if they don't close, or what is around is a table."""
    found, around, depth, start = [], [], 0, 0
    for place in islice(re.finditer(r"[\[\]]", text), 1_000_000):
        if place[0] == "[":
            if not depth:
                around.append(text[start : place.start()])
                start = place.start()
            depth += 1
        else:
            depth -= 1
            if depth < 0:
                return None
            if not depth:
                found.append(text[start : place.end()])
                start = place.end()
    around.append(text[start:])
    outside = "\n".join(around)
    return found if not depth and BETWEEN.fullmatch(outside) and not TWO_NUMBERS.search(outside) else None


def _holds_numbers(part: str) -> bool:
    return bool(NUMBER.search(part)) and ONLY_NUMBERS.fullmatch(NUMBER.sub("", part)) is not None
