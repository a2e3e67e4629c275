"""The Cases page in a browser: from card to card, each cure one press, into Explore and back; one's own points."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from linreg import TrainConfig, train
from linreg.points.cases import CASES
from tests.browser.reading import open_page, readout, readout_of, wait_for_epoch
from tests.browser.test_points import PASTE, cell
from tests.browser.test_room import SHIFTS

# Streamlit asks beneath a page's own address first, and the browser reports the two answers 404.
pytestmark = pytest.mark.console_errors_allowed


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Cases").get_by_role("link", name=re.compile(name))


def cure(page: Page, name: str) -> Locator:
    return page.get_by_role("table", name="What was tried").get_by_role("button", name=re.compile(name))


def test_each_card_is_a_step_of_history_and_each_cure_is_played(page: Page, app_url: str) -> None:
    page.add_init_script(SHIFTS)
    open_page(page, f"{app_url}/cases")
    readout_of(page).wait_for()
    page.wait_for_function("document.documentElement.classList.contains('linreg-arrived')")
    assert page.evaluate("shifted") < 0.05
    steps = page.evaluate("history.length")
    card(page, "x up to 199").click()
    page.wait_for_url(re.compile(r"/cases\?case=far$"))
    expect(card(page, "x up to 199")).to_have_attribute("aria-current", "true")
    assert page.evaluate("history.length") == steps + 1

    case = CASES["far"]
    cure(page, "Standardise").click()
    page.wait_for_url(re.compile("cure=scaling"))
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert page.evaluate("history.length") == steps + 1
    page.get_by_role("button", name="To end", exact=True).click()
    wait_for_epoch(page, case.epochs)
    cure(page, "Standardise").click()  # what is played already plays again
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.get_by_role("button", name="To end", exact=True).click()
    wait_for_epoch(page, case.epochs)
    run = train(case.data.standardised()[0], TrainConfig(0.5, case.epochs))
    assert readout(page)["W"] == pytest.approx(run.W[-1], rel=1e-4)

    page.get_by_role("link", name="Open this in Explore").click()
    page.wait_for_url(re.compile(r"/\?.*data=far"))
    page.get_by_role("button", name="To end", exact=True).click()
    wait_for_epoch(page, case.epochs)
    assert readout(page)["W"] == pytest.approx(run.W[-1], rel=1e-4)
    page.go_back()
    expect(cure(page, "Standardise")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(card(page, "Ages 65 to 100")).to_have_attribute("aria-current", "true")
    page.reload()
    expect(cure(page, "As it was tried")).to_contain_text("lr 0.001, 1,000 epochs")


def test_ones_own_points_are_pasted_diagnosed_and_cured_by_a_script(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/cases?case=yours&lr=0.001")
    readout_of(page).wait_for()
    cell(page, "x 1").evaluate(PASTE, "age\tspending\n" + "\n".join(f"{x}\t{10 * x - 450}" for x in range(65, 101, 5)))
    page.wait_for_url(re.compile("points=65_200_70_250"))
    expect(page.locator(".case-figures")).to_contain_text("6.94")
    expect(page.get_by_role("row", name=re.compile("As it was tried"))).to_contain_text("NaN after epoch 14")
    expect(page.locator(".linreg-code")).to_contain_text("x.mean()")
    cell(page, "x 1").evaluate(PASTE, "<img src=x onerror=alert(1)>\tb\nno numbers\there")
    expect(page.locator(".points-failed")).to_contain_text("This gives no points")
    expect(page.locator("img[src=x]")).to_have_count(0)
    page.get_by_role("group", name="Learning rate", exact=True).get_by_role("spinbutton").fill("0.0001")
    page.keyboard.press("Enter")
    expect(page.locator(".case-figures")).to_contain_text("0.69")
    page.get_by_role("link", name="Explore", exact=True).click()
    page.wait_for_url(re.compile(r"/\?(?=.*lr=0.0001)(?=.*points=65_200)"))


def test_what_is_pressed_stays_where_it_was(page: Page, app_url: str) -> None:
    """The script beneath has its loop shown only where it scrolls in itself: here the page would have gone there."""
    open_page(page, f"{app_url}/cases?data=own&points=65_200_80_350_95_500&case=yours")
    readout_of(page).wait_for()
    page.locator(".linreg-code .code-line[data-work=step]").wait_for(state="attached")
    button = cure(page, "Another rate")
    button.scroll_into_view_if_needed()
    before = button.bounding_box()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("heading", name=re.compile("Another rate"))).to_be_attached()
    expect(page.locator(".linreg-code")).to_contain_text("lr=0.00015")
    page.wait_for_function("document.querySelector('.linreg-code [data-work=step]')?.dataset.now")
    assert before == button.bounding_box()
    # What scrolls beneath the header's links lies beneath the page's own ground
    ground = "getComputedStyle(document.querySelector(%r), %r).backgroundColor"
    strip = page.evaluate(ground % ("[data-testid=stMainBlockContainer]", "::before"))
    assert strip == page.evaluate(ground % (".stApp", "")) != "rgba(0, 0, 0, 0)"
