"""The player as a Streamlit component: fed by `linreg.picture.payload`, mounted by `player`."""

from collections.abc import Callable
from typing import Any

from linreg.views.components import record, register, said
from linreg.words import Words

KEY = "player"

_component = register("player", "page/player.js")


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
    way: str | None = None,
) -> None:
    """Mounts the player. A click on the contours calls `on_start`, points let go call `on_points`.

    on_start : None where a run has to start where it does; there is no first minute either.
    hand : what the player is to know of points changed by hand; None where they are not to be.
    lens : the open one; the browser brings one that is opened out of sight into it.
    led : the step of a lesson that leads through the page, as led.js has it; None for none.
    tour : whether there is a first minute.
    way : which of the ways beside it is shown, if one is pressed to play it (views/cures.py).
    outcome : in a word, what the run came to; "" while that is not to be told.
    """

    def start(place: Any) -> None:
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
        say,
        KEY,
        data | {"guide": guide, "lens": lens, "outcome": outcome, "hand": hand, "led": led, "way": way},
        on={"start": start, "points": on_points, "ended": None, "guessed": None},
    )


def ended(key: str) -> bool:
    """Whether the run with this key, among those shown, has been at its end: played to there, or sought."""
    keys = said(KEY, "ended")
    return isinstance(keys, list) and key in keys


def guess(key: str) -> dict[str, Any]:
    """What the viewer guessed about the run with this key, as far as he did: {kind, W, b}."""
    guessed = record(KEY, "guessed")
    return guessed if guessed.get("key") == key else {}


def heard() -> Any:
    """The number of the last message with points that has come."""
    number = record(KEY, "points").get("n")
    return number if isinstance(number, int) else 0


def drawn_after() -> tuple[Any, Any]:
    """What the page is drawn after, of all that the player has sent."""
    return said(KEY, "ended"), said(KEY, "guessed")
