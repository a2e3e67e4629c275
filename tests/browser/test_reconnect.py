"""A page whose server ends and comes back, or whose visitors are taken over by another: it goes on where it was."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from linreg.words import words
from tests.browser.reading import dial, open_page, readout_of, wait_for_script
from tests.browser.servers import free_port, run_app

LOST = words("en")("shell.lost")


@pytest.mark.console_errors_allowed  # while there is no server
def test_what_is_set_without_a_server_or_as_soon_as_it_is_back_is_not_lost(page: Page, tmp_path: Path) -> None:
    """Two pages live through the same: in one a number is typed meanwhile, the other is first used afterwards."""
    typed, used, port = page, page.context.new_page(), free_port()
    with run_app(tmp_path / "before.log", port=port) as served:
        for each in (typed, used):
            open_page(each, f"{served.url}/?lr=0.1&epochs=50")
            readout_of(each).wait_for()
        expect(typed.get_by_text(LOST)).to_be_hidden()
        dial(used, "Epochs").press("ArrowRight")
        used.wait_for_url(re.compile("epochs=60"))
    expect(typed.get_by_text(LOST)).to_be_visible()
    field = typed.get_by_role("spinbutton", name="Learning rate")
    field.fill("0.05")
    field.press("Enter")
    used.wait_for_selector("[data-testid='stApp']:not([data-test-connection-state='CONNECTED'])")
    with run_app(tmp_path / "after.log", port=port):
        typed.wait_for_url(re.compile(r"lr=0\.05&epochs=50"))
        wait_for_script(typed)
        expect(typed.get_by_text(LOST)).to_be_hidden()
        expect(field).to_have_value("0.05")

        wait_for_script(used)
        used.get_by_role("button", name="To end", exact=True).click()
        expect(readout_of(used)).to_contain_text("epoch 60")
        dial(used, "Epochs").press("ArrowRight")
        used.wait_for_url(re.compile(r"lr=0\.1&epochs=80"))
        used.get_by_role("button", name="To end", exact=True).click()
        expect(readout_of(used)).to_contain_text("epoch 80")
        for each in (typed, used):
            expect(each.locator(".dial-late")).to_have_count(0)
