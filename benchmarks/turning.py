"""A lesson's next step: the time until its text and its picture are painted."""

from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.claims import Claim
from benchmarks.painting import PAINTED
from tests.browser.reading import open_page

LESSONS = ("rate", "scaling")

# Tells the milliseconds from the press on the way on to the frame that shows the last change of step and picture
TURNED = f"""
() => {{
  {PAINTED}
  const title = () => document.querySelector(".lesson h2")?.textContent;
  const before = title();
  let began = 0;
  document.addEventListener("click", (event) => (began = event.timeStamp), {{ once: true, capture: true }});
  const clock = ({{ target }}) => target.closest?.(".lesson-time"); // the lecturer's goes on
  const places = [".lr-player", ".linreg-lesson"].map((place) => document.querySelector(place));
  const step = painted(places, {{ counts: (change) => !clock(change), there: () => title() !== before, quiet: 400 }});
  window.turned = step.then((time) => time - began);
  document.querySelector(".lesson-next").click();
}}
"""


def turned(page: Page) -> float:
    """The next step, once this one has been told: the milliseconds until it is painted."""
    for on in (".lesson-on", ".lesson-tell"):
        page.locator(f"{on}, .lesson-next").first.wait_for()
        page.evaluate(f"document.querySelector('{on}')?.click()")
    page.locator(".lesson-next").wait_for()
    page.keyboard.press("End")  # what plays would be painted for as long as it plays
    page.wait_for_timeout(500)
    page.evaluate(TURNED)
    return float(page.evaluate("window.turned"))


def claims(browser: Browser, url: str) -> list[Claim]:
    """Of all steps of two lessons the median, and the slowest."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    times = []
    for name in LESSONS:
        open_page(page, f"{url}/?lesson={name}")
        page.locator(".lr-readout").wait_for(state="attached")  # covered while its step asks
        steps = page.locator(".lesson-dot").count()
        times += [turned(page) for _ in range(steps - 1)]
    context.close()
    return [
        Claim("a lesson's next step, painted: the median", median(times) / 1e3, "s", at_most=0.5),
        Claim("… the slowest", max(times) / 1e3, "s", at_most=0.5),
    ]
