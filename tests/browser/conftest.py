"""Fixtures for tests in a real browser: the browser itself, a page that fails on console errors, and two servers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser import chromium
from tests.browser.servers import serve_app, serve_static

HERE = Path(__file__).parent
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}
SLOWEST_MS = 60_000  # nothing on the page takes this long on two busy cores; what does, has failed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What fails here is tried once more: two cores are shared with a server and the suite's other half, and a moment
    can be missed by nobody's fault. The summary names it (RERUN), and it is to be mended all the same."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session; without one the run ends and says how to get it."""
    expect.set_options(timeout=SLOWEST_MS)
    with sync_playwright() as playwright:
        try:
            path = chromium.find(playwright)
        except chromium.NoBrowser as problem:
            pytest.exit(str(problem), returncode=1)
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags(), timeout=SLOWEST_MS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own context, 1280×720. Errors in its console fail the test, unless it is marked
    `console_errors_allowed`."""
    # Without its policy: wait_for_function evaluates text in the page. test_headers.py keeps the policy in force.
    context = browser.new_context(viewport=VIEWPORT, locale="en-US", bypass_csp=True)
    context.set_default_timeout(SLOWEST_MS)
    context.add_init_script("try { localStorage.setItem('linreg.tour', 'shown') } catch {}")  # nobody's first visit
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{error.name}: {error.message}\n{error.stack or ''}"))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    if errors and not request.node.get_closest_marker("console_errors_allowed"):
        pytest.fail("The browser's console holds errors:\n" + "\n".join(errors), pytrace=False)


@pytest.fixture(scope="module")
def stage(browser: Browser, static_url: str) -> Iterator[tuple[Page, list[str]]]:
    """One bare page for all players of a file, since loading plotly takes longer than a test; and its errors."""
    page = browser.new_page(viewport=VIEWPORT)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.stack or error.message))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{static_url}/modules/blank.html")
    yield page, errors
    page.close()


@pytest.fixture
def blank(stage: tuple[Page, list[str]]) -> Iterator[Page]:
    """The file's bare page, to mount a player in; an error in it fails the test."""
    page, errors = stage
    errors.clear()
    page.set_viewport_size(VIEWPORT)
    page.mouse.move(0, 0)
    yield page
    assert errors == []


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page, served by Streamlit from the repository root. A traceback in its log fails the run."""
    log = tmp_path_factory.mktemp("app") / "streamlit.log"
    with serve_app(log) as url:
        yield url
    if "Traceback" in log.read_text():
        pytest.fail("The server's log holds a traceback:\n" + log.read_text(), pytrace=False)


@pytest.fixture(scope="session")
def static_url() -> Iterator[str]:
    """The address of a plain server: the repository's static/ at /static/, tests/browser/modules at /modules/."""
    with serve_static() as url:
        yield url
