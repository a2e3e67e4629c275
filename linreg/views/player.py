"""The player as a Streamlit component: registered once, fed by `linreg.picture.payload`, mounted by `player`."""

from collections.abc import Callable
from typing import Any

import streamlit as st

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


def player(data: dict[str, Any], key: str, on_start: Callable[[], None]) -> None:
    """Mounts the player. A click on the contours sets `st.session_state[key].start` to {W, b} and calls `on_start`."""
    _component(key=key, data=data, on_start_change=on_start)
