"""Fixtures for tests in a real browser: the browser itself, pages that fail on console errors, and two servers.

What a test asks for, the cheapest first:
`blank`     the player alone on a bare page, without Streamlit
`offline`   a page for a file, with the network off
`disk`      the same, of a file that needs nothing else
`at`        the whole page, loaded once for all: `at("/?lr=0.1")` is the page at that address
`touched`   the same on a telephone, whose screen is touched
`page`      a tab of its own, in which the test loads the page: for loading, history, and what the session remembers
`newcomer`  the same, of somebody who has never been here
"""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.browser import chromium
from tests.browser.servers import Served, serve_static
from tests.browser.warm import SHOWN, At, Warm, hear

HERE = Path(__file__).parent
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}
PHONE: ViewportSize = {"width": 390, "height": 844}
# One process for all tabs of a context: what one of them has compiled, the next one need not
TOGETHER = ["--process-per-site", "--renderer-process-limit=1"]
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
        browser = playwright.chromium.launch(
            executable_path=path, args=[*chromium.flags(), *TOGETHER], timeout=SLOWEST_MS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profile(browser: Browser, static_url: str) -> Iterator[BrowserContext]:
    """A profile, 1280×720, for all the pages; a tab that stays open keeps for them what the browser has compiled."""
    # Without its policy: wait_for_function evaluates text in the page. test_headers.py keeps the policy in force.
    context = browser.new_context(viewport=VIEWPORT, locale="en-US", bypass_csp=True)
    context.set_default_timeout(SLOWEST_MS)
    context.new_page().goto(f"{static_url}/modules/blank.html")
    yield context
    context.close()


@pytest.fixture
def newcomer(profile: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of its own, 1280×720, without anything stored. Errors in its console fail the test, unless it is marked
    `console_errors_allowed`."""
    others = profile.pages
    page = profile.new_page()
    profile.clear_cookies()
    everywhere = {"origin": "*", "storageTypes": "local_storage"}
    profile.new_cdp_session(page).send("Storage.clearDataForOrigin", everywhere)
    errors: list[str] = []
    hear(page, errors)
    yield page
    for tab in profile.pages:
        if tab not in others:
            tab.close()
    fail_on(errors, request)


@pytest.fixture
def page(newcomer: Page) -> Page:
    """The same, of somebody who has been here: the first minute's steps do not show."""
    newcomer.add_init_script(SHOWN)
    return newcomer


@pytest.fixture(scope="session")
def warm(profile: BrowserContext, app_url: str) -> Iterator[Warm]:
    """The one page of `at`; not for tests."""
    warm = Warm(profile, app_url, VIEWPORT)
    yield warm
    warm.close()


@pytest.fixture
def at(warm: Warm, request: pytest.FixtureRequest) -> Iterator[At]:
    """`at("/?lr=0.1&lang=ko")` gives the page there, at rest and 1280×720; `at("/cases")` as well. Errors in its
    console fail the test, as of `page`.

    The page has been loaded before, and goes there as by Back or Forward, by way of a page that has nothing on it: all
    of Explore is made anew from the address, as for somebody who follows a link. Window, media, storage, routes and
    pointer are set back, and a session that has seen the end of a run is left for another. Not set back: points too
    many for an address, listeners (`page.on`), init scripts, and names that a test puts on `window`. A page on which
    a test has failed is used no more.
    """
    yield from lent(warm, request)


@pytest.fixture(scope="session")
def telephone(browser: Browser, app_url: str) -> Iterator[Warm]:
    """The one page of `touched`; not for tests."""
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce", locale="en-US", bypass_csp=True
    )
    context.set_default_timeout(SLOWEST_MS)
    yield Warm(context, app_url, PHONE, calm=True)
    context.close()


@pytest.fixture
def touched(telephone: Warm, request: pytest.FixtureRequest) -> Iterator[At]:
    """`at` on a telephone, 390×844, whose screen is touched and whose owner wants less motion."""
    yield from lent(telephone, request)


def lent(warm: Warm, request: pytest.FixtureRequest) -> Iterator[At]:
    """`warm.at` for one test; the page is then tidied up, or closed if the test has failed."""
    warm.errors.clear()
    yield warm.at
    if warm.errors or request.node.stash[FAILED]:
        warm.close()
    else:
        warm.leave()
    fail_on(warm.errors, request)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Notes for `at` whether the test has failed."""
    report = yield
    item.stash[FAILED] = report.failed
    return report


def fail_on(errors: list[str], request: pytest.FixtureRequest) -> None:
    """Fails the test whose page had errors in its console, unless they are allowed."""
    if errors and not request.node.get_closest_marker("console_errors_allowed"):
        pytest.fail("The browser's console holds errors:\n" + "\n".join(errors), pytrace=False)


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page with the network off and the policy of the file in force; an error of its scripts fails the test."""
    context = browser.new_context(viewport=VIEWPORT, offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(error.stack or error.message))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def disk(offline: Page) -> Iterator[Page]:
    """The same for a file that needs nothing else: an error in the console, or a request, fails the test."""
    page = offline
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(("data:", "file:")) else wrong.append(asked.url))
    files: list[str] = []
    page.on("request", lambda asked: files.append(asked.url) if asked.url.startswith("file:") else None)
    opened: list[str] = []
    page.on("framenavigated", lambda frame: opened.append(frame.url) if frame.url.startswith("file:") else None)
    yield page
    assert wrong == [] and files and len(files) == len(opened)  # the document itself, and nothing that it wants


@pytest.fixture(scope="module")
def stage(browser: Browser, static_url: str) -> Iterator[tuple[Page, list[str]]]:
    """One bare page for all players of a file, since loading plotly takes longer than a test; and its errors."""
    page = browser.new_page(viewport=VIEWPORT)
    errors: list[str] = []
    hear(page, errors)
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
def app_url(served: Served) -> str:
    """The address of the page."""
    return served.url


@pytest.fixture(scope="session")
def static_url() -> Iterator[str]:
    """The address of a plain server: the repository's static/ at /static/, tests/browser/modules at /modules/."""
    with serve_static() as url:
        yield url
