"""Until the player is there: what says that it is coming, that it cannot come, and that it may be tried again."""

import re
from collections.abc import Callable
from itertools import chain, repeat

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from linreg.words import words

FAILURES: dict[str, Callable[[Route], None]] = {
    "404": lambda route: route.fulfill(status=404),
    "aborted": lambda route: route.abort(),
    "a proxy's page": lambda route: route.fulfill(status=200, content_type="text/html", body="<html>Sign in</html>"),
}
# The entry module, one that others import, the stylesheet, plotly; each told in one of the languages.
FILES = {"page/player.js": "en", "theme.js": "ko", "player.css": "en", "plotly.min.js": "ko"}


def place(page: Page) -> Locator:
    """Where the player will stand."""
    return page.locator(".linreg-player")


def hinder(page: Page, file: str, *answers: Callable[[Route], None]) -> None:
    """Answers the requests for the file with these, one after the other, and then as the server does."""
    turns = chain(answers, repeat(Route.continue_))
    page.route(re.compile(re.escape(f"/{file}")), lambda route: next(turns)(route))


def expect_player(page: Page) -> None:
    """Waits for one player, with nothing left of what was said while it came."""
    expect(page.locator(".lr-readout")).to_have_count(1)
    expect(page.locator(".lr-fit .main-svg").first).to_be_visible()
    expect(place(page)).to_be_hidden()


@pytest.mark.console_errors_allowed
@pytest.mark.parametrize(("file", "lang"), list(FILES.items()))
def test_what_does_not_come_says_so_and_comes_when_tried_again(page: Page, app_url: str, file: str, lang: str) -> None:
    """It fails in every way there is, one after the other, before it comes."""
    say = words(lang)
    again = place(page).get_by_role("button", name=say("loading.again"))
    for failure in FAILURES.values():
        page.unroute_all()
        hinder(page, file, *[failure] * 100)
        again.click() if again.is_visible() else page.goto(f"{app_url}/?lang={lang}")
        expect(place(page)).to_contain_text(say("loading.failed"))
    page.unroute_all()
    again.click()
    expect_player(page)


@pytest.mark.console_errors_allowed
def test_what_fails_while_nobody_waits_for_it_is_asked_for_again_without_a_word(page: Page, app_url: str) -> None:
    files = ("theme.js", "plotly.min.js")
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url.split("/")[-1]))
    for file in files:
        hinder(page, file, FAILURES["aborted"])
    page.goto(app_url)
    expect_player(page)
    assert set(files) <= set(failed)


# Lets the ten seconds pass, after which a place says that it still waits
PASSING = """
const { setTimeout: begin, clearTimeout: end } = window;
window.waiting = new Map();
window.setTimeout = (act, ms, ...more) => {
  const id = begin(act, ms, ...more);
  if (ms === 10_000) waiting.set(id, act);
  return id;
};
window.clearTimeout = (id) => (waiting.delete(id), end(id));
window.tenSecondsPass = () => waiting.forEach((act, id) => (clearTimeout(id), act()));
"""
# Notes in every frame where the player's place is, while it waits and once the player stands in it
PLACES = """
() => {
  window.places = new Set();
  const look = () => {
    const there = [...document.querySelectorAll(".lr-player, .linreg-player")].find((each) => each.offsetWidth);
    const { x, y, width, height } = there?.getBoundingClientRect() ?? {};
    places.add([x, y, width, height].map(Math.round).join());
    requestAnimationFrame(look);
  };
  look();
}
"""


def ten_seconds_pass(page: Page, lang: str) -> None:
    """Nothing has come for so long that the player's place says so."""
    page.wait_for_function("waiting.size > 0")
    page.evaluate("tenSecondsPass()")
    expect(place(page)).to_contain_text(words(lang)("loading.waiting"))


def test_from_the_first_moment_something_says_that_it_is_loading_on_a_slow_line_still_and_then_heals_silently(
    page: Page, app_url: str
) -> None:
    held: list[Route] = []
    hinder(page, "plotly.min.js", held.append)
    page.add_init_script(PASSING)
    with page.expect_request("**/plotly.min.js"):
        page.goto(f"{app_url}/?lang=ko")
    expect(place(page)).to_have_text(words("ko")("loading.loading"))
    page.locator("html.linreg-arrived").wait_for(state="attached")  # until it is laid out nobody sees the page
    page.evaluate(PLACES)
    ten_seconds_pass(page, "ko")
    held[0].continue_()
    expect_player(page)
    assert len(page.evaluate("[...places]")) == 1  # nothing jumps: not while it waits, nor when it comes


def test_a_request_that_is_never_answered_can_be_tried_again(page: Page, app_url: str) -> None:
    """Asked for under the same name, the browser would wait for the first answer."""
    held: list[Route] = []
    hinder(page, "theme.js", held.append)
    page.add_init_script(PASSING)
    page.goto(app_url)
    expect(place(page)).to_have_text(words("en")("loading.loading"))
    ten_seconds_pass(page, "en")
    place(page).get_by_role("button", name="Try again").click()
    expect_player(page)
    with page.expect_response("**/theme.js"):
        held[0].continue_()
    page.evaluate("new Promise((done) => setTimeout(done, 100))")  # the late answer changes nothing
    expect_player(page)


@pytest.mark.console_errors_allowed
def test_a_change_after_a_failure_tries_again_and_shows_one_player(page: Page, app_url: str) -> None:
    hinder(page, "plotly.min.js", *[FAILURES["404"]] * 100)
    page.goto(app_url)
    expect(place(page)).to_contain_text(words("en")("loading.failed"))
    page.unroute_all()
    page.get_by_role("radio", name="nn.Linear").click()
    expect_player(page)


@pytest.mark.console_errors_allowed
@pytest.mark.parametrize("file", ["dial.js", "scale.js"])
def test_a_control_that_does_not_come_can_be_tried_again(page: Page, app_url: str, file: str) -> None:
    hinder(page, file, *[FAILURES["404"]] * 100)
    page.goto(app_url)
    control = page.locator(".linreg-dial").first
    expect(control).to_contain_text(words("en")("loading.failed"))
    page.unroute_all()
    control.get_by_role("button", name="Try again").click()
    expect(control.get_by_role("slider", name="Learning rate", exact=True)).to_be_visible()
    expect(control).not_to_contain_text(words("en")("loading.failed"))


@pytest.mark.console_errors_allowed
def test_after_another_try_a_change_reaches_the_same_player(page: Page, app_url: str) -> None:
    hinder(page, "theme.js", *[FAILURES["aborted"]] * 100)
    page.goto(app_url)
    expect(place(page)).to_contain_text(words("en")("loading.failed"))
    page.unroute_all()
    place(page).get_by_role("button", name="Try again").click()
    expect_player(page)
    page.get_by_role("radio", name="nn.Linear").click()
    expect(page.locator(".lr-readout")).to_contain_text("0.5153")
    expect_player(page)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_without_webgl_three_panels_work_and_a_sentence_stands_in_the_bowls_place(
    page: Page, app_url: str, lang: str
) -> None:
    page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
        "  return /webgl/.test(kind) ? null : get.call(this, kind, ...more); };"
    )
    page.goto(f"{app_url}/?lang={lang}")
    expect(page.locator(".lr-bowl")).to_contain_text(words(lang)("player.no_webgl"))
    expect(page.locator(".lr-bowl")).not_to_contain_text("webgl.org")
    page.locator(".lr-to_end").click()
    expect(page.locator(".lr-readout")).to_contain_text("1,000")
    for panel in ("fit", "contours", "curve"):
        expect(page.locator(f".lr-{panel} .main-svg").first).to_be_visible()
    expect(page.locator(".lr-bowl .lr-point")).to_be_hidden()
