"""The player as a Streamlit component: registered once, fed by `payload`, mounted by `player`."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from linreg import figures
from linreg.cost import Bowl
from linreg.data import Dataset, Scaling
from linreg.frame import Frame
from linreg.train import Run

HERE = Path(__file__).parent

# Inline script runs from a blob: address and cannot import a sibling, so this only loads the player from static/, where
# the browser caches it. It keeps its many lines: a one-line string with these characters would be taken for a path.
LOADER = """
export default function (args) {
  const url = new URL("app/static/player/streamlit.js", document.baseURI).href;
  let ended = false, end;
  import(url).then((player) => { if (!ended) end = player.default(args); });
  return () => { ended = true; end?.(); };
}
"""

_component = st.components.v2.component("linreg_player", html="<div class='linreg-player'></div>", js=LOADER, isolate_styles=False)


def payload(run: Run, bowl: Bowl, frame: Frame, stage: dict[str, Any], words: dict[str, str], lang: str) -> dict[str, Any]:
    """What the browser plays, as JSON of finite numbers only: the stage, the run's states as float32, the words."""
    content = {"lang": lang}
    return content


