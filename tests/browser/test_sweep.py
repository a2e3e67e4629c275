"""Every rate at once, in a browser: on the slider's scale, told by pointing, gone to by a click, faint while late."""

import re

from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, train
from linreg.theory import curvature
from linreg.views.rate import stops
from tests.browser.reading import dial, open_page
from tests.browser.warm import At

NOTEBOOK = Dataset.notebook()
LR_STEPS = stops(curvature(NOTEBOOK))
THERE = ".sweep:not(.sweep-late)"
SAYS = ".sweep-says"
# Notes in which order the sweep becomes faint, is drawn anew, and is plain again
WATCH = """
() => {
  window.changes = [];
  const watch = (selector, name, note) => new MutationObserver(note).observe(
    document.querySelector(selector), { attributes: true, attributeFilter: [name] });
  watch(".sweep-line", "d", () => changes.push("drawn"));
  watch(".sweep", "class", () => changes.push(document.querySelector(".sweep-late") ? "faint" : "plain"));
}
"""
# By how many pixels the sweep's two marks, of the present rate and of what is pointed at, miss the middle of the thumb
ASIDE = """
() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const slider = document.querySelector(".st-key-dial_lr input[type=range]");
  const { x, width } = box(".st-key-dial_lr input[type=range]");
  const thumb = x + 8 + (width - 16) * slider.value / slider.max; // its middle: a thumb is 16 pixels wide
  return [".sweep-now", ".sweep-at"].map((mark) => Math.abs(box(mark).x + 0.5 - thumb));
}
"""


def opened(at: At, address: str) -> Page:
    """The page with its player and its sweep on the screen."""
    page = at(address)
    page.locator(f"{THERE} .sweep-line[d]").wait_for(state="attached")
    return page


def above(page: Page, stop: int) -> dict[str, float]:
    """The pixel above this stop of the slider."""
    box = page.locator(".sweep-chart").bounding_box()
    assert box
    return {"x": box["x"] + box["width"] * stop / (len(LR_STEPS) - 1), "y": box["y"] + box["height"] / 2}


def cost(lr: float, epochs: int) -> str:
    """The cost at the end of a training of its own, as the page writes it; for costs that need no power of ten."""
    return f"{train(NOTEBOOK, TrainConfig(lr=lr, epochs=epochs)).cost[-1]:.3g}"


def test_pointing_tells_and_a_click_goes_there(at: At) -> None:
    page = opened(at, "/?epochs=50")
    expect(page.locator(SAYS)).to_have_text("Cost after 50 epochs at every rate")
    stop = LR_STEPS.index(0.0501)
    page.mouse.move(**above(page, stop))
    expect(page.locator(SAYS)).to_have_text(f"lr 0.0501: cost {cost(0.0501, 50)} after 50 epochs")
    gone = train(NOTEBOOK, TrainConfig(lr=10.0, epochs=50))
    page.mouse.move(**above(page, 100))
    expect(page.locator(SAYS)).to_have_text(f"lr 10: diverged after epoch {gone.epochs}")
    page.mouse.click(**above(page, stop))
    page.wait_for_url(re.compile(r"lr=0\.0501"))
    expect(dial(page, "Learning rate")).to_have_attribute("aria-valuetext", "0.0501")
    assert max(page.evaluate(ASIDE)) < 1
    page.mouse.move(700, 10)
    expect(page.locator(SAYS)).to_have_text("Cost after 50 epochs at every rate")
    assert page.locator(THERE).count() == 1  # the rate changes nothing in it

    chart = page.get_by_role("slider", name="Cost at every learning rate")
    dial(page, "Learning rate").focus()
    page.keyboard.press("Shift+Tab")
    expect(chart).to_be_focused()
    expect(chart).to_have_attribute("aria-valuetext", f"lr 0.0501: cost {cost(0.0501, 50)} after 50 epochs")
    page.keyboard.press("ArrowRight")
    expect(page.locator(SAYS)).to_have_text(f"lr 0.0562: cost {cost(0.0562, 50)} after 50 epochs")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"lr=0\.0562"))
    best = min(
        LR_STEPS, key=lambda lr: (run := train(NOTEBOOK, TrainConfig(lr=lr, epochs=50))).diverged or run.cost[-1]
    )
    expect(chart).to_have_accessible_description(re.compile(rf"at lr {best}\.$"))


def test_it_follows_a_change_and_is_faint_until_then(at: At) -> None:
    page = opened(at, "/")
    page.evaluate(WATCH)
    dial(page, "Epochs").press("ArrowLeft")
    page.wait_for_function("changes.length === 3")
    assert page.evaluate("changes.indexOf('faint')") == 0 and "drawn" in page.evaluate("changes")
    expect(page.locator(SAYS)).to_have_text("Cost after 800 epochs at every rate")
    page.mouse.move(**above(page, LR_STEPS.index(0.01)))
    expect(page.locator(SAYS)).to_have_text(f"lr 0.01: cost {cost(0.01, 800)} after 800 epochs")


def test_a_guessing_room_never_sees_it(at: At) -> None:
    page = opened(at, "/")
    guess = page.get_by_text("Guess first", exact=True)
    guess.click()
    expect(page.locator(".sweep")).to_have_count(0)
    expect(page.locator(".st-key-dial_lr .dial-room")).to_be_hidden()
    guess.click()
    page.locator(f"{THERE} .sweep-line[d]").wait_for(state="attached")


# heights.js


def test_the_scale_goes_by_the_start_and_the_smallest_cost(blank: Page) -> None:
    body = """async ([costs, start, ask]) => {
        const { scale } = await import("/static/page/heights.js");
        return ask.map(scale(costs, start));
    }"""
    low, middle, start, above, none = blank.evaluate(body, [[1e-6, 0.1, 0, 1e30], 1.0, [1e-6, 1e-3, 1, 1e30, 0]])
    assert none == 0 < low < middle < start < above == 1
    assert abs((low + start) / 2 - middle) < 1e-9  # logarithmic
    assert blank.evaluate(body, [[0, 0], 0.0, [0, 0]]) == [0, 0]  # a start that is the minimum
    one, other = blank.evaluate(body, [[0.99], 1.0, [0.99, 1.0]])
    assert other - one < 0.01  # a trifle is no mountain


def test_the_line_breaks_where_training_diverges_and_climbs_to_the_top_there(blank: Page) -> None:
    body = """async (last) => {
        const { line, stretches } = await import("/static/page/heights.js");
        const found = stretches(last);
        return [found, found.filter(({ diverges }) => !diverges).map((way) => line([1, 0.5, 0, 0.25], way, 3))];
    }"""
    found, lines = blank.evaluate(body, [-1, -1, 7, -1])
    assert [(each["from"], each["to"], each["diverges"]) for each in found] == [
        (0, 1, False),
        (2, 2, True),
        (3, 3, False),
    ]
    assert lines == ["M0 0.00L0 0.00L1 50.00L1.5 50.00L1.5 0", "M2.5 0L2.5 75.00L3 75.00L3 75.00"]
    assert blank.evaluate(body, [0, 5])[1] == []


def test_the_measured_rate_is_on_its_button_however_one_comes(at: At, page: Page, app_url: str) -> None:
    """By an address the dial may come after what was measured; in another language it is built anew with it there."""
    open_page(page, f"{app_url}/?opt=Adam&epochs=37")
    expect_measured(page)
    for query in ("opt=Adam&epochs=37&lang=ko", "lens=steps&opt=Adam&epochs=37"):
        expect_measured(at(f"/?{query}"))


def expect_measured(page: Page) -> None:
    page.locator(f"{THERE} .sweep-line[d]").wait_for(state="attached")
    least = page.locator("[data-name=measured]")
    expect(least).to_be_enabled()
    expect(least.locator(".dial-number")).to_have_text(re.compile(r"^[\d.]+$"))
