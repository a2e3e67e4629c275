"""The bowl as it is painted, measured in pixels: large, apart from the page in both themes, its path readable."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from linreg import Dataset, TrainConfig
from tests.browser.mounting import MOUNT
from tests.browser.payloads import picture

PAPER = {"light": "#ffffff", "dark": "#12171f"}
INK = {"light": "#1f3a5f", "dark": "#e3e9f2"}
LINE = Dataset.line(30, 2.0, -1.0, 1.0, seed=1)
PICTURES = {
    "notebook": (Dataset.notebook(), TrainConfig()),
    "another start": (Dataset.notebook(), TrainConfig(init=(3.0, 4.0), lr=0.05)),
    "noisy line": (LINE, TrainConfig(lr=0.05)),
    "standardised": (LINE.standardised()[0], TrainConfig(lr=0.3)),
    "falling": (Dataset("own", (-1.0, -2.0, -4.0), (2.0, 3.0, 7.0)), TrainConfig(lr=0.05)),
}
EXTREMES = ("noisy line", "standardised")  # the longest valley and the roundest: between them are all others
READ = ("notebook", "noisy line")  # on which the path is read, in either theme
SIZES = {"a panel of four": (1280, 720), "a wide screen": (1920, 1080), "a phone": (390, 844)}
# The scene with its surface or without, the marks over it or not, and nothing else beside
SHOW = """([surface, marks]) => {
    const panel = document.querySelector(".lr-bowl");
    document.querySelector(".lr-desk").style.visibility = "hidden"; // on a phone it lies over the panels
    for (const over of panel.querySelectorAll(".lr-layer, .lr-caption, .lr-edges")) over.style.visibility = "hidden";
    if (marks) panel.querySelector(".lr-path").style.visibility = "visible";
    return Plotly.restyle(panel.querySelector(".lr-stage"), {opacity: surface ? 1 : 0}, [0])
        .then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));
}"""


def mount(page: Page, name: str, theme: str, size: str = "a panel of four") -> None:
    """The player with a run at its twelfth epoch, in a theme's colours."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    data, config = PICTURES[name]
    page.evaluate(MOUNT, {"data": picture(config, data) | {"at": 12}})
    colours = {"--st-background-color": PAPER[theme], "--st-text-color": INK[theme]}
    page.evaluate(
        """colours => { for (const [name, value] of Object.entries(colours)) host.style.setProperty(name, value);
            document.body.style.background = colours["--st-background-color"]; }""",
        colours,
    )
    page.evaluate("data => mounted.update(data)", picture(config, data) | {"at": 12, "id": "again"})


def painted(page: Page, surface: bool, marks: bool = False) -> np.ndarray:
    """The relative luminance, as WCAG defines it, of every pixel of the bowl's panel."""
    page.evaluate(SHOW, [surface, marks])
    png = page.locator(".lr-bowl").screenshot(animations="disabled")
    part = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), np.float64) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: np.ndarray | float, other: np.ndarray | float) -> np.ndarray:
    """The contrast of two luminances, from 1 to 21."""
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05))


def bowl(page: Page) -> tuple[np.ndarray, np.ndarray, float]:
    """Where the surface is painted, the luminance of all, and that of the paper."""
    without, shown = painted(page, False), painted(page, True)
    return abs(shown - without) > 1e-3, shown, float(np.median(without))


@pytest.mark.parametrize(
    ("name", "size"),
    [(name, size) for size in SIZES for name in PICTURES if size == "a panel of four" or name in EXTREMES],
)
def test_the_bowl_fills_a_third_of_its_panel_and_is_not_cut_off(blank: Page, name: str, size: str) -> None:
    mount(blank, name, "light", size)
    covered, shown, paper = bowl(blank)
    assert covered.mean() > 1 / 3
    edges = [covered[0], covered[-1], covered[:, 0], covered[:, -1]]
    assert max(edge.mean() for edge in edges) < 0.02
    assert stands_out(covered, shown, paper)
    if size == "a panel of four" and name in READ:
        expect_path(blank, covered, shown, paper)


@pytest.mark.parametrize("name", PICTURES)
def test_the_bowl_stands_out_from_a_dark_page(blank: Page, name: str) -> None:
    mount(blank, name, "dark")
    covered, shown, paper = bowl(blank)
    assert stands_out(covered, shown, paper)
    if name in READ:
        expect_path(blank, covered, shown, paper)


def stands_out(covered: np.ndarray, shown: np.ndarray, paper: float) -> bool:
    """Whether what is painted has, in the median, a contrast of 3 : 1 to the paper."""
    return bool(np.median(contrast(shown[covered], paper)) > 3)


def expect_path(page: Page, covered: np.ndarray, shown: np.ndarray, paper: float) -> None:
    """The path can be read on the bowl that is shown. It lies on a casing: what one sees is the path beside the casing,
    and the casing beside the bowl."""
    marked = painted(page, True, marks=True)
    changed = covered & (abs(marked - shown) > 0.02)
    assert changed.sum() > 100
    near_paper = changed & (contrast(marked, paper) < 1.4)
    path = changed & (contrast(marked, paper) > 2.5)
    assert near_paper.sum() > 0.2 * changed.sum()
    assert np.median(contrast(shown[near_paper], paper)) > 2.5  # the casing on what was there before
    assert np.percentile(contrast(marked[path], paper), 75) > 3  # the path on its casing
