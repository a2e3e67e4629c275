"""On a phone: what a finger meets at 390 × 844."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import open_page

# What can be pressed and is smaller than 44 pixels either way, its enlarged ground (::after) counted. A switch's own
# input is as large as its label; links in running text are exempt, and the scrubber, whose whole scale can be pressed.
SMALL = """
() => [...document.querySelectorAll('button, a[href], input, [role=radio]')].flatMap((element) => {
  const label = element.matches('input[type=checkbox], input[type=radio]') ? element.closest('label') : null;
  const box = (label ?? element).getBoundingClientRect();
  const after = getComputedStyle(element, '::after');
  const [width, height] = ['width', 'height'].map((side) => Math.max(box[side], parseFloat(after[side]) || 0));
  const there = box.width && box.height && box.right > 0 && box.left < innerWidth && element.checkVisibility();
  const small = Math.round(width) < 44 || Math.round(height) < 44;
  return there && small && !element.closest('p, td') && !element.matches('.lr-slider')
    ? [`${element.tagName} ${element.ariaLabel ?? element.textContent} ${width} × ${height}`] : [];
})
"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a telephone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="en-US", bypass_csp=True
    )
    context.add_init_script("localStorage.setItem('linreg.tour', 'shown')")
    yield context.new_page()
    context.close()


def swipe(page: Page, x: float, y: float, by: float) -> None:
    """A finger put down at (x, y) and drawn upwards by so many pixels."""
    client = page.context.new_cdp_session(page)

    def touch(kind: str, at: float | None) -> None:
        points = [] if at is None else [{"x": x, "y": at}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", y)
    for i in range(1, 11):
        touch("touchMove", y - by * i / 10)
    touch("touchEnd", None)


@pytest.mark.parametrize("address", ["", "?lens=forecast", "?lens=steps", "?data=line&init=chosen"])
def test_what_can_be_pressed_is_large_enough(phone: Page, app_url: str, address: str) -> None:
    open_page(phone, f"{app_url}/{address}")
    phone.locator(".lr-readout").wait_for()
    assert phone.evaluate(SMALL) == []
    phone.get_by_role("button", name="Expand sidebar").click()
    phone.wait_for_timeout(700)
    assert phone.evaluate(SMALL) == []


SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
EYE = "document.querySelector('.lr-bowl .lr-stage')._fullLayout.scene._scene.getCamera().eye"


@pytest.mark.parametrize("panel", ["fit", "contours", "bowl", "curve"])
def test_a_swipe_over_any_panel_scrolls(phone: Page, app_url: str, panel: str) -> None:
    open_page(phone, app_url)
    phone.locator(".lr-readout").wait_for()
    phone.locator(f".lr-{panel}").scroll_into_view_if_needed()
    phone.wait_for_timeout(800)
    box = phone.locator(f".lr-{panel}").bounding_box()
    before = phone.evaluate(SCROLLED)
    assert box
    down = before > 200  # at the foot of the page one scrolls back
    swipe(phone, box["x"] + box["width"] / 2, box["y"] + 100, -90 if down else 90)
    phone.wait_for_timeout(500)
    assert abs(phone.evaluate(SCROLLED) - before) > 40


def test_the_bowl_turns_on_purpose_only(phone: Page, app_url: str) -> None:
    open_page(phone, app_url)
    phone.locator(".lr-readout").wait_for()
    bowl = phone.locator(".lr-bowl")
    bowl.scroll_into_view_if_needed()
    phone.wait_for_function(f"{EYE}.x")
    turn = phone.get_by_role("button", name="Turn")
    turn.click()
    expect(turn).to_have_attribute("aria-pressed", "true")
    phone.wait_for_timeout(500)
    box = bowl.bounding_box()
    assert box
    before, scrolled = phone.evaluate(EYE), phone.evaluate(SCROLLED)
    swipe(phone, box["x"] + 120, box["y"] + 180, 80)
    phone.wait_for_timeout(500)
    assert phone.evaluate(EYE) != before
    assert phone.evaluate(SCROLLED) == scrolled
