"""Whose the keys are: the player's after a click on anything, a control's while its focus can be seen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.mounting import epoch, mounted
from tests.browser.payloads import picture
from tests.browser.reading import wait_for_script
from tests.browser.warm import At

BESIDE = """
<h1>Controls</h1>
<button id=button onclick="this.dataset.pressed = 1 + Number(this.dataset.pressed ?? 0)">A button</button>
<label><input type=checkbox id=checkbox> A box</label>
<label><input type=radio id=radio> A choice</label>
<input type=range id=range min=0 max=10 value=5>
<div id=slider role=slider tabindex=0 aria-valuenow=5 onkeydown="this.dataset.heard = event.key">A slider</div>
<input id=text value="some text"><input id=number type=number value=5><textarea id=area>more</textarea>
"""
CLICKED = ["button", "checkbox", "radio", "range", "slider"]
TYPED = ["text", "number", "area"]


@pytest.fixture
def player(blank: Page) -> Page:
    """A player with all kinds of controls below it."""
    blank.set_viewport_size({"width": 1280, "height": 900})
    return mounted(blank, before=BESIDE)


def state(page: Page) -> list[object]:
    """What the controls hold, to see whether a key has reached one."""
    held: list[object] = page.evaluate(
        """() => [...document.querySelectorAll("body > :not(:first-child), body > label > input")]
            .map(e => [e.value, e.checked, e.dataset.pressed, e.dataset.heard])"""
    )
    return held


@pytest.mark.parametrize("control", CLICKED)
def test_after_a_click_on_a_control_the_keys_are_the_players(player: Page, control: str) -> None:
    player.locator(f"#{control}").click()
    before = state(player)
    for key, there in (("ArrowRight", 1), ("Shift+ArrowRight", 11), ("ArrowLeft", 10), ("Home", 0)):
        player.keyboard.press(key)
        assert epoch(player) == there
    assert state(player) == before
    player.locator("#text").click()  # where keys are typed, before the next click
    player.keyboard.press("End")
    player.locator(f"#{control}").click()
    before = state(player)
    player.keyboard.press("Space")
    expect(player.get_by_role("button", name="Pause")).to_be_visible()
    player.keyboard.press("Space")
    expect(player.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert state(player) == before
    assert player.evaluate("document.activeElement === document.body")  # no ring around what did not get the key


@pytest.mark.parametrize("control", CLICKED)
def test_keys_on_a_control_that_keys_have_reached_are_its_own_until_escape(player: Page, control: str) -> None:
    player.get_by_role("heading").click()
    for _ in range(1 + CLICKED.index(control)):
        player.keyboard.press("Tab")
    assert player.evaluate("document.activeElement.id") == control
    before = state(player)
    player.keyboard.press("ArrowRight" if control in ("range", "slider") else "Space")
    assert state(player) != before
    assert epoch(player) == 0 and player.get_by_role("button", name="Play", exact=True).is_visible()
    player.keyboard.press("Escape")
    before = state(player)
    player.keyboard.press("Space")
    expect(player.get_by_role("button", name="Pause")).to_be_visible()
    assert state(player) == before


@pytest.mark.parametrize("control", TYPED)
def test_keys_typed_into_a_field_are_its_own_also_after_a_click(player: Page, control: str) -> None:
    player.locator(f"#{control}").click()
    for key in ("Home", "End", "ArrowLeft", "Space"):
        player.keyboard.press(key)
    assert epoch(player) == 0
    expect(player.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_after_a_click_on_a_button_of_the_player_space_plays(player: Page) -> None:
    player.get_by_role("button", name="Step forward").click()
    player.keyboard.press("Space")
    expect(player.get_by_role("button", name="Pause")).to_be_visible()


def test_in_an_open_dialog_the_keys_are_the_dialogs(player: Page) -> None:
    player.evaluate("document.body.insertAdjacentHTML('beforeend', '<div role=dialog><p id=said>Words</p></div>')")
    player.locator("#said").evaluate("e => { e.tabIndex = -1; }")
    player.locator("#said").click()
    player.keyboard.press("ArrowRight")
    assert epoch(player) == 0


def test_of_two_players_in_one_document_the_keys_are_one_players(player: Page) -> None:
    """The one that was pressed last; the first, while none was."""
    player.evaluate(
        """async (data) => {
            const {mount} = await import("/static/player/mount.js");
            const other = document.body.appendChild(document.createElement("div"));
            window.another = mount(other, data, {});
        }""",
        picture(),
    )
    epochs = "[...document.querySelectorAll('.lr-player')].map(({player}) => player.epoch)"
    player.keyboard.press("ArrowRight")
    assert player.evaluate(epochs) == [1, 0]
    player.locator(".lr-player").nth(1).locator(".lr-readout").click()
    player.keyboard.press("Shift+ArrowRight")
    assert player.evaluate(epochs) == [1, 10]
    player.evaluate("another.destroy()")
    player.keyboard.press("ArrowRight")
    assert player.evaluate(epochs)[0] == 2


def test_on_the_page_after_a_click_on_any_control_space_plays(at: At) -> None:
    page = at("/")
    # What each brings is waited for, as the page stops a run that is to be guessed
    controls = [
        (page.get_by_role("radio", name="nn.Linear"), "init=linear"),
        (page.locator("label", has_text="Guess first"), "guess=true"),
        (page.get_by_role("button", name="Step forward", exact=True), ""),
        (page.get_by_role("heading", level=1), ""),
        (page.get_by_role("combobox", name="Points"), ""),
    ]
    for control, brings in controls:
        control.click()
        if control == controls[-1][0]:
            page.get_by_role("option").nth(2).click()
            brings = "data="
        page.wait_for_url(re.compile(brings))
        wait_for_script(page)
        expect(page.locator(".lr-guess")).to_be_visible(visible="guess" in page.url)
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Pause")).to_be_visible()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
