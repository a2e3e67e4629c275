"""The player as a Streamlit component: registered once, fed by `linreg.picture.payload`, mounted by `player`."""

from collections.abc import Callable
from typing import Any

import streamlit as st

# Inline script runs from a blob: address and cannot import a sibling, so it only loads the player from static/, where
# the browser caches it, and tells how that goes: whatever else may fail to come, this has come. Each new try takes
# another spelling of the folder's name (%73tatic, s%74atic …): the same to the server, but a browser may hold an answer
# or a failed module against the spelling it knows. It keeps its line breaks: a one-line string with these characters
# would be taken for a path.
LOADER = """
export default function (args) {
  const { words } = args.data, place = args.parentElement.querySelector(".linreg-player");
  let turn, shown;
  const say = (text, again) => {
    place.textContent = text;
    const button = { textContent: words.again, onclick: retry };
    if (again) place.appendChild(Object.assign(document.createElement("button"), button));
  };
  const retry = () => (shown?.end(), (place.tries = (place.tries ?? 0) + 1), load());
  const load = () => {
    const mine = (turn = place.turn = {}), latest = (go) => (got) => place.turn === mine && go(got);
    const folder = "static".replace(/./g, (c, i) => ((place.tries >> i) & 1 ? "%" + c.charCodeAt().toString(16) : c));
    say(words.loading);
    clearTimeout(place.slow);
    place.slow = setTimeout(latest(() => say(words.waiting, true)), 10000);
    import(new URL(`app/${folder}/player/streamlit.js`, document.baseURI).href)
      .then(latest((player) => (shown = player.default(args)).ready))
      .then(latest(() => (place.hidden = true)), latest((error) => (say(words.failed, true), console.error(error))))
      .then(latest(() => clearTimeout(place.slow)));
  };
  load();
  return () => { if (place.turn === turn) place.turn = null; shown?.end(); };
}
"""
HTML = '<div class="linreg-player" role="status"></div>'

_component = st.components.v2.component("linreg_player", html=HTML, js=LOADER, isolate_styles=False)


def player(data: dict[str, Any], key: str, on_start: Callable[[], None]) -> None:
    """Mounts the player. A click on the contours sets `st.session_state[key].start` to {W, b} and calls `on_start`."""
    _component(key=key, data=data, on_start_change=on_start)
