"""A path drawn up to any state: prefix.js."""

import pytest
from playwright.sync_api import Page

from tests.browser.ran import ran

SPIRAL = """
const n = 1000;
const xs = Float64Array.from({length: n}, (_, t) => 200 + 150 * Math.cos(t / 9) * t / n);
const ys = Float64Array.from({length: n}, (_, t) => 150 + 150 * Math.sin(t / 9) * t / n);
const path = trace(xs, ys, 400, 300);
"""


def test_every_prefix_ends_on_its_own_state(blank: Page) -> None:
    worst = ran(
        blank,
        "prefix",
        SPIRAL
        + """let worst = 0;
        for (let t = 1; t < n; t++) {
          const k = path.upTo[t];
          worst = Math.max(worst, Math.abs(path.x[k] - xs[t]), Math.abs(path.y[k] - ys[t]));
          const [, text] = prefix(path, k);
          const [x, y] = text.slice(Math.max(text.lastIndexOf("L"), 0) + 1).split(" ").map(Number);
          if (k) worst = Math.max(worst, Math.abs(x - path.x[k]) , Math.abs(y - path.y[k]));
        }
        return worst""",
    )
    assert worst <= 0.5


def test_prefixes_grow_and_the_last_is_the_whole(blank: Page) -> None:
    grows, whole = ran(
        blank,
        "prefix",
        SPIRAL
        + """const full = k => { const [c, text] = prefix(path, k); return path.chunks.slice(0, c).join("") + text };
        let grows = true;
        for (let k = 1; k < path.x.length; k++) grows &&= full(k).startsWith(full(k - 1)) && full(k) !== full(k - 1);
        return [grows, full(path.x.length - 1) === path.chunks.join("")]""",
    )
    assert grows and whole


def test_vertices_closer_than_half_a_pixel_are_dropped(blank: Page) -> None:
    vertices = ran(
        blank,
        "prefix",
        """const n = 10000;
        const xs = Float64Array.from({length: n}, (_, t) => t / n * 100);
        return trace(xs, new Float64Array(n).fill(50), 100, 100).x.length""",
    )
    assert 150 < vertices <= 201


def test_a_frame_rewrites_a_short_text_however_long_the_run(blank: Page) -> None:
    longest = ran(
        blank,
        "prefix",
        """const n = 10000;
        const xs = Float64Array.from({length: n}, (_, t) => t % 2 ? 10 : 390);
        const ys = Float64Array.from({length: n}, (_, t) => (t * 7) % 300);
        const path = trace(xs, ys, 400, 300);
        return Math.max(...path.chunks.map(text => text.length))""",
    )
    assert longest < 2500


def test_a_swing_between_two_walls_is_drawn_once(blank: Page) -> None:
    segments, last = ran(
        blank,
        "prefix",
        """const xs = Float64Array.from({length: 1001}, (_, t) => t % 2 ? 10 : 390);
        const path = trace(xs, new Float64Array(1001).fill(50), 400, 300);
        return [path.chunks.join("").split("L").length - 1, path.x[path.upTo[1000]]]""",
    )
    assert segments == 1 and last == 390


def test_a_path_far_outside_is_cut_where_it_leaves(blank: Page) -> None:
    path = ran(blank, "prefix", "return trace([50, 1e30, -1e30], [50, 1e30, 50], 100, 100).chunks[0]")
    numbers = [float(number) for number in path.replace("M", " ").replace("L", " ").split()]
    assert numbers and all(-9 <= number <= 109 for number in numbers)


def test_pixels_that_are_not_finite_leave_a_gap(blank: Page) -> None:
    def drawn(xs: str) -> str:
        return str(ran(blank, "prefix", f"return trace({xs}, new Array(9).fill(5), 100, 100).chunks.join('')"))

    assert drawn("[10, 20, NaN, Infinity, 40, 50]") == "M10 5L20 5M40 5L50 5"
    assert drawn("[10, 20, NaN, 20, 30]") == "M10 5L20 5M20 5L30 5" and drawn("[NaN, 10, 20]") == "M10 5L20 5"
    assert drawn("[10, NaN, 20]") == ""  # nothing leads there


@pytest.mark.parametrize(
    ("segment", "inside"),
    [
        ([10, 10, 90, 90], [10, 10, 90, 90]),
        ([-50, 50, 150, 50], [0, 50, 100, 50]),
        ([-50, -50, -10, 90], None),
        ([50, -1e30, 50, 1e30], [50, 0, 50, 100]),
    ],
)
def test_segments_are_cut_to_the_plot_area(blank: Page, segment: list[float], inside: list[float] | None) -> None:
    cut = ran(blank, "prefix", "return clipped(...given, 100, 100)", segment)
    assert cut == (inside if inside is None else pytest.approx(inside))
