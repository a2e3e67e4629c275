"""The run as a PyTorch script of its own, whose loop follows the player."""

from dataclasses import replace

import streamlit as st

from linreg import Run
from linreg.picture import beside
from linreg.telling.script import script
from linreg.training.pace import steps
from linreg.views import download
from linreg.views.components import register
from linreg.views.controls import Choice
from linreg.words import Words

FILE = "linreg_run.py"

_component = register("code", "page/code.js")


def code(say: Words, choice: Choice, run: Run, rule: str = "", ended: bool = True) -> None:
    """The script, what it prints at the end, and its download. rule : of the race that the run is in.

    ended : whether what the run came to may be told.
    """
    taken = steps(run) if rule else choice.config.epochs
    if not taken:
        st.info(say("race.no_step"), icon=":material/info:")
        return
    config = replace(choice.config, epochs=taken)
    try:
        text = script(choice.data, config, choice.line, standardise=choice.standardised)
    except ValueError:  # only for the viewer's own points, many of them
        st.info(say("script.too_many"), icon=":material/info:")
        return
    text = f"# {rule}\n{text}" if rule else text
    with st.container(horizontal=True, vertical_alignment="center"):
        W, b = map(repr, run.at(-1))
        told = say("script.intro", W=W, b=b) if ended else say("script.intro_wait")
        st.markdown(told, width="stretch")
        download.button(say("script.download"), FILE, lambda: text, "script")
    _component(say, "code", beside.code(say, run, text))
