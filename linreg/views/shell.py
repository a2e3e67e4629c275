"""What every page shares: the page's settings and style, the language, the navigation."""

from html import escape

import streamlit as st

from linreg.state.state import YOURS
from linreg.views import cases, explore, lessons, notebook, own, pages, present, visit
from linreg.views.training import SHARED
from linreg.words import LANGUAGES, words

# By name, as the browser has them: their text would travel again with every change
STYLE = '<style>@import url("app/static/NAME.css");</style>'
SHEETS = (
    "page/room",
    "page/points",
    "page/page",
    "player/beside/beside",
    "player/lesson/lesson",
    "page/cases",
    "page/lessons",
)
STYLES = "".join(STYLE.replace("NAME", name) for name in SHEETS)
SIDEBAR = 332  # pixels: a slider with its number beside it


def show() -> None:
    """The page that the address asks for, inside what all pages share."""
    # An emoji is drawn by the browser; the icon of a ":material/…:" page would be fetched from a stranger's server.
    st.set_page_config(page_icon="📉", layout="wide", initial_sidebar_state=SIDEBAR)
    st.html(STYLES)
    # The links between them are ours (pages.py), and so are their titles
    explore_page = st.Page(lambda: explore.page(say, state, refused), title="Explore", default=True)
    notebook_page = st.Page(lambda: notebook.page(say), title="Notebook", url_path=pages.NOTEBOOK)
    cases_page = st.Page(lambda: cases.page(say, state, refused), title="Cases", url_path=pages.CASES)
    lessons_page = st.Page(lambda: lessons.page(say, state, refused), title="Lessons", url_path=pages.LESSONS)
    current = st.navigation([explore_page, notebook_page, cases_page, lessons_page], position="hidden")
    state, refused = visit.arrive(*pages.says(current.url_path, visit.asked("case")))
    say = words(state.lang)
    st.set_page_config(say(f"{current.url_path or 'explore'}.title"))
    with st.container(key="header", horizontal=True, width="content"):
        if current.url_path == pages.EXPLORE:
            present.button(say)
        explored = current.url_path == pages.EXPLORE
        mine = current.url_path == pages.CASES and state.case == YOURS
        refused = own.door(say, explored or mine, explored, refused)
        pages.links(say, current.url_path, clean=bool(refused))
        _language()
        # Seen while Streamlit's own mark of the connection says that there is none
        st.html(f'<p class="linreg-lost" role="status"><span>{escape(say("shell.lost"))}</span></p>')
    with SHARED.turns.taken():  # each page is drawn in this visitor's turn
        current.run()


def _language() -> None:
    """The switch between the languages."""
    visit.shows("lang")
    st.segmented_control(
        "Language / 언어",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        required=True,
        label_visibility="collapsed",
        key="lang",
        on_change=visit.taken,
        args=("lang",),
    )
