"""The presentation: one key or button, large type, the picture in the whole window, and a lecture's keys."""

import re

import pytest
from playwright.sync_api import Page, expect

from linreg.words import words
from tests.browser.reading import wait_for_epoch, wait_for_script, wait_until_drawn
from tests.browser.test_rate import IN_PLACE
from tests.browser.test_room import PANELS, box, inside
from tests.browser.warm import At

SAY = words("en")
RATE = ".st-key-rate .dial-field input"
# The type of all text in sight, in pixels: of elements with text of their own, as large as the script draws them;
# powers above a 10 are let be
TYPE = """
() => [...document.querySelectorAll("[data-testid=stApp] *")].filter((e) => {
  const text = [...e.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!text || /^(style|script|tspan)$/i.test(e.tagName)) return false;
  const { width, height } = e.getBoundingClientRect();
  return width > 1 && height > 1 && e.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true });
}).map((e) => [
  parseFloat(getComputedStyle(e).fontSize), e.textContent.slice(0, 30), String(e.className.baseVal ?? e.className),
])
"""


def presented(at: At, address: str, width: int, height: int) -> Page:
    """The page in its presentation, at this size."""
    page = at(address)
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("document.documentElement.requestFullscreen = undefined")  # the window keeps its size
    page.keyboard.press("p")
    expect(page.locator("html")).to_have_attribute("data-present", "all")
    settled(page)
    return page


def settled(page: Page) -> None:
    """Waits until the panels have the window's width and are drawn to their places."""
    page.wait_for_function("document.querySelector('.lr-panels').clientWidth > 0.93 * innerWidth")
    wait_until_drawn(page)


# How small the type may be at each size of the window
SIZES = {(1280, 720): 22, (1920, 1080): 33, (2560, 1080): 33, (1024, 576): 17, (853, 480): 14.5}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_type_is_large_and_four_panels_the_rate_and_the_transport_fill_the_window(at: At, lang: str) -> None:
    page = presented(at, f"/?lang={lang}", 1280, 720)
    for (width, height), least in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        assert [found for found in page.evaluate(TYPE) if found[0] < least] == [], (width, height)
        for panel in PANELS:
            place = box(page.locator(f".lr-{panel}"))
            assert inside(place, width, height), (panel, width)
            assert place["width"] > 0.45 * width and place["height"] > 0.25 * height, (panel, width)
        for part in (".lr-transport", ".lr-readout", f"{RATE}", ".st-key-rate .zones", ".present-turn"):
            assert inside(box(page.locator(part)), width, height), (part, width)
        assert box(page.locator(RATE))["height"] < box(page.locator(".lr-fit"))["height"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_zoomed_in_the_page_itself_shows_four_panels(at: At) -> None:
    page = at("/")
    for width, height in [(1024, 576), (853, 480)]:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            f"[...document.querySelectorAll('.lr-panel')].every((e) => "
            f"e.getBoundingClientRect().bottom <= {height} && e.getBoundingClientRect().right <= {width})"
        )
        assert all(inside(box(page.locator(f".lr-{panel}")), width, height) for panel in PANELS)


def test_one_panel_large_or_all_four(at: At) -> None:
    page = presented(at, "/", 1280, 720)
    page.keyboard.press("Shift+Digit2")
    expect(page.locator(".lr-fit")).to_be_hidden()
    large = box(page.locator(".lr-contours"))
    assert large["width"] > 1200 and large["height"] > 400
    page.wait_for_function("document.querySelector('.lr-contours .main-svg').clientWidth > 1200")
    page.keyboard.press("0")
    expect(page.locator(".lr-fit")).to_be_visible()
    page.locator(".lr-curve .lr-caption").click()
    expect(page.locator(".lr-contours")).to_be_hidden()
    page.locator(".lr-curve .lr-caption").click()
    expect(page.locator(".lr-contours")).to_be_visible()


def test_one_panel_is_large_also_while_a_room_guesses(at: At) -> None:
    """Here Shift+2 is the key "2" with Shift, as where digits are typed so."""
    page = presented(at, "/?guess=true", 1280, 720)
    page.keyboard.press("1")
    chosen = page.locator(".lr-guess button[aria-pressed=true]")
    expect(chosen).to_contain_text("1 ·")
    page.keyboard.press("Shift+2")
    expect(page.locator(".lr-fit")).to_be_hidden()
    expect(chosen).to_contain_text("1 ·")


def test_the_button_begins_it_and_escape_ends_it(at: At) -> None:
    page = at("/")
    page.evaluate("document.documentElement.requestFullscreen = undefined")
    page.get_by_role("button", name=SAY("present.turn"), exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-present", "all")
    expect(page.locator(".present-turn")).to_have_text(SAY("present.end"))
    page.keyboard.press("Space")  # the player's, though a button was clicked
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("html")).not_to_have_attribute("data-present", re.compile(""))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_lectures_keys_open_what_they_say_and_change_the_rate_which_the_strip_does_too(at: At) -> None:
    page = presented(at, "/", 1280, 720)
    page.keyboard.press("k")
    expect(page.locator(".st-key-beside_code")).to_contain_text("import torch")
    assert inside(box(page.locator(".st-key-beside_code")), 1280, 720)
    page.keyboard.press("s")
    expect(page.locator(".lr-microscope")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator(".lr-microscope")).to_be_hidden()

    page.keyboard.press("]")
    expect(page.locator(RATE)).to_have_value("0.0112")
    page.keyboard.press("[")
    expect(page.locator(RATE)).to_have_value("0.01")
    page.keyboard.press("n")
    expect(page.locator(RATE)).not_to_have_value("0.01")
    page.locator(RATE).fill("0.19")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("lr=0.19"))
    page.locator(".st-key-rate input[type=range]").click(position={"x": 20, "y": 10})
    expect(page.locator(RATE)).not_to_have_value("0.19")
    page.locator("body").press("g")
    page.wait_for_url(re.compile("guess=true"))


def test_on_a_projector_the_rates_slider_has_room_reaches_the_limit_and_tells_what_is_beyond(at: At) -> None:
    """Rates of a few millionths, and the strip between the field and the buttons at 1920 pixels."""
    page = presented(at, "/?data=norris&lr=3.406e-6", 1920, 1080)
    field, track = page.locator(RATE), page.locator(".st-key-rate .dial-track")
    expect(field).to_have_value("3.406e-6")
    assert field.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    expect(page.locator(".st-key-rate .dial-says.oscillates")).to_have_count(1)
    expect(track).to_have_attribute("data-beyond", "")
    page.wait_for_function(IN_PLACE, arg="oscillates")
    header = box(page.locator(".st-key-header"))
    assert box(track)["width"] >= 300
    named = box(page.locator(".st-key-rate .dial-named"))
    # "Present", which the strip leaves room for, is then a shorter "End"
    assert header["x"] - 90 < named["x"] + named["width"] <= header["x"]

    field.fill("0.01")
    page.keyboard.press("Enter")
    expect(track).to_have_attribute("data-beyond", "above")
    slider = page.locator(".st-key-rate .dial-track input")
    expect(slider).to_have_attribute("aria-valuetext", SAY("dial.above", value="0.01"))
    mark, strip = box(page.locator(".st-key-rate .zones u")), box(page.locator(".st-key-rate .zones"))
    assert abs(mark["x"] - strip["x"] - strip["width"]) < 1.5


# The boxes of some words that are cut off by their panel, or meet another of them
CROWDED = """
([panel, selector]) => {
  const around = document.querySelector(panel).getBoundingClientRect();
  const words = Array.from(document.querySelectorAll(selector), (e) => [e.textContent, e.getBoundingClientRect()]);
  return words.filter(([, one], i) => one.left < around.left || one.right > around.right || one.bottom > around.bottom
    || words.some(([, other], j) => i !== j && one.left < other.right && other.left < one.right
      && one.top < other.bottom && other.top < one.bottom)).map(([text]) => text);
}
"""
# How many numbers there are along the map's lower edge; -1 if one of them stands in the map. Asked in one go, since
# each drawing puts new ones in their place.
BENEATH = """
() => {
  const { bottom } = document.querySelector(".lr-contours .lr-inner").getBoundingClientRect();
  const numbers = [...document.querySelectorAll(".lr-contours .lr-ticks text[text-anchor=middle]")];
  return numbers.every((text) => text.getBoundingClientRect().top >= bottom - 2) ? numbers.length : -1;
}
"""
CUT = "(cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)"


@pytest.mark.parametrize(("rate", "width", "height"), [(2.24, 1920, 1080), (0.19, 1280, 720)])
def test_a_run_seen_from_far_is_told_in_words_that_are_whole(at: At, rate: float, width: int, height: int) -> None:
    page = presented(at, f"/?lr={rate}", width, height)
    page.keyboard.press("End")
    for panel in ("fit", "contours", "bowl"):
        remark = page.locator(f".lr-{panel} .lr-remark")
        expect(remark).to_contain_text("times as")
        caption = box(page.locator(f".lr-{panel} .lr-caption"))
        assert box(remark)["y"] >= caption["y"] + caption["height"]
        assert float(remark.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")) >= 0.0305 * height
    for panel in ("fit", "contours"):
        words = f".lr-{panel} :is(.lr-ticks text, .lr-axis span)"
        assert page.evaluate(CROWDED, [f".lr-{panel}", words]) == []
    assert page.evaluate(BENEATH) >= 2
    assert inside(box(page.locator(".st-key-verdict p").first), width, height)


def test_what_opens_beside_is_whole_and_shows_the_loop(at: At) -> None:
    page = presented(at, "/?lr=2.24", 1280, 720)
    page.keyboard.press("End")
    page.keyboard.press("s")
    expect(page.locator(".lr-sum-cost")).to_contain_text("= 3.027e36")
    assert page.locator(".lr-points td").evaluate_all(CUT) == []
    page.keyboard.press("Home")
    expect(page.locator(".lr-ms-epoch")).to_contain_text("0")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".lr-sum-b")).to_have_class(re.compile("lr-new"))
    desk = box(page.locator(".lr-transport"))["y"]
    for part in (".lr-lit", ".lr-tells", ".lr-points", ".lr-sum-W", ".lr-sum-b"):
        place = box(page.locator(part))
        assert place["y"] > 0 and place["y"] + place["height"] <= desk, part
    page.keyboard.press("t")
    last = page.locator(".st-key-beside_table th").last
    expect(last).to_be_visible()
    assert box(last)["x"] + box(last)["width"] <= 1280 - 12
    page.keyboard.press("k")
    for work in ("epoch", "cost", "backward"):
        line = page.locator(f".code-line[data-work={work}]")
        expect(line).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_forecast_the_named_rates_and_then_the_result_are_there(at: At, lang: str) -> None:
    say = words(lang)
    page = presented(at, f"/?lang={lang}", 1280, 720)
    told = page.locator("[data-testid='stHorizontalBlock']", has=page.locator(".st-key-verdict")).last
    for element in (page.locator(".st-key-forecast p"), page.get_by_role("button", name=say("outcome.show_now"))):
        expect(element).to_be_visible()
        assert inside(box(element), 1280, 720)
    name = say("rate.named_too_far", lr="").strip()
    fast, turn = page.locator(".dial-named button", has_text=name), page.locator(".present-turn")
    assert inside(box(fast), 1280, 720) and box(fast)["x"] + box(fast)["width"] <= box(turn)["x"]
    fast.click()
    expect(page.locator(".st-key-rate .dial-field input")).to_have_value("0.19")
    page.wait_for_url(re.compile("lr=0.19"))
    wait_for_script(page)
    page.get_by_role("button", name=say("outcome.show_now")).click()
    expect(page.locator(".st-key-verdict")).to_contain_text("1.11")  # by which each epoch multiplies the swing
    assert box(page.locator(".st-key-verdict p").first)["y"] < box(page.locator(".st-key-forecast p"))["y"]
    assert inside(box(told), 1280, 720)


def test_letters_typed_into_a_field_are_the_fields_and_the_sheet_of_keys_is_a_dialog(at: At) -> None:
    page = at("/")
    page.locator(RATE).click()
    page.keyboard.type("p")
    expect(page.locator("html")).not_to_have_attribute("data-present", re.compile(""))
    page.keyboard.press("Escape")
    page.locator(RATE).blur()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name=SAY("present.keys"))
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text(SAY("present.key_space"))
    page.keyboard.press("ArrowRight")
    wait_for_epoch(page, 0)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("ArrowRight")
    wait_for_epoch(page, 1)


def test_it_fills_the_screen_where_it_may(at: At) -> None:
    page = at("/")
    page.keyboard.press("p")
    page.wait_for_function("document.fullscreenElement === document.documentElement")
    page.keyboard.press("p")
    page.wait_for_function("!document.fullscreenElement && !document.documentElement.dataset.present")
