"""Streamlit's settings: those that a class of a hundred needs are on, each says why, and the theme can be read."""

import tomllib
from itertools import product
from pathlib import Path

import pytest
from streamlit import config as streamlit_config

FILE = Path(__file__).parents[1] / ".streamlit" / "config.toml"
SETTINGS = tomllib.loads(FILE.read_text(encoding="utf-8"))
THEMES = [SETTINGS["theme"][name] for name in ("light", "dark")]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours "#rrggbb", 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_meets_its_two_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#1f3a5f", "#1f3a5f") == pytest.approx(1)


@pytest.mark.parametrize(
    ("section", "option", "value"),
    [
        ("server", "fileWatcherType", "none"),
        ("server", "enableStaticServing", True),
        ("server", "maxMessageSize", 10),
        ("client", "showErrorDetails", "none"),
        ("browser", "gatherUsageStats", False),
    ],
)
def test_what_a_full_class_needs_is_set(section: str, option: str, value: object) -> None:
    assert SETTINGS[section][option] == value


def test_streamlit_knows_every_option() -> None:
    known = set(streamlit_config.get_config_options())
    for section in SETTINGS.keys() - {"theme"}:
        assert {f"{section}.{option}" for option in SETTINGS[section]} <= known
    for theme in ("light", "dark"):
        assert {f"theme.{theme}.{option}" for option in SETTINGS["theme"][theme]} - {f"theme.{theme}.sidebar"} <= known


def test_every_setting_of_the_server_carries_its_reason() -> None:
    lines = FILE.read_text(encoding="utf-8").partition("[theme]")[0].splitlines()
    for before, line in zip(lines, lines[1:], strict=False):
        assert " = " not in line or line.startswith("#") or before.startswith("#"), f"no reason above: {line}"


@pytest.mark.parametrize("theme", THEMES)
def test_text_of_every_colour_has_at_least_four_and_a_half_to_one(theme: dict[str, str]) -> None:
    inks = [colour for name, colour in theme.items() if name.endswith(("textColor", "TextColor", "primaryColor"))]
    backgrounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"]]
    assert min(contrast(ink, paper) for ink, paper in product(inks, backgrounds)) >= 4.5
