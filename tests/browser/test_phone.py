"""On a phone and on a tablet: what a finger meets."""

import json
import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from linreg.words import words
from tests.browser.warm import At

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


PHONE, SMALL_PHONE = (390, 844), (360, 740)
TABLETS = (820, 1180), (1180, 820)


def resized(page: Page, size: tuple[int, int]) -> Page:
    """The page on a touch screen of that size."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(f"innerWidth === {width}")
    return page


def box(element: Locator) -> FloatRect:
    """Where the element is on the screen; it has to be there."""
    place = element.bounding_box()
    assert place
    return place


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


@pytest.mark.parametrize("address", ["?lens=steps", "?data=line&init=chosen&lens=forecast"])
def test_what_can_be_pressed_is_large_enough(touched: At, address: str) -> None:
    phone = touched(f"/{address}")
    assert phone.evaluate(SMALL) == []
    phone.get_by_role("button", name="Expand sidebar").click()
    phone.wait_for_timeout(700)
    assert phone.evaluate(SMALL) == []


def test_so_it_is_on_a_tablet_either_way_up(touched: At) -> None:
    page = touched("/?data=line&init=chosen&guess=true&lens=scaling")
    expect(page.locator(".lr-guess")).to_be_visible()
    for tablet in TABLETS:
        assert resized(page, tablet).evaluate(SMALL) == []


SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
# plotly's camera glides on after the finger has let go: true once it stands for twenty looks
STILL = """
() => {
  const now = JSON.stringify(EYE);
  window.still = window.eye === now ? (window.still ?? 0) + 1 : 0;
  window.eye = now;
  return window.still > 20;
}
"""
EYE = "document.querySelector('.lr-bowl .lr-stage')._fullLayout.scene._scene.getCamera().eye"


def test_a_swipe_over_any_panel_scrolls_and_the_bowl_turns_on_purpose_only(touched: At) -> None:
    page = touched("/")
    page.locator("[data-testid=stMainBlockContainer]").evaluate("main => (main.style.paddingBottom = '1500px')")
    bowl, turn = page.locator(".lr-bowl"), page.get_by_role("button", name="Turn")
    for size in (PHONE, *TABLETS):
        resized(page, size).wait_for_function(f"{EYE}.x")
        page.wait_for_function(STILL.replace("EYE", EYE))
        for panel in ("fit", "contours", "bowl", "curve"):
            page.locator(f".lr-{panel}").evaluate("panel => panel.scrollIntoView({ block: 'start' })")
            place, before, eye = box(page.locator(f".lr-{panel}")), page.evaluate(SCROLLED), page.evaluate(EYE)
            swipe(page, place["x"] + place["width"] / 2, place["y"] + 150, 90)
            page.wait_for_function(f"{SCROLLED} > {before + 40}")
            assert page.evaluate(EYE) == eye
        assert page.evaluate("!document.querySelector('.lr-panels .select-outline, .lr-panels .zoombox')")

        turn.scroll_into_view_if_needed()
        turn.click()
        expect(turn).to_have_attribute("aria-pressed", "true")
        place, corner = box(bowl), box(turn)
        assert place["x"] < corner["x"] and corner["x"] + corner["width"] <= place["x"] + place["width"]
        before, scrolled = page.evaluate(EYE), page.evaluate(SCROLLED)
        swipe(page, place["x"] + 120, place["y"] + 180, 80)
        page.wait_for_function(f"JSON.stringify({EYE}) !== {json.dumps(json.dumps(before, separators=(',', ':')))}")
        assert page.evaluate(SCROLLED) == scrolled
        turn.click()
        expect(turn).to_have_attribute("aria-pressed", "false")
    page.locator("[data-testid=stMainBlockContainer]").evaluate("main => (main.style.paddingBottom = '')")


def test_a_tap_counts_while_a_help_is_open_and_a_rate_read_by_finger_is_forgotten(touched: At) -> None:
    phone = touched("/")
    phone.get_by_test_id("stExpandSidebarButton").tap()
    help, told = phone.locator(".st-key-dial_lr .dial-help"), phone.locator(".st-key-dial_lr .dial-helping")
    edge = phone.locator(".st-key-dial_lr .dial-named button").last
    expect(phone.locator(".sweep:not(.sweep-late)")).to_be_visible()
    help.tap()
    expect(told).to_be_visible()
    edge.tap()
    expect(edge).to_have_attribute("aria-pressed", "true")
    expect(told).to_be_hidden()  # and by now the button stands elsewhere
    chart, said = phone.locator(".sweep-chart"), phone.locator(".sweep-says")
    before = said.inner_text()
    place = box(chart)
    x, y = place["x"] + 40, place["y"] + 20
    client = phone.context.new_cdp_session(phone)
    for kind, at in [("touchStart", x), *(("touchMove", x + 10 * i) for i in range(1, 11)), ("touchEnd", None)]:
        points = [] if at is None else [{"x": at, "y": y}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        if at == x + 100:
            expect(said).to_contain_text("lr ")
    expect(said).to_have_text(before)


def test_the_result_is_told_beside_the_transport(touched: At) -> None:
    phone = touched("/")
    word = phone.locator(".lr-outcome")
    expect(word).to_be_hidden()
    phone.get_by_role("button", name="To end", exact=True).click()
    expect(word).to_contain_text("Still descending")
    assert box(word)["y"] + box(word)["height"] < box(phone.locator(".lr-track"))["y"] + 1 < 844
    assert box(phone.locator(".st-key-verdict"))["y"] > 844
    word.click()
    expect(phone.locator(".st-key-verdict")).to_be_in_viewport(ratio=1)


def test_what_a_lens_opens_comes_into_sight(touched: At) -> None:
    phone = touched("/?lens=scaling")
    expect(phone.locator(".st-key-beside_scaling")).to_be_attached()
    assert phone.evaluate(SCROLLED) == 0  # who comes by a link sees the picture first
    lenses = [box(lens) for lens in phone.locator(".st-key-lens").get_by_role("radio").all()]
    assert all(24 <= lens["x"] and lens["x"] + lens["width"] <= 366 for lens in lenses)  # none has to be looked for
    for lens, opened in (("forecast", ".st-key-beside_forecast"), ("steps", ".lr-microscope")):
        phone.locator(".st-key-lens").evaluate("row => row.scrollIntoView({ block: 'end' })")
        phone.get_by_role("radio", name=words("en")(f"lens.{lens}"), exact=True).click()
        expect(phone.locator(opened)).to_be_visible()
        phone.wait_for_function(f"document.querySelector('{opened}').getBoundingClientRect().top <= 422")
        assert box(phone.locator(opened))["y"] > -1  # a page is scrolled by whole pixels


ABOVE_THE_DESK = """() => {
  const place = (name) => document.querySelector(name).getBoundingClientRect();
  return place(".lr-contours").bottom <= place(".lr-desk").top + 1 && place(".lr-contours").top > 0;
}"""


def test_the_panel_that_a_lesson_asks_about_comes_first_and_what_rests_covers_nothing(touched: At) -> None:
    phone = touched("/?lesson=line&step=4")
    expect(phone.locator(".lr-player")).to_have_attribute("data-about", "contours")
    assert box(phone.locator(".lr-contours"))["y"] < box(phone.locator(".lr-fit"))["y"]
    expect(phone.locator(".lr-desk")).to_be_hidden()
    phone.locator(".lesson-on").click()
    expect(phone.locator(".lr-desk")).to_be_visible()
    assert box(phone.locator(".lr-contours"))["y"] < box(phone.locator(".lr-fit"))["y"]
    # The answer is longer than the question was: it does not push what it speaks of beneath the transport
    expect(phone.locator(".lesson-answer")).to_be_visible()
    phone.wait_for_function(ABOVE_THE_DESK)
    # On its side the telephone shows two panels in a row, high enough to be read
    resized(phone, (844, 390))
    expect(phone.locator(".lr-player")).to_have_class(re.compile("lr-low"))
    assert box(phone.locator(".lr-contours"))["height"] >= 190
    assert box(phone.locator(".lr-contours"))["y"] == box(phone.locator(".lr-fit"))["y"]
    phone.locator(".lr-contours").evaluate("panel => panel.scrollIntoView({ block: 'nearest' })")
    phone.wait_for_function(ABOVE_THE_DESK)


def test_the_question_leaves_room_for_the_contours(touched: At) -> None:
    page = resized(touched("/?guess=true"), SMALL_PHONE)
    expect(page.locator(".lr-guess")).to_be_visible()
    header, desk = box(page.get_by_test_id("stHeader")), box(page.locator(".lr-desk"))
    assert desk["y"] - header["y"] - header["height"] > box(page.locator(".lr-contours"))["height"] + 100
    choices = [box(choice) for choice in page.locator(".lr-guess-kinds button").all()]
    assert len({choice["y"] for choice in choices}) == 1
    assert len({box(field)["height"] for field in page.locator(".lr-field").all()}) == 1


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE])
def test_the_first_minute_covers_nothing_that_it_speaks_of(touched: At, size: tuple[int, int]) -> None:
    page = touched("/lessons")
    resized(page, size)
    page.evaluate("localStorage.clear()")  # nobody has ever been here
    touched("/")
    card = page.get_by_role("region", name=words("en")("tour.title"))
    opener = page.get_by_test_id("stExpandSidebarButton")
    lights = [page.locator(f".lr-{panel}") for panel in ("fit", "fit", "contours", "contours")]
    for number, light in enumerate([*lights, opener], 1):
        expect(card).to_contain_text(words("en")(f"tour.step{number}"))
        expect(light).to_have_class(re.compile("lr-tour-lit"))
        expect(light).to_be_in_viewport(ratio=0.99)
        assert box(light)["y"] + box(light)["height"] <= box(card)["y"]
        assert box(card)["y"] + box(card)["height"] <= box(page.locator(".lr-play"))["y"]
        if number < 5:
            card.get_by_role("button", name="Next").click()
    expect(card).to_contain_text(words("en")("tour.behind"))
