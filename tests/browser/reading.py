"""What tests do with the page: open it, wait for it, and read the numbers it shows."""

import re

from playwright.sync_api import Locator, Page, expect

APP = "[data-testid='stApp']"
NUMBER = r"[-−+]?\d[\d,]*\.?\d*(?:[eE][-−+]?\d+)?"


def open_page(page: Page, url: str) -> None:
    """Open the address and wait until Streamlit is connected and its script has run."""
    page.goto(url)
    wait_for_script(page)


def wait_for_script(page: Page) -> None:
    """Wait until Streamlit is connected and no script is running."""
    page.wait_for_selector(f"{APP}[data-test-connection-state='CONNECTED']")
    page.wait_for_selector(f"{APP}[data-test-script-state='notRunning']")


# Each panel on the screen is drawn to its size: what plotly drew is as wide and high as its place
DRAWN = """
() => [...document.querySelectorAll(".lr-stage")].every((stage) => {
  const { width = 0, height = 0 } = stage._fullLayout ?? {};
  return !stage.clientWidth
    || (Math.abs(width - stage.clientWidth) < 2 && Math.abs(height - stage.clientHeight) < 2);
})
"""


def wait_until_drawn(page: Page) -> None:
    """Wait until the panels are drawn to the places that they have now."""
    page.wait_for_function(DRAWN)


def readout_of(page: Page) -> Locator:
    """The status region that tells the current epoch in numbers."""
    return page.get_by_role("status", name="Readout")


def readout(page: Page) -> dict[str, float]:
    """The numbers of the readout by their label: {"epoch": 43, "W": 0.855, "b": 0.3247, "cost": 0.01522, …}."""
    return parse(readout_of(page).inner_text())


def parse(text: str) -> dict[str, float]:
    """The numbers in a text like `epoch 43  W 0.8550  cost 0.01522`, each under the words before it."""
    numbers: dict[str, float] = {}
    for label, number in re.findall(rf"([^\d\s][^\n\t]*?)[\s=:]+({NUMBER})(?![\w.])", text):
        numbers[label.strip(" /·,")] = float(number.replace("−", "-").replace(",", ""))
    return numbers


def wait_for_epoch(page: Page, epoch: int) -> None:
    """Wait until the readout tells this epoch."""
    expect(readout_of(page)).to_have_text(re.compile(rf"epoch\s+{epoch:,}(?![\d,])"))


def dial(page: Page, name: str) -> Locator:
    """The slider of one of the controls."""
    return page.get_by_role("group", name=name, exact=True).get_by_role("slider", name=name, exact=True)


def draw_curve(page: Page) -> None:
    """Draws a curve by hand over the axes of the cost, from the upper left to the lower right."""
    box = page.locator(".lr-curve .lr-inner").bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 8, steps=20)
    page.mouse.up()
