"""The player as a Streamlit component: fed by `linreg.picture.payload`, mounted by `player`."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from linreg.views.components import register
from linreg.words import Words

_component = register("player", "player/streamlit.js")


KEY = "player"


def player(
    say: Words,
    data: dict[str, Any],
    on_start: Callable[[float, float], None] | None,
    lens: str = "",
    outcome: str = "",
    on_points: Callable[[Any], None] | None = None,
    hand: dict[str, Any] | None = None,
    led: dict[str, Any] | None = None,
    tour: bool = True,
) -> None:
    """Mounts the player. A click on the contours calls `on_start`, points let go call `on_points`.

    on_start : None where a run has to start where it does; there is no first minute either.
    hand : what the player is to know of points changed by hand; None where they are not to be.
    lens : the open one; the browser brings one that is opened out of sight into it.
    led : the step of a lesson that leads through the page, as led.js has it; None for none.
    tour : whether there is a first minute.
    outcome : in a word, what the run came to; "" while that is not to be told.
    """

    def start() -> None:
        place = _said("start")
        if on_start is None:
            return
        try:
            on_start(float(place["W"]), float(place["b"]))
        except (KeyError, OverflowError, TypeError, ValueError):
            pass  # no player sends this

    guide = {"glossary": say.section("glossary")} | ({"tour": say.section("tour")} if on_start and tour else {})
    if on_start is None:
        data = data | {"words": data["words"] | {"start_hint": ""}}
    hand = hand and hand | {"heard": heard()}
    _component(
        key=KEY,
        data=data
        | {"loading": say.section("loading"), "guide": guide, "lens": lens}
        | {"outcome": outcome, "hand": hand, "led": led},
        on_start_change=start,
        on_points_change=lambda: on_points(_said("points")) if on_points else None,
        on_ended_change=_nothing,  # the page runs again and asks
        on_guessed_change=_nothing,
    )


def ended(key: str) -> bool:
    """Whether the run with this key, among those shown, has been at its end: played to there, or sought."""
    keys = _said("ended")
    return isinstance(keys, list) and key in keys


def guess(key: str) -> dict[str, Any]:
    """What the viewer guessed about the run with this key, as far as he did: {kind, W, b}."""
    guessed = _said("guessed")
    return guessed if isinstance(guessed, dict) and guessed.get("key") == key else {}


def heard() -> Any:
    """The number of the last message with points that has come."""
    points = _said("points")
    number = points.get("n") if isinstance(points, dict) else None
    return number if isinstance(number, int) else 0


def said() -> tuple[Any, Any]:
    """What the page is drawn after, of all that the player has sent."""
    return _said("ended"), _said("guessed")


def _said(name: str) -> Any:
    """What the player has sent last under this name; a visitor may send what he likes."""
    state = st.session_state.get(KEY)
    return state.get(name) if state else None


def _nothing() -> None:
    """For what the page looks up by itself when it runs again."""
