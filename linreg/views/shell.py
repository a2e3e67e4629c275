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
from linreg.views import address, explore, notebook
from linreg.words import LANGUAGES, Words, language_of, words

STYLE = Path(__file__).with_name("page.css")
STATIC = Path(__file__).parents[2] / "static"
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
    train(Dataset.notebook(), TrainConfig(epochs=1))
    gc.collect()
    gc.freeze()


def show() -> None:
    """The page that the address asks for, inside what all pages share."""
    # An emoji is drawn by the browser; the icon of a ":material/…:" page would be fetched from a stranger's server.
    st.set_page_config(page_icon="📉", layout="wide", initial_sidebar_state=SIDEBAR)
    st.html(STYLE)
    say = _language()
    st.set_page_config(say("explore.title"))
    explore_page = st.Page(lambda: explore.page(say), title=say("shell.explore"), url_path="explore", default=True)
    notebook_page = st.Page(lambda: notebook.page(say, explore_page), title=say("shell.notebook"), url_path="notebook")
    current = st.navigation([explore_page, notebook_page], position="top")
    address.arrive(current.url_path)
    current.run()


def _language() -> Words:
    """The words of the language chosen in the switch; at first the browser's."""
    first = language_of(st.context.locale)
    address.from_address("lang", list(LANGUAGES), first)
    with st.container(key="language", width="content"):
        lang = st.segmented_control(
            "Language / 언어",
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            required=True,
            label_visibility="collapsed",
            key="lang",
        )
    address.to_address("lang", str(lang), first)
    return words(str(lang))


def _place(source: Path, target: Path) -> None:
    """Copies the file unless the same one is there; in one step, since another process may be serving or placing it."""
    if target.exists() and filecmp.cmp(source, target, shallow=False):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as half:
        shutil.copyfile(source, half.name)
    os.chmod(half.name, 0o644)
    os.replace(half.name, target)
