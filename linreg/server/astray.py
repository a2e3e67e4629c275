"""Addresses that are no page of ours: Streamlit would answer in English that there is none, or, to one deeper than any
page, with a page that finds none of its files, blank."""

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from linreg.server.document import PAGES

FILES = {"_stcore", "app", "component", "media", "static"}  # folders that Streamlit serves, downloads among them


class Astray:
    """Sends whoever opens such an address to the front page, with what it asks for."""

    def __init__(self, app: ASGIApp, root: str = "") -> None:
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        first, deeper, _ = scope.get("path", "").removeprefix(self.root).strip("/").partition("/")
        if first in FILES or (first in PAGES and not deeper) or not _opened(scope):
            await self.app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        await RedirectResponse(f"{self.root}/{'?' if query else ''}{query}", 307)(scope, receive, send)


def _opened(scope: Scope) -> bool:
    """Whether somebody opens an address in a browser: a file that a page fetches asks for no HTML."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")
