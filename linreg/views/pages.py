"""The pages of the site and the links between them."""

from dataclasses import replace
from html import escape

import streamlit as st

from linreg.state import State
from linreg.state.state import YOURS
from linreg.views import visit
from linreg.views.components import register
from linreg.words import Words

EXPLORE, NOTEBOOK, CASES, LESSONS = "", "notebook", "cases", "lessons"  # as they stand in the address
OPEN = ("case", "cure")
MINE = (
    "data",
    "points",
    "n",
    "true_W",
    "true_b",
    "noise",
    "seed",
    "lr",
    "epochs",
    "cost",
)  # a case of the viewer's own
# What their addresses say of the state: all, or these names only
SAYS: dict[str, tuple[str, ...]] = {
    EXPLORE: (),
    NOTEBOOK: ("lang",),
    CASES: (*OPEN, "lang"),
    LESSONS: ("lang",),
}

_component = register("pages", "page/pages.js")


def says(page: str, case: str) -> tuple[str, ...]:
    """What a page's address says of the state; of the cases only the viewer's own shares its settings with Explore."""
    return (*MINE, *SAYS[page]) if page == CASES and case == YOURS else SAYS[page]


def links(say: Words, here: str, clean: bool = False) -> None:
    """The pages by name, `here` marked. Explore is left and found as it was: its link holds its settings.

    clean : whether the browser is to put that in place of the address it came by.
    """
    state = visit.now()
    pages = (
        (EXPLORE, say("shell.explore"), address(EXPLORE, state)),
        (NOTEBOOK, say("shell.notebook"), address(NOTEBOOK, state)),
        (CASES, say("shell.cases"), address(CASES, state)),
        (LESSONS, say("shell.lessons"), address(LESSONS, state)),
    )
    _component(
        say,
        "pages",
        {
            "label": say("shell.pages"),
            "moved": visit.moves(),
            "clean": clean,
            "links": [{"text": text, "href": href, "here": page == here} for page, text, href in pages],
        },
    )


def to_explore(label: str, state: State) -> None:
    """A link to Explore in this state, which no lesson leads to."""
    href = address(EXPLORE, replace(state, lesson="", step=1))
    st.html(f'<a class="linreg-go" href="{escape(href)}">{escape(label)}</a>')


def address(page: str, state: State) -> str:
    """Of a page in this state, relative to any of the pages."""
    if page != CASES:  # elsewhere no case is open
        state = replace(state, case=State.case, cure=State.cure)
    told = visit.written(state, *says(page, state.case))
    settings = "&".join(f"{name}={text}" for name, text in told.items())
    return f"./{page}{'?' if settings else ''}{settings}"
