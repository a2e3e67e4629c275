"""The player's clock, watched: the same epoch at the same second, uniform time, the scrubber, and the end told."""

import itertools

import pytest
from playwright.sync_api import Page, expect

from linreg import TrainConfig
from tests.browser.mounting import epoch, mounted
from tests.browser.payloads import picture

# When each epoch is first seen, in seconds since Play was pressed, until epoch `last`
WATCH = """
last => new Promise(done => {
  const {player} = document.querySelector(".lr-player");
  document.querySelector(".lr-play").click();
  const seen = {};
  let began = null;
  const look = time => {
    began ??= time;
    seen[player.epoch] ??= (time - began) / 1000;
    player.epoch >= last || !player.playing ? done(seen) : requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
"""
# The same, with forty frames to a second of the screen's that each come as soon as the one before is drawn
QUICKLY = f"""
async last => {{
  const own = window.requestAnimationFrame;
  let asked = [], time = performance.now(), watching = true;
  window.requestAnimationFrame = (frame) => asked.push(frame);
  const watched = ({WATCH})(last).finally(() => (watching = false));
  while (watching) {{
    const frames = asked;
    [asked, time] = [[], time + 25];
    for (const frame of frames) frame(time);
    await null;
  }}
  window.requestAnimationFrame = own;
  for (const frame of asked) own(frame);
  return watched;
}}
"""


def watched(page: Page, until: int, how: str = QUICKLY) -> dict[int, float]:
    """At what second of playing each epoch was first on the screen."""
    return {int(name): second for name, second in page.evaluate(how, until).items()}


def came_by_the_wall(seen: dict[int, float], t: int, second: float) -> bool:
    """Whether the epoch came at this second, to 10 %: between two frames, which a busy machine draws far apart."""
    before = max(when for at, when in seen.items() if at < t)
    there = min(when for at, when in seen.items() if at >= t)
    return before < 1.1 * second and there > 0.9 * second and there - before < 1.5


def test_three_rates_and_lengths_show_the_same_epoch_at_the_same_second(blank: Page) -> None:
    configs = [TrainConfig(lr=0.01), TrainConfig(lr=0.1765, epochs=300), TrainConfig(lr=0.19, epochs=10_000)]
    for seen in [watched(mounted(blank, config), 60) for config in configs]:
        assert [seen[t] for t in (1, 13, 50)] == pytest.approx([0.45, 2.89, 5.2], abs=0.03)


def test_a_run_that_diverges_early_ends_at_the_second_of_its_last_epoch_by_the_wall_too(blank: Page) -> None:
    seen = watched(mounted(blank, TrainConfig(lr=0.5)), 1000)
    last = max(seen)
    assert 20 < last < 40
    assert seen[last] == pytest.approx(4.2, abs=0.03)
    assert came_by_the_wall(watched(blank, 1000, WATCH), last, 4.2)


def test_in_uniform_time_half_the_time_is_half_the_epochs(blank: Page) -> None:
    mounted(blank, TrainConfig(epochs=100))
    switch = blank.get_by_role("button", name="Uniform time")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    seen = watched(blank, 100)
    assert (seen[50], seen[100]) == pytest.approx((6.5 / 2, 6.5), abs=0.03)


def test_the_scrubber_gives_the_first_epochs_room(blank: Page) -> None:
    mounted(blank, TrainConfig())
    box = blank.locator(".lr-rail").bounding_box()
    assert box
    x, y, width = box["x"], box["y"] + box["height"] / 2, box["width"]
    seen = []
    blank.mouse.move(x, y)
    blank.mouse.down()
    for pixel in range(0, int(width / 2), 2):
        blank.mouse.move(x + pixel, y)
        seen.append(epoch(blank))
    blank.mouse.move(x + width + 40, y)
    assert epoch(blank) == 1000
    blank.mouse.up()
    assert set(seen) >= set(range(12))  # each of the first epochs has its own place
    assert all(later - earlier <= 3 for earlier, later in itertools.pairwise(seen) if later <= 50)
    blank.mouse.move(x, y)
    assert epoch(blank) == 1000  # let go


def test_the_slider_itself_counts_epochs(blank: Page) -> None:
    mounted(blank, TrainConfig())
    slider = blank.get_by_role("slider", name="Epoch")
    slider.fill("43")
    assert epoch(blank) == 43
    expect(slider).to_have_attribute("aria-valuetext", "epoch 43")
    thumb, rail = blank.locator(".lr-thumb").bounding_box(), blank.locator(".lr-rail").bounding_box()
    assert thumb and rail
    part = (thumb["x"] + thumb["width"] / 2 - rail["x"]) / rail["width"]
    assert part == pytest.approx(4.93 / 11.05, abs=0.01)


def test_the_end_is_told_once_whether_played_to_or_asked_for(blank: Page) -> None:
    mounted(blank, TrainConfig(epochs=1))
    assert blank.evaluate("endings") == []
    blank.keyboard.press("Space")
    blank.wait_for_function("endings.length === 1")
    for key in ("Home", "End", "Home", "Space"):
        blank.keyboard.press(key)
    blank.wait_for_timeout(700)
    assert len(blank.evaluate("endings")) == 1
    blank.evaluate("data => mounted.update(data)", picture(TrainConfig(epochs=2)))
    assert len(blank.evaluate("endings")) == 1
    blank.get_by_role("button", name="To end").click()
    assert blank.evaluate("endings") == [picture(TrainConfig(epochs=n))["keys"] for n in (1, 2)]


def test_a_run_without_an_epoch_is_at_its_end(blank: Page) -> None:
    mounted(blank, TrainConfig(lr=1e30))
    assert blank.evaluate("endings.length") == 1
