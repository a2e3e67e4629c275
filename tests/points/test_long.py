"""Texts that go on and on: eight times as long, they take about eight times as long to read, whatever is in them."""

import gc
import time
from collections.abc import Iterator

import pytest

from linreg.points.reading import Unreadable, read

HEADS = ["", "1", "x = [1"]
# fmt: off
MOTIFS = [
    "1", "0", " ", "\t", ",", ";", ".", "[", "]", "(", ")", "-", "e", "x", "é", "\n", "\r", '"', "'", "=", "#",
    "\u00a0", "1 ", "1,", "1;", "1\t", ", ", ". ", "1.", "1e", "[1", "[1,", "[]", "(1,2),", " 000", ",000", "x ",
    "1x ", "\n ", " \t",
]
# fmt: on
TAILS = ["x[1]", "]", ";2"]
SHORT, TIMES = 2_000, 8
UNNOTICED = 0.1  # seconds: what takes no longer may take them as it likes


@pytest.fixture(autouse=True)
def _no_sweeping() -> Iterator[None]:
    """Nothing is looked through for garbage meanwhile, which takes as long as all that the tests have loaded."""
    gc.disable()
    yield
    gc.enable()


def seconds(text: str) -> float:
    """What reading it takes this thread."""
    content = text.encode()
    began = time.thread_time()
    try:
        read(content)
    except Unreadable:
        pass
    return time.thread_time() - began


@pytest.mark.parametrize("motif", MOTIFS, ids=repr)
def test_a_longer_text_takes_longer_in_proportion(motif: str) -> None:
    short = SHORT // len(motif)
    for head in HEADS:
        for tail in TAILS:
            long = seconds(head + motif * (short * TIMES) + tail)
            if long > UNNOTICED:  # the square of its length would be 64 times as much
                assert long < 3 * TIMES * seconds(head + motif * short + tail), (head, tail)
