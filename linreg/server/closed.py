"""What Streamlit offers and this page does not: uploads, the server's metrics, an interface for programs."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

CORE = "/_stcore/"
# What the page's own browser asks for beneath it. A new Streamlit may offer more: that stays closed until it is needed.
# The websocket, "stream", Streamlit refuses to pages of other sites, but not to a client that sends no Origin: it is no
# browser, and a program can send any Origin it likes. Nor is there a login that could be misused.
OPEN = ("health", "host-config", "stream")
# Nor does a page that takes files need this: points come with the visitor's other messages (views/own.py).
UPLOAD = "upload_file/"


class Closed:
    """Answers 403 to whoever uploads, and 404 to whoever asks for the rest."""

    def __init__(self, app: ASGIApp, root: str = "") -> None:
        self.app = app
        self.core = root + CORE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")  # the lifespan has none
        name = path.removeprefix(self.core)
        if name == path or name in OPEN:
            await self.app(scope, receive, send)
        elif name.startswith(UPLOAD):
            await PlainTextResponse("This page takes no files.\n", 403)(scope, receive, send)
        else:
            await PlainTextResponse("Not found.\n", 404)(scope, receive, send)
