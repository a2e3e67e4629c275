"""Quick hands: a key held, typing, dragging, also on a slow machine. The page lives, and no value appears unchosen."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import APP, dial, open_page, readout_of
from tests.browser.test_explore import asked

EACH = 0.033  # seconds between two repeats of a held key
# Notes every value that the address ever shows
WATCH = """
window.seen = [];
setInterval(() => {
  const now = location.search;
  if (seen.at(-1) !== now) seen.push(now);
}, 5);
"""


def connected(page: Page) -> bool:
    return page.locator(APP).get_attribute("data-test-connection-state") == "CONNECTED"


def hold(page: Page, place: Locator, key: str, times: int) -> None:
    """Holds a key down, as a keyboard repeats it."""
    place.focus()
    for _ in range(times):
        page.keyboard.press(key)
        time.sleep(EACH)


def values_seen(page: Page, name: str) -> list[float]:
    """The values of a name in the order in which the address showed them."""
    found = [re.search(rf"[?&]{name}=([^&]*)", text) for text in page.evaluate("seen")]
    return [float(each[1]) for each in found if each]


@pytest.mark.parametrize(
    ("label", "name", "slower"),
    [("Learning rate", "lr", 1), ("Learning rate", "lr", 4), ("Epochs", "epochs", 4), ("Seed", "seed", 1)],
)
def test_an_arrow_key_held_in_a_field(page: Page, app_url: str, label: str, name: str, slower: int) -> None:
    page.add_init_script(WATCH)
    open_page(page, f"{app_url}/?epochs=200&init=linear")
    readout_of(page).wait_for()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    field = page.get_by_role("spinbutton", name=label)
    hold(page, field, "ArrowUp", 75)
    chosen = field.input_value()
    page.wait_for_timeout(1000)
    assert field.input_value() == chosen
    assert dial(page, label).get_attribute("aria-valuetext") == chosen
    # Asked of the page itself: Playwright misses an address that is replaced as it begins to wait
    page.wait_for_function(
        "([name, chosen]) => new URLSearchParams(location.search).get(name)?.replace(/[.]0$/, '') === chosen",
        arg=[name, chosen],
    )
    seen = values_seen(page, name)
    assert seen == sorted(seen), "a value appeared that nobody chose"
    assert connected(page)


def test_the_next_value_typed_as_soon_as_the_last_one_shows(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/?epochs=50")
    readout_of(page).wait_for()
    field = page.get_by_role("spinbutton", name="Learning rate")
    for k in range(25):
        text = f"0.0{2 * k + 101}"
        field.fill(text)
        field.press("Enter")
        expect(field).to_have_value(text)
    page.wait_for_url(lambda url: asked(page).get("lr") == text)
    assert connected(page)


def test_a_slider_dragged_to_and_fro(page: Page, app_url: str) -> None:
    page.add_init_script(WATCH)
    open_page(page, f"{app_url}/?epochs=100")
    readout_of(page).wait_for()
    before = page.evaluate("history.length")
    box = dial(page, "Learning rate").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 8)
    page.mouse.down()
    for step in range(120):
        page.mouse.move(box["x"] + 20 + 2 * (step if step < 60 else 120 - step), box["y"] + 8)
        time.sleep(0.015)
    page.mouse.move(box["x"] + 150, box["y"] + 8)
    page.mouse.up()
    chosen = page.get_by_role("spinbutton", name="Learning rate").input_value()
    page.wait_for_url(lambda url: float(asked(page).get("lr", 0)) == float(chosen))
    assert page.get_by_role("spinbutton", name="Learning rate").input_value() == chosen
    assert page.evaluate("history.length") == before
    assert connected(page)


def test_an_arrow_key_held_in_a_field_of_streamlits_own(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/?data=line&epochs=50")
    readout_of(page).wait_for()
    field = page.get_by_role("spinbutton", name="How many")
    hold(page, field, "ArrowUp", 60)
    page.wait_for_function("new URLSearchParams(location.search).get('n') === '80'")
    assert field.input_value() == "80"
    assert connected(page)
