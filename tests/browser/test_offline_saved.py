"""The one file that *Save as one file* gives on the page, played from disk with the network off: a race, a lesson."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from linreg import Dataset, train
from linreg.lessons.marked import as_html
from linreg.state import State, config, read
from linreg.views import race
from linreg.words import words
from tests.browser.conftest import VIEWPORT
from tests.browser.mounting import readout, seek
from tests.browser.reading import draw_curve, open_page, readout_of
from tests.lessons.test_shelf import facts, lesson

RACE = "lr=0.05&epochs=40&race=same&kept=lr~0.05~opt~Adam~epochs~40"
EN, KO = words("en"), words("ko")
TOLD = "document.body.innerText"  # all that can be read
PLAYER = "document.querySelector('.lr-player').player"


@pytest.fixture(scope="module")
def carried(browser: Browser, app_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What "Save as one file" gives on the page, of a race on Explore and of a lesson."""
    folder = tmp_path_factory.mktemp("carried")
    context = browser.new_context(viewport=VIEWPORT, locale="en-US")
    context.add_init_script("localStorage.setItem('linreg.tour', 'shown')")
    page = context.new_page()
    open_page(page, f"{app_url}/?{RACE}")
    readout_of(page).wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("l")
    page.locator(".share-code svg").wait_for()  # from now on the page knows where the player stands
    found = {"race": _saved(page.get_by_role("dialog"), folder / "race.html")}
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Lessons", exact=True).click()
    page.get_by_role("combobox", name=EN("offline.lesson_pick")).click()
    page.get_by_role("option", name=re.compile("^The learning rate")).click()
    expect(page.get_by_role("combobox", name=EN("offline.lesson_pick"))).to_have_value(re.compile("^The learning rate"))
    found["lesson"] = _saved(page, folder / "lesson.html")
    context.close()
    return found


def _saved(place: Page | Locator, file: Path) -> Path:
    page = place.page if isinstance(place, Locator) else place
    with page.expect_download() as download:
        place.get_by_role("button", name=EN("offline.save")).click()
    download.value.save_as(file)
    return file


def test_a_race_that_was_saved_on_the_page_plays_from_disk(disk: Page, carried: dict[str, Path]) -> None:
    disk.goto(carried["race"].as_uri())
    state = read({name: [text] for name, text in (each.split("=", 1) for each in RACE.split("&"))})[0]
    runs = [train(Dataset.notebook(), config(each)) for each in (state, replace(State(epochs=40), lr=0.05, opt="Adam"))]
    expect(disk.get_by_role("list", name="Runs").get_by_role("listitem")).to_have_count(2)
    expect(disk.locator(".lr-player")).to_contain_text(race.rule(EN, state))
    assert readout(disk)["epoch"] == 1  # where it stood on the page
    for t in (0, 7, 40):
        seek(disk, t)
        assert readout(disk)["W"] == pytest.approx(runs[0].W[t], abs=6e-5)
        assert readout(disk)["cost"] == pytest.approx(runs[0].cost[t], rel=6e-4)
    disk.get_by_role("group", name="Speed").get_by_text("4×").click()
    disk.keyboard.press("Home")
    disk.keyboard.press("Space")
    expect(disk.get_by_role("status", name="Readout")).to_contain_text(re.compile(r"epoch\s+40"))
    disk.get_by_role("button", name="한국어").click()
    expect(disk.locator(".file-forecast")).to_have_text(re.compile("[가-힣]"))
    assert readout(disk, KO("player.readout"))["W"] == pytest.approx(runs[0].W[-1], abs=6e-5)


def test_a_lesson_that_was_saved_on_the_page_asks_before_it_tells(disk: Page, carried: dict[str, Path]) -> None:
    disk.goto(carried["lesson"].as_uri())
    steps = [facts(step.state) for step in lesson("rate").steps]
    count, answer = disk.locator(".lesson-count"), disk.locator(".lesson-answer")
    expect(count).to_have_text("1 / 6")
    # The first step shows the run that the second asks about: it waits
    disk.keyboard.press("End")
    assert disk.evaluate(f"{PLAYER}.epoch") == 0
    disk.keyboard.press("PageDown")
    expect(count).to_have_text("2 / 6")
    cost = f"{steps[1].runs[0].cost[-1]:.4}"  # type: ignore[union-attr]
    for key in ("Space", "End", "t", "k", "s"):
        disk.keyboard.press(key)
    assert disk.evaluate(f"{PLAYER}.epoch") == 0
    assert cost not in disk.evaluate(TOLD) and "descending" not in disk.evaluate(TOLD)
    expect(disk.get_by_role("button", name="Table")).to_be_hidden()
    # A guess by key; it plays by itself, and its end brings the answer beside the guess, and all else
    disk.keyboard.press("1")
    disk.get_by_role("button", name=EN("lesson.take")).click()
    expect(disk.locator(".lesson-playing")).to_be_visible()
    expect(disk.get_by_role("button", name="Pause")).to_be_visible()
    disk.keyboard.press("End")
    expect(answer).to_contain_text(EN("lesson.wrong"))
    expect(disk.locator(".lesson-option", has_text="practically nothing")).to_contain_text(EN("lesson.yours"))
    expect(answer).to_contain_text(cost)
    expect(disk.locator(".file-forecast")).to_have_text(EN("lessons.later_first"))  # a later step asks what a rate does
    # A number, typed: what is near enough is right, and 's' and 't' in its field open nothing
    disk.keyboard.press("PageDown")
    field = disk.get_by_role("textbox", name=EN("lesson.number"))
    field.fill(str(steps[2].value(lesson("rate").steps[2].answer)))  # type: ignore[arg-type]
    field.press("Enter")
    disk.keyboard.press("PageDown")
    expect(answer).to_contain_text(EN("lesson.right"))
    # A curve, drawn by hand, beside the real one; then the goal, which only the page can check
    for _ in range(4):
        disk.keyboard.press("PageDown")
    expect(count).to_have_text("5 / 6")
    expect(disk.locator(".lr-player")).to_have_attribute("data-ask", "curve")
    draw_curve(disk)
    disk.get_by_role("button", name=EN("lesson.take")).click()
    disk.get_by_role("button", name=EN("lesson.tell")).click()
    expect(answer).to_contain_text("off by a factor of")
    expect(disk.locator(".lr-drawn")).to_have_attribute("d", re.compile(r"^M.*(L.*){10}"))
    disk.get_by_role("button", name="한국어").click()
    disk.get_by_role("link", name=KO("lesson.next"), exact=True).click()
    expect(disk.locator(".lesson-goal")).to_have_text(KO("offline.goal_open", lr="0.01"))
    expect(disk.locator(".lr-guess")).to_be_hidden()  # the goal is what is asked for
    expect(disk.locator(".file-forecast")).to_be_empty()
    # Back, the answer is still there; the lecturer's notes come on request
    disk.keyboard.press("PageUp")
    expect(answer).to_be_visible()
    expect(disk.locator(".lesson-notes")).to_be_hidden()
    disk.keyboard.press("m")
    notes = as_html(lesson("rate", "ko").steps[4].notes, steps[4])
    assert disk.locator(".lesson-said").evaluate(
        "(place, html) => { const other = document.createElement('div'); "
        "other.innerHTML = html; return place.textContent === other.textContent; }",
        notes,
    )
