"""A page whose server ends and comes back, or whose visitors are taken over by another: it goes on where it was."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import dial, open_page, readout_of, wait_for_script
from tests.browser.servers import free_port, run_app


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
