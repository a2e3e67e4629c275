"""Where the files of the page lie on disk: ours, and those that Streamlit installs."""

from importlib.util import find_spec
from pathlib import Path

import plotly

from linreg.picture.sheets import PARTS

LINREG = Path(__file__).parents[1]
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
# Folder in the address -> folder on disk, its files and those beneath it
FOLDERS = {"player": LINREG / "picture" / "player", "page": LINREG / "views" / "browser"}
SENT = {".js", ".css"}


def ours() -> dict[str, Path]:
    """Our own files by their name beneath app/static/: "plotly.min.js", "player/mount.js", …, as they are now.

    What is sent of each says `linreg.picture.sheets.content`.
    """
    found = {"plotly.min.js": PLOTLY}
    for folder, place in FOLDERS.items():
        files = (file for file in sorted(place.rglob("*")) if file.suffix in SENT and file.parent.name != PARTS)
        found |= {f"{folder}/{file.relative_to(place).as_posix()}": file for file in files}
    return found


def streamlit_folder() -> Path:
    """Streamlit's own page: index.html, and what it loads beneath static/. Found without importing Streamlit."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("Streamlit is not installed")
    return Path(spec.origin).parent / "static"
