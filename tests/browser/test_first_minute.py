"""The first minute, and what symbols say of themselves."""

import pytest
from playwright.sync_api import Locator, Page, expect

from linreg.words import words
from tests.browser.reading import open_page, wait_for_epoch
from tests.browser.warm import At, first


def card(page: Page, lang: str = "en") -> Locator:
    """The card of the first minute."""
    return page.get_by_role("region", name=words(lang)("tour.title"))


def overlap(one: Locator, other: Locator) -> bool:
    """Whether two elements lie over each other."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a and b
    apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return not (apart or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"])


def expect_none(page: Page) -> None:
    """The player stands, and two frames later there is no first minute: it would open in the task after the player."""
    page.locator(".lr-readout").wait_for()
    page.wait_for_function("document.querySelectorAll('.lr-panel .main-svg').length >= 3")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator(".lr-tour")).to_be_hidden()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_five_steps_each_light_what_they_speak_of(at: At, lang: str) -> None:
    page, say = first(at, f"/?lang={lang}"), words(lang)
    lit = [".lr-fit", ".lr-fit", ".lr-contours", ".lr-step_forward", ".st-key-rate"]
    for number, light in enumerate(lit, 1):
        expect(card(page, lang)).to_contain_text(say(f"tour.step{number}"))
        expect(page.locator(f"{light}.lr-tour-lit")).to_be_visible()
        for shown in (".lr-play", ".lr-curve", ".lr-readout", ".st-key-lens", ".st-key-keep", ".st-key-share"):
            assert not overlap(card(page, lang), page.locator(shown))
        assert not overlap(card(page, lang), page.locator(light))
        squares = page.get_by_role("button", name=say("player.squares"), exact=True)
        expect(squares).to_have_attribute("aria-pressed", str(number == 2).lower())
        expect(page.locator(".lr-field-epoch .lr-value")).to_have_text("1" if number == 4 else "0")
        card(page, lang).get_by_role("button", name=say("tour.done" if number == 5 else "tour.next")).click()
    expect(page.locator(".lr-tour")).to_be_hidden()
    expect(page.locator(".lr-tour-lit")).to_have_count(0)


def test_one_press_skips_it_and_it_never_comes_again_unasked(newcomer: Page, app_url: str) -> None:
    open_page(newcomer, app_url)
    expect(card(newcomer)).to_be_visible()
    newcomer.keyboard.press("Escape")
    expect(newcomer.locator(".lr-tour")).to_be_hidden()
    newcomer.reload()
    expect_none(newcomer)
    newcomer.get_by_role("button", name="First minute").click()
    card(newcomer).get_by_role("button", name="Skip").click()
    expect(newcomer.locator(".lr-tour")).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "shown"),
    [("?", True), ("?lang=ko&embed=true", True), ("?epoch=0", False), ("?guess=true", False), ("?lr=0.19", False)],
)
def test_who_comes_by_a_link_with_settings_comes_for_what_it_shows(blank: Page, address: str, shown: bool) -> None:
    said = blank.evaluate(
        """async address => {
            history.replaceState(null, "", address);
            const { isFirst } = await import("/static/player/tour.js");
            return isFirst();
        }""",
        address,
    )
    assert said is shown


def test_a_link_with_settings_is_shown_without_it_and_who_asks_for_it_plays_on_beside_it(
    newcomer: Page, app_url: str
) -> None:
    open_page(newcomer, f"{app_url}/?epoch=0")
    expect_none(newcomer)
    newcomer.get_by_role("button", name="First minute").click()
    expect(card(newcomer)).to_be_visible()
    newcomer.keyboard.press("ArrowRight")
    wait_for_epoch(newcomer, 1)


def test_without_a_memory_it_waits_to_be_asked(newcomer: Page, app_url: str) -> None:
    newcomer.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})")
    open_page(newcomer, app_url)
    expect_none(newcomer)
    newcomer.get_by_role("button", name="First minute").click()
    expect(card(newcomer)).to_be_visible()


# Symbols


SYMBOLS = {"epoch": "epoch", "W": "W", "b": "b", "cost": "cost", "grad_W": "gradient", "grad_b": "gradient"}


def test_every_symbol_of_the_readout_explains_itself(at: At) -> None:
    page = at("/")
    for way in ("hover", "focus", "click"):
        for field, term in SYMBOLS.items():
            getattr(page.locator(f".lr-field-{field} dfn"), way)()
            expect(page.get_by_role("tooltip").filter(has_text=words("en")(f"glossary.{term}"))).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".lr-term-tip")).to_be_hidden()


def test_a_panel_that_tab_comes_to_explains_every_word_in_it(at: At) -> None:
    page = at("/")
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
