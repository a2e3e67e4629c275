"""The player's modules, one by one, in a real browser: no Node, no build."""

import base64
import itertools
import math
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from linreg import Dataset, TrainConfig
from linreg.telling.speed import AWAY, LATER, UP_TO
from linreg.theory import curvature
from linreg.views.controls import SEED_STEPS
from linreg.views.rate import stops
from tests.browser.payloads import picture


@pytest.fixture
def module(blank: Page) -> Any:
    """Runs `body` with the names exported by player/<name>.js and `given` in scope; gives back what it returns."""

    def run(name: str, body: str, given: Any = None) -> Any:
        names = blank.evaluate("async name => Object.keys(await import(`/static/player/${name}.js`))", name)
        script = f"""async given => {{
            const {{ {", ".join(names)} }} = await import("/static/player/{name}.js");
            {body}
        }}"""
        return blank.evaluate(script, given)

    return run


# decode.js


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "i1", "u1", "i2", "u2", "i4", "u4"])
def test_decode_reads_typed_arrays(module: Any, dtype: str) -> None:
    values = np.array([0, 1, 3, 100], dtype=f"<{dtype}")
    spec = {"dtype": dtype, "bdata": base64.b64encode(values.tobytes()).decode()}
    assert module("decode", "return [...decode(given)]", spec) == values.tolist()


def test_decode_keeps_float32_exactly(module: Any) -> None:
    values = np.array([0.9854263663291931, -3.4e38, 1e-45], dtype="<f4")
    spec = {"dtype": "f4", "bdata": base64.b64encode(values.tobytes()).decode()}
    assert module("decode", "return [...decode(given)]", spec) == [float(value) for value in values]


def test_decode_reads_every_kind_of_float16(module: Any) -> None:
    values = np.array([0.1, -65504, 6.1e-5, 6e-8, -5.5e-6, 0.99, 32768], dtype="<f2")
    spec = {"dtype": "f2", "bdata": base64.b64encode(values.tobytes()).decode()}
    assert module("decode", "return [...decode(given)]", spec) == [float(value) for value in values]


def test_decode_takes_plain_lists_and_nothing(module: Any) -> None:
    assert module("decode", "return [[...decode([1, 2.5])], [...decode(undefined)]]") == [[1, 2.5], []]


def test_decode_refuses_an_unknown_dtype(module: Any) -> None:
    body = "try { decode({dtype: 'c8', bdata: ''}) } catch (error) { return error.message }"
    assert "c8" in module("decode", body)


# numbers.js


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.854951, "0.8550"),
        (0, "0.0000"),
        (-0.4414, "−0.4414"),
        (12345.678, "12345.6780"),
        (0.00003, "3.000e−5"),
        (-3.4e38, "−3.400e38"),
    ],
)
def test_fixed_numbers_have_four_decimals_while_these_tell(module: Any, value: float, text: str) -> None:
    assert module("numbers", "return fixed(given)", value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0152213, "0.01522"),
        (4.6666665, "4.667"),
        (0, "0"),
        (-9.3333330, "−9.333"),
        (1.8e-7, "1.800e−7"),
        (3.2e38, "3.200e38"),
        (99999.6, "1.000e5"),
    ],
)
def test_significant_numbers_have_four_digits(module: Any, value: float, text: str) -> None:
    assert module("numbers", "return significant(given)", value) == text


def test_no_number_of_float32_is_wider_than_its_column(module: Any) -> None:
    values = [sign * digit * 10.0**power for sign in (1, -1) for digit in (1, 9.99996) for power in range(-45, 38)]
    widest = "return Math.max(...given.flatMap(v => [fixed(v).length, significant(v).length]))"
    assert module("numbers", widest, values) <= 11


@pytest.mark.parametrize(("value", "span", "text"), [(0.123456, 1.2, 0.1235), (-51234.567, 1e6, -51235), (7, 0, 7)])
def test_a_click_is_rounded_to_what_the_eye_can_place(module: Any, value: float, span: float, text: float) -> None:
    assert module("numbers", "return rounded(...given)", [value, span]) == pytest.approx(text, rel=1e-4)


@pytest.mark.parametrize(
    ("decades", "text"),
    [(1, "10"), (3, "1,000"), (3.30103, "2,000"), (5.69897, "500,000"), (6, "10⁶"), (19.30103, "2×10¹⁹")],
)
def test_how_many_times_as_far_is_said_in_round_numbers(module: Any, decades: float, text: str) -> None:
    assert module("numbers", "return times(given)", decades) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-2000, "−2,000"), (0.5, "0.5"), (2e5, "2×10⁵"), (-1.5e19, "−1.5×10¹⁹")]
)
def test_numbers_beside_an_axis(module: Any, value: float, text: str) -> None:
    assert module("numbers", "return tick(given)", value) == text


# panels/ticks.js


@pytest.mark.parametrize("most", [2, 4.2, 6, 12])
@pytest.mark.parametrize("half", [1.0, 1.5, 1.99, 2.4, 4.9, 7.0, 9.9, 3e19])
def test_an_axis_has_three_round_numbers_or_more_and_not_too_many(module: Any, half: float, most: float) -> None:
    values = module("panels/ticks", "return values(...given)", [[-half, 1.1 * half], most])
    assert 3 <= len(values) <= max(5, most)
    assert all(-half <= value <= 1.1 * half for value in values)
    assert len({round(later - earlier, 9) for earlier, later in itertools.pairwise(values)}) == 1 or half > 1e9


# pacing.js


@pytest.mark.parametrize(("epoch", "second"), [(1, 0.446), (13, 3), (1000, 11), (10_000, 16)])
def test_an_epoch_comes_at_its_second(module: Any, epoch: int, second: float) -> None:
    assert module("pacing", "return clock(10000).when(given)", epoch) == pytest.approx(second, rel=0.05)


def test_an_epoch_comes_at_the_same_second_however_many_there_are(module: Any) -> None:
    body = "return [10, 13, 1000, 10000].map(last => clock(last).when(10))"
    assert len(set(module("pacing", body))) == 1


def test_a_run_lasts_until_the_second_of_its_last_epoch(module: Any) -> None:
    body = "return [1, 30, 427, 1000].map(last => [clock(last).seconds, clock(10000).when(last)])"
    assert all(seconds == when for seconds, when in module("pacing", body))


def test_uniform_time_gives_every_epoch_as_much_and_the_whole_as_long_as_the_clock(module: Any) -> None:
    seconds, whole, *epochs = module(
        "pacing",
        "const line = uniform(40); return [line.seconds, clock(40).seconds, ...[0, 1, 2, 39, 40].map(line.when)]",
    )
    assert seconds == whole == epochs[-1]
    each = whole / 40
    assert epochs == pytest.approx([0, each, 2 * each, 39 * each, whole])


@pytest.mark.parametrize("make", ["uniform(50)", "clock(50)", "uniform(50, 7)", "clock(10000)", "clock(1)"])
def test_a_timeline_runs_forward_from_start_to_end_and_back_again(module: Any, make: str) -> None:
    last, at, parts = module(
        "pacing",
        f"""const line = {make};
        const parts = Array.from({{length: 71}}, (_, i) => i / 70);
        const at = parts.map(part => line.at(part * line.seconds));
        return [line.last, at, at.map(place => line.when(place) / line.seconds)]""",
    )
    assert at[0] == 0 and at[-1] == last
    assert all(earlier < later for earlier, later in zip(at, at[1:], strict=False))
    assert parts == pytest.approx([part / 70 for part in range(71)])


def test_before_the_start_and_after_the_end_time_stands(module: Any) -> None:
    body = """return [uniform(5), clock(5)].flatMap(line => [line.at(-1), line.at(99), line.when(-1), line.when(9)])"""
    end = 2 * math.log(1 + 5 / 4)
    assert module("pacing", body) == pytest.approx([0, 5, 0, end, 0, 5, 0, end])


def test_a_run_without_an_epoch_is_over_at_once(module: Any) -> None:
    body = "return [uniform(0), clock(0)].flatMap(line => [line.seconds, line.at(0), line.when(0)])"
    assert module("pacing", body) == [0] * 6


# film.js


@pytest.mark.parametrize(("lr", "swings"), [(0.01, False), (0.09, False), (0.17, True), (0.19, True), (0.5, True)])
def test_a_path_that_turns_back_lies_in_folds(module: Any, lr: float, swings: bool) -> None:
    assert module("film", "return makeFilm(given).runs[0].swings", picture(TrainConfig(lr=lr))) is swings


def test_whether_a_path_lies_in_folds_is_seen_in_the_path_alone(module: Any) -> None:
    said = {"bowl": {"W": 1.0, "b": 0.0, "cost": 0.0, "WW": 1e9, "Wb": 0.0, "bb": 1e9}}  # a bowl it never saw
    assert module("film", "return makeFilm(given).runs[0].swings", picture() | said) is False


# clock.js

CLOCK = "const line = {last: 100, seconds: 10, at: s => s * 10, when: at => at / 10};"
STATE = "const state = {at: 0, playing: true, speed: 1};"


def test_time_decides_the_step_not_the_number_of_frames(module: Any) -> None:
    one, many = module(
        "clock",
        CLOCK
        + STATE
        + """let many = state;
        for (let i = 0; i < 40; i++) many = tick(many, 0.05, line);
        return [tick(state, 2, line).at, many.at]""",
    )
    assert one == pytest.approx(20) and many == pytest.approx(20)


def test_speed_multiplies_time(module: Any) -> None:
    assert module("clock", CLOCK + STATE + "return tick({...state, speed: 4}, 1, line).at") == pytest.approx(40)


def test_playing_ends_on_the_last_state(module: Any) -> None:
    state = module("clock", CLOCK + STATE + "return tick({...state, at: 99}, 1, line)")
    assert state["at"] == 100 and state["playing"] is False


def test_play_at_the_end_begins_at_the_start(module: Any) -> None:
    state = module("clock", STATE + "return toggle({...state, at: 100, playing: false}, 100)")
    assert state["at"] == 0 and state["playing"] is True


def test_pausing_settles_on_the_epoch_shown(module: Any) -> None:
    state = module("clock", STATE + "return toggle({...state, at: 12.7}, 100)")
    assert state["at"] == 12 and state["playing"] is False


@pytest.mark.parametrize(("at", "by", "there"), [(5, 1, 6), (5.6, 1, 6), (5.6, -1, 4), (0, -1, 0), (98, 10, 100)])
def test_a_step_goes_from_the_epoch_shown_and_stops_playing(module: Any, at: float, by: int, there: int) -> None:
    state = module("clock", STATE + "return step({...state, at: given[0]}, given[1], 100)", [at, by])
    assert state["at"] == there and state["playing"] is False


def test_with_reduced_motion_it_jumps_between_whole_epochs(module: Any) -> None:
    places = module(
        "clock",
        CLOCK
        + STATE
        + """let now = state;
        const seen = [];
        for (let i = 0; i < 100; i++) { now = tick(now, 0.05, line, true); seen.push(now.at) }
        return seen""",
    )
    jumps = [later for earlier, later in zip(places, places[1:], strict=False) if later != earlier]
    assert all(place == int(place) for place in places)
    assert 5 <= len(jumps) <= 7


@pytest.mark.parametrize(
    ("at", "playing", "before", "last", "there", "plays"),
    [
        (43, False, 1000, 1000, 43, False),
        (43.5, True, 1000, 1000, 43.5, True),
        (43, False, 1000, 20, 0, False),  # there is no such epoch
        (1000, False, 1000, 1000, 0, False),  # nothing opens at its end
        (20, False, 20, 1000, 0, False),  # nor where another ended
        (700.5, True, 1000, 20, 0, True),
        (0, False, 0, 10, 0, False),
        (5, True, 10, 0, 0, False),
    ],
)
def test_a_new_run_opens_in_its_midst_or_at_its_start(
    module: Any, at: float, playing: bool, before: int, last: int, there: float, plays: bool
) -> None:
    state = module("clock", "return carried(...given)", [{"at": at, "playing": playing, "speed": 1}, before, last])
    assert (state["at"], state["playing"]) == (there, plays)


# prefix.js

SPIRAL = """
const n = 1000;
const xs = Float64Array.from({length: n}, (_, t) => 200 + 150 * Math.cos(t / 9) * t / n);
const ys = Float64Array.from({length: n}, (_, t) => 150 + 150 * Math.sin(t / 9) * t / n);
const path = trace(xs, ys, 400, 300);
"""


def test_every_prefix_ends_on_its_own_state(module: Any) -> None:
    worst = module(
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


def test_prefixes_grow_and_the_last_is_the_whole(module: Any) -> None:
    grows, whole = module(
        "prefix",
        SPIRAL
        + """const full = k => { const [c, text] = prefix(path, k); return path.chunks.slice(0, c).join("") + text };
        let grows = true;
        for (let k = 1; k < path.x.length; k++) grows &&= full(k).startsWith(full(k - 1)) && full(k) !== full(k - 1);
        return [grows, full(path.x.length - 1) === path.chunks.join("")]""",
    )
    assert grows and whole


def test_vertices_closer_than_half_a_pixel_are_dropped(module: Any) -> None:
    vertices = module(
        "prefix",
        """const n = 10000;
        const xs = Float64Array.from({length: n}, (_, t) => t / n * 100);
        return trace(xs, new Float64Array(n).fill(50), 100, 100).x.length""",
    )
    assert 150 < vertices <= 201


def test_a_frame_rewrites_a_short_text_however_long_the_run(module: Any) -> None:
    longest = module(
        "prefix",
        """const n = 10000;
        const xs = Float64Array.from({length: n}, (_, t) => t % 2 ? 10 : 390);
        const ys = Float64Array.from({length: n}, (_, t) => (t * 7) % 300);
        const path = trace(xs, ys, 400, 300);
        return Math.max(...path.chunks.map(text => text.length))""",
    )
    assert longest < 2500


def test_a_swing_between_two_walls_is_drawn_once(module: Any) -> None:
    segments, last = module(
        "prefix",
        """const xs = Float64Array.from({length: 1001}, (_, t) => t % 2 ? 10 : 390);
        const path = trace(xs, new Float64Array(1001).fill(50), 400, 300);
        return [path.chunks.join("").split("L").length - 1, path.x[path.upTo[1000]]]""",
    )
    assert segments == 1 and last == 390


def test_a_path_far_outside_is_cut_where_it_leaves(module: Any) -> None:
    path = module("prefix", "return trace([50, 1e30, -1e30], [50, 1e30, 50], 100, 100).chunks[0]")
    numbers = [float(number) for number in path.replace("M", " ").replace("L", " ").split()]
    assert numbers and all(-9 <= number <= 109 for number in numbers)


def test_pixels_that_are_not_finite_leave_a_gap(module: Any) -> None:
    text = module("prefix", "return trace([10, NaN, Infinity, 20], [10, 10, 5, 20], 100, 100).chunks.join('')")
    assert "NaN" not in text and "Infinity" not in text


@pytest.mark.parametrize(
    ("segment", "inside"),
    [
        ([10, 10, 90, 90], [10, 10, 90, 90]),
        ([-50, 50, 150, 50], [0, 50, 100, 50]),
        ([-50, -50, -10, 90], None),
        ([50, -1e30, 50, 1e30], [50, 0, 50, 100]),
    ],
)
def test_segments_are_cut_to_the_plot_area(module: Any, segment: list[float], inside: list[float] | None) -> None:
    cut = module("prefix", "return clipped(...given, 100, 100)", segment)
    assert cut == (inside if inside is None else pytest.approx(inside))


# speeds.js


def test_each_class_of_speeds_has_a_colour_and_those_that_are_not_down_a_sign(module: Any) -> None:
    body = """
        const { themeOf } = await import("/static/player/theme.js");
        const theme = themeOf(document.body);
        return given.map(speed => [fillOf(speed, theme), sign(speed, 5, 5, 2).endsWith("Z")])"""
    told = module("speeds", body, list(range(AWAY + 1)))
    fills = [fill for fill, _ in told]
    assert len(set(fills[:LATER])) == LATER == len(UP_TO) and "none" not in fills[:LATER]
    assert fills[LATER:] == ["none", "none"]
    assert [square for _, square in told] == [*[True] * (LATER + 1), False]  # a cross for who is farther away


# theme.js


@pytest.mark.parametrize("background", ["#ffffff", "#12171f", "#0e1117"])
def test_text_stands_out_in_every_theme(module: Any, background: str) -> None:
    body = """document.body.style.setProperty("--st-background-color", given);
        const theme = themeOf(document.body);
        const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const against = luminance(theme.paper);
        return ["ink", "muted", "line", "minimum"].map(role => contrast(luminance(theme[role]), against))"""
    assert min(module("theme", body, background)) >= 4.5


@pytest.mark.parametrize("background", ["#ffffff", "#12171f"])
def test_the_path_stands_out_from_its_casing_and_that_where_the_path_would_not(module: Any, background: str) -> None:
    """The casing has the paper's colour. Where a level is too near to it to be told, the path needs none."""
    body = """document.body.style.setProperty("--st-background-color", given);
        const theme = themeOf(document.body);
        const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const [path, paper] = [luminance(theme.path), luminance(theme.paper)];
        const levels = [0, 0.25, 0.5, 0.75, 1].map(part => luminance(level(part, theme)));
        return [contrast(path, paper), ...levels.map(one => Math.max(contrast(one, path), contrast(one, paper)))]"""
    on_casing, *on_levels = module("theme", body, background)
    assert on_casing >= 4.5
    assert min(on_levels) >= 2.4


# What a colour in linear RGB becomes for who lacks one kind of cone (Machado, Oliveira, Fernandes 2009, severity 1)
EYES = {
    "all": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


def as_seen(colour: str, eye: str) -> np.ndarray:
    """A colour "#rrggbb" in CIE L*a*b*, in which distances are what an eye tells apart, as such an eye has it."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(np.array(EYES[eye]) @ linear, 0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("background", ["#ffffff", "#12171f"])
def test_runs_are_told_apart_by_any_eye(module: Any, background: str) -> None:
    body = """document.body.style.setProperty("--st-background-color", given);
        const theme = themeOf(document.body);
        const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        return [[theme.path, ...theme.kept], theme.kept.map(one => contrast(luminance(one), luminance(theme.paper)))]"""
    colours, contrasts = module("theme", body, background)
    assert min(contrasts) >= 3
    for eye in EYES:
        apart = [np.linalg.norm(as_seen(a, eye) - as_seen(b, eye)) for a, b in itertools.combinations(colours, 2)]
        assert min(apart) > 11, eye  # a step of one is just to be seen, side by side; a dash tells them apart as well


def test_the_levels_lead_away_from_the_paper(module: Any) -> None:
    """One hue, told apart by lightness alone: by any eye, and on a pale projector."""
    body = """document.body.style.setProperty("--st-background-color", given);
        const theme = themeOf(document.body);
        return [0, 0.25, 0.5, 0.75, 1].map(part => luminance(level(part, theme)))"""
    light, dark = module("theme", body, "#ffffff"), module("theme", body, "#12171f")
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def test_roles_become_colours_everywhere_in_a_figure(module: Any) -> None:
    body = """const theme = themeOf(document.body);
        return JSON.stringify(resolve(given, theme))"""
    figure = {"data": [{"marker": {"color": "$points"}, "fill": ["$level:0.3"], "n": None}], "layout": {"a": "$scale"}}
    assert "$" not in module("theme", body, figure)


# projection.js

PLOT = """
const {plotly} = await import("/static/player/load.js");
const Plotly = await plotly("/static/plotly.min.js");
const stage = document.body.appendChild(document.createElement("div"));
const size = {width: 500, height: 300, margin: {l: 40, r: 10, t: 20, b: 30}, showlegend: false};
"""


@pytest.mark.parametrize("kind", ["linear", "log"])
def test_flat_pixels_are_where_plotly_draws_its_markers(module: Any, kind: str) -> None:
    worst = module(
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


def test_flat_pixels_lead_back_to_their_values(module: Any) -> None:
    body = (
        PLOT
        + """await Plotly.newPlot(stage, [], {...size, xaxis: {range: [-2, 5]}, yaxis: {type: "log", range: [-4, 2]}});
        const area = flat(stage);
        return [area.x.back(area.x(1.25)), area.y.back(area.y(0.007))]"""
    )
    assert module("projection", body) == pytest.approx([1.25, 0.007])


CAMERAS = [(0.5, -2.35, 1.65), (1.25, 1.25, 1.25), (-2, 0.3, 0.4), (0.1, 0.1, 2.5), (1.5, -1, -0.5), (3, 3, 1)]


@pytest.mark.parametrize("projection", ["perspective", "orthographic"])
def test_space_pixels_are_where_plotly_draws_a_scatter3d(module: Any, projection: str) -> None:
    distances = module(
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
const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
return {
  cut: words.filter((word) => out(box(word))),
  meeting: boxes.flatMap((one, i) => boxes.slice(i + 1).filter((other) => meet(one, other))),
  names: words.filter(({ name }) => name).map(({ text }) => text),
  numbers: ["x", "y", "z"].map((axis) => words.filter((word) => word.axis === axis && !word.name).length),
};
"""


@pytest.mark.parametrize("size", [(450, 215), (220, 130), (900, 300), (350, 500)], ids=str)
@pytest.mark.parametrize("eye", [(0.2, -1.5, 1.75), (1.2, 1.0, 1.0), (-2.0, 0.3, 0.8), (0.05, -0.4, 2.4)], ids=str)
def test_the_words_about_a_box_are_whole_and_apart(module: Any, eye: tuple[float, ...], size: tuple[int, int]) -> None:
    found = module("panels/edges", LETTERED, [eye, size])
    assert found["cut"] == [] and found["meeting"] == []
    assert found["names"] == ["along the valley", "b", "cost"]
    assert sum(found["numbers"]) >= 5 and found["numbers"][0] >= 2


def test_a_hull_is_met_by_a_box_that_reaches_into_it(module: Any) -> None:
    body = """const covers = hull([[0, 0], [10, 0], [5, 10], [5, 4]]);
        const box = (left, top, size) => ({ left, top, right: left + size, bottom: top + size });
        return [box(4, 4, 1), box(-3, -3, 4), box(8, 8, 2), box(-1, 6, 2), box(-20, -20, 50)].map(covers)"""
    assert module("panels/edges", body) == [True, True, False, False, True]


@pytest.mark.parametrize("ratio", [0.8, 1.5, 3.0])
@pytest.mark.parametrize("eye", [{"x": 0.2, "y": -1.5, "z": 1.7}, {"x": -1, "y": -1, "z": 1}], ids=str)
def test_the_first_camera_fills_the_panel_up_to_its_margins(module: Any, eye: dict[str, float], ratio: float) -> None:
    """Seen from there as plotly sees: towards the centre, 45 degrees from top to bottom."""
    points = np.array([[x, y, z] for x in (-1.5, 1.5) for y in (-0.7, 0.7) for z in (-0.3, 0.3)])
    room = {"left": 0.1, "right": 0.05, "top": 0.05, "bottom": 0.2}
    body = "const [points, eye, ratio, room] = given; return filling(points, eye, ratio, room).camera"
    camera = module("camera", body, [points.tolist(), eye, ratio, room])
    at, centre = (np.array([camera[which][axis] for axis in "xyz"]) for which in ("eye", "center"))
    back = (at - centre) / np.linalg.norm(at - centre)
    right = np.cross([0, 0, 1], back) / np.linalg.norm(np.cross([0, 0, 1], back))
    depth = (at - points) @ back * math.tan(math.pi / 8)
    across, along = (points - at) @ right / depth / ratio, (points - at) @ np.cross(back, right) / depth
    shown = [(across, -0.8, 0.9), (along, -0.6, 0.9)]
    for seen, low, high in shown:
        assert seen.min() > low - 0.01 and seen.max() < high + 0.01
    assert any(seen.max() - seen.min() == pytest.approx(high - low, rel=0.01) for seen, low, high in shown)


# scale.js, of the page's dials


@pytest.mark.parametrize(
    ("value", "by", "then"),
    [(0.01, 1, 0.0112), (8.91, 1, 10), (10, 1, 10), (10, 10, 10), (8.91, 10, 10), (1e-4, -1, 1e-4), (50, 1, 56.2)]
    + [(50, -10, 15.8), (12, -10, 3.98), (1e30, 1, 1e30), (2e-5, 10, 6.31e-5), (1e-30, -1, 1e-30)],
)
def test_steps_of_the_rate_end_where_its_slider_does_unless_one_has_typed_beyond(
    module: Any, value: float, by: int, then: float
) -> None:
    dial = {"whole": False, "low": 1e-30, "high": 1e30, "stops": stops(curvature(Dataset.notebook()))}
    assert module("../page/scale", "return next(...given)", [dial, value, by]) == pytest.approx(then, rel=1e-2)


@pytest.mark.parametrize(
    ("value", "by", "then"), [(99, 1, 100), (100, 1, 100), (0, -10, 0), (500, 1, 501), (7, 10, 17)]
)
def test_so_do_those_of_a_whole_number(module: Any, value: int, by: int, then: int) -> None:
    dial = {"whole": True, "low": 0, "high": 2**53 - 1, "stops": SEED_STEPS}
    assert module("../page/scale", "return next(...given)", [dial, value, by]) == then


@pytest.mark.parametrize(
    ("value", "told"),
    [(3.406e-6, "3.406e-6"), (0.000025, "2.5e-5"), (1e-4, "0.0001"), (0.01, "0.01"), (0, "0"), (10000, "10000")]
    + [(1e30, "1e30"), (1e-30, "1e-30")],
)
def test_a_dials_number_has_all_its_digits_and_fits(module: Any, value: float, told: str) -> None:
    assert module("../page/scale", "return text(...given)", [value]) == told
