"""Numbers that the browser's modules hold as well, since no message brings them: the same as Python's."""

import re
from pathlib import Path

import pytest

import linreg
from linreg.picture import levels, rain
from linreg.points.reading.numbers import LARGEST_VALUE
from linreg.state import kind_of
from linreg.state.points import MOST_TOLD
from linreg.telling import speed

ROOT = Path(linreg.__file__).parent
FARTHEST = kind_of("W0")


@pytest.mark.parametrize(
    ("module", "written", "value"),
    [
        ("picture/player/editing/rings.js", r"const LEVELS = (\S+);", levels.LEVELS),
        ("picture/player/editing/rings.js", r"const DECADES = (\S+);", levels.DECADES),
        ("picture/player/theme.js", r"const BANDS = (\S+);", levels.LEVELS - 1),
        ("picture/player/speeds.js", r"const COLOURS = (\S+);", len(speed.UP_TO)),
        ("picture/player/pacing.js", r"const FACTOR = (\S+);", rain.FACTOR),
        ("picture/player/pacing.js", r"const FIRST = (\S+);", rain.FIRST),
        ("picture/player/pointer.js", r"const FARTHEST = (\S+);", FARTHEST.high),
        ("views/browser/points-table.js", r"const MOST = (\S+);", MOST_TOLD),
        ("views/browser/points-table.js", r"Math\.abs\(number\) <= (\S+) ", LARGEST_VALUE),
    ],
    ids=lambda each: str(each)[:40],
)
def test_a_number_that_stands_in_both_languages_is_one(module: str, written: str, value: float) -> None:
    (found,) = re.findall(written, (ROOT / module).read_text(encoding="utf-8"))
    assert float(found) == value


def test_a_start_lies_as_far_out_whichever_of_the_two_it_is_and_on_either_side() -> None:
    assert kind_of("b0") == FARTHEST and FARTHEST.low == -FARTHEST.high


def test_every_speed_that_counts_epochs_has_a_colour() -> None:
    text = (ROOT / "picture/player/theme.js").read_text(encoding="utf-8")
    (colours,) = re.findall(r"const SPEEDS = \[(.*?)\]", text, re.DOTALL)
    assert len(set(re.findall("#[0-9a-f]{6}", colours))) == len(speed.UP_TO)
