"""A changed control: bytes to the browser, and the time until the page is painted again."""

from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.claims import Claim
from benchmarks.painting import PAINTED
from benchmarks.playing import KEPT
from benchmarks.wire import Wire
from tests.browser.reading import dial, open_page, readout_of

CHANGES = 11

# Tells the milliseconds from the next key on the slider to the frame that shows the player's last change: but for the
# end of the glimpse, the faint way ahead that stands for a moment on a picture that is long there (player/glimpse.js)
REPAINT = f"""
(slider) => {{
  {PAINTED}
  const player = document.querySelector(".lr-player");
  const read = () => player.querySelector("[role=status]").textContent;
  const before = read();
  let began = 0;
  slider.addEventListener("keydown", (event) => (began = event.timeStamp), {{ once: true, capture: true }});
  const glimpse = ({{ target, attributeName }}) => target === player && attributeName === "class";
  const picture = painted([player], {{ counts: (change) => !glimpse(change), there: () => read() !== before }});
  window.repainted = picture.then((time) => time - began);
}}
"""

# Tells by how many milliseconds the sweep is on the screen later than its picture, after the next key on the slider
SWEPT = f"""
(slider) => {{
  {PAINTED}
  const picture = painted([document.querySelector(".lr-player")], {{}});
  const sweep = painted([document.querySelector(".sweep")], {{ counts: () => !document.querySelector(".sweep-late") }});
  window.swept = Promise.all([sweep, picture]).then(([sweep, picture]) => sweep - picture);
}}
"""


def moved(page: Page, wire: Wire) -> tuple[int, float]:
    """The learning rate's slider one step on: the bytes that come, and the milliseconds until all is painted again."""
    slider = dial(page, "Learning rate")
    wire.forget()
    slider.evaluate(REPAINT)
    slider.press("ArrowRight")
    return wire.bytes(), float(page.evaluate("window.repainted"))


def swept(page: Page) -> float:
    """Another number of epochs, at which nobody has trained yet: the milliseconds from picture to sweep."""
    slider = dial(page, "Epochs")
    slider.evaluate(SWEPT)
    slider.press("ArrowRight")
    return float(page.evaluate("window.swept"))


def unmoved(page: Page, wire: Wire) -> int:
    """The bytes of a rerun that changes nothing: the seed's, where neither start nor points are drawn."""
    wire.forget()
    dial(page, "Seed").press("ArrowRight")
    return wire.bytes()


def at_the_end(page: Page, url: str) -> Wire:
    """The page opened, its player at the last epoch but one, where a new run changes path and numbers."""
    wire = Wire(page)
    open_page(page, url)
    readout_of(page).wait_for()
    almost_to_the_end(page)
    wire.bytes()
    return wire


def almost_to_the_end(page: Page) -> None:
    """At its very end no run opens."""
    page.get_by_role("button", name="To end", exact=True).click()
    page.get_by_role("button", name="Step back", exact=True).click()


def rained(page: Page, wire: Wire) -> int:
    """How many bytes more come when the rain is opened than when another lens is."""
    sizes = []
    for lens in ("Which cost", "Rain"):
        wire.forget()
        page.get_by_role("radio", name=lens).click()
        sizes.append(wire.bytes())
    return sizes[1] - sizes[0]


def claims(browser: Browser, url: str) -> list[Claim]:
    """Of bytes the most, of times the median."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    wire = at_the_end(page, url)
    changes = [moved(page, wire) for _ in range(CHANGES)]
    unchanged = unmoved(page, wire)
    at_the_end(page, f"{url}/?epochs=100&lr=0.1")
    late = [swept(page) for _ in range(CHANGES)]
    wire = at_the_end(page, f"{url}/?epochs=10000")
    long = [moved(page, wire)[0] for _ in range(3)]
    rain = rained(page, wire)
    wire = at_the_end(page, f"{url}/?kept={KEPT}")
    beside = [moved(page, wire) for _ in range(CHANGES)]
    context.close()
    return [
        Claim("changed rerun, 1,000 epochs: to the browser", max(size for size, _ in changes) / 1e3, "kB", at_most=84),
        Claim("changed rerun, 10,000 epochs: to the browser", max(long) / 1e3, "kB", at_most=300),
        Claim("… what a rain of 100 starts adds to it", rain / 1e3, "kB", at_most=200),
        Claim(
            "changed rerun, four runs kept: to the browser", max(size for size, _ in beside) / 1e3, "kB", at_most=150
        ),
        Claim("unchanged rerun: to the browser", unchanged / 1e3, "kB"),
        Claim("slider to painted page, 1,000 epochs", median(ms for _, ms in changes) / 1e3, "s", at_most=0.5),
        Claim("… with four runs kept", median(ms for _, ms in beside) / 1e3, "s", at_most=0.5),
        Claim(
            "from the change's picture to every rate's cost, 120 to 1,500 epochs", median(late) / 1e3, "s", at_most=0.25
        ),
    ]
