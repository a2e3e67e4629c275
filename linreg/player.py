"""The player as a Streamlit component: registered once, fed by `payload`, mounted by `player`."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from linreg.axes import Axes
from linreg.cost import Bowl
from linreg.data import Dataset, Scaling
from linreg.figures import Figure, exact, typed
from linreg.frame import Frame
from linreg.microscope import lines
from linreg.train import Run

# Inline script runs from a blob: address and cannot import a sibling, so it only loads the player from static/, where
# the browser caches it. It keeps its line breaks: a one-line string with these characters would be taken for a path.
LOADER = """
export default function (args) {
  let ended = false, end;
  import(new URL("app/static/player/streamlit.js", document.baseURI).href)
    .then((player) => { if (!ended) end = player.default(args); })
    .catch((error) => {
      args.parentElement.querySelector(".linreg-player").textContent = args.data.words.failed;
      throw error;
    });
  return () => { ended = true; end?.(); };
}
"""
HTML = '<div class="linreg-player"></div>'

_component = st.components.v2.component("linreg_player", html=HTML, js=LOADER, isolate_styles=False)


def payload(
    run: Run,
    data: Dataset,
    scaling: Scaling,
    bowl: Bowl,
    axes: Axes,
    frame: Frame,
    stage: dict[str, Figure],
    words: dict[str, str],
    lang: str,
    microscope: dict[str, Any] | None = None,
    at: int = 0,
) -> dict[str, Any]:
    """What the browser plays, as JSON of finite numbers only: the stage, every state of the run as float32, the words.

    data : the points in their own units, as drawn; `run.data` may hold them scaled.
    bowl : over W and b themselves. axes, frame, stage : of the coordinates in which they are drawn.
    microscope : from `under_microscope`, to show the loop's lines beside the panels.
    at : the epoch shown first; one beyond the run shows its end.
    `id` changes if and only if the picture does, not with the words.
    """
    picture = {
        "data": {"x": exact(data.x), "y": exact(data.y)},
        "scale": vars(scaling),
        "bowl": vars(bowl),
        "runs": [states(run)],
        "frame": vars(frame),
        "axes": vars(axes),
        "stage": stage,
        "microscope": microscope,
    }
    text = json.dumps(picture, allow_nan=False)
    return picture | {"id": hashlib.sha1(text.encode()).hexdigest(), "words": words, "lang": lang, "at": at}


def under_microscope(run: Run) -> dict[str, Any]:
    """What the microscope needs beyond the states: the loop's lines with their beats."""
    return {"code": [line._asdict() for line in lines(run.config.cost)], "cost": run.config.cost}


def states(run: Run) -> dict[str, Any]:
    """One run as the player reads it."""
    columns = {name: typed(getattr(run, name)) for name in ("W", "b", "cost", "grad_W", "grad_b")}
    return {"name": "", "lr": run.config.lr, "states": run.epochs + 1, "diverged": run.diverged, **columns}


def player(data: dict[str, Any], key: str, on_start: Callable[[], None]) -> None:
    """Mounts the player. A click on the contours sets `st.session_state[key].start` to {W, b} and calls `on_start`."""
    _component(key=key, data=data, on_start_change=on_start)
