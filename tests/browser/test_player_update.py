"""Another run in the place of the one shown, by itself or because the viewer clicked a start."""

import re

import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, train
from tests.browser.mounting import MOUNT, drawn, epoch, mounted, readout, seek
from tests.browser.payloads import picture


def test_a_new_run_of_equal_length_replaces_path_and_numbers_together(blank: Page) -> None:
    page = mounted(blank)
    seek(page, 43)
    before = drawn(page, "contours")
    config = TrainConfig(lr=0.02)
    page.evaluate("data => mounted.update(data)", picture(config))
    assert drawn(page, "contours") != before  # in the same task: no frame between
    assert readout(page)["epoch"] == 43
    assert readout(page)["W"] == pytest.approx(train(Dataset.notebook(), config).W[43], abs=6e-5)
    shown = {panel: drawn(page, panel) for panel in ("contours", "curve")}
    page.evaluate("mounted.destroy()")
    page.evaluate(MOUNT, {"data": picture(config)})
    seek(page, 43)
    assert {panel: drawn(page, panel) for panel in ("contours", "curve")} == shown


def test_a_new_run_keeps_the_camera_and_goes_on_playing(blank: Page) -> None:
    page = mounted(blank)
    page.evaluate(
        "Plotly.relayout(document.querySelector('.lr-bowl .lr-stage'), {'scene.camera.eye': {x: 1, y: 2, z: 0.5}})"
    )
    page.keyboard.press("Space")
    page.evaluate("data => mounted.update(data)", picture(TrainConfig(lr=0.02)))
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    eye = page.evaluate("document.querySelector('.lr-bowl .lr-stage')._fullLayout.scene._scene.getCamera().eye")
    assert eye == pytest.approx({"x": 1, "y": 2, "z": 0.5}, abs=1e-6)


@pytest.mark.parametrize(
    ("config", "kept"),
    [(TrainConfig(lr=0.2), True), (TrainConfig(epochs=50), True), (TrainConfig(init=(3.0, 1.0)), False)],
    ids=["another rate", "fewer epochs", "another start"],
)
def test_a_zoom_is_kept_while_the_range_beneath_it_is_the_same(blank: Page, config: TrainConfig, kept: bool) -> None:
    page = mounted(blank)
    page.evaluate("Plotly.relayout(document.querySelector('.lr-contours .lr-stage'), {'xaxis.range': [0.8, 1]})")
    data = picture(config)
    page.evaluate("data => mounted.update(data)", data)
    shown = page.evaluate("document.querySelector('.lr-contours .lr-stage')._fullLayout.xaxis.range")
    assert (shown == [0.8, 1]) == kept
    if not kept:
        assert shown == pytest.approx(data["frame"]["W"])


def test_a_new_run_opens_in_its_midst_or_at_its_start(blank: Page) -> None:
    page = mounted(blank)
    seek(page, 700)
    page.evaluate("data => mounted.update(data)", picture(TrainConfig(epochs=2000)))
    assert epoch(page) == 700
    page.evaluate("data => mounted.update(data)", picture(TrainConfig(epochs=20)))
    assert epoch(page) == 0
    page.keyboard.press("End")
    page.evaluate("data => mounted.update(data)", picture(TrainConfig(epochs=300)))
    assert epoch(page) == 0


def test_the_same_run_on_another_stage_stays_where_it_is(blank: Page) -> None:
    page = mounted(blank)
    page.keyboard.press("End")
    page.evaluate("data => mounted.update(data)", picture() | {"id": "another"})
    assert epoch(page) == 1000


def test_the_same_run_in_another_theme_keeps_everything(blank: Page) -> None:
    page = mounted(blank)
    seek(page, 43)
    before = page.evaluate("getComputedStyle(document.querySelector('.lr-readout')).color")
    page.evaluate("host.style.setProperty('--st-background-color', '#12171f')")
    page.evaluate("data => mounted.update(data)", picture())
    after = page.evaluate("getComputedStyle(document.querySelector('.lr-readout')).color")
    assert epoch(page) == 43 and after != before


@pytest.mark.parametrize(
    "config",
    [TrainConfig(lr=0.2), TrainConfig(lr=1000.0), TrainConfig(epochs=1), TrainConfig(init=(1.0, 0.0), epochs=5)],
)
def test_awkward_runs_play_without_an_error(blank: Page, config: TrainConfig) -> None:
    page = mounted(blank, config)
    last = int(page.get_by_role("slider", name="Epoch").get_attribute("max") or 0)
    for t in range(0, last + 1, max(1, last // 10)):
        seek(page, t)
    assert "NaN" not in page.evaluate("document.querySelector('.lr-player').innerHTML")


@pytest.mark.parametrize("data", [Dataset("own", (2.0,), (3.0,)), Dataset("own", (2.0, 2.0, 2.0), (1.0, 2.0, 6.0))])
def test_awkward_points_play_without_an_error(blank: Page, data: Dataset) -> None:
    page = mounted(blank, TrainConfig(epochs=30), data)
    seek(page, 30)
    assert readout(page)["epoch"] == 30
    assert "NaN" not in page.evaluate("document.querySelector('.lr-player').innerHTML")


# The pointer


def test_a_click_on_the_contours_asks_for_a_start_there(blank: Page) -> None:
    page = mounted(blank)
    box = page.get_by_role("img", name="Cost contours").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    page.wait_for_function("starts.length === 1")
    W, b = page.evaluate(
        """([x, y]) => {
            const stage = document.querySelector(".lr-contours .lr-stage");
            const {xaxis, yaxis} = stage._fullLayout, box = stage.getBoundingClientRect();
            return [xaxis.p2d(x - box.left - xaxis._offset), yaxis.p2d(y - box.top - yaxis._offset)];
        }""",
        [x, y],
    )
    start = page.evaluate("starts[0]")
    assert start["W"] == pytest.approx(W, abs=1e-3) and start["b"] == pytest.approx(b, abs=1e-3)
    assert len(str(start["W"])) <= 7


def test_the_run_from_a_clicked_start_is_shown_from_its_beginning(blank: Page) -> None:
    page = mounted(blank)
    seek(page, 43)
    page.get_by_role("img", name="Cost contours").click(position={"x": 150, "y": 80})
    page.wait_for_function("starts.length === 1")
    start = page.evaluate("starts[0]")
    page.evaluate("data => mounted.update(data)", picture(TrainConfig(init=(start["W"], start["b"]))))
    assert epoch(page) == 0
    assert readout(page)["W"] == pytest.approx(start["W"], abs=1e-4)


def test_a_drag_on_the_contours_zooms_and_starts_nothing(blank: Page) -> None:
    page = mounted(blank)
    box = page.get_by_role("img", name="Cost contours").bounding_box()
    assert box
    page.mouse.move(box["x"] + 150, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 120, steps=4)
    page.mouse.up()
    page.wait_for_timeout(500)
    assert page.evaluate("starts") == []


def test_hovering_tells_the_numbers_beneath_the_pointer(blank: Page) -> None:
    page = mounted(blank)
    seek(page, 1000)
    contours = page.get_by_role("img", name="Cost contours")
    contours.hover(position={"x": 100, "y": 60})
    expect(contours.locator(".lr-tip")).to_contain_text(re.compile(r"W .*b .*cost", re.DOTALL))
    point = page.locator(".lr-contours .lr-point").bounding_box()
    assert point
    page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    expect(contours.locator(".lr-tip")).to_contain_text("epoch")
    curve = page.get_by_role("img", name="Cost per epoch")
    curve.hover(position={"x": 200, "y": 60})
    expect(curve.locator(".lr-tip")).to_contain_text(re.compile(r"epoch \d+\s+W .*cost", re.DOTALL))
