"""A class at the door: a hundred browsers with empty caches, each fetching all files of a first load, then the page."""

import asyncio
import os
import re
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import Browser

from benchmarks.claims import Claim
from benchmarks.visitors import PATIENCE_S, VISITORS, WITHIN_S, Visitor, aside, visit
from tests.browser.reading import open_page, readout_of
from tests.browser.servers import Served

AT_ONCE = 6  # connections that a browser opens to one server
HTTP, HTTPS = "gzip, deflate", "gzip, deflate, br, zstd"  # what browsers accept over either


def first_load(browser: Browser, url: str) -> list[str]:
    """The paths of all files that a browser with an empty cache asks for until the picture stands."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, url)
    readout_of(page).wait_for()
    page.wait_for_load_state("networkidle")
    context.close()
    paths = [urlsplit(address).path for address in asked if address.startswith(url)]
    # A style that is asked for twice comes once: the second answer is that nothing has changed
    return [path for path in dict.fromkeys(paths) if not path.startswith("/_stcore/")]


def arrive(url: str, paths: list[str], encodings: str = HTTP, see_page: bool = False) -> np.ndarray:
    """What each of the visitors met, (visitors, 2): seconds until it had all, and the bytes of its files.

    see_page : whether it then opens the page itself and waits until its script has run.
    """

    async def one(number: int) -> tuple[float, int]:
        await asyncio.sleep(WITHIN_S * number / VISITORS)
        began = time.monotonic()
        sizes = await asyncio.gather(*(_fetch(url, paths[first::AT_ONCE], encodings) for first in range(AT_ONCE)))
        if see_page:
            async with visit(url) as socket:
                await Visitor(socket).ask()
        return time.monotonic() - began, sum(sizes)

    async def all_of_them() -> list[tuple[float, int]]:
        async with asyncio.timeout(PATIENCE_S):
            return await asyncio.gather(*(one(number) for number in range(VISITORS)))

    return np.array(aside(all_of_them()))


async def _fetch(url: str, paths: list[str], encodings: str) -> int:
    """The bytes of these files, fetched one after the other over one connection."""
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    size = 0
    for path in paths:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nAccept-Encoding: {encodings}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"(?i)\r\ncontent-length: (\d+)", head)
        assert head.startswith("HTTP/1.1 200") and length, f"{path}: {head}"
        size += len(await reader.readexactly(int(length[1])))
    writer.close()
    return size


def processor_seconds(pid: int) -> float:
    """The processor time that a process has taken so far."""
    stat = Path(f"/proc/{pid}/stat")
    if stat.exists():
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    told = subprocess.run(["ps", "-o", "time=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout
    return sum(float(part) * 60**power for power, part in enumerate(reversed(told.strip().split(":"))))


def claims(browser: Browser, served: Served) -> list[Claim]:
    """What half and nearly all of a class wait for, what comes to each, and what it costs the server."""
    paths = first_load(browser, served.url)
    before = processor_seconds(served.pid)
    seconds, sizes = arrive(served.url, paths).T
    spent = processor_seconds(served.pid) - before
    brotli = arrive(served.url, paths, HTTPS)[0, 1]
    pages = arrive(served.url, paths, see_page=True)[:, 0]
    who = f"{VISITORS} empty caches within {WITHIN_S:g} s"
    return [
        Claim(f"{who}: all {len(paths)} files, half of them", float(np.median(seconds)), "s"),
        Claim("… nineteen of twenty", float(np.quantile(seconds, 0.95)), "s", at_most=2.5),
        Claim("… to each, over http", sizes[0] / 1e6, "MB", at_most=3),
        Claim("… to each, over https", brotli / 1e6, "MB", at_most=3),
        Claim("… the server's processor, for all", spent, "s", at_most=5),
        Claim("… files and then the page, half of them", float(np.median(pages)), "s"),
        Claim("… nineteen of twenty", float(np.quantile(pages, 0.95)), "s"),
    ]
