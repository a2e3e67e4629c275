"""The server's start: from the command to the painted page, and what the first visitor of a ready server waits for."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.claims import Claim
from tests.browser.reading import readout_of
from tests.browser.servers import run_app

PAINTED = "new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))"


def seen(page: Page, url: str) -> None:
    """The address opened, and its picture on the screen."""
    page.goto(url)
    readout_of(page).wait_for()
    page.locator(".lr-player canvas").first.wait_for()
    page.evaluate(PAINTED)


def resident(pid: int) -> float:
    """The memory of a process in MB, where the system tells it (Linux); else 0."""
    statm = Path(f"/proc/{pid}/statm")
    return int(statm.read_text().split()[1]) * 4096 / 1e6 if statm.exists() else 0.0


def claims(browser: Browser) -> list[Claim]:
    """A server of its own, visited by two browsers with empty caches, one after the other."""
    first, second = (browser.new_context().new_page() for _ in range(2))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, run_app(Path(folder) / "streamlit.log") as served:
        ready = time.monotonic()
        seen(first, served.url)
        painted = time.monotonic()
        seen(second, served.url)
        again = time.monotonic() - painted
        memory = resident(served.pid)
    first.context.close()
    second.context.close()
    return [
        Claim("from the command to the painted page", painted - began, "s", at_most=6),
        Claim("… until the server says that it is ready", ready - began, "s"),
        Claim("… its first visitor, to the painted page", painted - ready, "s", at_most=2),
        Claim("… its second", again, "s"),
        Claim("… memory then", memory, "MB"),
    ]
