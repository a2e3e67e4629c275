"""The palette: what stands out from what, for any eye."""

import itertools

import numpy as np
import pytest
from playwright.sync_api import Page

from linreg.telling.speed import AWAY, LATER, UP_TO
from tests.browser.ran import ran

# speeds.js


def test_each_class_of_speeds_has_a_colour_and_those_that_are_not_down_a_sign(blank: Page) -> None:
    body = """
        const { themeOf } = await import("/static/player/theme.js");
        const theme = themeOf(document.body);
        return given.map(speed => [fillOf(speed, theme), sign(speed, 5, 5, 2).endsWith("Z")])"""
    told = ran(blank, "speeds", body, list(range(AWAY + 1)))
    fills = [fill for fill, _ in told]
    assert len(set(fills[:LATER])) == LATER == len(UP_TO) and "none" not in fills[:LATER]
    assert fills[LATER:] == ["none", "none"]
    assert [square for _, square in told] == [*[True] * (LATER + 1), False]  # a cross for who is farther away


# theme.js


@pytest.mark.parametrize("background", ["#ffffff", "#12171f", "#0e1117"])
def test_text_stands_out_in_every_theme(blank: Page, background: str) -> None:
    body = """document.body.style.setProperty("--st-background-color", given);
        const theme = themeOf(document.body);
        const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const against = luminance(theme.paper);
        return ["ink", "muted", "line", "minimum"].map(role => contrast(luminance(theme[role]), against))"""
    assert min(ran(blank, "theme", body, background)) >= 4.5


@pytest.mark.parametrize("background", ["#ffffff", "#12171f"])
def test_the_path_stands_out_from_its_casing_and_that_where_the_path_would_not(blank: Page, background: str) -> None:
    """The casing has the paper's colour. Where a level is too near to it to be told, the path needs none."""
    body = """document.body.style.setProperty("--st-background-color", given);
        const theme = themeOf(document.body);
        const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const [path, paper] = [luminance(theme.path), luminance(theme.paper)];
        const levels = [0, 0.25, 0.5, 0.75, 1].map(part => luminance(level(part, theme)));
        return [contrast(path, paper), ...levels.map(one => Math.max(contrast(one, path), contrast(one, paper)))]"""
    on_casing, *on_levels = ran(blank, "theme", body, background)
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
def test_runs_are_told_apart_by_any_eye(blank: Page, background: str) -> None:
    body = """document.body.style.setProperty("--st-background-color", given);
        const theme = themeOf(document.body);
        const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        return [[theme.path, ...theme.kept], theme.kept.map(one => contrast(luminance(one), luminance(theme.paper)))]"""
    colours, contrasts = ran(blank, "theme", body, background)
    assert min(contrasts) >= 3
    for eye in EYES:
        apart = [np.linalg.norm(as_seen(a, eye) - as_seen(b, eye)) for a, b in itertools.combinations(colours, 2)]
        assert min(apart) > 11, eye  # a step of one is just to be seen, side by side; a dash tells them apart as well


def test_the_levels_lead_away_from_the_paper(blank: Page) -> None:
    """One hue, told apart by lightness alone: by any eye, and on a pale projector."""
    body = """document.body.style.setProperty("--st-background-color", given);
        const theme = themeOf(document.body);
        return [0, 0.25, 0.5, 0.75, 1].map(part => luminance(level(part, theme)))"""
    light, dark = ran(blank, "theme", body, "#ffffff"), ran(blank, "theme", body, "#12171f")
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def test_roles_become_colours_everywhere_in_a_figure(blank: Page) -> None:
    body = """const theme = themeOf(document.body);
        return JSON.stringify(resolve(given, theme))"""
    figure = {"data": [{"marker": {"color": "$points"}, "fill": ["$level:0.3"], "n": None}], "layout": {"a": "$scale"}}
    assert "$" not in ran(blank, "theme", body, figure)
