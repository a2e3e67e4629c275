"""What a browser is told with every answer: to load nothing foreign, and to guess no types."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from linreg.server.sources import streamlit_folder


class Headers:
    """Adds them to every answer over HTTP, whoever gives it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.policy = policy((streamlit_folder() / "index.html").read_text(encoding="utf-8"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self.policy
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self.app(scope, receive, with_headers)


def policy(index: str) -> str:
    """The Content-Security-Policy under which Streamlit's index.html and our page work, and nothing foreign loads."""
    inline = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    rules = {
        "default-src": "'none'",
        # blob: is where Streamlit runs a component's inline script; its messages are read by a little WebAssembly.
        "script-src": " ".join(["'self'", "blob:", "'wasm-unsafe-eval'", *(f"'sha256-{hash}'" for hash in hashes)]),
        # Streamlit and plotly write styles as they go.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "media-src": "'self'",
        "worker-src": "'self' blob:",
        "base-uri": "'self'",
        "form-action": "'self'",
        # Course sites show the page within their own, wherever they are. There is no login to be tricked out of.
        "frame-ancestors": "*",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
