"""Frames a second while the page plays, the player's script time for a frame, and rotating the bowl meanwhile."""

import math
import time

from playwright.sync_api import Browser, Page

from benchmarks.claims import Claim
from tests.browser.reading import open_page, readout_of

SECONDS = 4
KEPT = "lr~0.009~~lr~0.15~~lr~0.175~~lr~0.19"  # one crawls, two swing, one explodes
SIX = "~~".join(f"lr~0.02~opt~{name}" for name in ("Adam", "RMSprop", "Adagrad", "NAdam")) + "~~lr~0.02~momentum~0.9"
# As many updates as a picture holds, and all that only batches have: the points lit, both gradients, the noise
BATCHES = "data=line&batch=1&epochs=1000&lr=0.02"

# Counts animation frames until told to stop: [frames, milliseconds between the first and the last].
COUNT = """
() => {
  const count = (window.count = { frames: -1, began: 0, now: 0, stop: false });
  const frame = (time) => {
    if (count.stop) return;
    count.frames += 1;
    count.began ||= time;
    count.now = time;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
"""
COUNTED = "() => { count.stop = true; return count.frames / ((count.now - count.began) / 1000); }"
SCRIPT_MS = """
() => {
  const times = document.querySelector(".lr-player").player.times.sort((a, b) => a - b);
  return times[Math.floor(0.95 * (times.length - 1))];
}
"""


def frames_a_second(page: Page, url: str) -> float:
    """Of a page that stands still."""
    page.goto(url)
    page.evaluate(COUNT)
    page.wait_for_timeout(1000 * SECONDS)
    return float(page.evaluate(COUNTED))


def play(page: Page, url: str) -> None:
    """The page opened and playing."""
    open_page(page, url)
    readout_of(page).wait_for()
    page.wait_for_timeout(2000)  # the first drawing of the bowl compiles its shaders
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(300)


def playing(page: Page, url: str) -> tuple[float, float]:
    """Frames a second while it plays, and the script time in ms that 95 % of its frames keep below."""
    play(page, url)
    page.evaluate(COUNT)
    page.wait_for_timeout(1000 * SECONDS)
    rate = float(page.evaluate(COUNTED))
    assert page.evaluate("document.querySelector('.lr-player').player.playing"), "it must play all the while"
    return rate, float(page.evaluate(SCRIPT_MS))


def rotating(page: Page, url: str) -> float:
    """Frames a second while it plays and the mouse turns the bowl."""
    play(page, url)
    box = page.get_by_role("img", name="Cost surface").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT)
    end = time.monotonic() + SECONDS
    turn = 0
    while time.monotonic() < end:
        turn += 1
        page.mouse.move(x + 60 * math.sin(turn / 12), y + 15 * math.cos(turn / 12))
    rate = float(page.evaluate(COUNTED))
    page.mouse.up()
    assert page.evaluate("document.querySelector('.lr-player').player.playing"), "it must play all the while"
    return rate


def claims(browser: Browser, url: str, blank: str) -> list[Claim]:
    """At 1,000 and at 10,000 epochs, while the picture steps back, in a rain, with others kept; beside a blank page in
    this browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    out = [Claim("a blank page in this browser", frames_a_second(page, blank), "frames/s")]
    for epochs in (1_000, 10_000):
        address = f"{url}/?epochs={epochs}"
        rate, script = playing(page, address)
        out += [
            Claim(f"playing {epochs:,} epochs, four panels", rate, "frames/s", at_least=55),
            Claim("… script time of a frame, 95 % below", script, "ms", at_most=2),
            Claim("… while the bowl is rotated", rotating(page, address), "frames/s", at_least=20),
        ]
    rate, script = playing(page, f"{url}/?lr=0.19")
    out += [
        Claim("playing a diverging run, the picture stepping back", rate, "frames/s", at_least=55),
        Claim("… script time of a frame, 95 % below", script, "ms", at_most=2),
    ]
    for address, what in (("epochs=10000", "10,000 epochs"), ("lr=0.19", "diverging")):
        rate, script = playing(page, f"{url}/?lens=rain&speeds=true&{address}")
        out += [
            Claim(f"playing with a rain of 100 starts, coloured, {what}", rate, "frames/s", at_least=50),
            Claim("… script time of a frame, 95 % below", script, "ms", at_most=3),
        ]
    rate, script = playing(page, f"{url}/?lr=0.0901&kept={KEPT}")
    out += [
        Claim("playing with four runs kept beside it", rate, "frames/s", at_least=55),
        Claim("… script time of a frame, 95 % below", script, "ms", at_most=2),
    ]
    for address, what in (
        (f"lr=0.02&race=same&kept={SIX}", "six runners racing"),
        (BATCHES, "20,000 updates in batches"),
    ):
        rate, script = playing(page, f"{url}/?{address}")
        out += [
            Claim(f"playing {what}", rate, "frames/s", at_least=55),
            Claim("… script time of a frame, 95 % below", script, "ms", at_most=3),
        ]
    context.close()
    return out
