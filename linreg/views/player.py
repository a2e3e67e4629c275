"""The player as a Streamlit component: fed by `linreg.picture.payload`, mounted by `player`."""

from collections.abc import Callable
from typing import Any

from linreg.views.components import register
from linreg.words import Words

_component = register("player", "player/streamlit.js")


def player(say: Words, data: dict[str, Any], key: str, on_start: Callable[[], None]) -> None:
    """Mounts the player. A click on the contours sets `st.session_state[key].start` to {W, b} and calls `on_start`."""
    _component(key=key, data=data | {"loading": say.section("loading")}, on_start_change=on_start)
