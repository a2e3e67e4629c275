"""Our own controls as Streamlit components: each is an ES module in `browser/`, loaded once and kept by the browser."""

from typing import Any

import streamlit as st

# Inline script runs from a blob: address and cannot import a sibling, so it only loads the module, which the browser
# caches. It keeps its line breaks: a one-line string with these characters would be taken for a path.
LOADER = """
export default function (args) {
  let ended = false, end;
  import(new URL("app/static/page/MODULE.js", document.baseURI).href)
    .then((module) => { if (!ended) end = module.default(args); });
  return () => { ended = true; end?.(); };
}
"""


def register(module: str) -> Any:
    """The component whose module is `browser/<module>.js`: a function that mounts it. Once, at import."""
    return st.components.v2.component(
        f"linreg_{module}",
        html=f'<div class="linreg-{module}"></div>',
        js=LOADER.replace("MODULE", module),
        isolate_styles=False,
    )
