"""The Notebook page in a browser: the way from a step into Explore in that very state, and back, in both languages."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from linreg import Dataset, train
from linreg.notebook import steps
from linreg.words import words
from tests.browser.reading import open_page, readout, readout_of, wait_for_epoch
from tests.browser.warm import At

STEPS = {step.name: step for step in steps()}
# Streamlit asks beneath a page's own address first, and the browser reports the two answers 404.
pytestmark = pytest.mark.console_errors_allowed


def link_of(page: Page, step: str, lang: str = "en") -> Locator:
    """The step's link into Explore."""
    block = page.locator("[data-testid='stHorizontalBlock']", has=page.locator(f"#{step}"))
    return block.get_by_role("link", name=words(lang)("notebook.explore"))


def test_link_opens_explore_in_that_state_whatever_was_set_there(at: At, app_url: str) -> None:
    page = at("/?lr=0.1765&data=line&epochs=50&init=chosen&W0=3&cost=sum")
    for step in ("step", "item", "module_loop"):
        config = STEPS[step].config
        run = train(Dataset.notebook(), config)
        readout_of(page).wait_for()
        page.get_by_role("link", name="Notebook").click()
        link_of(page, step).click()
        readout_of(page).wait_for()
        wait_for_epoch(page, config.epochs)
        shown = readout(page)
        assert shown["W"] == pytest.approx(run.W[-1], abs=5e-5)
        assert shown["b"] == pytest.approx(run.b[-1], abs=5e-5)
        assert shown["cost"] == pytest.approx(run.cost[-1], rel=5e-4)
    at(page.url.removeprefix(app_url))  # the address holds the same state
    wait_for_epoch(page, config.epochs)
    assert readout(page) == shown


def test_explore_is_as_it_was_after_a_look_at_the_notebook(at: At) -> None:
    page = at("/?lr=0.05&epochs=70")
    page.get_by_role("link", name="Notebook").click()
    page.get_by_role("heading", name="Certificate").wait_for()
    page.get_by_role("link", name="Explore", exact=True).first.click()
    readout_of(page).wait_for()
    page.wait_for_url(re.compile("lr=0.05"))
    page.wait_for_url(re.compile("epochs=70"))


def test_page_speaks_korean_and_keeps_it_on_the_way_to_explore(at: At) -> None:
    page = at("/notebook?lang=ko")
    expect(page.get_by_role("heading", name="재현 확인표")).to_be_visible()
    link_of(page, "module", "ko").click()
    readout = page.get_by_role("status", name=words("ko")("player.readout"))
    readout.wait_for()
    expect(readout).to_contain_text("0.5153")
    page.wait_for_url(re.compile("lang=ko"))
    assert "init=linear" in page.url


def test_link_opened_in_a_tab_of_its_own_leads_to_explore(at: At, page: Page) -> None:
    address = link_of(at("/notebook"), "step").evaluate("link => link.href")
    open_page(page, address)
    readout_of(page).wait_for()
    page.wait_for_url(re.compile(r"/\?.*epochs=1\b"))


@pytest.mark.parametrize(("asked", "shown"), [("7", 7), ("1e3", 40)])
def test_address_names_the_epoch_shown_first(at: At, asked: str, shown: int) -> None:
    wait_for_epoch(at(f"/?epochs=40&epoch={asked}"), shown)
