"""The pages of the site and the links between them."""

from html import escape

import streamlit as st

from linreg.state import State
from linreg.views import visit
from linreg.views.components import register
from linreg.words import Words

EXPLORE, NOTEBOOK = "", "notebook"  # as they stand in the address
SAYS = {EXPLORE: (), NOTEBOOK: ("lang",)}  # what their addresses say of the state: all, or these names only

_component = register("pages", "page/pages.js")


def links(say: Words, here: str, clean: bool = False) -> None:
    """The pages by name, `here` marked. Explore is left and found as it was: its link holds its settings.

    clean : whether the browser is to put that in place of the address it came by.
    """
    state = visit.now()
    pages = (
        (EXPLORE, say("shell.explore"), _address(EXPLORE, state)),
        (NOTEBOOK, say("shell.notebook"), _address(NOTEBOOK, state)),
    )
    _component(
        key="pages",
        data={
            "label": say("shell.pages"),
            "loading": say.section("loading"),
            "clean": clean,
            "links": [{"text": text, "href": href, "here": page == here} for page, text, href in pages],
        },
    )


def to_explore(label: str, state: State) -> None:
    """A link to Explore in this state."""
    href = _address(EXPLORE, state)
    st.html(f'<a class="linreg-go" href="{escape(href)}">{escape(label)}</a>')


def _address(page: str, state: State) -> str:
    """Relative to any of the pages."""
    settings = "&".join(f"{name}={text}" for name, text in visit.written(state, *SAYS[page]).items())
    return f"./{page}{'?' if settings else ''}{settings}"
