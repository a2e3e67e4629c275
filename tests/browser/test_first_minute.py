"""The first minute, and what symbols say of themselves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from linreg.words import words
from tests.browser.reading import open_page, wait_for_epoch


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[Page]:
    """A page of somebody who has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US", bypass_csp=True)
    yield context.new_page()
    context.close()


def card(page: Page, lang: str = "en") -> Locator:
    """The card of the first minute."""
    return page.get_by_role("region", name=words(lang)("tour.title"))


def overlap(one: Locator, other: Locator) -> bool:
    """Whether two elements lie over each other."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a and b
    apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return not (apart or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"])


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_five_steps_each_light_what_they_speak_of(newcomer: Page, app_url: str, lang: str) -> None:
    open_page(newcomer, f"{app_url}/?lang={lang}")
    say = words(lang)
    lit = [".lr-fit", ".lr-fit", ".lr-contours", ".lr-step_forward", ".st-key-rate"]
    for number, light in enumerate(lit, 1):
        expect(card(newcomer, lang)).to_contain_text(say(f"tour.step{number}"))
        expect(newcomer.locator(f"{light}.lr-tour-lit")).to_be_visible()
        for shown in (".lr-play", ".lr-curve", ".lr-readout", ".st-key-lens", ".st-key-keep", ".st-key-share"):
            assert not overlap(card(newcomer, lang), newcomer.locator(shown))
        assert not overlap(card(newcomer, lang), newcomer.locator(light))
        squares = newcomer.get_by_role("button", name=say("player.squares"), exact=True)
        expect(squares).to_have_attribute("aria-pressed", str(number == 2).lower())
        expect(newcomer.locator(".lr-field-epoch .lr-value")).to_have_text("1" if number == 4 else "0")
        card(newcomer, lang).get_by_role("button", name=say("tour.done" if number == 5 else "tour.next")).click()
    expect(newcomer.locator(".lr-tour")).to_be_hidden()
    expect(newcomer.locator(".lr-tour-lit")).to_have_count(0)


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_one_press_skips_it_and_it_never_comes_again_unasked(newcomer: Page, app_url: str, way: str) -> None:
    open_page(newcomer, app_url)
    expect(card(newcomer)).to_be_visible()
    if way == "Escape":
        newcomer.keyboard.press("Escape")
    else:
        card(newcomer).get_by_role("button", name="Skip").click()
    expect(newcomer.locator(".lr-tour")).to_be_hidden()
    newcomer.reload()
    newcomer.locator(".lr-readout").wait_for()
    newcomer.wait_for_timeout(500)
    expect(newcomer.locator(".lr-tour")).to_be_hidden()
    newcomer.get_by_role("button", name="First minute").click()
    expect(card(newcomer)).to_be_visible()


@pytest.mark.parametrize(
    ("address", "first"),
    [("?", True), ("?lang=ko&embed=true", True), ("?epoch=0", False), ("?guess=true", False), ("?lr=0.19", False)],
)
def test_who_comes_by_a_link_with_settings_comes_for_what_it_shows(blank: Page, address: str, first: bool) -> None:
    said = blank.evaluate(
        """async address => {
            history.replaceState(null, "", address);
            const { isFirst } = await import("/static/player/tour.js");
            return isFirst();
        }""",
        address,
    )
    assert said is first


def test_a_link_with_settings_is_shown_without_it(newcomer: Page, app_url: str) -> None:
    open_page(newcomer, f"{app_url}/?epoch=0")
    newcomer.locator(".lr-readout").wait_for()
    newcomer.wait_for_timeout(500)
    expect(newcomer.locator(".lr-tour")).to_be_hidden()


def test_without_a_memory_it_waits_to_be_asked(newcomer: Page, app_url: str) -> None:
    newcomer.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})")
    open_page(newcomer, app_url)
    newcomer.locator(".lr-readout").wait_for()
    newcomer.wait_for_timeout(500)
    expect(newcomer.locator(".lr-tour")).to_be_hidden()
    newcomer.get_by_role("button", name="First minute").click()
    expect(card(newcomer)).to_be_visible()


def test_the_player_plays_on_beside_it(newcomer: Page, app_url: str) -> None:
    open_page(newcomer, app_url)
    expect(card(newcomer)).to_be_visible()
    newcomer.keyboard.press("ArrowRight")
    wait_for_epoch(newcomer, 1)


# Symbols


SYMBOLS = {"epoch": "epoch", "W": "W", "b": "b", "cost": "cost", "grad_W": "gradient", "grad_b": "gradient"}


def test_every_symbol_of_the_readout_explains_itself(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    for way in ("hover", "focus", "click"):
        for field, term in SYMBOLS.items():
            getattr(page.locator(f".lr-field-{field} dfn"), way)()
            expect(page.get_by_role("tooltip").filter(has_text=words("en")(f"glossary.{term}"))).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".lr-term-tip")).to_be_hidden()


def test_a_panel_that_tab_comes_to_explains_every_word_in_it(page: Page, app_url: str) -> None:
    open_page(page, app_url)
    page.locator(".lr-bowl .lr-edges [data-term]").first.wait_for()
    page.locator(".lr-fit").focus()
    page.keyboard.press("Tab")
    tip = page.get_by_role("tooltip")
    for word, term in (("Cost contours", "contour"), ("W", "W"), ("b", "b"), ("minimum", "minimum")):
        expect(tip).to_contain_text(f"{word}: {words('en')(f'glossary.{term}')}")
    page.keyboard.press("Tab")
    expect(tip).to_contain_text(words("en")("glossary.surface"))
    page.keyboard.press("ArrowRight")  # the player's, there as elsewhere
    wait_for_epoch(page, 1)
    page.locator(".lr-fit").click(position={"x": 5, "y": 60})
    expect(tip).to_be_hidden()
