"""The lessons that lie in this folder: NAME.en.md and NAME.ko.md, or NAME.md for a lesson in one language."""

import re
from functools import cache
from pathlib import Path

from linreg.lessons.lesson import Lesson
from linreg.lessons.reader import read_lesson
from linreg.words import LANGUAGES

HERE = Path(__file__).parent
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
# Those that come with the page, in the order of a course; others follow by name
ORDER = ("line", "step", "rate", "slow", "scaling", "momentum")


def names(folder: Path = HERE) -> tuple[str, ...]:
    """Of all lessons, in their order."""
    found = {file.name.partition(".")[0] for file in folder.glob("*.md")}
    known = sorted(name for name in found if NAME.fullmatch(name))
    return tuple(sorted(known, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)))


def file_of(name: str, lang: str, folder: Path = HERE) -> Path | None:
    """The file of that name in that language; in another, if there is none in that; None if there is none at all."""
    if not NAME.fullmatch(name):
        return None
    endings = (f".{lang}.md", ".md", *(f".{other}.md" for other in LANGUAGES))
    return next((folder / f"{name}{end}" for end in endings if (folder / f"{name}{end}").is_file()), None)


def find(name: str, lang: str, folder: Path = HERE) -> Lesson | None:
    """The lesson of that name; None if there is none. Raises Wrong for a file that is none."""
    file = file_of(name, lang, folder)
    if file is None:
        return None
    return _read(file, file.stat().st_mtime_ns, lang)


@cache
def _read(file: Path, changed: int, lang: str) -> Lesson:
    """Read once, and again when the file has changed."""
    return read_lesson(file.read_bytes(), lang)
