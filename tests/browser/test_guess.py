"""Before, while, after: nothing opens at its end, nothing tells what a room is to guess, and the end reveals itself."""

import re

from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, train
from tests.browser.reading import readout_of, wait_for_script
from tests.browser.test_rate import DASHED, type_rate
from tests.browser.warm import At

VERDICT, FORECAST = ".st-key-verdict", ".st-key-forecast"
# Whatever the page shows in words, and the axes' ranges
TOLD = """
() => JSON.stringify([
  document.body.innerText,
  [...document.querySelectorAll("[aria-label], [aria-valuetext], [title]")].map(
    (e) => [e.ariaLabel, e.ariaValueText, e.title]),
  [...document.querySelectorAll(".lr-stage")].map(({ _fullLayout: l }) => [l.xaxis?.range, l.yaxis?.range]),
])
"""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_the_result_comes_when_the_run_has_been_played(at: At) -> None:
    page = at("/?epochs=5")
    expect(page.locator(FORECAST)).to_contain_text("Forecast.")
    expect(page.locator(VERDICT)).to_contain_text("once it has been played")
    press(page, "Play")
    expect(page.locator(VERDICT)).to_contain_text("descending", ignore_case=True)


def test_the_result_can_be_asked_for(at: At) -> None:
    page = at("/")
    press(page, "Show the result")
    expect(page.locator(VERDICT)).to_contain_text("descending", ignore_case=True)
    expect(readout_of(page)).to_contain_text(re.compile(r"epoch\s+0\b"))
    type_rate(page, "0.05")  # another run has a result of its own
    expect(page.locator(VERDICT)).to_contain_text("once it has been played")


def test_a_new_rate_opens_at_its_start_and_its_way_is_seen_for_a_moment(at: At) -> None:
    page = at("/")
    press(page, "To end")
    type_rate(page, "0.05")
    expect(readout_of(page)).to_contain_text(re.compile(r"epoch\s+0\b"))
    page.wait_for_function("document.querySelector('.lr-player.lr-glimpse .lr-contours .lr-ahead').getAttribute('d')")
    expect(page.locator(".lr-contours .lr-unplayed")).to_have_text("Not played yet: the way it will go")
    page.wait_for_function("!document.querySelector('.lr-glimpse')")


def test_nothing_tells_a_run_that_explodes_from_one_that_arrives(at: At) -> None:
    told = []
    for lr in ("0.09", "0.19"):
        page = at(f"/?guess=true&lr={lr}")
        page.wait_for_function("document.querySelector('.lr-bowl .lr-stage')?._fullLayout")
        expect(page.get_by_role("group", name="What will this rate do?")).to_be_visible()
        told.append(page.evaluate(TOLD).replace(lr, "RATE"))
    assert told[0] == told[1]


def test_a_guess_by_key_is_held_against_what_it_was(at: At) -> None:
    page = at("/?guess=true&lr=0.19&epochs=60")
    page.locator("h1").click()
    page.keyboard.press("3")
    swing = page.get_by_role("button", name="3 · Swing")
    expect(swing).to_have_attribute("aria-pressed", "true")
    expect(page.locator(DASHED)).to_have_count(0)
    press(page, "To end")
    expect(page.locator(VERDICT)).to_contain_text("You guessed “Swing”; it was “Explode”.")
    expect(page.locator(FORECAST)).to_contain_text("Forecast.")
    expect(page.get_by_role("group", name="What will this rate do?")).to_have_count(0)
    expect(page.locator(".zones i.diverges")).to_have_count(1)


def test_a_place_on_the_contours_is_a_guess_and_no_start(at: At) -> None:
    page = at("/?guess=true&lr=0.05&epochs=30")
    panel = page.get_by_role("img", name=re.compile("^Cost contours")).bounding_box()
    assert panel is not None
    page.mouse.click(panel["x"] + panel["width"] / 2, panel["y"] + panel["height"] / 2)
    expect(page.locator(".lr-guessed")).to_be_visible()
    press(page, "To end")
    run = train(Dataset.notebook(), TrainConfig(lr=0.05, epochs=30))
    expect(readout_of(page)).to_contain_text(f"{run.W[-1]:.4f}")
    expect(page.locator(VERDICT)).to_contain_text("The place you clicked is")
    assert "init=" not in page.url


def test_the_switch_takes_a_played_run_back_to_its_start(at: At) -> None:
    page = at("/?lr=0.05&epochs=400")
    press(page, "Play")
    page.wait_for_function("document.querySelector('.lr-player').player.epoch >= 5")
    page.get_by_text("Guess first", exact=True).click()
    expect(page.get_by_role("group", name="What will this rate do?")).to_be_visible()
    expect(readout_of(page)).to_contain_text(re.compile(r"epoch\s+0\b"))


def test_after_a_typed_rate_the_digits_are_the_guesss(at: At) -> None:
    page = at("/?guess=true")
    type_rate(page, "0.19")
    wait_for_script(page)  # a guess is about the run on the screen
    page.keyboard.press("4")
    expect(page.get_by_role("button", name="4 · Explode")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("spinbutton", name="Learning rate")).to_have_value("0.19")


def test_after_a_divergence_the_next_rate_has_the_axes_of_any_other(at: At) -> None:
    """The lecture's own order: too far, then back to a good one."""
    page = at("/?lr=0.5")
    press(page, "To end")
    page.wait_for_function("document.querySelectorAll('.lr-far-x, .lr-far-y').length >= 2")
    type_rate(page, "0.09")
    expect(readout_of(page)).to_contain_text(re.compile(r"epoch\s+0\b"))
    expect(page.locator(".lr-far-x, .lr-far-y")).to_have_count(0)
    expect(page.locator(".lr-ticks text")).to_have_count(0)
