"""Lessons in a browser: asked before they are told, by hand and by keys; one made, taken away and opened again."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from linreg.lessons import read_lesson
from linreg.lessons.shelf import find
from tests.browser.reading import draw_curve, readout_of, wait_for_script
from tests.browser.test_guess import TOLD
from tests.browser.warm import At
from tests.lessons.test_shelf import facts

LESSON = find("rate", "en")
assert LESSON
STEPS = LESSON.steps
COUNT, ANSWER = ".lesson-count", ".lesson-answer"

# The picture, its readout the last of it, makes room for the notes
ABOVE = """() => {
  const place = (name) => document.querySelector(name).getBoundingClientRect();
  const [readout, notes] = [place(".lr-readout"), place(".lesson-notes")];
  return readout.height > 0 && readout.bottom <= notes.top;
}"""


def stands(page: Page, number: int) -> None:
    expect(page.locator(COUNT)).to_have_text(f"{number} / {len(STEPS)}")


def test_a_lesson_asks_before_it_tells(at: At) -> None:
    page = at("/lessons")
    page.get_by_role("link", name=re.compile("^The learning rate")).click()
    stands(page, 1)
    page.get_by_role("link", name="Next", exact=True).click()
    stands(page, 2)
    page.wait_for_url(re.compile(r"/\?lesson=rate&step=2$"))
    # Nothing plays, and nothing tells: neither keys nor buttons nor what a screen reader is told
    expect(page.locator(".lr-player")).to_have_class(re.compile("lr-asking"))
    expect(page.locator(".lr-readout")).to_be_hidden()
    page.keyboard.press("Space")
    page.keyboard.press("End")
    assert page.evaluate("document.querySelector('.lr-player').player.state.at") == 0
    cost = f"{facts(STEPS[1].state).runs[0].cost[-1]:.4}"  # type: ignore[union-attr]
    assert cost not in page.evaluate(TOLD) and "descending" not in page.evaluate(TOLD)
    # A guess by key, then it plays by itself, and its end brings the answer beside the guess
    page.keyboard.press("1")
    expect(page.locator(".lesson-option").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="That is my guess").click()
    expect(page.locator(".lesson-playing")).to_be_visible()
    expect(page.locator(ANSWER)).to_have_count(0)
    page.wait_for_function("document.querySelector('.lr-player').player.epoch > 0")
    page.keyboard.press("End")
    expect(page.locator(ANSWER)).to_contain_text("It came out otherwise.")
    expect(page.locator(".lesson-fits")).to_have_text("✓more than 1%")
    expect(page.locator(".lesson-option", has_text="practically nothing")).to_contain_text("your guess")
    # Back and Forward go from step to step
    page.go_back()
    stands(page, 1)
    page.go_forward()
    stands(page, 2)
    expect(page.locator(ANSWER)).to_be_visible()

    # A curve drawn by hand, with the keys or with the pointer, stays beside what the cost does
    page.locator(".lesson-dot").nth(4).click()
    stands(page, 5)
    expect(page.locator(".lr-player")).to_have_attribute("data-ask", "curve")
    expect(page.locator(".lesson-on")).to_have_text("Go on without a guess")
    for key in ("ArrowDown", "ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator(".lesson-marked")).to_have_text(re.compile("^Epoch 275: cost "))
    expect(page.locator(".lr-drawn")).to_have_attribute("d", re.compile(r"^M(.*L){2}[^L]*$"))
    draw_curve(page)
    page.get_by_role("button", name="That is my guess").click()
    expect(page.locator(".lr-drawn")).to_have_attribute("d", re.compile(r"^M.*(L.*){10}"))
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator(ANSWER)).to_contain_text("off by a factor of")
    page.wait_for_function("document.querySelector('.lr-player').player.epoch === 1000")  # what the answer speaks of

    # The presenter's remote: one key goes on by phases, one goes back; notes, and a black screen
    page.keyboard.press("p")
    page.keyboard.press("PageUp")
    stands(page, 4)
    expect(page.locator(".lesson-option").first).to_be_visible()
    for seen in (".lesson-playing", ANSWER):
        page.keyboard.press("PageDown")
        expect(page.locator(seen)).to_be_visible()
    page.keyboard.press("PageDown")
    stands(page, 5)
    expect(page.locator(".lesson-notes")).to_be_hidden()
    page.keyboard.press("m")
    expect(page.locator(".lesson-notes")).to_contain_text("Hardly anybody")
    expect(page.locator(".lesson-notes")).to_contain_text("All who see this screen can read this.")
    page.wait_for_function(ABOVE)
    # In a window of their own they follow the lesson, and the remote works there as well
    with page.expect_popup() as opened:
        page.get_by_role("button", name="In a window of its own").click()
    notes = opened.value
    expect(page.locator(".lesson-notes")).to_be_hidden()
    expect(notes.locator("body")).to_contain_text("Hardly anybody")
    notes.keyboard.press("PageUp")
    stands(page, 4)
    expect(notes.locator("body")).to_contain_text("Let it play without a word")
    notes.keyboard.press("PageDown")
    stands(page, 5)
    notes.close()
    page.keyboard.press("b")
    expect(page.locator(".lesson-black")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator(".lesson-black")).to_be_hidden()
    stands(page, 5)
    # On the last step the remote's key goes nowhere
    for _ in range(2):
        page.keyboard.press("PageDown")
        stands(page, 6)
        wait_for_script(page)
    page.keyboard.press("PageUp")
    stands(page, 5)
    # What is told is on the screen: a step that one comes back to is at its end
    page.wait_for_function("document.querySelector('.lr-player').player.epoch === 1000")


def test_a_place_is_guessed_by_keys_on_empty_axes_and_handed_in_by_one(at: At) -> None:
    # Before it, every run would lead there: nothing plays, but what is answered can be drawn
    page = at("/?lesson=line&step=2")
    # What is no number is told, once it cannot become one; a fraction is one, and what it is read as is told
    marked, on = page.locator(".lesson-marked"), page.locator(".lesson-on")
    expect(page.locator(".lesson-number")).not_to_have_attribute("inputmode", "decimal")  # that has no minus
    page.locator(".lesson-number").fill("five")
    expect(marked).to_have_text(re.compile("^That is no number."))
    expect(on).to_have_text("Go on without a guess")
    page.locator(".lesson-number").fill("5/")
    expect(marked).to_be_hidden()
    page.locator(".lesson-number").fill("5/3")
    expect(marked).to_have_text("= 1.667")
    expect(on).to_have_text("That is my guess")
    page.locator(".lesson-number").press("Enter")
    expect(page.locator(ANSWER)).to_contain_text("Right.")
    page.locator(".lesson h2").click()
    page.keyboard.press("End")
    page.get_by_role("button", name="Squares", exact=True).click()
    expect(page.locator(".lr-squares")).to_have_attribute("d", re.compile("^M"))
    assert page.evaluate("document.querySelector('.lr-player').player.epoch") == 0
    page.locator(".lesson-dot").nth(3).click()
    stands(page, 4)
    expect(page.locator(".lr-player")).to_have_attribute("data-ask", "place")
    expect(page.locator(".lr-player")).to_have_class(re.compile("lr-bare"))
    rings = page.locator(".lr-contours .scatterlayer path").first
    expect(rings).to_be_hidden()
    page.keyboard.press("Enter")  # there is nothing yet to hand in
    for key in ("ArrowLeft", "Shift+ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator(".lesson-marked")).to_have_text(re.compile("^W = 1\\.9.*, b = "))
    expect(page.locator(".lr-guessed")).to_be_visible()
    expect(page.get_by_role("button", name="That is my guess")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(ANSWER)).to_contain_text("your place is")
    expect(rings).to_be_visible()


# What of the question and of its answer lies out of sight: beneath the card's edge, or its foot
UNSEEN = """
() => {
  const foot = document.querySelector(".lesson-foot").getBoundingClientRect();
  const card = document.querySelector(".st-key-beside_lesson").getBoundingClientRect();
  const last = document.querySelector(".lesson-question").getBoundingClientRect();
  return Math.max(0, last.bottom - foot.top, foot.bottom - card.bottom, card.bottom - innerHeight, card.top - last.top);
}
"""


def test_before_a_hall_question_buttons_and_answer_are_in_sight(at: At) -> None:
    page = at("/?lesson=momentum&step=3")  # the longest, with a legend beneath the panels
    expect(page.locator(".lesson-option")).to_have_count(3)
    page.evaluate("document.documentElement.requestFullscreen = undefined")
    page.keyboard.press("p")
    page.wait_for_function(f"({UNSEEN})() < 1")
    page.keyboard.press("PageDown")
    expect(page.locator(".lesson-playing")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator(ANSWER)).to_be_visible()
    page.wait_for_function(f"({UNSEEN})() < 1")


def test_a_lesson_is_made_taken_away_and_opened_again(at: At, tmp_path: Path) -> None:
    page = at("/lessons")
    page.get_by_role("button", name="Make a lesson").click()
    readout_of(page).wait_for()
    page.get_by_role("button", name="Add this as a step").click()
    field = page.get_by_role("textbox", name="Text", exact=True)
    field.fill("Look at **this** <img src=x onerror=alert(1)>.")  # and at once to the file: nothing typed is lost
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    file = tmp_path / "lesson.md"
    download.value.save_as(file)
    (step,) = read_lesson(file.read_bytes()).steps
    assert step.text.startswith("Look at **this**")
    page.get_by_role("link", name="Lessons", exact=True).click()
    page.locator(".lesson-file input").set_input_files(file)
    page.get_by_role("link", name="Show it").click()
    expect(page.locator(".lesson-text strong")).to_have_text("this")
    expect(page.locator(".lesson-text")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".lesson img").count() == 0
