"""Every file of the page from memory: compressed once, for whoever asks first, and sent in one piece.

Streamlit compresses app/static anew for each request and sends its own files as they lie on disk: of a hundred browsers
that come within four seconds each waits for twenty. (servestatic, a kept library for this, opens a thread for each
request and reads 8 kB at a time: twenty seconds too.)
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from linreg.picture.sheets import content
from linreg.server.document import PAGES, document
from linreg.server.sources import ours, streamlit_folder

# Told here, because a Windows registry may call a script plain text. What is not among them is left to Streamlit.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
COMPRESSED = {".gif", ".png", ".woff", ".woff2"}  # already, by their format
BROTLI, GZIP = 5, 9  # brotli beyond this level gets a few per cent smaller and takes three times as long

DOCUMENTS = {f"/{page}" for page in PAGES}

FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"  # keep it, but ask each time whether it has changed


@dataclass(frozen=True)
class Kept:
    """One file as it was when it was first asked for."""

    type: str
    cache: str  # what the browser may do with it
    content: bytes
    compressible: bool

    @cached_property
    def etag(self) -> str:
        """Changes if and only if the content does; weak, since the bytes differ by encoding."""
        return f'W/"{hashlib.sha1(self.content).hexdigest()}"'

    @cached_property
    def as_brotli(self) -> bytes:
        body: bytes = brotli.compress(self.content, quality=BROTLI)
        return body

    @cached_property
    def as_gzip(self) -> bytes:
        return gzip.compress(self.content, GZIP, mtime=0)

    def answer(self, asked: Headers) -> Response:
        """What goes back to a request with these headers."""
        headers = {"Cache-Control": self.cache, "ETag": self.etag, "Vary": "Accept-Encoding"}
        if self.etag in asked.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        welcome = accepted(asked.get("Accept-Encoding", "")) if self.compressible else set()
        if "br" in welcome:
            return Response(self.as_brotli, headers=headers | {"Content-Encoding": "br"}, media_type=self.type)
        if "gzip" in welcome:
            return Response(self.as_gzip, headers=headers | {"Content-Encoding": "gzip"}, media_type=self.type)
        return Response(self.content, headers=headers, media_type=self.type)


class Files:
    """Answers for the files that are known; everything else goes on to Streamlit."""

    def __init__(self, app: ASGIApp, root: str = "") -> None:
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path: str = scope["path"]
            if path.startswith(self.root) and (path := path.removeprefix(self.root)) in known():
                await kept(path).answer(Headers(scope=scope))(scope, receive, send)
                return
        await self.app(scope, receive, send)


@cache
def known() -> dict[str, Path]:
    """The files by their path in the address: Streamlit's and ours, those that are there at the first call."""
    folder = streamlit_folder()
    theirs = {f"/{file.relative_to(folder).as_posix()}": file for file in folder.rglob("*") if file.suffix in TYPES}
    return (
        theirs
        | dict.fromkeys(DOCUMENTS, folder / "index.html")
        | {f"/app/static/{name}": file for name, file in ours().items()}
    )


@cache
def kept(path: str) -> Kept:
    """One of the known files, from now on in memory."""
    file = known()[path]
    # Streamlit's own names below static/ hold a hash of the content: what has changed has another name.
    cache = FOREVER if path.startswith("/static/") else ASK
    sent = document(path) if path in DOCUMENTS else content(file)
    return Kept(TYPES[file.suffix], cache, sent, file.suffix not in COMPRESSED)


def keep_first() -> None:
    """Compresses our own files, plotly among them, and what else the front page names, both ways: half a second that
    no visitor waits for."""
    named = set(re.findall(rb'(?:src|href)="\.(/[^"]+)"', kept("/").content))
    for path in known():
        if path.startswith("/app/static/") or path.encode() in named:
            if (file := kept(path)).compressible:
                _ = file.as_brotli, file.as_gzip


def accepted(header: str) -> set[str]:
    """The encodings that an Accept-Encoding header names and does not refuse with q=0."""
    parts = (part.partition(";") for part in header.lower().split(","))
    return {name.strip() for name, _, q in parts if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", q)}
