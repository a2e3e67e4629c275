"""What the page shows as one HTML file that plays with the network off."""

from dataclasses import dataclass

import streamlit as st

from linreg.picture.offline import Step, single
from linreg.picture.rain import Rain, starts
from linreg.picture.scene import Scene
from linreg.server.rains import Rains
from linreg.state import State
from linreg.views import download, race
from linreg.views.controls import Choice
from linreg.words import LANGUAGES, Words, words

FILE = "linreg.html"


@dataclass(frozen=True)
class OnScreen:
    """What is on the page: the settings, what they mean, the picture, and whether a room is to guess."""

    state: State
    choice: Choice
    scene: Scene
    guessing: bool


def button(say: Words, on: OnScreen, rains: Rains, epoch: int) -> None:
    """Saves it all, opening at that epoch; put together only when somebody wants it."""
    with st.container(horizontal=True, vertical_alignment="center", key="save"):
        st.markdown(say("offline.save_help"), width="stretch")
        download.button(say("offline.save"), FILE, lambda: file(say, on, rains, epoch), "save_file", icon=None)


def file(say: Words, on: OnScreen, rains: Rains, epoch: int) -> str:
    """The file as text."""
    return single([step(on, _rain(on, rains), epoch)], say.lang)


def step(on: OnScreen, rain: Rain | None, epoch: int) -> Step:
    """What is on the screen as the file shows it."""
    state = on.state
    return Step(
        on.scene,
        at=epoch,
        slow=state.lens == "steps",
        guessing=on.guessing,
        rain=rain,
        speeds=state.speeds,
        rule={lang: race.rule(words(lang), state) for lang in LANGUAGES},
        line=on.choice.line,
    )


def _rain(on: OnScreen, rains: Rains) -> Rain | None:
    """The rain that falls on the page, or None."""
    if on.state.lens != "rain" or on.guessing:
        return None
    scene, run = on.scene, on.scene.run
    return rains.kept(run.data, run.config, starts(scene.frame, scene.axes), bool(on.state.race))
