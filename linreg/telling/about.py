"""What is to be said of a set from the library: its story, what to look for, its units, where it comes from."""

from typing import NamedTuple

from linreg.points.library import origin
from linreg.words import Words


class About(NamedTuple):
    """All of it in one language. `source` is a reference, as libraries write it."""

    name: str
    story: str
    look: str
    units: str
    source: str
    licence: str


def about(say: Words, name: str) -> About:
    """What is to be said of the set of that name, one of LIBRARY."""
    source, licence = origin(name).source, origin(name).licence
    return About(
        say(f"library.{name}_name"),
        say(f"library.{name}_story"),
        say(f"library.{name}_look"),
        say(f"library.{name}_units"),
        source or say("library.source_made"),
        say(f"library.licence_{licence}"),
    )
