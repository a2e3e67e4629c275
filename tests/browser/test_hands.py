"""Quick hands: a key held, typing, dragging, also on a slow machine. The page lives, and no value appears unchosen."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import APP, dial, wait_for_script
from tests.browser.test_explore import asked
from tests.browser.warm import At

EACH = 0.033  # seconds between two repeats of a held key
# Notes every value that the address ever shows, and every one that a field does
WATCH = """
(field) => {
  window.seen = [[], []];
  const note = (values, now) => values.at(-1) === now || values.push(now);
  window.watching = setInterval(() => [location.search, field.value].forEach((now, i) => note(seen[i], now)), 5);
}
"""


def connected(page: Page) -> bool:
    return page.locator(APP).get_attribute("data-test-connection-state") == "CONNECTED"


def hold(page: Page, place: Locator, key: str, times: int) -> None:
    """Holds a key down, as a keyboard repeats it."""
    place.focus()
    for _ in range(times):
        page.keyboard.press(key)
        time.sleep(EACH)


@contextmanager
def slowed(page: Page, by: int) -> Iterator[None]:
    """The page's processor is so many times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": by})
    yield
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()


@contextmanager
def only_what_was_chosen(page: Page, field: Locator, name: str) -> Iterator[None]:
    """Meanwhile neither the address nor the field shows a smaller value after a larger one."""
    field.evaluate(WATCH)
    yield
    addresses, shown = page.evaluate("clearInterval(watching), seen")
    found = [re.search(rf"[?&]{name}=([^&]*)", text) for text in addresses]
    for values in ([float(each[1]) for each in found if each], [float(value) for value in shown]):
        assert values == sorted(values) and len(values) > 2, "a value appeared that nobody chose"


@pytest.mark.parametrize(("names", "slower"), [({"Learning rate": "lr", "Seed": "seed"}, 1), ({"Epochs": "epochs"}, 4)])
def test_an_arrow_key_held_in_a_field(at: At, names: dict[str, str], slower: int) -> None:
    page = at("/?epochs=200&init=linear")
    for label, name in names.items():
        field = page.get_by_role("spinbutton", name=label)
        with slowed(page, slower), only_what_was_chosen(page, field, name):
            hold(page, field, "ArrowUp", 30)
            chosen = field.input_value()
            # Asked of the page itself: Playwright misses an address that is replaced as it begins to wait
            page.wait_for_function(
                "([name, chosen]) => new URLSearchParams(location.search).get(name)?.replace(/[.]0$/, '') === chosen",
                arg=[name, chosen],
            )
            wait_for_script(page)
        assert field.input_value() == chosen
        assert dial(page, label).get_attribute("aria-valuetext") == chosen
        assert connected(page)


def test_the_next_value_typed_as_soon_as_the_last_one_shows(at: At) -> None:
    page = at("/?epochs=50")
    field = page.get_by_role("spinbutton", name="Learning rate")
    for k in range(15):
        text = f"0.0{2 * k + 101}"
        field.fill(text)
        field.press("Enter")
        expect(field).to_have_value(text)
    page.wait_for_url(lambda url: asked(page).get("lr") == text)
    assert connected(page)


def test_a_slider_dragged_to_and_fro(at: At) -> None:
    page = at("/?epochs=100")
    before = page.evaluate("history.length")
    box = dial(page, "Learning rate").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 8)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(box["x"] + 20 + 4 * (step if step < 30 else 60 - step), box["y"] + 8)
        time.sleep(0.015)
    page.mouse.move(box["x"] + 150, box["y"] + 8)
    page.mouse.up()
    chosen = page.get_by_role("spinbutton", name="Learning rate").input_value()
    page.wait_for_url(lambda url: float(asked(page).get("lr", 0)) == float(chosen))
    wait_for_script(page)
    assert page.get_by_role("spinbutton", name="Learning rate").input_value() == chosen
    assert page.evaluate("history.length") == before
    assert connected(page)


def test_an_arrow_key_held_in_a_field_of_streamlits_own(at: At) -> None:
    page = at("/?data=line&epochs=50")
    field = page.get_by_role("spinbutton", name="How many")
    hold(page, field, "ArrowUp", 30)
    page.wait_for_function("new URLSearchParams(location.search).get('n') === '50'")
    assert field.input_value() == "50"
    assert connected(page)
