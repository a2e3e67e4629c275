"""The learning rate that knows the points, in a browser: buttons, zones, hidden forecast, divergence as a lesson."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, Run, TrainConfig, train
from linreg.theory import Theory, curvature, named_rates, to_original
from tests.browser.conftest import SLOWEST_MS
from tests.browser.reading import dial, open_page, readout_of, wait_for_script
from tests.browser.warm import At

NOTEBOOK = Dataset.notebook()
THEORY = curvature(NOTEBOOK)
SAID = "[data-testid=stHorizontalBlock]:has(> [data-testid=stColumn] .st-key-forecast)"  # forecast and result
ASKED = "What will this rate do? Guess, then play."
DASHED = ".lr-curve .lr-stage .scatterlayer path.js-line"  # the only line that plotly itself draws there

# Whether the mark on the strip stands under the middle of the slider's thumb, and within this zone's band.
IN_PLACE = """
(zone) => {
  const box = (element) => element.getBoundingClientRect();
  const middle = (element) => box(element).x + box(element).width / 2;
  const slider = document.querySelector(".st-key-dial_lr input[type=range]");
  const { x, width } = box(slider);
  const thumb = x + 8 + (width - 16) * slider.value / slider.max; // its middle: a thumb is 16 pixels wide
  const mark = middle(document.querySelector(".zones u"));
  const band = box(document.querySelector(`.zones i.${zone}`));
  return Math.abs(mark - thumb) < 3 && band.left - 0.5 <= mark && mark <= band.right + 0.5;
}
"""
# Notes from the first paint on whatever of the forecast or the verdict reaches the screen.
WATCH = f"""
window.told = new Set();
const look = () => {{
  const text = [...document.querySelectorAll("{SAID}, .st-key-rate")].map((place) => place.innerText).join(" ");
  for (const word of text.match(/Forecast|Diverge|Converge|Still|Oscillat|limit 0/g) ?? []) told.add(word);
  if (document.querySelector("{DASHED}")) told.add("dashed");
  requestAnimationFrame(look);
}};
requestAnimationFrame(look);
"""
# A place in the contours, given as shares of its plot area: in pixels of the page, and in the coordinates of its axes.
PLACE = """
([right, down]) => {
  const stage = document.querySelector(".lr-contours .lr-stage");
  const { xaxis, yaxis } = stage._fullLayout;
  const { x, y } = stage.getBoundingClientRect();
  const [px, py] = [Math.round(right * xaxis._length), Math.round(down * yaxis._length)];
  return [Math.round(x) + xaxis._offset + px, Math.round(y) + yaxis._offset + py, xaxis.p2d(px), yaxis.p2d(py)];
}
"""
# How far, in pixels, the drawn line's two ends are from W x + b on the fit panel's own axes, and the range of those.
LINE = """
([W, b]) => {
  const root = document.querySelector(".lr-fit");
  const { xaxis, yaxis } = root.querySelector(".lr-stage")._fullLayout;
  const line = root.querySelector(".lr-line");
  const off = [1, 2].map((i) => {
    const [px, py] = [`x${i}`, `y${i}`].map((name) => Number(line.getAttribute(name)));
    return Math.abs(yaxis.d2p(W * xaxis.p2d(px) + b) - py);
  });
  return [...off, ...xaxis.range];
}
"""


def opened(page: Page, url: str) -> Page:
    """The page with its player on the screen."""
    open_page(page, url)
    readout_of(page).wait_for()
    return page


def asked(page: Page, name: str) -> float:
    """A number that the address asks for."""
    return float(parse_qs(urlsplit(page.url).query)[name][-1])


def press(page: Page, name: str) -> None:
    """Presses the button whose name begins so."""
    page.get_by_role("button", name=re.compile(f"^{name}")).click()


def type_rate(page: Page, lr: str) -> None:
    """Types an exact learning rate and waits until the address has it."""
    number = page.get_by_role("spinbutton", name="Learning rate")
    number.fill(lr)
    number.press("Enter")
    page.wait_for_url(lambda url: f"lr={lr}" in url)


def expect_state(page: Page, run: Run, t: int) -> None:
    """Waits until the readout tells that state's epoch, W and b; for numbers that need no power of ten."""
    text = f"epoch {t} W {run.W[t]:.4f} b {run.b[t]:.4f}".replace("-", "−")
    expect(readout_of(page)).to_contain_text(text, timeout=SLOWEST_MS)


def expect_said(page: Page, *sentences: str) -> None:
    """Waits until the forecast and the verdict hold each of these."""
    for sentence in sentences:
        expect(page.locator(SAID)).to_contain_text(sentence, timeout=SLOWEST_MS)


def expect_zone(page: Page, zone: str, sentence: str) -> None:
    """Waits for the zone's sentence; then the mark stands under the slider's thumb and within that zone's band."""
    expect(page.locator(f".dial-says.{zone}")).to_contain_text(sentence, timeout=SLOWEST_MS)
    page.wait_for_function(IN_PLACE, arg=zone)


def test_a_button_moves_number_slider_address_mark_and_run(at: At) -> None:
    page = at("/")
    press(page, "Step forward")
    rates = named_rates(THEORY, (0.0, 0.0))
    for name, key, zone in [
        ("No overshoot", "no_overshoot", "good"),
        ("Fastest", "fastest", "oscillates"),
        ("At the edge", "edge", "oscillates"),
        ("Too far", "too_far", "diverges"),
    ]:
        lr = rates[key]
        press(page, name)
        expect_state(page, train(NOTEBOOK, TrainConfig(lr=lr, epochs=1)), 1)
        assert asked(page, "lr") == lr
        expect(page.get_by_role("spinbutton", name="Learning rate")).to_have_value(str(lr))
        expect(dial(page, "Learning rate")).to_have_attribute("aria-valuetext", str(lr))
        expect_zone(page, zone, f"{lr / THEORY.limit:.3g}")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_mark_stands_under_the_thumb_at_any_rate(at: At, width: int) -> None:
    page = at("/")
    page.set_viewport_size({"width": width, "height": 844})
    if width < 700:  # the sidebar waits behind a button
        page.get_by_test_id("stExpandSidebarButton").click()
    expect_zone(page, "crawls", "Slow: 0.0555 times the limit for these points, 0.1803")
    for lr, zone, sentence in [
        ("0.0001", "crawls", "Slow: 0.000555 times the limit for these points"),
        ("0.0457", "good", "Good: 0.253 times the limit for these points"),
        ("0.1234", "oscillates", "Oscillates: 0.684 times the limit for these points"),
        ("10", "diverges", "Diverges: 55.5 times the limit for these points"),
    ]:
        type_rate(page, lr)
        expect_zone(page, zone, sentence)
    if width < 700:
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()


def test_a_turn_of_the_slider_moves_the_mark_with_it(at: At) -> None:
    page = at("/?lr=0.158")
    expect_zone(page, "oscillates", "0.876 times the limit for these points")
    dial(page, "Learning rate").press("ArrowRight")
    expect_zone(page, "oscillates", "0.987 times the limit for these points")
    dial(page, "Learning rate").press("ArrowRight")
    expect_zone(page, "diverges", "1.11 times the limit for these points")
    assert asked(page, "lr") == 0.2


def test_guess_first_hides_what_would_tell_and_switching_it_off_reveals(at: At) -> None:
    page = at("/")
    expect_said(page, "Forecast.")
    expect(page.locator(DASHED)).to_have_count(1)
    guess = page.get_by_text("Guess first", exact=True)
    guess.click()
    expect_said(page, ASKED)
    expect(page.locator(SAID)).not_to_contain_text("Forecast.")
    expect(page.locator(DASHED)).to_have_count(0)
    page.wait_for_url(re.compile("guess=true"))
    guess.click()
    expect_said(page, "Forecast.")
    expect(page.locator(DASHED)).to_have_count(1)
    page.wait_for_url(lambda url: "guess" not in url)


def test_an_address_that_lets_the_room_guess_never_paints_the_answer(page: Page, app_url: str) -> None:
    page.add_init_script(WATCH)
    opened(page, f"{app_url}/?guess=true&lens=forecast&lr=0.5")
    press(page, "Step forward")
    expect_state(page, train(NOTEBOOK, TrainConfig(lr=0.5, epochs=1)), 1)
    type_rate(page, "0.175")
    expect_said(page, ASKED)
    assert page.evaluate("[...told]") == []
    page.get_by_text("Guess first", exact=True).click()
    expect_said(page, "Forecast.")
    expect_zone(page, "oscillates", "0.971 times the limit for these points")
    press(page, "Show the result")
    expect_said(page, "Converged at epoch")
    page.wait_for_function("told.has('dashed')")


def test_a_divergence_is_a_lesson_with_a_way_out(at: At) -> None:
    run = train(NOTEBOOK, TrainConfig(lr=0.5))
    page = at("/?lr=0.5")
    press(page, "Show the result")
    expect_said(
        page,
        "Above the limit. Each epoch multiplies the swing across the valley by 4.55",
        "2.77 times the limit 0.1803",
        "multiplied the swing across the valley by 4.55",
        f"Epoch {run.epochs} is the last that float32 can hold; the forecast said",
    )
    press(page, "To end")
    expect(readout_of(page)).to_contain_text(re.compile(rf"epoch\s+{run.epochs}\s"))
    press(page, "Set ")
    page.wait_for_url(lambda url: "lr=0.5" not in url.split("&"))
    press(page, "Show the result")
    expect(page.locator(SAID)).not_to_contain_text("iverge", timeout=SLOWEST_MS)
    expect_said(page, "Forecast.", "Converged at epoch")
    assert asked(page, "lr") <= THEORY.no_overshoot
    expect(page.locator(".st-key-dial_lr .dial-says")).to_contain_text("Good")


def test_two_percent_over_the_limit_it_takes_hundreds_of_epochs(at: At) -> None:
    lr = float(f"{1.02 * THEORY.limit:.4g}")
    run = train(NOTEBOOK, TrainConfig(lr=lr, epochs=5000))
    assert run.diverged and run.epochs > 500
    page = at(f"/?lr={lr}&epochs=5000")
    press(page, "Show the result")
    expect_said(page, "1.02 times the limit", f"Epoch {run.epochs:,} is the last")
    press(page, "Step forward")
    press(page, "Step forward")
    expect_state(page, run, 2)
    press(page, "To end")
    expect(readout_of(page)).to_contain_text(re.compile(rf"epoch\s+{run.epochs:,}\s"))
    press(page, "Set ")
    press(page, "Show the result")
    expect_said(page, "Converged at epoch")


def back(theory: Theory, along: float, across: float) -> tuple[float, float]:
    """(W, b) of a place given along the valley and across it."""
    return (
        theory.W + along * theory.slow[0] + across * theory.steep[0],
        theory.b + along * theory.slow[1] + across * theory.steep[1],
    )


def test_a_click_starts_there_also_when_the_cost_is_drawn_along_the_valley(at: At) -> None:
    page = at("/?axes=eigen")
    px, py, along, across = page.evaluate(PLACE, [0.25, 0.3])
    page.mouse.click(px, py)
    page.wait_for_url(lambda url: all(name in url for name in ("init=chosen", "W0=", "b0=")))
    wait_for_script(page)  # while it runs, the address is written piece by piece
    W, b = back(THEORY, along, across)
    start = asked(page, "W0"), asked(page, "b0")
    assert start == pytest.approx((W, b), abs=0.01)  # a pixel
    expect_state(page, train(NOTEBOOK, TrainConfig(epochs=1, init=start)), 0)


def test_with_standardised_x_the_line_lies_on_the_original_axis(at: At) -> None:
    data = Dataset.line(20, 2.0, -1.0, 1.0, 1)
    seen, scaling = data.standardised()
    run = train(seen, TrainConfig(lr=0.02, epochs=50))
    page = at("/?data=line&epochs=50&lr=0.02&scale=on")
    press(page, "To end")
    expect_state(page, run, 50)
    W, b = to_original(float(run.W[-1]), float(run.b[-1]), scaling)
    left, right, lowest, highest = page.evaluate(LINE, [W, b])
    assert max(left, right) < 1.5
    assert lowest <= min(data.x) and max(data.x) <= highest
