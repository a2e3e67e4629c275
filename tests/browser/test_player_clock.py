"""The player's clock, watched: the same epoch at the same second, uniform time, the scrubber, and the end told."""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from linreg import TrainConfig
from tests.browser.payloads import picture
from tests.browser.test_player import MOUNT, epoch

# When each epoch is first seen, in seconds since Play was pressed, until epoch `given`
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


@pytest.fixture
def player(browser: Browser, static_url: str) -> Iterator[Page]:
    """A blank page of its own, to mount players in."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{static_url}/modules/blank.html")
    yield page
    page.close()


def mounted(page: Page, config: TrainConfig) -> Page:
    page.evaluate(MOUNT, {"data": picture(config)})
    return page


def watched(page: Page, config: TrainConfig, until: int) -> dict[int, float]:
    """At what second of playing each epoch was first on the screen."""
    seen = mounted(page, config).evaluate(WATCH, until)
    return {int(name): second for name, second in seen.items()}


def test_three_rates_and_lengths_show_the_same_epoch_at_the_same_second(player: Page) -> None:
    configs = [TrainConfig(lr=0.01), TrainConfig(lr=0.1765, epochs=300), TrainConfig(lr=0.19, epochs=10_000)]
    runs = [watched(player, config, 60) for config in configs]
    for t, second in ((13, 2.89), (50, 5.2)):
        for run in runs:
            come = min(when for at, when in run.items() if at >= t)
            assert come == pytest.approx(second, rel=0.1)


def test_a_run_that_diverges_early_ends_at_the_second_of_its_last_epoch(player: Page) -> None:
    seen = watched(player, TrainConfig(lr=0.5), 1000)
    last = max(seen)
    assert 20 < last < 40
    assert seen[last] == pytest.approx(4.2, rel=0.1)


def test_in_uniform_time_half_the_time_is_half_the_epochs(player: Page) -> None:
    mounted(player, TrainConfig(epochs=100))
    switch = player.get_by_role("button", name="Uniform time")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    seen = {int(name): second for name, second in player.evaluate(WATCH, 100).items()}
    half = min(when for at, when in seen.items() if at >= 50)
    assert seen[100] == pytest.approx(6.5, rel=0.1)
    assert half / seen[100] == pytest.approx(0.5, abs=0.05)


def test_the_scrubber_gives_the_first_epochs_room(player: Page) -> None:
    mounted(player, TrainConfig())
    box = player.locator(".lr-rail").bounding_box()
    assert box
    x, y, width = box["x"], box["y"] + box["height"] / 2, box["width"]
    seen = []
    player.mouse.move(x, y)
    player.mouse.down()
    for pixel in range(0, int(width / 2), 2):
        player.mouse.move(x + pixel, y)
        seen.append(epoch(player))
    player.mouse.move(x + width + 40, y)
    assert epoch(player) == 1000
    player.mouse.up()
    assert set(seen) >= set(range(12))  # each of the first epochs has its own place
    assert all(later - earlier <= 3 for earlier, later in itertools.pairwise(seen) if later <= 50)
    player.mouse.move(x, y)
    assert epoch(player) == 1000  # let go


def test_the_slider_itself_counts_epochs(player: Page) -> None:
    mounted(player, TrainConfig())
    slider = player.get_by_role("slider", name="Epoch")
    slider.fill("43")
    assert epoch(player) == 43
    expect(slider).to_have_attribute("aria-valuetext", "epoch 43")
    thumb, rail = player.locator(".lr-thumb").bounding_box(), player.locator(".lr-rail").bounding_box()
    assert thumb and rail
    part = (thumb["x"] + thumb["width"] / 2 - rail["x"]) / rail["width"]
    assert part == pytest.approx(4.93 / 11.05, abs=0.01)


def test_the_end_is_told_once_whether_played_to_or_asked_for(player: Page) -> None:
    mounted(player, TrainConfig(epochs=1))
    assert player.evaluate("endings") == []
    player.keyboard.press("Space")
    player.wait_for_function("endings.length === 1")
    for key in ("Home", "End", "Home", "Space"):
        player.keyboard.press(key)
    player.wait_for_timeout(700)
    assert len(player.evaluate("endings")) == 1
    player.evaluate("data => mounted.update(data)", picture(TrainConfig(epochs=2)))
    assert len(player.evaluate("endings")) == 1
    player.get_by_role("button", name="To end").click()
    assert player.evaluate("endings") == [picture(TrainConfig(epochs=n))["key"] for n in (1, 2)]


def test_a_run_without_an_epoch_is_at_its_end(player: Page) -> None:
    mounted(player, TrainConfig(lr=1e30))
    assert player.evaluate("endings.length") == 1
