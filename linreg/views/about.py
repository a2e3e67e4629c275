"""The points, closer: the story of a set and its source, or one's own; and how well a certified line is met."""

import streamlit as st

from linreg import Run
from linreg.state import State
from linreg.state.state import OWN
from linreg.telling.about import about
from linreg.telling.digits import correct_digits
from linreg.telling.table import points_csv
from linreg.theory import to_original
from linreg.theory.surface import optimum
from linreg.views import changed, download, own
from linreg.views.controls import Choice
from linreg.words import Words
from linreg.words.numbers import plain

FILE = "linreg_points.csv"


def points(say: Words, state: State, choice: Choice, run: Run | None) -> None:
    """What is to be known of the points. run : None while a room is to guess what it does."""
    changed.switch(say, choice.data)
    if state.data == OWN:
        own.own(say, choice.data)
    else:
        own.offer(say)
        _story(say, state.data, choice, run)
    download.button(say("points.download"), FILE, lambda: points_csv(choice.data), "points_csv")


def _story(say: Words, name: str, choice: Choice, run: Run | None) -> None:
    """The set's story, what to look for, how well its certified line is met, and its papers."""
    told, data = about(say, name), choice.data
    st.markdown(f"**{told.name}.** {told.story}")
    st.markdown(f"**{say('points.look')}** {told.look}")
    if data.certified:
        _certified(say, choice, data.certified, run)
    rows = {"n": f"{len(data):,}", "units": told.units, "source": told.source, "licence": told.licence}
    lines = [f"| {say(f'points.{head}')} | {text} |" for head, text in rows.items()]
    st.markdown("\n".join([lines[0], "|:--|:--|", *lines[1:]]))


def _certified(say: Words, choice: Choice, certified: tuple[float, float], run: Run | None) -> None:
    """The certified line beside the best line and the run's last, with their correct digits."""
    lines = {"best": optimum(choice.data)}
    if run:
        lines["run"] = to_original(*run.at(-1), choice.scaling)
    st.markdown(say("points.certified"))
    rows = [f"| {say('points.certified_line')} | {certified[0]!r} | {certified[1]!r} |"]
    for name, line in lines.items():
        W, b = (
            f"{value:.9g}<br>{say('points.digits', digits=plain(correct_digits(value, right), 3))}"
            for value, right in zip(line, certified, strict=True)
        )
        rows.append(f"| {say(f'points.line_{name}')} | {W} | {b} |")
    st.markdown("\n".join(["| | W | b |", "|:--|--:|--:|", *rows]), unsafe_allow_html=True)
