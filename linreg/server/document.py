"""The document that a browser opens: Streamlit's, and in its head the names of all that the page is about to need.

Without them a browser learns of each file when the one before it runs: of Streamlit's controls when the script has
run, of the player's modules from module to module, and of plotly last, which takes longest.
"""

import re
from collections.abc import Iterable
from functools import cache
from posixpath import dirname, join, normpath

from linreg.picture.sheets import content
from linreg.server.sources import ours, streamlit_folder

PAGES = {"", "cases", "lessons", "notebook"}  # by their names in the address
# What stands on every page: Streamlit's parts, each in a file named after it, and our modules
PARTS = ["BidiComponent", "Button", "ButtonGroup", "Html", "rehype-raw"]
MODULES = ["page/drop.js", "page/pages.js", "page/present.js"]
# What a page with the player needs beside them
PLAYER = ["page/dial.js", "page/hand.js", "page/player.js", "page/sweep.js"]
PLAYED = {"/": PLAYER, "/cases": [*PLAYER, "page/cases.js", "page/cures.js"]}
CONTROLS = ["Checkbox", "Selectbox"]

IMPORTED = re.compile(rb"\b(?:from|import)\s*[\"'](\.{1,2}/[^\"']+\.js)[\"']")


def document(path: str) -> bytes:
    """Streamlit's index.html for the page at this path, with the links in its head."""
    played = path in PLAYED
    index = (streamlit_folder() / "index.html").read_bytes()
    theirs = _with_imports(_chunks(PARTS + CONTROLS * played))
    modules = _with_imports([f"app/static/{name}" for name in MODULES + PLAYED.get(path, [])])
    links = [_link("stylesheet", f"app/static/{name}") for name in _styles()]
    links += [_link("modulepreload", name, "crossorigin ") for name in theirs if f'"./{name}"'.encode() not in index]
    links += [_link("modulepreload", name) for name in modules]
    links += ['<script type="module" async src="./app/static/page/early.js"></script>'] * played
    return index.replace(b"</head>", "".join(links).encode() + b"</head>")


def _link(rel: str, name: str, more: str = "") -> str:
    return f'<link rel="{rel}" {more}href="./{name}">'


def _styles() -> list[str]:
    """How the page looks and where things stand on it: what is styled when it is there already has jumped."""
    return [
        name for name in ours() if name.endswith(".css") and name != "player/player.css"
    ]  # the player wears its own


def _chunks(parts: Iterable[str]) -> list[str]:
    """The files of Streamlit's parts, in whose names a hash follows that of the part."""
    folder = streamlit_folder()
    files = [file for part in parts for file in (folder / "static" / "js").glob(f"{part}.*.js")]
    return [file.relative_to(folder).as_posix() for file in files]


def _with_imports(names: Iterable[str]) -> list[str]:
    """These files and all that they import, from file to file; none twice."""
    found: dict[str, None] = {}
    ahead = list(names)
    while ahead:
        name = ahead.pop(0)
        if name not in found:
            found[name] = None
            ahead += _imports(name)
    return list(found)


@cache
def _imports(name: str) -> list[str]:
    """What a file imports as it loads."""
    own = ours().get(name.removeprefix("app/static/"))
    text = content(own) if own else (streamlit_folder() / name).read_bytes()
    return [normpath(join(dirname(name), found.decode())) for found in IMPORTED.findall(text)]
