"""The Cases page: real requests for help rebuilt, each with its diagnosis, a player and what helps; last, one's own."""

from dataclasses import replace
from functools import cache
from html import escape

import streamlit as st

from linreg import Dataset, TrainConfig
from linreg.points.cases import CASES, Case
from linreg.state import Refused, State
from linreg.state.state import YOURS
from linreg.telling import diagnosis_words
from linreg.telling.brought import TRIED
from linreg.telling.diagnosis import Diagnosis, diagnosis
from linreg.telling.impossible import why
from linreg.training.config import Impossible
from linreg.views import case, pages, visit, yours
from linreg.views import refused as notice
from linreg.views.components import register
from linreg.words import Words

ADDRESSES = {  # of the threads whose owner the notes name
    name: f"https://github.com/{each.thread.replace('#', '/issues/')}"
    for name, each in CASES.items()
    if "/" in each.thread
}

_component = register("cases", "page/cases.js")


def page(say: Words, state: State, refused: tuple[Refused, ...]) -> None:
    """Draws the page."""
    visit.leave(*pages.says(pages.CASES, state.case))
    notice.tell(say, refused)
    with st.container(horizontal=True, key="title", vertical_alignment="center"):
        st.title(say("cases.title"), anchor=False, width="content")
        st.caption(say("cases.subtitle"), width="content")
        progress = st.empty()
    _cards(say, state)
    told, played = st.columns([5, 8], gap="medium")
    with told.container(key="told"):
        data, config = yours.asked(say, state) if state.case == YOURS else _case(state.case)
        try:
            shown = case.shown(say, data, config, progress)
        except Impossible as error:
            st.error(say("cases.impossible", why=why(say, error)), icon=":material/error:")
            return
        if state.case != YOURS:
            _story(say, state.case, shown)
        case.told(say, shown, state.cure)
    with played.container(key="played"):
        case.played(say, state, shown)
    if state.case == YOURS:
        yours.script(say, shown, state.cure)


def _case(name: str) -> tuple[Dataset, TrainConfig]:
    """The points of one of them, and how they were trained on."""
    return CASES[name].data, _config(CASES[name])


def _config(case: Case) -> TrainConfig:
    return TrainConfig(lr=case.lr, epochs=case.epochs, cost=case.cost)


@cache
def _diagnosis(name: str) -> Diagnosis:
    """Of one of them: it never changes."""
    return diagnosis(*_case(name))


def _cards(say: Words, state: State) -> None:
    """All of them as links, the open one marked."""
    cards = []
    for name in (*CASES, YOURS):
        figure, thread = say("cases.card_yours"), ""
        if name != YOURS:
            figure = diagnosis_words.headline(say, _diagnosis(name), _config(CASES[name]))
            thread = CASES[name].thread.rpartition("/")[2]
        href = pages.address(pages.CASES, replace(state, case=name, cure=TRIED))
        told = {"name": say(f"cases.case_{name}"), "figure": figure, "thread": thread}
        cards.append(told | {"href": href, "here": name == state.case})
    _component(say, "cases", {"label": say("cases.list"), "cards": cards})


def _story(say: Words, name: str, shown: case.Shown) -> None:
    """What was tried, in our own words, and where it was asked."""
    thread = escape(CASES[name].thread)
    if name in ADDRESSES:
        thread = f'<a href="{escape(ADDRESSES[name])}" target="_blank" rel="noreferrer">{thread}</a>'
    st.html(f"<h2>{escape(say(f'cases.case_{name}'))}</h2><p>{escape(say('cases.thread'))} {thread}</p>")
    st.markdown(say(f"cases.story_{name}", **case.numbers(say, shown)))
