"""The ways to train in a table: what was tried and each change, one press each, with what it brought."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from linreg.state import kind_of
from linreg.views import visit
from linreg.views.components import register
from linreg.words import Words

KEY = "cures"

_component = register("cures", "page/cures.js")


def table(say: Words, rows: Sequence[dict[str, Any]], chosen: str) -> None:
    """The table. rows : {name, title, about, cost, near, playable}. chosen : the name of the way that is played."""
    _component(
        key=KEY,
        data={
            "label": say("cases.ways"),
            "heads": [say(f"cases.{name}") for name in ("way", "cost", "near")],
            "rows": list(rows),
            "chosen": chosen,
            "loading": say.section("loading"),
        },
        on_cure_change=_taken,
    )


def _taken() -> None:
    """Takes what the browser sent; a visitor may send what he likes."""
    sent = st.session_state.get(KEY)
    wanted = sent.get("cure") if sent else None
    try:
        visit.change(cure=kind_of("cure").check(wanted["name"]))  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        pass
