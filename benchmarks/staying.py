"""A long visit: what the browser and the server hold after many changes and many switches between the pages."""

import json

import numpy as np
from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.claims import Claim
from tests.browser.reading import open_page, readout_of

FIRST, CHANGES, SWITCHES = 10, 300, 30
CODE = ("code", "object shape")  # as heap snapshots call what the engine makes for itself


def heap(devtools: CDPSession) -> dict[str, float]:
    """What the page holds once garbage is collected: bytes of objects, bytes of compiled code, DOM nodes.

    The two apart, as the browser compiles what runs often anew for half an hour and keeps that: nobody's leak.
    """
    parts: list[str] = []

    def take(event: dict[str, str]) -> None:
        parts.append(event["chunk"])

    devtools.on("HeapProfiler.addHeapSnapshotChunk", take)
    devtools.send("HeapProfiler.takeHeapSnapshot")  # which collects garbage first
    devtools.remove_listener("HeapProfiler.addHeapSnapshotChunk", take)
    snapshot = json.loads("".join(parts))
    fields, kinds = snapshot["snapshot"]["meta"]["node_fields"], snapshot["snapshot"]["meta"]["node_types"][0]
    nodes = np.array(snapshot["nodes"]).reshape(-1, len(fields))
    sizes = np.bincount(nodes[:, fields.index("type")], nodes[:, fields.index("self_size")], len(kinds))
    code = sum(size for size, kind in zip(sizes, kinds, strict=True) if kind in CODE)
    metrics = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
    return {"objects": float(sizes.sum() - code), "code": float(code), "Nodes": metrics["Nodes"]}


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
        _growth(f"{CHANGES} changes: heap", "objects", before, changed),
        _growth("… DOM nodes", "Nodes", before, changed),
        Claim("… steps of history", pushed, at_most=0),
        _growth(f"and {SWITCHES} switches to the notebook and back: heap", "objects", before, switched),
        _growth("… DOM nodes", "Nodes", before, switched),
        Claim("… compiled code, which the browser keeps", (switched["code"] - before["code"]) / 1e6, "MB more"),
    ]


def _growth(what: str, name: str, before: dict[str, float], after: dict[str, float]) -> Claim:
    return Claim(what, 100 * (after[name] / before[name] - 1), "% more", at_most=10)
