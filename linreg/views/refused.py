"""One notice of all that an address asked for and could not get, in the names and words of the page's own controls."""

import re
from typing import Any

import streamlit as st

from linreg.state import Refused, kind_of
from linreg.state.kinds import OneOf
from linreg.state.options import PARAMETERS
from linreg.state.state import OWN
from linreg.telling.method import value_text
from linreg.words import LANGUAGES, Words
from linreg.words.numbers import plain

# The table of a name's words, for the names whose control is not named in [explore]
TABLES = {
    "scale": "scaling",
    "opt": "method",
    "batch": "batch",
    "order": "batch",
    "schedule": "method",
    "gamma": "method",
    "delta": "method",
    "beta": "method",
    "cost": "method",
    "axes": "rate",
    "speeds": "rain",
    "case": "cases",
    "cure": "cases",
    "lesson": "lessons",
    "step": "lessons",
}


def tell(say: Words, refused: tuple[Refused, ...]) -> None:
    """The notice, once."""
    if not refused:
        return
    st.toast("\n\n".join(sentence(say, each) for each in refused), icon=":material/info:", duration="long")


def sentence(say: Words, refused: Refused) -> str:
    """What could not be had, and what holds now."""
    text = harmless(refused.text)
    if refused.name == "kept":
        return say(f"compare.refused{'_many' if refused.reason else ''}", text=text)
    if (refused.name, refused.text) == ("data", OWN):
        return say("explore.refused_own")
    return say("explore.refused", name=called(say, refused.name), text=text, value=shown(say, refused))


def called(say: Words, name: str) -> str:
    """What the page calls the control of that name."""
    if name in ("W0", "b0"):
        return f"{say('explore.init')}, {name[0]}"
    if name == "lens":
        return say("lens.label")
    if name == "race":
        return say("race.rule")
    if name == "batch":
        return say("batch.label")
    if name in PARAMETERS:
        return name
    return say(f"{TABLES.get(name, 'explore')}.{name}")


def harmless(text: str) -> str:
    """What a stranger may have written in the address: what could be Markdown is not shown."""
    return re.sub(r"[^\w.,:+~ -]", "?", text)


def shown(say: Words, refused: Refused) -> str:
    """The value that holds, as the control shows it."""
    name, value = refused.name, refused.value
    if name in PARAMETERS:
        return value_text(value)
    if name == "lang":
        return LANGUAGES[value]
    if isinstance(value, bool):
        return say(f"explore.{'on' if value else 'off'}")
    if name == "lens":
        return say(f"lens.{value}") if value else say("explore.off")
    if name == "race":
        return say(f"race.race_{value}")
    if name == "batch" and not value:
        return say("batch.pill_all")
    if name == "origin" and not value:
        return say("explore.origin_none")
    if name in ("data", "origin"):
        return say(f"library.{value}_name")
    if isinstance(kind_of(name), OneOf) and name != "device":
        return say(f"{TABLES.get(name, 'explore')}.{name}_{value or 'tried'}")
    return _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else plain(value, 7)
