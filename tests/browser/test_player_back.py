"""The picture steps back from a run that leaves it: something moves until the last state, and the scale is told."""

import itertools
import re
from collections.abc import Sequence

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from linreg import TrainConfig
from tests.browser.mounting import MOUNT, mounted, place, readout, seek
from tests.browser.payloads import picture

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
async ({data, ways}) => {
  const {makeFilm} = await import("/static/player/film.js");
  const {stepsBack} = await import("/static/player/back.js");
  const film = makeFilm(data);
  return ways.map(([by, speed]) => stepsBack(film.beyond[0], film.timelines[by], speed)
      .map(step => ({...step, second: film.timelines[by].when(Math.max(0, step.after))})));
}
"""
Step = dict[str, float]


def steps(page: Page, lr: float) -> list[Step]:
    """The steps back in a run on the notebook's points, with the second at which each is taken."""
    return played(page, lr, [("clock", 1)])[0]


def played(page: Page, lr: float, ways: Sequence[tuple[str, float]]) -> list[list[Step]]:
    """The same for each way to play it: by which timeline, and at what speed."""
    found: list[list[Step]] = page.evaluate(STEPS, {"data": picture(TrainConfig(lr=lr)), "ways": ways})
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
def test_a_run_that_does_not_grow_stays_in_one_picture(blank: Page, lr: float) -> None:
    assert len(steps(blank, lr)) == 1


@pytest.mark.parametrize("lr", [0.19, 0.5])
def test_fewer_than_three_steps_a_second_at_any_speed(blank: Page, lr: float) -> None:
    ways = list(itertools.product(["clock", "uniform", "slow"], [0.5, 1, 2, 4]))
    for way, taken in zip(ways, played(blank, lr, ways), strict=True):
        seconds = [step["second"] / way[1] for step in taken[1:]]
        assert min(np.diff(seconds), default=1) >= 0.399, way
        assert len(seconds) >= 2, way


@pytest.mark.parametrize("lr", [0.19, 0.5, 3.0])
def test_every_state_is_in_the_picture_of_its_step_and_a_step_no_larger_than_needed(blank: Page, lr: float) -> None:
    beyond = blank.evaluate(
        """async data => {
            const {makeFilm} = await import("/static/player/film.js");
            return Array.from(makeFilm(data).beyond[0].map);
        }""",
        picture(TrainConfig(lr=lr)),
    )
    before = -1
    for step in steps(blank, lr):
        shown = beyond[before + 1 : int(step["until"]) + 1]
        assert max(shown) <= step["map"] < max(max(shown), 0.0) + 1
        before = int(step["until"])
    assert before == len(beyond) - 1


def test_the_first_steps_are_a_decade_each(blank: Page) -> None:
    assert [step["map"] for step in steps(blank, 0.19)][:5] == [0, 1, 2, 3, 4]


def test_a_start_at_rest_tells_nothing(blank: Page) -> None:
    mounted(blank, TrainConfig(lr=0.5))
    assert [told(blank, panel) for panel in PANELS] == [""] * 4
    seek(blank, 5)
    assert re.fullmatch(r"Seen from 1[0,]+ times as far", told(blank, "contours"))


# What


@pytest.mark.parametrize("lr", [0.19, 0.5])
def test_something_changes_in_every_panel_in_every_second_until_the_last_epoch(blank: Page, lr: float) -> None:
    seen = mounted(blank, TrainConfig(lr=lr)).evaluate(WATCH)
    assert len(seen) >= 2 * 4
    for earlier, later in zip(seen, seen[2:], strict=False):
        assert [panel for panel in PANELS if earlier[panel] == later[panel]] == []
    for earlier, later in zip(seen[-2:], seen[-1:], strict=False):
        assert [panel for panel in PANELS if earlier[panel] == later[panel]] == []


@pytest.mark.parametrize("lr", [0.19, 0.5])
def test_the_point_stays_in_the_picture(blank: Page, lr: float) -> None:
    mounted(blank, TrainConfig(lr=lr))
    last = int(blank.get_by_role("slider", name="Epoch").get_attribute("max") or 0)
    for t in [*range(12), *range(12, last + 1, max(1, last // 20)), last]:
        seek(blank, t)
        blank.wait_for_timeout(60)  # plotly draws the longer axis of the cost
        for panel in ("contours", "bowl", "curve"):
            outside = blank.locator(f".lr-{panel} .lr-point.lr-outside").count()
            assert not outside, (panel, t)


@pytest.mark.parametrize("t", [20, 150, 400])
def test_the_numbers_along_the_axes_are_those_of_the_state(blank: Page, t: int) -> None:
    mounted(blank, TrainConfig(lr=0.19))
    seek(blank, t)
    height = float(blank.locator(".lr-contours .lr-layer").get_attribute("height") or 0)
    across = [(x, value) for x, y, value in ticks(blank, "contours") if y > height]
    up = [(y, value) for x, y, value in ticks(blank, "contours") if x < 0]
    said, (px, py) = readout(blank), place(blank, "contours")
    for name, pixel, numbers in (("W", px, across), ("b", py, up)):
        assert len(numbers) >= 2
        slope, start = np.polyfit([at for at, _ in numbers], [value for _, value in numbers], 1)
        assert start + slope * pixel == pytest.approx(said[name], abs=abs(2 * slope))  # two pixels
    assert blank.locator(".lr-contours .xtick").first.evaluate("e => getComputedStyle(e).visibility") == "hidden"


def test_the_fit_panel_steps_back_with_its_points_and_best_line(blank: Page) -> None:
    mounted(blank, TrainConfig(lr=0.19))
    seek(blank, 150)
    said = readout(blank)
    numbers = ticks(blank, "fit")
    slope, start = np.polyfit([y for _, y, _ in numbers], [value for _, _, value in numbers], 1)
    line = blank.locator(".lr-fit .lr-line")
    x, y = (float(line.get_attribute(name) or 0) for name in ("x1", "y1"))
    at = blank.evaluate("x => document.querySelector('.lr-fit .lr-stage')._fullLayout.xaxis.p2d(x)", x)
    assert start + slope * y == pytest.approx(said["W"] * at + said["b"], abs=abs(2 * slope))  # two pixels
    assert blank.locator(".lr-fit .lr-best").evaluate("e => getComputedStyle(e).display") == "inline"
    hidden = blank.locator(".lr-fit .lr-stage .scatterlayer").first
    assert hidden.evaluate("e => getComputedStyle(e).visibility") == "hidden"


def test_the_axis_of_the_cost_gets_longer(blank: Page) -> None:
    mounted(blank, TrainConfig(lr=0.19))
    top = "document.querySelector('.lr-curve .lr-stage')._fullLayout.yaxis.range[1]"
    home = blank.evaluate(top)
    blank.keyboard.press("End")
    blank.wait_for_function(f"{top} > 38")
    blank.keyboard.press("Home")
    blank.wait_for_function(f"{top} === {home}")


def test_scrubbing_back_steps_in_again(blank: Page) -> None:
    mounted(blank, TrainConfig(lr=0.19))
    seek(blank, 1)
    blank.wait_for_timeout(300)
    before = [shown(blank, panel) for panel in PANELS]
    seek(blank, 300)
    assert re.fullmatch(r"Seen from 10[⁰¹²³⁴⁵⁶⁷⁸⁹]+ times as far", told(blank, "contours"))
    assert "as high" in told(blank, "bowl")
    assert "×10" in (blank.locator(".lr-bowl .lr-edges").text_content() or "")  # it has numbers from afar, too
    blank.wait_for_timeout(300)
    seek(blank, 1)
    blank.wait_for_timeout(300)
    assert [shown(blank, panel) for panel in PANELS] == before
    assert [told(blank, panel) for panel in PANELS] == [""] * 4


def test_a_viewers_zoom_is_not_touched(blank: Page) -> None:
    mounted(blank, TrainConfig(lr=0.19))
    stage = "document.querySelector('.lr-NAME .lr-stage')"
    for name, changes in (("contours", "{'xaxis.range': [0.5, 1.5]}"), ("curve", "{'yaxis.range': [-1, 3]}")):
        blank.evaluate(f"Plotly.relayout({stage.replace('NAME', name)}, {changes})")
    blank.keyboard.press("End")
    blank.wait_for_timeout(300)
    assert told(blank, "contours") == "" and ticks(blank, "contours") == []
    assert told(blank, "fit") != ""
    for name, axis, range_ in (("contours", "xaxis", [0.5, 1.5]), ("curve", "yaxis", [-1, 3])):
        assert blank.evaluate(f"{stage.replace('NAME', name)}._fullLayout.{axis}.range") == range_


def test_a_line_that_has_left_the_panel_is_told_at_its_edge(blank: Page) -> None:
    data = picture(TrainConfig(lr=0.01))
    data["stage"]["fit"]["layout"]["yaxis"]["range"] = [1, 2]  # the line starts at y = 0
    blank.evaluate(MOUNT, {"data": data})
    gone = blank.locator(".lr-fit .lr-gone")
    expect(gone).to_be_visible()
    assert gone.locator("text").text_content() == "H(2) = 0"
    height = float(blank.locator(".lr-fit .lr-layer").get_attribute("height") or 0)
    assert float(gone.locator("text").get_attribute("y") or 0) > height / 2
    seek(blank, 1000)
    expect(gone).to_be_hidden()


@pytest.mark.parametrize(("t", "starts"), [(20, 1), (300, 0)])
def test_a_click_starts_at_what_the_axes_say_there_unless_that_is_too_far(blank: Page, t: int, starts: int) -> None:
    mounted(blank, TrainConfig(lr=0.19))
    seek(blank, t)
    height = float(blank.locator(".lr-contours .lr-layer").get_attribute("height") or 0)
    x, _, value = next(tick for tick in ticks(blank, "contours") if tick[1] > height and tick[2] != 0)
    box = blank.locator(".lr-contours .lr-layer").bounding_box()
    assert box
    blank.mouse.move(box["x"] + x, box["y"] + 40)
    tip = blank.locator(".lr-contours .lr-tip")
    expect(tip).to_contain_text("W")
    assert ("Click: start here" in tip.inner_text()) == bool(starts)
    blank.mouse.click(box["x"] + x, box["y"] + 40)
    blank.wait_for_timeout(400)
    assert [start["W"] for start in blank.evaluate("starts")] == [pytest.approx(value, abs=0.2)] * starts
