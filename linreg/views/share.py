"""What one takes along: a link to this moment, as text and as a QR code, and the picture as it stands."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from linreg.picture.payload import key_of
from linreg.state import State, write
from linreg.state.points import MOST_TOLD
from linreg.state.state import OWN, kind_of
from linreg.telling import method
from linreg.telling.qr import code
from linreg.views import lesson_file, save, taught, visit
from linreg.views.components import register, said
from linreg.views.rain import RAINS
from linreg.words import Words
from linreg.words.numbers import plain

KEY = "shared"
LONGEST = 300  # characters of what comes before the settings
PANELS = ("fit", "contours", "bowl", "curve")

_component = register("share", "page/share.js")


def button(say: Words, on: save.OnScreen) -> None:
    """Opens what one takes along."""
    if st.button(say("share.open"), key="share", help=say("share.help")):
        st.dialog(say("share.title"), width="large")(_opened)(say, on)


def _opened(say: Words, on: save.OnScreen) -> None:
    """Link, picture and file; the browser says where the player stands, and is answered in this fragment alone."""
    choice = on.choice
    caption = say(
        "share.caption",
        points=say(f"library.{on.state.data}_name"),
        method=method.name(say, choice.config),
        lr=plain(choice.config.lr, 7),
        epoch="{epoch}",
    )
    _component(
        say,
        KEY,
        {
            "words": say.section("share"),
            "panels": {panel: say(f"player.{panel}") for panel in PANELS},
            "caption": caption,
            "run": key_of(choice.seen, choice.config),
            "answer": answer(say, visit.now(), said(KEY, "asked")),
        },
        on={"asked": None},
    )
    save.button(say, on, RAINS, _epoch(on.state))
    lesson = taught.lesson(on.state.lesson, say.lang)
    if lesson:
        with st.container(horizontal=True, vertical_alignment="center", key="save_whole"):
            st.markdown(say("offline.whole_help"), width="stretch")
            lesson_file.button(say, on.state.lesson, lesson, "save_lesson", say("offline.whole"))


def answer(say: Words, state: State, asked: Any) -> dict[str, Any] | None:
    """The address of the moment that a browser asked for, and its code, or why there is none. None if it asked nothing.

    asked : {base, epoch}, where it has the page, and the player's state; a visitor may send what he likes.
    """
    try:
        base, epoch = str(asked["base"]), kind_of("epoch").check(asked["epoch"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    if not base.startswith(("http://", "https://")) or len(base) > LONGEST:
        return None
    told = settings(state, epoch)
    if told is None:
        return {"epoch": epoch, "wrong": say("share.too_many", most=str(MOST_TOLD), file=say("offline.save"))}
    address = f"{base}?{urlencode(told, safe='~')}"
    drawn = code(address)
    if drawn is None:
        return {"epoch": epoch, "address": address, "hint": say("share.no_code")}
    hint = "" if drawn.far else say("share.near")
    return {"epoch": epoch, "address": address, "code": drawn._asdict(), "hint": hint}


def settings(state: State, epoch: int) -> dict[str, str] | None:
    """What an address says of the state at this epoch, and in which language; None if it cannot hold the points.

    A step of a lesson is what its address begins from; of a lesson of one's own the picture goes alone.
    """
    if state.lesson == taught.MINE:
        state = replace(state, lesson="", step=1)
    led = taught.step_of(state.lesson, state.step, state.lang)
    told = write(replace(state, epoch=epoch), led.state if led else None)
    if state.data == OWN and "points" not in told:
        return None
    return told | {"lang": state.lang}


def _epoch(state: State) -> int:
    """Where the player stands; before it has said so, where it opened."""
    try:
        epoch: int = kind_of("epoch").check(said(KEY, "asked")["epoch"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return state.epoch
    return epoch
