"""What the mouse points at in one panel is shown in the others."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, cost, train
from tests.browser.mounting import epoch, mounted, seek
from tests.browser.payloads import picture

# The value (x, y) at a pixel of a panel's plot area, and back, by plotly's own axes
VALUE = """([name, x, y]) => {
    const {xaxis, yaxis} = document.querySelector(`.lr-${name} .lr-stage`)._fullLayout;
    return [xaxis.p2d(x), yaxis.p2d(y)];
}"""
PIXEL = """([name, x, y]) => {
    const panel = document.querySelector(`.lr-${name} .lr-stage`), box = panel.getBoundingClientRect();
    const {xaxis, yaxis} = panel._fullLayout;
    return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}"""


@pytest.fixture
def player(blank: Page) -> Page:
    """A player."""
    return mounted(blank)


def point(page: Page, panel: str, x: float, y: float) -> None:
    """Moves the mouse to where a panel shows these values."""
    page.mouse.move(*page.evaluate(PIXEL, [panel, x, y]))


def ghost(page: Page) -> tuple[float, float]:
    """W and b of the line that the pointer means, read from its two ends."""
    line = page.locator(".lr-ghost line")
    ends = [[float(line.get_attribute(f"{axis}{end}") or 0) for axis in "xy"] for end in (1, 2)]
    (x0, y0), (x1, y1) = (page.evaluate(VALUE, ["fit", *end]) for end in ends)
    W = (y1 - y0) / (x1 - x0)
    return W, y0 - W * x0


def ring(page: Page, panel: str) -> list[float]:
    """The values that a panel's ring stands at."""
    matrix = page.locator(f".lr-{panel} .lr-ring").get_attribute("transform") or ""
    values: list[float] = page.evaluate(VALUE, [panel, *map(float, re.findall(r"-?[\d.]+", matrix))])
    return values


def test_a_place_on_the_map_is_a_line_with_its_residuals_and_its_cost(player: Page) -> None:
    expect(player.locator(".lr-ghost")).to_be_hidden()
    point(player, "contours", 1.2, 0.4)
    assert ghost(player) == pytest.approx((1.2, 0.4), abs=0.02)
    W, b = ghost(player)
    said = player.locator(".lr-ghost text").text_content() or ""
    numbers = [float(number) for number in re.findall(r"[\d.]+", said.replace("−", "-"))]
    assert numbers == pytest.approx([W, b, float(cost.at(Dataset.notebook(), W, b))], abs=0.02)
    drawn = player.locator(".lr-ghost path").get_attribute("d") or ""
    residuals = [list(map(float, re.findall(r"-?[\d.]+", part))) for part in drawn.split("M")[1:]]
    assert len(residuals) == 3
    for x, top, foot in residuals:
        assert player.evaluate(VALUE, ["fit", x, top])[1] == pytest.approx(
            player.evaluate(VALUE, ["fit", x, 0])[0], abs=0.02
        )
        at, height = player.evaluate(VALUE, ["fit", x, foot])
        assert height == pytest.approx(W * at + b, abs=0.05)
    level = player.locator(".lr-curve .lr-level")
    y = float(level.get_attribute("y1") or 0)
    assert np.log10(player.evaluate(VALUE, ["curve", 0, y])[1]) == pytest.approx(np.log10(numbers[2]), abs=0.2)
    player.mouse.move(5, 715)
    expect(player.locator(".lr-ghost")).to_be_hidden()
    expect(level).to_be_hidden()


def test_a_state_on_the_curve_shows_itself_on_the_map_and_as_a_line(player: Page) -> None:
    seek(player, 1000)
    run = train(Dataset.notebook(), TrainConfig())
    point(player, "curve", 200, run.cost[200])
    t = int(re.search(r"epoch (\d+)", player.locator(".lr-curve .lr-tip").inner_text())[1])  # type: ignore[index]
    assert t == pytest.approx(200, abs=2)
    assert ring(player, "contours") == pytest.approx([run.W[t], run.b[t]], abs=0.01)
    assert ghost(player) == pytest.approx((run.W[t], run.b[t]), abs=0.02)
    expect(player.locator(".lr-bowl .lr-ring")).to_be_visible()


def test_a_state_on_the_path_shows_itself_on_the_curve(player: Page) -> None:
    seek(player, 1000)
    run = train(Dataset.notebook(), TrainConfig())
    point(player, "contours", run.W[5], run.b[5])
    at, height = ring(player, "curve")
    assert at == pytest.approx(5, abs=3)
    assert np.log10(height) == pytest.approx(np.log10(run.cost[round(at)]), abs=0.2)


def test_what_has_not_been_played_is_not_shown(player: Page) -> None:
    seek(player, 43)
    run = train(Dataset.notebook(), TrainConfig())
    point(player, "curve", 500, run.cost[500])
    expect(player.locator(".lr-curve .lr-tip")).to_be_hidden()
    expect(player.locator(".lr-ghost")).to_be_hidden()


def test_it_stays_while_it_plays_and_goes_with_the_run(player: Page) -> None:
    point(player, "contours", 1.2, 0.4)
    player.keyboard.press("Space")
    player.wait_for_function("document.querySelector('.lr-player').player.epoch >= 2")
    assert ghost(player) == pytest.approx((1.2, 0.4), abs=0.02)
    player.evaluate("data => mounted.update(data)", picture(TrainConfig(lr=0.02)))
    expect(player.locator(".lr-ghost")).to_be_hidden()
    assert epoch(player) >= 2


def test_a_finger_points_at_nothing(player: Page) -> None:
    x, y = player.evaluate(PIXEL, ["contours", 1.2, 0.4])
    player.locator(".lr-contours").dispatch_event(
        "pointermove", {"pointerType": "touch", "clientX": x, "clientY": y, "bubbles": True}
    )
    expect(player.locator(".lr-ghost")).to_be_hidden()
