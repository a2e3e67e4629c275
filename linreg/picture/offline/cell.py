"""The player in a notebook's cell: the one file in a frame of its own, with a picture behind it.

In a frame whose document stands in its `srcdoc` nothing of one cell disturbs another, and a saved notebook plays
without a kernel. Each such cell adds some 2.6 MB to the .ipynb, nearly all of it plotly.js. Where a viewer takes the
frame out, as JupyterLab does of a notebook that is not trusted, and GitHub, the picture remains.

Tried: JupyterLab 4.6 and Notebook 7.6 in Chromium, run, saved and opened again, trusted and not; nbconvert's HTML from
disk. Not tried in the programs themselves: VS Code, whose policy for notebooks (`notebook.experimental.enableCsp`)
holds in a test, and Colab, whose outputs stand in a sandboxed frame of another origin, as one that was made to look so.
"""

import base64
import html
from collections.abc import Sequence
from typing import Any

from linreg.picture.offline import sources
from linreg.picture.offline.file import single, step_of
from linreg.picture.offline.still import still
from linreg.training.run import Run
from linreg.words import words

HEIGHT = 640  # pixels: four panels, the transport and what the run came to
FRAME = (
    '<iframe srcdoc="{document}" title="{title}" allow="fullscreen; clipboard-write" '
    'style="position: absolute; inset: 0; width: 100%; height: 100%; border: 0;"></iframe>'
)
CELL = '<div style="position: relative; height: {height}px; overflow: hidden;">{picture}{frame}</div>'
PICTURE = '<img src="data:image/svg+xml;base64,{svg}" alt="{told}" style="width: 100%;">'
WITHOUT = "<div>{picture}<p>{why}</p></div>"


class Shown:
    """What a notebook shows as HTML."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _repr_html_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return "linreg.show(…)"


def show(runs: Run | Sequence[Run], lang: str = "en", *, height: int = HEIGHT, **how: Any) -> Shown:
    """The player with these runs, for the last line of a notebook's cell, or for `display`.

    runs, lang, how : as of `to_html` (at, slow, rain, guess). height : in pixels.
    Where plotly is not installed it shows a picture instead, and says so. Raises ValueError as `to_html` does.
    """
    return Shown(_cell(runs, lang, height, **how))


def cell(run: Run) -> str | None:
    """A run as the last line of a cell; None, for what a notebook shows of anything, if it can't be drawn."""
    try:
        return _cell(run, "en", HEIGHT)
    except ValueError:
        return None


def _cell(runs: Run | Sequence[Run], lang: str, height: int, **how: Any) -> str:
    say = words(lang)
    step = step_of(runs, **how)
    svg = base64.b64encode(still(step.scene, step.guessing, say).encode()).decode("ascii")
    picture = PICTURE.format(svg=svg, told=html.escape(say("offline.still")))
    if not sources.has_plotly():
        return WITHOUT.format(picture=picture, why=html.escape(say("offline.no_plotly")))
    frame = FRAME.format(document=html.escape(single([step], lang)), title=html.escape(say("offline.title")))
    return CELL.format(height=int(height), picture=picture, frame=frame)
