"""Our own components: each is an ES module in static/, loaded once and kept by the browser; and what they say to us.

Whatever comes from a browser may come from a visitor who sends what he likes: who takes it holds it for nothing else.
"""

import base64
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from linreg.words import Words

# Inline script runs from a blob: address and cannot import a sibling, so it only loads the module, which the browser
# caches, and tells how that goes: whatever else may fail to come, this has come. Each new try takes another spelling of
# the folder's name (%73tatic, s%74atic …): the same to the server, but a browser may hold an answer or a failed module
# against the spelling it knows. It keeps its line breaks: a one-line string with these characters would be taken for a
# path.
LOADER = """
export default function (sent) {
  const args = { ...sent, data: sent.data[0] };
  const words = args.data.loading, place = args.parentElement.querySelector(".linreg-NAME");
  let turn, shown;
  const say = (text, again) => {
    if (place.here) return;
    place.textContent = text;
    const button = { type: "button", textContent: words.again, onclick: retry };
    if (again) place.appendChild(Object.assign(document.createElement("button"), button));
  };
  const retry = () => (shown?.end(), (place.tries = (place.tries ?? 0) + 1), load());
  const load = () => {
    const mine = (turn = place.turn = {}), latest = (go) => (got) => place.turn === mine && go(got);
    const folder = "static".replace(/./g, (c, i) => ((place.tries >> i) & 1 ? "%" + c.charCodeAt().toString(16) : c));
    say(words.loading);
    clearTimeout(place.slow);
    place.slow = setTimeout(latest(() => say(words.waiting, true)), 10000);
    import(new URL(`app/${folder}/MODULE`, document.baseURI).href)
      .then(latest((module) => (shown = module.default(args)).ready))
      .then(latest(() => (place.here = true)), latest((error) => (say(words.failed, true), console.error(error))))
      .then(latest(() => clearTimeout(place.slow)));
  };
  load();
  return () => { if (place.turn === turn) place.turn = null; shown?.end(); };
}
"""
HTML = '<div class="linreg-place linreg-NAME"></div>'
Heard = Mapping[str, Callable[[Any], None] | None]


def register(name: str, module: str) -> Callable[..., None]:
    """The component whose ES module is static/`module`: a function that mounts it. Once, at import.

    What is mounted is given `data`, with the words [loading] under `loading`: they are shown in `.linreg-name` until it
    is ready, but not to one for whom nobody `waits`. It travels in a list: in a dictionary Streamlit would ask of each
    value whether it is one of 20 kinds of tables, which takes a fifth of a page's time.
    The module's default export takes what Streamlit gives a component and returns {ready, end()}.
    on : by the name under which the browser tells it, what takes what it tells, before the page is drawn again; None
    for what the page then looks up by itself, see `said`.
    """
    component = st.components.v2.component(
        f"linreg_{name}",
        html=HTML.replace("NAME", name),
        js=LOADER.replace("NAME", name).replace("MODULE", module),
        isolate_styles=False,
    )

    def mount(say: Words, key: str, data: Mapping[str, Any], on: Heard | None = None, waits: bool = True) -> None:
        loading = say.section("loading") | ({} if waits else {"loading": ""})
        heard: dict[str, Any] = {f"on_{name}_change": _callback(key, name, take) for name, take in (on or {}).items()}
        component(key=key, data=[{**data, "loading": loading}], **heard)

    return mount


def _callback(key: str, name: str, take: Callable[[Any], None] | None) -> Callable[[], None]:
    return lambda: take(said(key, name)) if take else None


def said(key: str, name: str) -> Any:
    """What the component with this key has told last under this name; None for nothing."""
    told = st.session_state.get(key)
    return told.get(name) if told else None


def record(key: str, name: str) -> dict[str, Any]:
    """The same, if it is a record; else an empty one."""
    told = said(key, name)
    return told if isinstance(told, dict) else {}


def file(told: Any, most: int) -> bytes | None:
    """The bytes of a file that a browser has told, {bytes: in base64}, of which `most` or few more; None for none."""
    try:
        return base64.b64decode(str(told["bytes"])[: 2 * most], validate=True)
    except (KeyError, TypeError, ValueError):
        return None
