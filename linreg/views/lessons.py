"""The Lessons page: all that lie in linreg/lessons as cards; a file that is none says its line and the reason."""

from html import escape

import streamlit as st

from linreg.lessons import Wrong
from linreg.lessons.marked import as_html, inline
from linreg.lessons.shelf import find, names
from linreg.state import Refused, State
from linreg.views import lead, lesson_file, making, opening, pages, taught, visit
from linreg.views import refused as notice
from linreg.words import Words
from linreg.words.numbers import plain


def page(say: Words, state: State, refused: tuple[Refused, ...]) -> None:
    """Draws the page."""
    visit.leave(*pages.SAYS[pages.LESSONS])
    notice.tell(say, refused)
    lead.forget()  # whoever comes here begins anew
    with st.container(horizontal=True, key="title", vertical_alignment="center"):
        st.title(say("lessons.title"), anchor=False, width="content")
    st.markdown(say("lessons.subtitle"))
    cards, wrong = [], []
    for name in names():
        try:
            cards.append(_card(say, name, state))
        except Wrong as problem:
            wrong.append(say("lessons.broken", name=name, line=str(problem.line), why=making.wrong(say, problem)))
    st.html(f'<ul class="lessons" aria-label="{escape(say("lessons.list"))}">{"".join(cards)}</ul>')
    for sentence in wrong:
        st.warning(sentence)
    _without_network(say, state)
    opening.show(say, state)


def _without_network(say: Words, state: State) -> None:
    """A lesson to be saved as one file."""
    mine = (taught.MINE,) if taught.mine() else ()
    found = {name: lesson for name in (*names(), *mine) if (lesson := taught.lesson(name, state.lang))}
    if not found:
        return
    st.subheader(say("offline.lesson"), anchor=False)
    st.markdown(say("offline.lesson_help"))
    with st.container(horizontal=True, key="lesson_to_save", vertical_alignment="center"):
        name = st.selectbox(
            say("offline.lesson_pick"),
            list(found),
            format_func=lambda each: found[each].title,
            key="lesson_saved",
            label_visibility="collapsed",
            width=360,
        )
        lesson_file.button(say, name, found[name], "save_lesson", say("offline.save"))


def _card(say: Words, name: str, state: State) -> str:
    """A lesson as a link to its first step."""
    lesson = find(name, state.lang)
    if lesson is None:
        return ""
    href = lead.address(name, lesson, 1, state.lang)
    length = say("lessons.card", steps=str(len(lesson.steps)), minutes=plain(lesson.minutes))
    told = f"<strong>{inline(lesson.title)}</strong>{as_html(lesson.about)}<small>{escape(length)}</small>"
    return f'<li><a class="linreg-go" href="{escape(href)}">{told}</a></li>'
