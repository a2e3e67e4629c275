"""What every page shares: the server's preparation, the page's settings and style, the language, the navigation."""

import filecmp
import gc
import os
import shutil
import tempfile
from pathlib import Path

import plotly
import streamlit as st

from linreg import Dataset, TrainConfig, train
from linreg.views import explore, notebook, pages, visit
from linreg.words import LANGUAGES, words

STYLE = Path(__file__).with_name("page.css")
STATIC = Path(__file__).parents[2] / "static"
BROWSER = Path(__file__).with_name("browser")
PLAYER = Path(__file__).parents[1] / "picture" / "player"
SIDEBAR = 332  # pixels: a slider with its number beside it


@st.cache_resource(show_spinner=False)
def prepare_server() -> None:
    """Once per process, while other visitors wait: readies what the first of them would pay for, or everybody.

    Puts plotly.js and the player where the browser can fetch them. Trains once, because torch imports 800 more
    modules for its first optimizer: a second, and a danger to visitors who come at the same moment. And freezes what
    all imports left in memory: Streamlit collects garbage after every script run, with torch loaded some 250 ms.
    """
    _place(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", STATIC / "plotly.min.js")
    for file in PLAYER.rglob("*.*"):
        _place(file, STATIC / "player" / file.relative_to(PLAYER))
    for file in BROWSER.glob("*.js"):
        _place(file, STATIC / "page" / file.name)
    train(Dataset.notebook(), TrainConfig(epochs=1))
    gc.collect()
    gc.freeze()


def show() -> None:
    """The page that the address asks for, inside what all pages share."""
    # An emoji is drawn by the browser; the icon of a ":material/…:" page would be fetched from a stranger's server.
    st.set_page_config(page_icon="📉", layout="wide", initial_sidebar_state=SIDEBAR)
    st.html(STYLE)
    state, refused = visit.arrive()
    say = words(state.lang)
    st.set_page_config(say("explore.title"))
    explore_page = st.Page(lambda: explore.page(say, state, refused), title=say("shell.explore"), default=True)
    notebook_page = st.Page(lambda: notebook.page(say), title=say("shell.notebook"), url_path=pages.NOTEBOOK)
    current = st.navigation([explore_page, notebook_page], position="hidden")
    with st.container(key="header", horizontal=True, width="content"):
        pages.links(say, current.url_path)
        _language()
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


def _place(source: Path, target: Path) -> None:
    """Copies the file unless the same one is there; in one step, since another process may be serving or placing it."""
    if target.exists() and filecmp.cmp(source, target, shallow=False):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as half:
        shutil.copyfile(source, half.name)
    os.chmod(half.name, 0o644)
    os.replace(half.name, target)
