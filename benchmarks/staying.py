"""A long visit: what the browser and the server hold after many changes and many switches between the pages."""

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.claims import Claim
from tests.browser.reading import open_page, readout_of

FIRST, CHANGES, SWITCHES = 10, 300, 30


def heap(devtools: CDPSession) -> dict[str, float]:
    """What the page holds once garbage is collected: bytes of heap, DOM nodes."""
    devtools.send("HeapProfiler.collectGarbage")
    metrics = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
    return {name: metrics[name] for name in ("JSHeapUsedSize", "Nodes")}


def change(page: Page, turn: int) -> None:
    """Another learning rate, and the time to train and paint it."""
    field = page.get_by_role("spinbutton", name="Learning rate")
    field.fill(f"{0.01 + 0.0003 * turn:.4g}")
    field.press("Enter")
    page.wait_for_timeout(230)


def switch(page: Page) -> None:
    """To the notebook and back."""
    links = page.get_by_role("navigation")
    links.get_by_role("link", name="Notebook", exact=True).click()
    page.get_by_role("heading", name="Certificate").wait_for()
    links.get_by_role("link", name="Explore", exact=True).click()
    readout_of(page).wait_for()
    page.wait_for_timeout(500)


def claims(browser: Browser, url: str) -> list[Claim]:
    """The growth since the first ten changes and the first switch."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable")
    open_page(page, f"{url}/?epochs=300")
    readout_of(page).wait_for()
    for turn in range(FIRST):
        change(page, turn)
    switch(page)
    before, steps = heap(devtools), page.evaluate("history.length")
    for turn in range(CHANGES):
        change(page, FIRST + turn)
    changed, pushed = heap(devtools), page.evaluate("history.length") - steps
    for _ in range(SWITCHES):
        switch(page)
    switched = heap(devtools)
    context.close()
    return [
        _growth(f"{CHANGES} changes: heap", "JSHeapUsedSize", before, changed),
        _growth("… DOM nodes", "Nodes", before, changed),
        Claim("… steps of history", pushed, at_most=0),
        _growth(f"and {SWITCHES} switches to the notebook and back: heap", "JSHeapUsedSize", before, switched),
        _growth("… DOM nodes", "Nodes", before, switched),
    ]


def _growth(what: str, name: str, before: dict[str, float], after: dict[str, float]) -> Claim:
    return Claim(what, 100 * (after[name] / before[name] - 1), "% more", at_most=10)
