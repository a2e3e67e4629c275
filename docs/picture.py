"""Takes the README's picture of the page anew: `.venv/bin/python -m docs.picture`."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.reading import open_page, readout_of, wait_for_epoch
from tests.browser.servers import serve_app

PICTURE = Path(__file__).with_name("explore.png")
EPOCH = 12  # on its way into the valley


def main() -> None:
    """Opens the page as it is, goes to an early epoch and writes the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(playwright), args=chromium.flags())
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-US")
        page.add_init_script("localStorage.setItem('linreg.tour', 'shown')")  # nobody's first visit
        with serve_app(Path(folder) / "streamlit.log") as url:
            open_page(page, f"{url}/?epoch={EPOCH}")
            readout_of(page).wait_for()
            wait_for_epoch(page, EPOCH)
            page.locator("html.linreg-arrived").wait_for(state="attached")  # the page is shown once it is laid out
            page.wait_for_function("document.querySelectorAll('.lr-panel .main-svg').length >= 3")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
