"""Several replicas behind nginx, tried for real: `make replicas`. Two of them, a class, and one that is killed.

Uses deploy/linreg.nginx.conf as it is, but for its ports. Ends with status 1 if anything is not as it should be.
"""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import numpy as np
import websockets
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.claims import Claim, table
from benchmarks.visitors import PATIENCE_S, VISITORS, WITHIN_S, Visitor, aside
from tests.browser import chromium
from tests.browser.reading import open_page, readout_of, wait_for_script
from tests.browser.servers import ROOT, Served, free_port, run_app

SLOWEST_MS = 60_000
SITE = ROOT / "deploy" / "linreg.nginx.conf"
# What Debian's nginx.conf is around a site, and a log that tells which replica answered whom.
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    log_format seats "$cookie_linreg_seat|$upstream_addr";
    access_log {folder}/access.log seats;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


PATHS = os.pathsep.join(
    [os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]
)  # where Debian puts it, outside a user's PATH


def find_nginx() -> str:
    """The path of nginx, which on Debian as root is installed if it is missing. Raises SystemExit without one."""
    if not shutil.which("nginx", path=PATHS) and chromium.may_install():
        chromium.install("nginx-light")
    found = shutil.which("nginx", path=PATHS)
    if not found:
        raise SystemExit("This needs nginx: install it, on Debian with 'sudo apt install nginx-light'.")
    return found


@contextmanager
def nginx(program: str, folder: Path, replicas: list[Served]) -> Iterator[str]:
    """The address of nginx before these replicas. Ends with the block."""
    port = free_port()
    site = SITE.read_text().replace("listen 80 default_server", f"listen 127.0.0.1:{port}")
    for shipped, replica in zip(("127.0.0.1:8501", "127.0.0.1:8502"), replicas, strict=True):
        assert shipped in site
        site = site.replace(shipped, urlsplit(replica.url).netloc)
    (folder / "site.conf").write_text(site)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    command = [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    server = subprocess.Popen(command, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                urlopen(f"{url}/_stcore/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(20)


def seat(url: str) -> str:
    """The cookie that a new visitor is given."""
    with urlopen(url, timeout=20) as answer:
        given = re.search(r"linreg_seat=(\w+)", answer.headers["Set-Cookie"])
    assert given, "nginx gives no seat"
    return given[1]


async def _one(url: str, number: int, kill: asyncio.Event) -> tuple[float, float | None]:
    """Seconds until the page stood; and, for whom the replica's death cut off, until it stood again elsewhere."""
    await asyncio.sleep(WITHIN_S * number / VISITORS)
    cookie = {"Cookie": f"linreg_seat={await asyncio.to_thread(seat, url)}"}
    address = f"ws://{urlsplit(url).netloc}/_stcore/stream"

    def visit() -> websockets.connect:
        return websockets.connect(
            address, subprotocols=["streamlit"], origin=url, max_size=None, additional_headers=cookie
        )

    async with visit() as socket:
        first = await Visitor(socket).ask()
        await kill.wait()
        try:
            await asyncio.wait_for(socket.wait_closed(), 3)
        except TimeoutError:
            return first, None
    began = time.monotonic()
    async with visit() as socket:
        await Visitor(socket).ask()
    return first, time.monotonic() - began


async def a_class(url: str, doomed: Served) -> list[tuple[float, float | None]]:
    """What each visitor met, while the replica is killed once all have their page."""
    kill = asyncio.Event()
    async with asyncio.timeout(PATIENCE_S):
        visitors = [asyncio.create_task(_one(url, number, kill)) for number in range(VISITORS)]
        await asyncio.sleep(WITHIN_S + 6)
        os.kill(doomed.pid, signal.SIGKILL)
        kill.set()
        return await asyncio.gather(*visitors)


# Notes when the page loses its server and when it has one again, in milliseconds.
CONNECTIONS = """
() => {
  const app = document.querySelector("[data-testid='stApp']");
  window.connections = [];
  new MutationObserver(() =>
    connections.push([performance.now(), app.dataset.testConnectionState])
  ).observe(app, { attributeFilter: ["data-test-connection-state"] });
}
"""


def watch(browser: Browser, url: str) -> Page:
    """A browser's page of its own, with settings in its address, at a new seat."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US").new_page()
    page.set_default_timeout(SLOWEST_MS)
    open_page(page, f"{url}/?lr=0.1&epochs=50")
    readout_of(page).wait_for()
    page.evaluate(CONNECTIONS)
    return page


def served_by(page: Page, log: Path) -> list[str]:
    """The replicas that answered this page, in order, as nginx's log tells them."""
    (own,) = (cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "linreg_seat")
    lines = [line.split("|") for line in log.read_text().splitlines()]
    return [upstream.split(", ")[-1] for cookie, upstream in lines if cookie == own]


def came_back(page: Page) -> float:
    """Seconds that a page was without its replica: it stands again with its settings, and does what it is told."""
    wait_for_script(page)
    page.get_by_role("button", name="To end", exact=True).click()
    expect(readout_of(page)).to_contain_text("epoch 50")
    page.get_by_role("group", name="Epochs", exact=True).get_by_role("slider").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"lr=0\.1&epochs=(?!50\b)\d+"))
    times = [time for time, _ in page.evaluate("connections")]
    assert times, "its replica was never gone"
    return float(times[-1] - times[0]) / 1e3


def two_pages(browser: Browser, url: str, log: Path) -> dict[str, Page]:
    """A page at each replica, by the replica's address. Each page is served by one replica only."""
    pages: dict[str, Page] = {}
    for _ in range(12):
        page = watch(browser, url)
        (replica,) = set(served_by(page, log))
        pages[replica] = page
        if len(pages) == 2:
            return pages
    raise AssertionError("twelve visitors went to one replica")


def trial(browser: Browser, folder: Path, program: str) -> list[Claim]:
    """The whole story; raises where something is not as it should be."""
    with ExitStack() as stack:
        replicas = [stack.enter_context(run_app(folder / f"replica-{number}.log")) for number in range(2)]
        url = stack.enter_context(nginx(program, folder, replicas))
        pages = two_pages(browser, url, folder / "access.log")
        doomed, other = (urlsplit(replica.url).netloc for replica in replicas)
        met = aside(a_class(url, replicas[0]))
        without = came_back(pages[doomed])
        assert served_by(pages[doomed], folder / "access.log")[-1] == other
        assert pages[other].evaluate("connections") == [], "the other replica's page was disturbed"
    firsts = [first for first, _ in met]
    again = [back for _, back in met if back is not None]
    return [
        Claim(f"{VISITORS} visitors at two replicas: first page, nineteen of twenty", np.quantile(firsts, 0.95), "s"),
        Claim("… of them at the one that was killed", len(again), "visitors", at_least=25, at_most=75),
        Claim("… these have their page again, the last", max(again), "s", at_most=10),
        Claim("… a browser's page comes back by itself", without, "s", at_most=30),
    ]


def main() -> int:
    """Prints what was measured. Returns the exit status."""
    program = find_nginx()
    expect.set_options(timeout=SLOWEST_MS)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(playwright), args=chromium.flags())
        claims = trial(browser, Path(folder), program)
        browser.close()
    print(table(claims))
    return int(any(claim.verdict == "MISSED" for claim in claims))


if __name__ == "__main__":
    sys.exit(main())
