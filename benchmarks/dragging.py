"""Points of one's own: a hand that drags one, alone and with nineteen others, a file of 1 MB, and 100,000 points."""

import asyncio
import time
from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.changing import almost_to_the_end, moved
from benchmarks.claims import Claim
from benchmarks.visitors import PATIENCE_S, Visitor, aside, visit
from benchmarks.wire import Wire
from tests.browser.reading import open_page, readout_of
from tests.browser.test_points import open_file

SECONDS = 4
HANDS = 20  # that drag at once
APART_S = 0.14  # between two messages of one hand, as editing/link.js waits
MEGABYTE = b"x,y\n" + b"".join(b"%d.%03d,%d\n" % (i % 90, i % 997, i % 83) for i in range(120_000))[: 2**20 - 4]
CHANGES = 5

# Drags the second point about until told to stop, and counts the frames and the pictures that come from the server
DRAG = """
() => {
  const hand = document.querySelector(".lr-hand");
  const box = document.querySelectorAll(".lr-handle")[1].getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const to = (kind, clientX, clientY) => hand.dispatchEvent(new PointerEvent(`pointer${kind}`, {
    clientX, clientY, pointerId: 1, isPrimary: true, pointerType: "mouse", bubbles: true, cancelable: true,
  }));
  const count = (window.count = { frames: -1, pictures: 0, began: 0, now: 0, stop: false });
  document.addEventListener("linreg-moved", ({ detail }) => (count.pictures += detail.runs ? 1 : 0));
  hand.setPointerCapture = () => {}; // there is no pointer to capture
  to("down", x, y);
  const frame = (time) => {
    if (count.stop) return to("up", x, y);
    count.frames += 1;
    count.began ||= time;
    count.now = time;
    const turn = (time - count.began) / 400;
    to("move", x + 30 * Math.sin(turn), y - 20 * Math.sin(1.2 * turn));
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
"""
DROPPED = """
() => {
  count.stop = true;
  const seconds = (count.now - count.began) / 1000;
  return [count.frames / seconds, count.pictures / seconds];
}
"""
# Tells the milliseconds from the choice of a file to the frame that shows its points
SHOWN = """
() => {
  const drawn = () => document.querySelector(".lr-fit .lr-stage")?._fullData?.[1]?.x.length;
  const before = drawn();
  window.shown = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("the file's points did not come")), 20000);
    document.addEventListener("change", ({ timeStamp }) => {
      const look = () => (drawn() === before ? setTimeout(look, 5)
        : requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - timeStamp))));
      look();
    }, { once: true, capture: true });
  });
}
"""


def dragging(page: Page, url: str) -> tuple[float, float]:
    """Frames a second, and pictures a second from the server, while a point is dragged."""
    open_page(page, f"{url}/?lr=0.1")
    readout_of(page).wait_for()
    page.get_by_role("button", name="To end", exact=True).click()
    page.get_by_role("button", name="Edit points").click()
    page.locator(".lr-handle").nth(1).wait_for()
    page.wait_for_timeout(2000)  # the first drawing of the bowl compiles its shaders
    page.evaluate(DRAG)
    page.wait_for_timeout(1000 * SECONDS)
    frames, pictures = page.evaluate(DROPPED)
    return frames, pictures


async def _hand(url: str, number: int, all_there: asyncio.Barrier) -> float:
    """Pictures a second of one hand among many, each with points and a rate of its own."""
    async with visit(url) as socket:
        visitor = Visitor(socket)
        await visitor.ask()
        visitor.turn("lr", 0.05 + number / 1000)
        await visitor.ask()
        await all_there.wait()
        end = time.monotonic() + SECONDS
        pictures = 0
        while time.monotonic() < end:
            began = time.monotonic()
            points = {"x": [1.0, 2.0, 3.0], "y": [1.0, 2 + pictures / 100, 3 + number / 100]}
            pictures += await visitor.drag(pictures + 1, points)
            await asyncio.sleep(max(0.0, APART_S - (time.monotonic() - began)))
        return pictures / (time.monotonic() - end + SECONDS)


def hands(url: str) -> list[float]:
    """Pictures a second of each of twenty hands at once."""

    async def all_of_them() -> list[float]:
        all_there = asyncio.Barrier(HANDS)
        async with asyncio.timeout(PATIENCE_S):
            return await asyncio.gather(*(_hand(url, k, all_there) for k in range(HANDS)))

    found: list[float] = aside(all_of_them())
    return found


def opened(page: Page, url: str) -> float:
    """A file of 1 MB chosen on a page of two points: the milliseconds until its points are on the screen."""
    open_page(page, f"{url}/?data=own&points=1_1_2_2&lens=points&lr=0.0001")
    readout_of(page).wait_for()
    page.get_by_role("button", name="Open a CSV file").wait_for()
    page.wait_for_timeout(1000)
    page.evaluate(SHOWN)
    open_file(page, "points.csv", MEGABYTE)
    return float(page.evaluate("window.shown"))


def claims(browser: Browser, url: str) -> list[Claim]:
    """Of many hands the slowest; of a file and of changes the median."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    frames, pictures = dragging(page, url)
    files = [opened(page, url) for _ in range(3)]
    wire = Wire(page)  # before the page is asked for anything: it waits until something has come
    almost_to_the_end(page)  # of the 100,000 points, which no address holds
    wire.bytes()
    changes = [moved(page, wire)[1] for _ in range(CHANGES)]
    context.close()
    return [
        Claim("dragging a point: what follows in the browser", frames, "frames/s", at_least=55),
        Claim("… pictures from the server, one visitor", pictures, "a second", at_least=6),
        Claim(f"… {HANDS} dragging at once, the slowest", min(hands(url)), "a second", at_least=1),
        Claim("1 MB of CSV chosen, until its points are on the screen", median(files) / 1e3, "s", at_most=1.5),
        Claim("slider to painted page, 100,000 points", median(changes) / 1e3, "s", at_most=1),
    ]
