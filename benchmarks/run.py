"""Everything claimed about speed, measured and printed beside its bound: `make bench`. Ratios travel, times do not."""

import os
import platform
import tempfile
from pathlib import Path

import torch
from playwright.sync_api import sync_playwright

from benchmarks import (
    answering,
    arrivals,
    carrying,
    changing,
    dragging,
    playing,
    starting,
    staying,
    training,
    turning,
    visitors,
)
from benchmarks.claims import table
from tests.browser import chromium
from tests.browser.servers import run_app, serve_static


def main() -> None:
    """Prints the table. A missed bound is shown, not failed: it depends on the machine and on what else it does."""
    claims = training.claims()
    with tempfile.TemporaryDirectory() as folder, run_app(Path(folder) / "streamlit.log") as served:
        url = served.url
        # Before Playwright, whose event loop would not let them run their own
        alone = answering.claims(url)
        crowd = visitors.claims(url)
        with sync_playwright() as playwright, serve_static() as static:
            browser = playwright.chromium.launch(executable_path=chromium.find(playwright), args=chromium.flags())
            claims += starting.claims(browser)
            claims += changing.claims(browser, url) + alone
            claims += dragging.claims(browser, url)
            claims += playing.claims(browser, url, f"{static}/modules/blank.html")
            claims += carrying.claims(browser)
            claims += turning.claims(browser, url)
            claims += staying.claims(browser, url)
            crowd = arrivals.claims(browser, served) + crowd
            print(f"torch {torch.__version__}, Chromium {browser.version} drawing in software, ", end="")
            browser.close()
    claims += crowd
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print(table(claims))


if __name__ == "__main__":
    main()
