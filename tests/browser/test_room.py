"""Where things stand: what a lens opens is beside the picture, nothing jumps, the page uses its room."""

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, ViewportSize, expect

from linreg.state.state import LENSES
from linreg.words import words
from tests.browser.reading import open_page, wait_for_script, wait_until_drawn
from tests.browser.warm import At, turn

SAY = words("en")
PANELS = ("fit", "contours", "bowl", "curve")
# The layout shifts of the page, added up as it loads
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def box(element: Locator) -> FloatRect:
    """Where the element is on the screen; it has to be there."""
    place = element.bounding_box()
    assert place
    return place


def inside(part: FloatRect, width: float, height: float) -> bool:
    """Whether all of the part is on the first screen."""
    return (
        part["x"] >= 0
        and part["y"] >= 0
        and part["x"] + part["width"] <= width + 0.5
        and part["y"] + part["height"] <= height + 0.5
    )


def opened(page: Page, url: str) -> Page:
    """The page with its player on the screen."""
    open_page(page, url)
    page.locator(".lr-readout").wait_for()
    page.wait_for_function("document.querySelectorAll('.lr-panel .main-svg').length >= 3")
    return page


# What is written about the panels

# In every panel on the screen: words and numbers that its rim cuts off, and pairs of them that meet
WRITTEN = """
() => {
  const LETTERS = ".lr-caption span, .lr-key > span, .lr-axis span, .lr-edges span, .xtick text, .ytick text";
  const out = (box, rim) =>
    box.left < rim.left - 1 || box.right > rim.right + 1 || box.top < rim.top - 1 || box.bottom > rim.bottom + 1;
  const meet = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  return [...document.querySelectorAll(".lr-panel")].filter((panel) => panel.offsetWidth).flatMap((panel) => {
    const key = panel.querySelector(".lr-key").getBoundingClientRect();
    const shown = (word, box) => box.width && !(word.matches(".lr-key > *") && box.top > key.bottom - 4);
    const words = [...panel.querySelectorAll(LETTERS)]
      .map((word) => [word.textContent, word.getBoundingClientRect(), word])
      .filter(([, box, word]) => shown(word, box)); // what has no room in the key is not shown
    const cut = words.filter(([, box]) => out(box, panel.getBoundingClientRect())).map(([text]) => `cut: ${text}`);
    const met = words.flatMap(([one, a], i) => words.slice(i + 1)
      .filter(([, b]) => meet(a, b)).map(([other]) => `meet: ${one}, ${other}`));
    return [...cut, ...met];
  });
}
"""
SIZES = [(1280, 720), (1440, 900), (1920, 1080), (2560, 1080), (853, 480), (390, 844)]


@pytest.mark.parametrize("asked", ["", "lens=steps&lang=ko", "axes=eigen&data=line"])
def test_no_name_or_number_is_cut_off_at_any_size(at: At, asked: str) -> None:
    page = at(f"/?{asked}")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wait_until_drawn(page)
        page.evaluate("window.looks = 0")  # for the bowl's words to follow, and no longer than that
        page.wait_for_function(f"({WRITTEN})().length === 0 || ++window.looks > 60")
        assert page.evaluate(WRITTEN) == [], (width, height)
    assert page.locator(".lr-edges [data-term]").count() == 3


# What a lens opens


def resized(page: Page, size: ViewportSize) -> None:
    """Gives the window that size, and the panels time to be drawn to it."""
    page.set_viewport_size(size)
    page.wait_for_function(f"innerWidth === {size['width']} && innerHeight === {size['height']}")
    wait_until_drawn(page)


def test_what_any_lens_opens_stands_beside_the_panels(at: At) -> None:
    page = at("/")
    sizes: list[ViewportSize] = [{"width": 1280, "height": 720}, {"width": 1440, "height": 900}]
    wide = {}
    for size in reversed(sizes):
        resized(page, size)
        wide[size["width"]] = box(page.locator(".lr-view, .lr-player").first)["width"]
    for lens in LENSES:
        page.get_by_role("radio", name=SAY(f"lens.{lens}"), exact=True).click()
        found = page.locator(".lr-microscope" if lens == "steps" else f".st-key-beside_{lens}")
        expect(found).to_be_visible()
        wait_for_script(page)
        for size in sizes if page.viewport_size == sizes[0] else reversed(sizes):
            resized(page, size)
            width, height = size["width"], size["height"]
            page.wait_for_function(f"document.querySelector('.lr-panels').clientWidth < {wide[width] - 300}")
            beside, panels = box(found), box(page.locator(".lr-panels"))
            assert inside(beside, width, height) and beside["width"] >= 340, lens
            for panel in PANELS:
                place = box(page.locator(f".lr-{panel}"))
                assert inside(place, width, height), (lens, panel)
                assert place["x"] + place["width"] <= beside["x"] + 1, (lens, panel)
            desk = box(page.locator(".lr-desk"))
            assert beside["y"] < panels["y"] + 30 and beside["y"] + beside["height"] <= desk["y"] + 1, lens
            assert page.evaluate("document.documentElement.scrollWidth") <= width, lens


def test_what_is_longer_than_its_place_scrolls_in_itself(at: At) -> None:
    page = at("/?lens=code")
    code = page.locator(".st-key-beside_code")
    expect(code).to_contain_text("import torch")
    assert code.evaluate("e => e.scrollHeight > e.clientHeight && getComputedStyle(e).overflowY === 'auto'")


def test_the_row_of_lenses_does_not_move_with_the_verdict_which_is_seen_whole(at: At) -> None:
    places, verdicts = [], []
    page = at("/")
    for asked in ("lr=0.01", "lr=0.19", "lr=0.001&epochs=10000&scale=on", "lr=0.01&lens=table"):
        turn(page, f"/?{asked}")
        places.append(box(page.locator(".st-key-lens")))
        page.keyboard.press("End")
        expect(page.locator(".st-key-show_now")).to_have_count(0)
        places.append(box(page.locator(".st-key-lens")))
        verdicts.append(box(page.locator(".st-key-verdict")))
    assert len({(place["x"], place["y"]) for place in places}) == 1
    assert all(inside(place, 1280, 720) for place in [places[0], *verdicts[:3]])


# Nothing jumps


@pytest.fixture
def watched(newcomer: Page) -> Page:
    """A page that adds up its layout shifts, of somebody who has never been here."""
    newcomer.add_init_script(SHIFTS)
    return newcomer


LOADED: list[ViewportSize] = [{"width": 1280, "height": 720}, {"width": 390, "height": 844}]


@pytest.mark.parametrize("asked", ["", "lens=forecast", "lens=table&lang=ko", "lens=code", "data=line&guess=true"])
def test_the_page_loads_without_jumping(watched: Page, app_url: str, asked: str) -> None:
    held: list[Route] = []  # on a slow machine the player comes into a page that is seen
    watched.route("**/plotly.min.js", lambda route: held.append(route))
    for size in LOADED:
        watched.set_viewport_size(size)
        with watched.expect_request("**/plotly.min.js"):
            open_page(watched, f"{app_url}/?{asked}")
        # Shown by its own doing, not by the time limit
        watched.locator("html.linreg-arrived").wait_for(state="attached")
        expect(watched.locator(".linreg-player")).to_be_in_viewport()
        held.pop().continue_()
        watched.locator(".lr-readout").wait_for()
        # An address without settings: a first visit
        expect(watched.locator(".lr-tour")).to_be_visible(visible=not asked)
        watched.wait_for_timeout(500)
        assert watched.evaluate("shifted") <= 0.05, size
        # and a jump would have been noticed
        watched.evaluate("document.querySelector('.st-key-title').style.marginTop = '300px'")
        watched.wait_for_function("shifted > 0.05")
        watched.evaluate("localStorage.clear()")


@pytest.mark.console_errors_allowed  # Streamlit looks for its server beneath the page's own path first
def test_the_notebook_opened_directly_does_not_jump_and_has_its_own_title(watched: Page, app_url: str) -> None:
    open_page(watched, f"{app_url}/notebook?lang=ko")
    watched.locator("#certificate").wait_for()
    watched.wait_for_timeout(500)
    assert watched.evaluate("shifted") <= 0.05
    assert watched.title() == words("ko")("notebook.title")


@pytest.mark.console_errors_allowed
def test_the_page_shows_itself_also_where_nothing_of_ours_comes(watched: Page, app_url: str) -> None:
    watched.route("**/page/pages.js", lambda route: route.abort())
    open_page(watched, app_url)
    watched.wait_for_function(
        "getComputedStyle(document.querySelector('[data-testid=stAppViewContainer]')).opacity === '1'"
    )
    assert not watched.evaluate("document.documentElement.classList.contains('linreg-arrived')")


def test_a_change_keeps_the_page_in_sight(at: At) -> None:
    page = at("/")
    expect(page.locator("html")).to_have_class("linreg-arrived")
    page.get_by_role("radio", name="nn.Linear").click()
    wait_for_script(page)
    expect(page.locator("html")).to_have_class("linreg-arrived")
