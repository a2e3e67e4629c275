"""The player alone on a bare page, without Streamlit: mounted with the payload of a run, and read."""

import re
from typing import Any

from playwright.sync_api import Page

from linreg import Dataset, TrainConfig
from tests.browser.payloads import picture

MOUNT = """async ({data, width, before}) => {
    window.mounted?.destroy();
    window.ends?.forEach(({end}) => end());
    document.body.replaceChildren();
    const {mount} = await import("/static/player/mount.js");
    const {plotly, stylesheet} = await import("/static/player/load.js");
    const [library, sheet] = await Promise.all([plotly("/static/plotly.min.js"), stylesheet()]);
    const host = document.body.appendChild(document.createElement("div"));
    if (width) host.style.width = width + "px";
    document.body.insertAdjacentHTML("beforeend", before ?? "");
    window.starts = [];
    window.endings = [];
    window.host = host;
    const on = {start: place => starts.push(place), ended: id => endings.push(id)};
    window.mounted = mount(host, data, on, {plotly: library, sheet});
    await new Promise(done => setTimeout(done, 100));
}"""


def mounted(blank: Page, config: TrainConfig | None = None, data: Dataset | None = None, **more: Any) -> Page:
    """Mounts a player with the payload of a run, in the place of the one before, and gives the page back."""
    blank.evaluate(MOUNT, {"data": picture(config, data, more.pop("lang", "en")), **more})
    return blank


def epoch(page: Page) -> int:
    return int(page.evaluate("document.querySelector('.lr-player').player.epoch"))


def seek(page: Page, there: int) -> None:
    page.get_by_role("slider", name="Epoch").fill(str(there))


def readout(page: Page, name: str = "Readout") -> dict[str, float]:
    """The readout's numbers by their names; `name` is the readout's own, in its language."""
    text = page.get_by_role("status", name=name).inner_text().replace("−", "-").replace(",", "")
    return {name: float(value) for name, value in re.findall(r"(\S+)\s+(-?[\d.]+(?:e-?\d+)?)", text)}


def place(page: Page, panel: str) -> tuple[float, float]:
    """Where the moving point of a panel is, in pixels of its plot area."""
    matrix = page.locator(f".lr-{panel} .lr-point").get_attribute("transform") or ""
    x, y = re.findall(r"-?[\d.]+", matrix)
    return float(x), float(y)


def drawn(page: Page, panel: str) -> str:
    """The text of all that is drawn of a panel's path."""
    return str(
        page.evaluate(
            "name => [...document.querySelectorAll(`.lr-${name} .lr-path path`)].map(p => p.getAttribute('d')).join()",
            panel,
        )
    )
