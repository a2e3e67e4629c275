"""A changed control: bytes to the browser, the server's time, and the time until the page is painted again."""

from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.claims import Claim
from benchmarks.wire import Answer, Wire
from tests.browser.reading import dial, open_page, readout_of

CHANGES = 11

# Tells the milliseconds from the next key on the slider to the frame that shows the player's last change: marks and
# numbers change the document, and after the second animation frame they are on the screen.
REPAINT = """
async (slider) => {
  const player = document.querySelector(".lr-player");
  const read = () => player.querySelector("[role=status]").textContent;
  const before = read();
  let began = 0, painted = 0, last = 0;
  slider.addEventListener("keydown", (event) => (began = event.timeStamp), { once: true, capture: true });
  const watch = new MutationObserver(() => {
    last = performance.now();
    requestAnimationFrame(() => requestAnimationFrame((time) => (painted = time)));
  });
  watch.observe(player, { subtree: true, childList: true, attributes: true, characterData: true });
  window.repainted = new Promise((resolve, reject) => {
    const stop = performance.now() + 20000;
    const look = setInterval(() => {
      const now = performance.now();
      const settled = read() !== before && painted > last && now - last > 300;
      if (!settled && now < stop) return;
      clearInterval(look);
      watch.disconnect();
      settled ? resolve(painted - began) : reject(new Error("the page was not painted again"));
    }, 50);
  });
}
"""


def moved(page: Page, wire: Wire, slider: str, key: str = "ArrowRight") -> tuple[Answer, float]:
    """One step of that slider: the server's answer, and the milliseconds until the page was painted again."""
    handle = dial(page, slider)
    wire.forget()
    handle.evaluate(REPAINT)
    handle.focus()
    page.keyboard.press(key)
    answer = wire.answer()
    return answer, float(page.evaluate("window.repainted"))


def at_the_end(page: Page, url: str) -> Wire:
    """The page opened, its player at the last epoch, where a new run changes path and numbers."""
    wire = Wire(page)
    open_page(page, url)
    readout_of(page).wait_for()
    page.get_by_role("button", name="To end", exact=True).click()
    wire.answer()
    return wire


def claims(browser: Browser, url: str) -> list[Claim]:
    """Each number is the median over the changes; bytes are the largest."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    wire = at_the_end(page, url)
    changes = [moved(page, wire, "Learning rate") for _ in range(CHANGES)]
    answers = [answer for answer, _ in changes]
    back = [moved(page, wire, "Learning rate", "ArrowLeft")[0] for _ in range(CHANGES)]  # runs trained just before
    server = median(answer.seconds for answer in back)
    unchanged = same_again(page, wire)

    wire = at_the_end(page, f"{url}/?epochs=10000")
    long = [moved(page, wire, "Learning rate")[0] for _ in range(3)]
    context.close()
    return [
        Claim("changed rerun, 1,000 epochs: to the browser", max(a.bytes for a in answers) / 1e3, "kB", at_most=84),
        Claim("changed rerun, 10,000 epochs: to the browser", max(a.bytes for a in long) / 1e3, "kB", at_most=300),
        Claim("unchanged rerun: to the browser", unchanged.bytes / 1e3, "kB", at_most=1),
        Claim("slider to painted page, 1,000 epochs", median(ms for _, ms in changes) / 1e3, "s", at_most=0.5),
        Claim("… of which the server, beyond the training", 1e3 * server, "ms", at_most=50),
    ]


def same_again(page: Page, wire: Wire) -> Answer:
    """A rerun that changes nothing: the seed, where neither start nor points are drawn."""
    wire.forget()
    dial(page, "Seed").focus()
    page.keyboard.press("ArrowRight")
    return wire.answer()
