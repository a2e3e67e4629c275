"""The lessons that this visitor can be led by: those in linreg/lessons, and the one that he has opened or makes."""

import streamlit as st

from linreg.lessons import Lesson, Step, Wrong, read_lesson
from linreg.lessons.shelf import find

MINE = "mine"  # the name of the visitor's own lesson
TEXT = "lesson_text"  # the session's key for its file


def lesson(name: str, lang: str) -> Lesson | None:
    """The lesson of that name, in this language if there is one; None if there is none, or only a file that is none."""
    if not name:
        return None
    try:
        return read_lesson(mine(), lang) if name == MINE and mine() else find(name, lang)
    except Wrong:
        return None


def step_of(name: str, step: int, lang: str) -> Step | None:
    """That step of the lesson, counted from 1; beyond its last, that."""
    found = lesson(name, lang)
    return found.steps[min(step, len(found.steps)) - 1] if found else None


def mine() -> str:
    """The file of the visitor's own lesson, "" for none."""
    return str(st.session_state.get(TEXT, ""))


def keep(text: str) -> None:
    """Makes this the file of the visitor's own lesson."""
    st.session_state[TEXT] = text
