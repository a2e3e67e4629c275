"""The rain in the player: a hundred drops that start on a grid, fall by the one clock and end at one minimum."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.picture import rain as rains
from linreg.picture import scene as pictures
from linreg.picture.rain import falling, starts
from linreg.picture.scene import Scene
from linreg.points.dataset import UNSCALED
from linreg.words import words
from tests.browser.mounting import MOUNT, seek
from tests.browser.reading import readout_of, wait_for_script
from tests.browser.warm import At
from tests.scenes import payload_of, scene

SAY = words("en")

# Of a panel: its plot area's size, and the pixels in it of all drops, signs at the starts and marks at the edge
SEEN = """
panel => {
  const element = document.querySelector(`.lr-${panel}`);
  const inner = element.querySelector(".lr-inner");
  const places = part => [...element.querySelectorAll(`.lr-rain-${part} path:not(.lr-rain-casing)`)].flatMap(path =>
    [...path.getAttribute("d").matchAll(/M(-?[\\d.]+) (-?[\\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]));
  return {
    size: [inner, "width", "height"].slice(1).map(name => Number(inner.getAttribute(name))),
    drops: places("drops"), starts: places("starts"), left: places("left"), trails: places("trails"),
    fills: [...element.querySelectorAll(".lr-rain-drops path:not(.lr-rain-casing)")]
      .filter(path => path.getAttribute("d")).map(path => getComputedStyle(path).stroke),
  };
}
"""


def rained(config: TrainConfig, view: str = "plain") -> tuple[Scene, list[Run]]:
    """A run on the notebook's points, of any loss, and those of the hundred starts about it."""
    data = Dataset.notebook()
    shown = pictures.scene(data, UNSCALED, (train(data, config),), view)
    return shown, train_many(data, [replace(config, init=start) for start in starts(shown.frame, shown.axes)])


def raining(page: Page, config: TrainConfig, view: str = "plain", told: bool = False) -> dict[str, Any]:
    """Mounts a player with the rain over this run on the notebook's points; gives what was poured."""
    shown, runs = rained(config, view)
    data = payload_of(shown)
    rain = falling(rains.rain(runs, shown.bowl), shown) | {"of": data["id"], "told": told}
    page.evaluate(MOUNT, {"data": data})
    page.evaluate("rain => window.mounted.pour(rain)", rain)
    return rain


def seen(page: Page, panel: str = "contours") -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SEEN, panel)
    return {name: np.array(value) if name != "fills" else value for name, value in found.items()}


def star(page: Page) -> np.ndarray:
    """The pixel of the minimum in the contours' plot area."""
    script = """async () => {
      const { flat } = await import("/static/player/projection.js");
      const { x, y } = flat(document.querySelector(".lr-contours .lr-stage"));
      const { data } = document.querySelector(".lr-contours .lr-stage");
      return [x(data.at(-1).x[0]), y(data.at(-1).y[0])];
    }"""
    return np.array(page.evaluate(script))


@pytest.mark.parametrize("view", ["plain", "eigen"])
def test_drops_start_on_a_grid_fall_and_end_at_the_minimum(blank: Page, view: str) -> None:
    raining(blank, TrainConfig(lr=0.1, epochs=1000), view)
    first = seen(blank)
    width, height = first["size"]
    grid = [((i + 0.5) * width / 10, (9.5 - j) * height / 10) for j in range(10) for i in range(10)]
    assert first["drops"] == pytest.approx(np.array(grid), abs=0.6)
    assert len(first["trails"]) == len(first["starts"]) == len(first["left"]) == 0
    high = len(seen(blank, "bowl")["drops"])
    assert high == 100 if view == "eigen" else 20 < high < 100  # above its rim there is no bowl

    seek(blank, 3)
    half_way = seen(blank)
    assert len(half_way["trails"]) == 100 and len(seen(blank, "bowl")["trails"]) > 20
    away = [np.hypot(*(of["drops"] - star(blank)).T).mean() for of in (first, half_way)]
    assert away[1] < away[0]

    seek(blank, 1000)
    assert seen(blank)["drops"] == pytest.approx(np.tile(star(blank), (100, 1)), abs=0.6)
    low = seen(blank, "bowl")["drops"]
    assert len(low) == 100 and np.ptp(low, axis=0).max() < 0.6


def test_colours_tell_how_soon_a_start_is_down_and_stay_to_the_end(blank: Page) -> None:
    raining(blank, TrainConfig(lr=0.01, epochs=1000), told=True)
    at = {epoch: (seek(blank, epoch), seen(blank))[1] for epoch in (0, 1000)}
    for of in at.values():
        assert len(of["starts"]) == len(of["drops"]) == 100 and len(set(of["fills"])) == len(of["fills"]) == 4
    assert (at[0]["starts"] == at[1000]["starts"]).all() and at[0]["fills"] == at[1000]["fills"]


def test_a_drop_that_leaves_is_gone_with_a_mark_at_the_edge(blank: Page) -> None:
    """The present run stands at the minimum: the picture does not step back."""
    raining(blank, TrainConfig(lr=0.19, init=(1.0, 0.0), epochs=300), told=True)
    seek(blank, 300)
    end = seen(blank)
    assert len(end["drops"]) == 0 and len(end["left"]) == 100 == len(end["starts"])
    edges = np.minimum(end["left"], end["size"] - end["left"]).min(axis=1)
    assert edges == pytest.approx(0, abs=0.2)
    seek(blank, 0)
    assert len(seen(blank)["drops"]) == 100 and len(seen(blank)["left"]) == 0


def test_the_drops_step_back_with_the_picture(blank: Page) -> None:
    raining(blank, TrainConfig(lr=0.19))
    seek(blank, 120)
    assert "times as far" in blank.locator(".lr-contours .lr-remark").inner_text()
    assert len(seen(blank)["drops"]) > 50


@pytest.mark.parametrize(("cost", "lr", "power"), [("mean", 0.25, 2), ("l1", 9.4, 1)])
def test_the_bowl_s_drops_end_at_the_rim_of_what_is_shown(blank: Page, cost: str, lr: float, power: int) -> None:
    """From ten times as far a bowl is a hundred times as high, a cone ten times."""
    config = TrainConfig(lr=lr, epochs=40, cost=cost)
    shown, runs = rained(config)
    raining(blank, config)
    found = []
    for epoch in (3, 5, 7):
        seek(blank, epoch)
        remark = blank.locator(".lr-contours .lr-remark").inner_text().replace(",", "")
        rim = shown.frame.rim * int(re.findall(r"\d+", remark)[0]) ** power
        gaps = np.array([run.cost[epoch] for run in runs]) - shown.bowl.cost
        found.append((len(seen(blank, "bowl")["drops"]), (gaps <= rim).sum()))
    assert all(drops == lie for drops, lie in found) and any(lie < 100 for _, lie in found), found


def test_the_drops_follow_size_camera_and_zoom(blank: Page) -> None:
    raining(blank, TrainConfig(lr=0.05))
    seek(blank, 5)
    before = seen(blank, "bowl")["drops"]
    relayout = "([panel, changes]) => Plotly.relayout(document.querySelector(`.lr-${panel} .lr-stage`), changes)"
    blank.evaluate(relayout, ["bowl", {"scene.camera.eye": {"x": 1.5, "y": 1.5, "z": 1}}])
    blank.wait_for_function(f"before => JSON.stringify(({SEEN})('bowl').drops) !== before", arg=_json(blank, before))
    wide = seen(blank)["drops"]
    blank.evaluate(relayout, ["contours", {"xaxis.range": [0.9, 1.1]}])
    zoomed = seen(blank)
    assert 0 < len(zoomed["drops"]) < len(wide) and len(zoomed["left"]) == 0
    blank.evaluate("() => (window.host.style.width = '900px')")
    blank.wait_for_function(
        "width => document.querySelector('.lr-contours .lr-inner').getAttribute('width') != width",
        arg=str(zoomed["size"][0]),
    )
    assert len(seen(blank)["drops"]) > 0


def _json(page: Page, places: np.ndarray) -> str:
    return str(page.evaluate("places => JSON.stringify(places)", places.tolist()))


def test_a_rain_falls_over_its_own_film_only(blank: Page) -> None:
    rain = raining(blank, TrainConfig(epochs=50))
    blank.evaluate("rain => window.mounted.pour({...rain, of: 'another'})", rain)
    assert len(seen(blank)["drops"]) == 0
    blank.evaluate("rain => window.mounted.pour(rain)", rain)
    assert len(seen(blank)["drops"]) == 100
    hidden = payload_of(scene(Dataset.notebook(), TrainConfig(epochs=50), "plain")) | {"guessing": True, "epochs": 50}
    blank.evaluate("data => window.mounted.update(data)", hidden)
    assert len(seen(blank)["drops"]) == 0
    blank.evaluate("data => window.mounted.update(data)", hidden | {"guessing": False})
    assert len(seen(blank)["drops"]) == 100
    blank.evaluate("() => window.mounted.pour(null)")
    assert len(seen(blank)["drops"]) == 0


def test_the_rain_s_clock_is_the_player_s(blank: Page) -> None:
    script = "async epochs => (({clock}) => epochs.map(clock(10000).when))(await import('/static/player/pacing.js'))"
    epochs = [1, 30, 31, 1000, 10_000]
    assert blank.evaluate(script, epochs) == pytest.approx([rains.FACTOR * np.log1p(e / rains.FIRST) for e in epochs])


def test_a_drop_lies_between_the_epochs_that_are_known(blank: Page) -> None:
    """One drop, at 0, 10, 20 and 40 pixels in epochs 0, 1, 2 and 7."""
    script = """async given => {
      const { between, exit, ways } = await import("/static/player/drops.js");
      const drops = { n: 1, epochs: [0, 1, 2, 7] };
      const pixel = (j, out) => ([out[0], out[1]] = [[0, 10, 20, 40][j], 5]);
      const way = (from, to) => {
        let got;
        ways(drops, from, to, pixel, (i, x, y, n) => (got = [...x.slice(0, n)]));
        return got;
      };
      return {
        between: [0, 1.5, 3, 7, 9].map(at => Object.values(between(drops.epochs, at))),
        ways: [[0, 0], [0.5, 1.5], [1, 2], [0.5, 4.5], [7, 7]].map(([from, to]) => way(from, to)),
        exit: exit(drops, 0, { width: 30, height: 10 }, pixel),
        stays: exit(drops, 0, { width: 50, height: 10 }, pixel),
      };
    }"""
    found = blank.evaluate(script)
    assert found["between"] == [[0, 0], [1, 0.5], [2, 0.2], [3, 0], [3, 0]]
    assert found["ways"] == [[0], [5, 10, 15], [10, 20], [5, 10, 20, 30], [40]]
    assert found["exit"] == {"at": 7, "x": 30, "y": 5, "dx": 1, "dy": 0} and found["stays"] is None


def test_the_lens_lets_it_rain_colours_it_and_ends_it(at: At) -> None:
    page = at("/?lr=0.09&epochs=400")
    expect(page.get_by_role("button", name=SAY("present.keys"))).to_be_visible()
    expect(readout_of(page)).to_be_visible()
    page.keyboard.press("d")
    drops = page.locator(".lr-contours .lr-rain-drops path[d^=M]").first
    expect(drops).to_be_attached()
    assert "lens=rain" in page.url
    page.get_by_text(SAY("rain.speeds"), exact=True).click()
    rows = page.locator(".rain-legend li")
    expect(rows.first).to_be_visible()
    assert sum(int(re.findall(r"\d+", text)[-1]) for text in rows.locator("span:last-child").all_inner_texts()) == 100
    fills = rows.locator("path").evaluate_all("paths => paths.map(path => getComputedStyle(path).fill)")
    page.wait_for_function("() => document.querySelector('.lr-contours .lr-rain-starts path[d^=M]')")
    assert set(fills) == set(seen(page)["fills"])

    page.get_by_role("radio", name="한국어").click()
    expect(page.get_by_text(words("ko")("rain.speeds"), exact=True)).to_be_visible()
    assert len(seen(page)["drops"]) == 100
    page.keyboard.press("g")
    expect(page.get_by_text(words("ko")("rain.hidden"))).to_be_visible()
    expect(drops).not_to_be_attached()
    page.keyboard.press("g")
    expect(drops).to_be_attached()
    page.keyboard.press("d")
    expect(drops).not_to_be_attached()
    wait_for_script(page)
    assert "speeds" not in page.url
