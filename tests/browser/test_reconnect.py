"""A page whose server ends and comes back, or whose visitors are taken over by another: it goes on where it was."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from linreg.words import words
from tests.browser.reading import dial, open_page, readout_of, wait_for_script
from tests.browser.servers import free_port, run_app


@pytest.mark.console_errors_allowed  # while there is no server
def test_a_number_typed_without_a_server_says_so_and_takes_effect_when_it_is_back(page: Page, tmp_path: Path) -> None:
    port = free_port()
    lost = page.get_by_text(words("en")("shell.lost"))
    with run_app(tmp_path / "before.log", port=port) as served:
        open_page(page, f"{served.url}/?lr=0.1&epochs=50")
        readout_of(page).wait_for()
        expect(lost).to_be_hidden()
    expect(lost).to_be_visible()
    field = page.get_by_role("spinbutton", name="Learning rate")
    field.fill("0.05")
    field.press("Enter")
    with run_app(tmp_path / "after.log", port=port):
        page.wait_for_url(re.compile(r"lr=0\.05&epochs=50"))
        wait_for_script(page)
        expect(lost).to_be_hidden()
        expect(field).to_have_value("0.05")
        expect(page.locator(".dial-late")).to_have_count(0)


@pytest.mark.console_errors_allowed  # while there is no server
def test_the_first_change_after_a_restart_of_the_server_is_not_lost(page: Page, tmp_path: Path) -> None:
    port = free_port()
    with run_app(tmp_path / "before.log", port=port) as served:
        open_page(page, f"{served.url}/?lr=0.1&epochs=50")
        readout_of(page).wait_for()
        dial(page, "Epochs").press("ArrowRight")
        page.wait_for_url(re.compile("epochs=60"))
    page.wait_for_selector("[data-testid='stApp']:not([data-test-connection-state='CONNECTED'])")
    with run_app(tmp_path / "after.log", port=port):
        wait_for_script(page)
        page.get_by_role("button", name="To end", exact=True).click()
        expect(readout_of(page)).to_contain_text("epoch 60")
        dial(page, "Epochs").press("ArrowRight")
        page.wait_for_url(re.compile(r"lr=0\.1&epochs=80"))
        page.get_by_role("button", name="To end", exact=True).click()
        expect(readout_of(page)).to_contain_text("epoch 80")
        expect(page.locator(".dial-late")).to_have_count(0)
