"""The picture steps back from a run that leaves it: something moves until the last state, and the scale is told."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from linreg import TrainConfig
from tests.browser.payloads import picture
from tests.browser.test_player import MOUNT, place, readout, seek

PANELS = ("fit", "contours", "bowl", "curve")

# What each panel shows, every half second of playing until the end: its marks and the numbers along its axes
WATCH = """
() => new Promise(done => {
  const {player} = document.querySelector(".lr-player");
  document.querySelector(".lr-play").click();
  const seen = [];
  let began = null;
  const texts = panel => [...panel.querySelectorAll("text, .lr-remark")].map(e => e.textContent).join(" ");
  const marks = panel => [...panel.querySelectorAll(".lr-layer *")].map(mark =>
    ["d", "transform", "x1", "y1", "x2", "y2"].map(name => mark.getAttribute(name)).join(" ")).join(" ");
  const look = time => {
    began ??= time;
    if (time - began >= 500 * seen.length || !player.playing) {
      const panels = {};
      for (const name of ["fit", "contours", "bowl", "curve"]) {
        const panel = document.querySelector(`.lr-${name}`);
        panels[name] = [marks(panel), texts(panel)].join("|");
      }
      seen.push(panels);
    }
    player.playing ? requestAnimationFrame(look) : done(seen);
  };
  requestAnimationFrame(look);
})
"""
STEPS = """
const film = makeFilm(given.data);
const {stepsBack} = await import("/static/player/back.js");
return stepsBack(film.beyond, film.timelines[given.by], given.speed)
    .map(step => ({...step, second: film.timelines[given.by].when(Math.max(0, step.after))}));
"""


@pytest.fixture
def player(browser: Browser, static_url: str) -> Iterator[Page]:
    """A blank page of its own, to mount players in; an error in it fails the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.stack or error.message))
    page.goto(f"{static_url}/modules/blank.html")
    yield page
    page.close()
    assert errors == []


def mounted(page: Page, config: TrainConfig, **changes: Any) -> Page:
    page.evaluate(MOUNT, {"data": picture(config) | changes})
    return page


def steps(page: Page, lr: float, epochs: int = 1000, by: str = "clock", speed: float = 1) -> list[dict[str, float]]:
    """The steps back in a run on the notebook's points, with the second at which each is taken."""
    script = f"async given => {{ const {{makeFilm}} = await import('/static/player/film.js'); {STEPS} }}"
    given = {"data": picture(TrainConfig(lr=lr, epochs=epochs)), "by": by, "speed": speed}
    found: list[dict[str, float]] = page.evaluate(script, given)
    return found


def told(page: Page, panel: str) -> str:
    """What the panel says of its scale."""
    return page.locator(f".lr-{panel} .lr-remark").text_content() or ""


def ticks(page: Page, panel: str) -> list[tuple[float, float, float]]:
    """The player's own numbers along a panel's axes: where each stands, x and y, and what it says."""
    out = []
    for text in page.locator(f".lr-{panel} .lr-ticks text").all():
        said = (text.text_content() or "").replace("−", "-").replace(",", "")
        digits, *power = said.split("×10")
        raised = "".join(str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(digit)) for digit in power[0]) if power else "0"
        x, y = (float(text.get_attribute(name) or 0) for name in "xy")
        out.append((x, y, float(digits) * 10.0 ** int(raised)))
    return out


def shown(page: Page, panel: str) -> str:
    """All marks of a panel that can be seen."""
    return str(
        page.locator(f".lr-{panel} .lr-layer").evaluate(
            """layer => {
                const copy = layer.cloneNode(true);
                for (const mark of copy.querySelectorAll("[style*=none]")) mark.remove();
                return copy.outerHTML;
            }"""
        )
    )


# When


@pytest.mark.parametrize("lr", [0.0001, 0.01, 0.09, 0.17, 0.178])
def test_a_run_that_does_not_grow_stays_in_one_picture(player: Page, lr: float) -> None:
    assert len(steps(player, lr)) == 1


@pytest.mark.parametrize("speed", [0.5, 1, 2, 4])
@pytest.mark.parametrize("by", ["clock", "uniform", "slow"])
@pytest.mark.parametrize("lr", [0.19, 0.5])
def test_fewer_than_three_steps_a_second_at_any_speed(player: Page, lr: float, by: str, speed: float) -> None:
    seconds = [step["second"] / speed for step in steps(player, lr, by=by, speed=speed)[1:]]
    assert min(np.diff(seconds), default=1) >= 0.399
    assert len(seconds) >= 2


@pytest.mark.parametrize("lr", [0.19, 0.5, 3.0])
def test_every_state_is_in_the_picture_of_its_step_and_a_step_no_larger_than_needed(player: Page, lr: float) -> None:
    beyond = player.evaluate(
        """async data => {
            const {makeFilm} = await import("/static/player/film.js");
            return Array.from(makeFilm(data).beyond.map);
        }""",
        picture(TrainConfig(lr=lr)),
    )
    before = -1
    for step in steps(player, lr):
        shown = beyond[before + 1 : int(step["until"]) + 1]
        assert max(shown) <= step["map"] < max(max(shown), 0.0) + 1
        before = int(step["until"])
    assert before == len(beyond) - 1


def test_the_first_steps_are_a_decade_each(player: Page) -> None:
    assert [step["map"] for step in steps(player, 0.19)][:5] == [0, 1, 2, 3, 4]


def test_a_start_at_rest_tells_nothing(player: Page) -> None:
    mounted(player, TrainConfig(lr=0.5))
    assert [told(player, panel) for panel in PANELS] == [""] * 4
    seek(player, 5)
    assert re.fullmatch(r"Seen from 1[0,]+ times as far", told(player, "contours"))


# What


@pytest.mark.parametrize("lr", [0.19, 0.5])
def test_something_changes_in_every_panel_in_every_second_until_the_last_epoch(player: Page, lr: float) -> None:
    seen = mounted(player, TrainConfig(lr=lr)).evaluate(WATCH)
    assert len(seen) >= 2 * 4
    for earlier, later in zip(seen, seen[2:], strict=False):
        assert [panel for panel in PANELS if earlier[panel] == later[panel]] == []
    for earlier, later in zip(seen[-2:], seen[-1:], strict=False):
        assert [panel for panel in PANELS if earlier[panel] == later[panel]] == []


@pytest.mark.parametrize("lr", [0.19, 0.5])
def test_the_point_stays_in_the_picture(player: Page, lr: float) -> None:
    mounted(player, TrainConfig(lr=lr))
    last = int(player.get_by_role("slider", name="Epoch").get_attribute("max") or 0)
    for t in [*range(12), *range(12, last + 1, max(1, last // 20)), last]:
        seek(player, t)
        player.wait_for_timeout(60)  # plotly draws the longer axis of the cost
        for panel in ("contours", "bowl", "curve"):
            outside = player.locator(f".lr-{panel} .lr-point.lr-outside").count()
            assert not outside, (panel, t)


@pytest.mark.parametrize("t", [20, 150, 400])
def test_the_numbers_along_the_axes_are_those_of_the_state(player: Page, t: int) -> None:
    mounted(player, TrainConfig(lr=0.19))
    seek(player, t)
    height = float(player.locator(".lr-contours .lr-layer").get_attribute("height") or 0)
    across = [(x, value) for x, y, value in ticks(player, "contours") if y > height]
    up = [(y, value) for x, y, value in ticks(player, "contours") if x < 0]
    said, (px, py) = readout(player), place(player, "contours")
    for name, pixel, numbers, shift in (("W", px, across, 0), ("b", py, up, 4)):
        assert len(numbers) >= 2
        slope, start = np.polyfit([at - shift for at, _ in numbers], [value for _, value in numbers], 1)
        assert start + slope * pixel == pytest.approx(said[name], abs=abs(2 * slope))  # two pixels
    assert player.locator(".lr-contours .xtick").first.evaluate("e => getComputedStyle(e).visibility") == "hidden"


def test_the_fit_panel_steps_back_with_its_points_and_best_line(player: Page) -> None:
    mounted(player, TrainConfig(lr=0.19))
    seek(player, 150)
    said = readout(player)
    numbers = ticks(player, "fit")
    slope, start = np.polyfit([y - 4 for _, y, _ in numbers], [value for _, _, value in numbers], 1)
    line = player.locator(".lr-fit .lr-line")
    x, y = (float(line.get_attribute(name) or 0) for name in ("x1", "y1"))
    at = player.evaluate("x => document.querySelector('.lr-fit .lr-stage')._fullLayout.xaxis.p2d(x)", x)
    assert start + slope * y == pytest.approx(said["W"] * at + said["b"], abs=abs(2 * slope))  # two pixels
    assert player.locator(".lr-fit .lr-best").evaluate("e => getComputedStyle(e).display") == "inline"
    hidden = player.locator(".lr-fit .lr-stage .scatterlayer").first
    assert hidden.evaluate("e => getComputedStyle(e).visibility") == "hidden"


def test_the_axis_of_the_cost_gets_longer(player: Page) -> None:
    mounted(player, TrainConfig(lr=0.19))
    top = "document.querySelector('.lr-curve .lr-stage')._fullLayout.yaxis.range[1]"
    home = player.evaluate(top)
    player.keyboard.press("End")
    player.wait_for_function(f"{top} > 38")
    player.keyboard.press("Home")
    player.wait_for_function(f"{top} === {home}")


def test_scrubbing_back_steps_in_again(player: Page) -> None:
    mounted(player, TrainConfig(lr=0.19))
    seek(player, 1)
    player.wait_for_timeout(300)
    before = [shown(player, panel) for panel in PANELS]
    seek(player, 300)
    assert re.fullmatch(r"Seen from 10[⁰¹²³⁴⁵⁶⁷⁸⁹]+ times as far", told(player, "contours"))
    assert "as high" in told(player, "bowl")
    player.wait_for_timeout(300)
    seek(player, 1)
    player.wait_for_timeout(300)
    assert [shown(player, panel) for panel in PANELS] == before
    assert [told(player, panel) for panel in PANELS] == [""] * 4


def test_a_viewers_zoom_is_not_touched(player: Page) -> None:
    mounted(player, TrainConfig(lr=0.19))
    stage = "document.querySelector('.lr-NAME .lr-stage')"
    for name, changes in (("contours", "{'xaxis.range': [0.5, 1.5]}"), ("curve", "{'yaxis.range': [-1, 3]}")):
        player.evaluate(f"Plotly.relayout({stage.replace('NAME', name)}, {changes})")
    player.keyboard.press("End")
    player.wait_for_timeout(300)
    assert told(player, "contours") == "" and ticks(player, "contours") == []
    assert told(player, "fit") != ""
    for name, axis, range_ in (("contours", "xaxis", [0.5, 1.5]), ("curve", "yaxis", [-1, 3])):
        assert player.evaluate(f"{stage.replace('NAME', name)}._fullLayout.{axis}.range") == range_


def test_a_line_that_has_left_the_panel_is_told_at_its_edge(player: Page) -> None:
    data = picture(TrainConfig(lr=0.01))
    data["stage"]["fit"]["layout"]["yaxis"]["range"] = [1, 2]  # the line starts at y = 0
    player.evaluate(MOUNT, {"data": data})
    gone = player.locator(".lr-fit .lr-gone")
    expect(gone).to_be_visible()
    assert gone.locator("text").text_content() == "H(2) = 0"
    height = float(player.locator(".lr-fit .lr-layer").get_attribute("height") or 0)
    assert float(gone.locator("text").get_attribute("y") or 0) > height / 2
    seek(player, 1000)
    expect(gone).to_be_hidden()


@pytest.mark.parametrize(("t", "starts"), [(20, 1), (300, 0)])
def test_a_click_starts_at_what_the_axes_say_there_unless_that_is_too_far(player: Page, t: int, starts: int) -> None:
    mounted(player, TrainConfig(lr=0.19))
    seek(player, t)
    height = float(player.locator(".lr-contours .lr-layer").get_attribute("height") or 0)
    x, _, value = next(tick for tick in ticks(player, "contours") if tick[1] > height and tick[2] != 0)
    box = player.locator(".lr-contours .lr-layer").bounding_box()
    assert box
    player.mouse.move(box["x"] + x, box["y"] + 40)
    tip = player.locator(".lr-contours .lr-tip")
    expect(tip).to_contain_text("W")
    assert ("Click: start here" in tip.inner_text()) == bool(starts)
    player.mouse.click(box["x"] + x, box["y"] + 40)
    player.wait_for_timeout(400)
    assert [start["W"] for start in player.evaluate("starts")] == [pytest.approx(value, abs=0.2)] * starts
