"""The player's modules, one by one, in a real browser: no Node, no build."""

from typing import Any

from playwright.sync_api import Page


def ran(blank: Page, name: str, body: str, given: Any = None) -> Any:
    """What `body` returns, run with the names exported by player/<name>.js and `given` in scope."""
    names = blank.evaluate("async name => Object.keys(await import(`/static/player/${name}.js`))", name)
    script = f"""async given => {{
        const {{ {", ".join(names)} }} = await import("/static/player/{name}.js");
        {body}
    }}"""
    return blank.evaluate(script, given)
