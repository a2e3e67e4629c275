"""Access: what a screen reader is told, what is left in forced colours, and what axe-core finds."""

import re

import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, train
from tests.browser.reading import open_page

NOTEBOOK = train(Dataset.notebook(), TrainConfig())


def opened(page: Page, url: str) -> Page:
    """The page with its player on the screen."""
    open_page(page, url)
    page.locator(".lr-readout").wait_for()
    return page


def told(page: Page, panel: str) -> str:
    """The accessible name of a panel."""
    return page.locator(f".lr-{panel}").get_attribute("aria-label") or ""


# What the panels tell


@pytest.mark.parametrize("t", [0, 43])
def test_the_panels_names_tell_what_they_show(page: Page, app_url: str, t: int) -> None:
    opened(page, app_url)
    page.get_by_role("slider", name="Epoch", exact=True).fill(str(t))
    W, b, cost = (float(f"{values[t]:.3g}") for values in (NOTEBOOK.W, NOTEBOOK.b, NOTEBOOK.cost))
    missed = max(abs(NOTEBOOK.W[t] * x + NOTEBOOK.b[t] - x) for x in (1, 2, 3))
    expect(page.locator(".lr-fit")).to_have_accessible_name(
        f"Fitted line: W {W:g}, b {b:g}, residuals up to {missed:.3g}"
    )
    assert told(page, "contours") == f"Cost contours: at W {W:g}, b {b:g}; the minimum is at W 1, b 0"
    assert told(page, "bowl") == f"Cost surface: the height is the cost, now {cost:g}, at the minimum 0"
    assert told(page, "curve") == f"Cost per epoch: {cost:g} at epoch {t}, 4.67 at the start"


def test_the_panels_tell_it_in_korean(page: Page, app_url: str) -> None:
    opened(page, f"{app_url}/?lang=ko")
    assert re.fullmatch("가설 직선: W 0, b 0, .* 3", told(page, "fit"))


def test_while_it_plays_the_panels_names_stand_still(page: Page, app_url: str) -> None:
    opened(page, app_url)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.querySelector('.lr-player').player.epoch >= 3")
    assert told(page, "fit") == "Fitted line"
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.locator(".lr-fit")).to_have_attribute("aria-label", re.compile("^Fitted line: W 0"))
