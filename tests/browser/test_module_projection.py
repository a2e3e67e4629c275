"""Where a value is on the screen: projection.js, camera.js, and the words about a box."""

import math

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.browser.ran import ran

PLOT = """
const {plotly} = await import("/static/player/load.js");
const Plotly = await plotly("/static/plotly.min.js");
const stage = document.body.appendChild(document.createElement("div"));
const size = {width: 500, height: 300, margin: {l: 40, r: 10, t: 20, b: 30}, showlegend: false};
"""


@pytest.mark.parametrize("kind", ["linear", "log"])
def test_flat_pixels_are_where_plotly_draws_its_markers(blank: Page, kind: str) -> None:
    worst = ran(
        blank,
        "projection",
        PLOT
        + """const x = [1, 20, 300], y = [0.001, 2, 40];
        await Plotly.newPlot(stage, [{x, y, mode: "markers"}], {...size, yaxis: {type: given}});
        const area = flat(stage);
        const box = stage.getBoundingClientRect();
        return Math.max(...[...stage.querySelectorAll(".point")].map((point, i) => {
          const seen = point.getBoundingClientRect();
          const px = box.left + area.left + area.x(x[i]), py = box.top + area.top + area.y(y[i]);
          return Math.hypot(seen.x + seen.width / 2 - px, seen.y + seen.height / 2 - py);
        }))""",
        kind,
    )
    assert worst < 0.5


def test_flat_pixels_lead_back_to_their_values(blank: Page) -> None:
    body = (
        PLOT
        + """await Plotly.newPlot(stage, [], {...size, xaxis: {range: [-2, 5]}, yaxis: {type: "log", range: [-4, 2]}});
        const area = flat(stage);
        return [area.x.back(area.x(1.25)), area.y.back(area.y(0.007))]"""
    )
    assert ran(blank, "projection", body) == pytest.approx([1.25, 0.007])


CAMERAS = [(0.5, -2.35, 1.65), (1.25, 1.25, 1.25), (-2, 0.3, 0.4), (0.1, 0.1, 2.5), (1.5, -1, -0.5), (3, 3, 1)]


@pytest.mark.parametrize("projection", ["perspective", "orthographic"])
def test_space_pixels_are_where_plotly_draws_a_scatter3d(blank: Page, projection: str) -> None:
    distances = ran(
        blank,
        "projection",
        PLOT
        + """const worst = [];
        const point = [0.7, -3, 40];
        for (const [x, y, z] of given.cameras) {
          await Plotly.newPlot(stage, [{
            type: "scatter3d", mode: "markers", x: [point[0]], y: [point[1]], z: [point[2]],
            marker: {color: "rgb(255, 0, 0)", size: 12, line: {width: 0}},
          }], {...size, scene: {
            aspectmode: "manual", aspectratio: {x: 1.8, y: 1.5, z: 0.8},
            camera: {eye: {x, y, z}, projection: {type: given.projection}},
            xaxis: {range: [0, 1], visible: false}, yaxis: {range: [-5, 5], visible: false},
            zaxis: {range: [0, 60], visible: false},
          }}, {plotGlPixelRatio: 1});
          const scene = stage._fullLayout.scene._scene;
          scene.glplot.redraw();
          const canvas = stage.querySelector("canvas");
          const copy = document.createElement("canvas");
          copy.width = canvas.width;
          copy.height = canvas.height;
          const context = copy.getContext("2d", {willReadFrequently: true});
          context.drawImage(canvas, 0, 0);
          const {data} = context.getImageData(0, 0, copy.width, copy.height);
          let n = 0, sx = 0, sy = 0;
          for (let i = 0; i < data.length; i += 4) {
            if (data[i] < 128 || data[i + 1] > 100) continue;
            n++;
            sx += (i / 4) % copy.width + 0.5;
            sy += Math.floor(i / 4 / copy.width) + 0.5;
          }
          const area = space(stage), out = [0, 0];
          area.project(...point, out);
          const scale = area.width / copy.width;
          worst.push(n ? Math.hypot(out[0] - sx / n * scale, out[1] - sy / n * scale) : null);
          Plotly.purge(stage);
        }
        return worst""",
        {"cameras": CAMERAS, "projection": projection},
    )
    assert None not in distances
    assert max(distances) <= 1.5


LETTERED = """
// A box of 2 × 1 × 0.5 seen from an eye towards its middle, in a panel of that size
const [eye, [width, height]] = given;
const minus = (a, b) => a.map((part, i) => part - b[i]);
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a) => a.map((part) => part / Math.hypot(...a));
const back = unit(eye), right = unit(cross([0, 0, 1], back)), up = cross(back, right);
const project = (x, y, z, out) => {
  const at = minus([x, y, z], eye), depth = -dot(at, back) * Math.tan(Math.PI / 8);
  out[0] = width / 2 * (1 + dot(at, right) / depth * height / width);
  out[1] = height / 2 * (1 - dot(at, up) / depth);
};
const ranges = { x: [-1, 1], y: [-0.5, 0.5], z: [-0.25, 0.25] };
const numbers = { x: [-1, -0.5, 0, 0.5, 1], y: [-0.4, 0, 0.4], z: [-0.2, 0, 0.2] };
const names = { x: "along the valley", y: "b", z: "cost" };
const measure = (text) => ({ width: 7 * text.length, height: 14 });
const caption = { left: 58, top: 3, right: 150, bottom: 20 };
const words = lettered({ project, ranges, numbers, names, measure, width, height, taken: [caption] });
const half = (text) => 3.5 * text.length;
const box = ({ text, x, y }) => ({ left: x - half(text), right: x + half(text), top: y - 7, bottom: y + 7 });
const out = ({ left, right, top, bottom }) => left < 0 || top < 0 || right > width || bottom > height;
const boxes = [caption, ...words.map(box)];
const meet = (a, b, x = 0) => a.left < b.right + x && b.left < a.right + x && a.top < b.bottom && b.top < a.bottom;
return {
  running: words.filter((one, i) => words.slice(i + 1).some((other) => meet(box(one), box(other), 5.9))),
  cut: words.filter((word) => out(box(word))),
  meeting: boxes.flatMap((one, i) => boxes.slice(i + 1).filter((other) => meet(one, other))),
  names: words.filter(({ name }) => name).map(({ text }) => text),
  numbers: ["x", "y", "z"].map((axis) => words.filter((word) => word.axis === axis && !word.name).length),
};
"""


@pytest.mark.parametrize("size", [(450, 215), (220, 130), (900, 300), (350, 500)], ids=str)
@pytest.mark.parametrize("eye", [(0.2, -1.5, 1.75), (1.2, 1.0, 1.0), (-2.0, 0.3, 0.8), (0.05, -0.4, 2.4)], ids=str)
def test_the_words_about_a_box_are_whole_and_apart(blank: Page, eye: tuple[float, ...], size: tuple[int, int]) -> None:
    found = ran(blank, "panels/edges", LETTERED, [eye, size])
    assert found["cut"] == [] and found["meeting"] == []
    assert found["running"] == []  # beside each other without a space, two numbers are read as one
    assert found["names"] == ["along the valley", "b", "cost"]
    assert sum(found["numbers"]) >= 5 and found["numbers"][0] >= 2


def test_a_hull_is_met_by_a_box_that_reaches_into_it(blank: Page) -> None:
    body = """const covers = hull([[0, 0], [10, 0], [5, 10], [5, 4]]);
        const box = (left, top, size) => ({ left, top, right: left + size, bottom: top + size });
        return [box(4, 4, 1), box(-3, -3, 4), box(8, 8, 2), box(-1, 6, 2), box(-20, -20, 50)].map(covers)"""
    assert ran(blank, "panels/edges", body) == [True, True, False, False, True]


@pytest.mark.parametrize("ratio", [0.8, 1.5, 3.0])
@pytest.mark.parametrize("eye", [{"x": 0.2, "y": -1.5, "z": 1.7}, {"x": -1, "y": -1, "z": 1}], ids=str)
def test_the_first_camera_fills_the_panel_up_to_its_margins(blank: Page, eye: dict[str, float], ratio: float) -> None:
    """Seen from there as plotly sees: towards the centre, 45 degrees from top to bottom."""
    points = np.array([[x, y, z] for x in (-1.5, 1.5) for y in (-0.7, 0.7) for z in (-0.3, 0.3)])
    room = {"left": 0.1, "right": 0.05, "top": 0.05, "bottom": 0.2}
    body = "const [points, eye, ratio, room] = given; return filling(points, eye, ratio, room).camera"
    camera = ran(blank, "camera", body, [points.tolist(), eye, ratio, room])
    at, centre = (np.array([camera[which][axis] for axis in "xyz"]) for which in ("eye", "center"))
    back = (at - centre) / np.linalg.norm(at - centre)
    right = np.cross([0, 0, 1], back) / np.linalg.norm(np.cross([0, 0, 1], back))
    depth = (at - points) @ back * math.tan(math.pi / 8)
    across, along = (points - at) @ right / depth / ratio, (points - at) @ np.cross(back, right) / depth
    shown = [(across, -0.8, 0.9), (along, -0.6, 0.9)]
    for seen, low, high in shown:
        assert seen.min() > low - 0.01 and seen.max() < high + 0.01
    assert any(seen.max() - seen.min() == pytest.approx(high - low, rel=0.01) for seen, low, high in shown)
