"""The two servers that browser tests and benchmarks talk to, each on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from linreg.picture.sheets import content
from linreg.server.sources import ours

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "tests" / "browser" / "modules"
START_S = 60  # a first start reads torch from a cold disk


def free_port() -> int:
    """A port that nobody on this machine listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Served:
    """A running server: its address and its process."""

    url: str
    pid: int


@contextmanager
def serve_app(log: Path, entry: str = "app.py", cwd: Path = ROOT) -> Iterator[str]:
    """The address of `streamlit run entry`, as of `run_app`."""
    with run_app(log, entry, cwd) as served:
        yield served.url


@contextmanager
def run_app(log: Path, entry: str = "app.py", cwd: Path = ROOT, port: int = 0) -> Iterator[Served]:
    """`streamlit run entry`, started in `cwd` and ready; its output goes to `log`. Ends with the block.

    port : where it listens; at a free port unless one is given.

    Raises RuntimeError with the log when the server ends or is not ready in time.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", entry, "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    with log.open("w") as output:
        # A group of its own, so that Ctrl-C in the terminal reaches the tests first and they can tidy up.
        server = subprocess.Popen(
            command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_until_healthy(server, f"{url}/_stcore/health", log)
            yield Served(url, server.pid)
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(10)


def _wait_until_healthy(server: subprocess.Popen[bytes], health: str, log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"Streamlit did not start:\n{log.read_text()}")


class StaticFiles(SimpleHTTPRequestHandler):
    """Serves our files at /static/ as the page does at /app/static/, and the tests' own at /modules/."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript", ".html": "text/html"}

    def send_head(self) -> BytesIO | BinaryIO | None:  # type: ignore[override]
        """The file that is asked for; of a stylesheet what the page sends."""
        if not self.path.endswith(".css"):
            return super().send_head()
        sent = content(Path(self.translate_path(self.path)))
        self.send_response(200)
        self.send_header("Content-Type", "text/css")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        return BytesIO(sent)

    def translate_path(self, path: str) -> str:
        parts = [part for part in unquote(urlsplit(path).path).split("/") if part not in ("", os.curdir, os.pardir)]
        if parts[:1] == ["static"] and (file := ours().get("/".join(parts[1:]))):
            return str(file)
        if parts[:1] == ["modules"]:
            return str(MODULES.joinpath(*parts[1:]))
        return str(ROOT / "no such file")

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test's own report is what one reads."""


@contextmanager
def serve_static() -> Iterator[str]:
    """The address of a server of the player's files. Ends with the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StaticFiles, directory=str(ROOT)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
