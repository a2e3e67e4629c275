"""A lesson of the visitor's own: opened from a file, begun anew, shown, changed.

The file comes through our own component, as points do (own.py): the server's door for uploads stays shut.
"""

from html import escape
from typing import Any

import streamlit as st

from linreg.lessons import Lesson, Wrong
from linreg.lessons.problem import UNFINISHED
from linreg.lessons.reader import LARGEST, check, decoded
from linreg.lessons.sheets import Sheets, cut
from linreg.state import State
from linreg.views import lead, making, taught, visit
from linreg.views import refused as notice
from linreg.views.components import file, register
from linreg.words import Words

FAILED = "lesson_failed"  # the session's key for what is wrong with the last file

_component = register("lessonfile", "page/lessonfile.js")


def show(say: Words, state: State) -> None:
    """The visitor's own lesson, if there is one, and how to come to one."""
    st.subheader(say("making.own"), anchor=False)
    st.markdown(say("making.intro"))
    failed = st.session_state.get(FAILED)
    if taught.mine() and not making.on() and (lacking := making.lacking(say, state.lang)):
        st.info(f"{say('making.draft')} {lacking}")
    if failed:
        st.warning(say("making.failed", line=str(failed.line), why=making.wrong(say, failed)))
    with st.container(horizontal=True, key="own_lesson", vertical_alignment="center"):
        words = {"open": say("making.open")}
        go = making.home(state) if making.going() else ""
        _component(say, "lessonfile", {"words": words, "most": LARGEST, "go": go}, on={"opened": _opened})
        st.button(say("making.begin"), key="begin_lesson", on_click=making.begin, args=(say,))
    if taught.mine() or making.on():
        _mine(say, state)


def _mine(say: Words, state: State) -> None:
    """The way to the lesson that there is."""
    lesson = taught.lesson(taught.MINE, state.lang)
    with st.container(horizontal=True, key="mine", vertical_alignment="center"):
        st.markdown(f"**{plain_title(lesson) if lesson else say('making.unfinished')}**", width="content")
        if lesson:
            _link(say("making.show"), lead.address(taught.MINE, lesson, 1, state.lang))
        if making.on():
            _link(say("making.to"), making.home(state))
        else:
            label = say("making.change") if lesson else say("making.to")
            st.button(label, key="change_lesson", on_click=making.go_on)


def _link(label: str, href: str) -> None:
    st.html(f'<a class="linreg-go" href="{escape(href)}">{escape(label)}</a>')


def plain_title(lesson: Lesson) -> str:
    """A title in which nothing is Markdown: a stranger may have written it."""
    return notice.harmless(lesson.title)


def _opened(told: Any) -> None:
    """Reads a file; for callbacks. One that is no lesson leaves what there is, and is told."""
    if (content := file(told, LARGEST)) is not None:
        take(content)


def take(content: bytes) -> None:
    """Makes this file the visitor's own lesson, or the draft of one that he goes on with."""
    st.session_state[FAILED] = None
    written = Sheets()
    try:
        text = decoded(content)
        written = cut(text)
        check(written, visit.now().lang)
    except Wrong as problem:
        if not written.steps or problem.reason not in UNFINISHED:
            st.session_state[FAILED] = problem
            return
    taught.keep(text)
    making.stop()
    lead.forget()
