"""The ways to train in a table: what was tried and each change, one press each, with what it brought."""

from collections.abc import Sequence
from typing import Any

from linreg.state import kind_of
from linreg.views import visit
from linreg.views.components import register
from linreg.words import Words

_component = register("cures", "page/cures.js")


def table(say: Words, rows: Sequence[dict[str, Any]], chosen: str) -> None:
    """The table. rows : {name, title, about, cost, near, playable}. chosen : the name of the way that is played."""
    heads = [say(f"cases.{name}") for name in ("way", "cost", "near")]
    told = {"label": say("cases.ways"), "heads": heads, "rows": list(rows), "chosen": chosen}
    _component(say, "cures", told, on={"cure": _taken})


def _taken(wanted: Any) -> None:
    """Takes the way that the browser has told, {name}."""
    try:
        visit.change(cure=kind_of("cure").check(wanted["name"]))
    except (KeyError, TypeError, ValueError):
        pass
