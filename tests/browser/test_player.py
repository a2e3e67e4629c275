"""The player alone, without Streamlit: what a viewer, a keyboard and a screen reader meet."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from linreg import Dataset, TrainConfig, train
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

Show = Callable[..., Page]


@pytest.fixture
def show(blank: Page) -> Show:
    """Mounts a player with the payload of a run, in the place of the one before, and gives the page back."""

    def mounted(config: TrainConfig | None = None, data: Dataset | None = None, **more: Any) -> Page:
        blank.evaluate(MOUNT, {"data": picture(config, data, more.pop("lang", "en")), **more})
        return blank

    return mounted


@pytest.fixture
def calm(browser: Browser, static_url: str) -> Iterator[Page]:
    """A player in a browser that asks for less motion."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{static_url}/modules/blank.html")
    page.evaluate(MOUNT, {"data": picture()})
    yield page
    context.close()


def epoch(page: Page) -> int:
    return int(page.evaluate("document.querySelector('.lr-player').player.epoch"))


def seek(page: Page, there: int) -> None:
    page.get_by_role("slider", name="Epoch").fill(str(there))


def readout(page: Page) -> dict[str, float]:
    """The readout's numbers by their names."""
    text = page.get_by_role("status", name="Readout").inner_text().replace("−", "-").replace(",", "")
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


# What is there


def test_the_player_has_its_accessible_names(show: Show) -> None:
    page = show()
    for name in ("Fitted line", "Cost contours", "Cost surface", "Cost per epoch"):
        expect(page.get_by_role("img", name=re.compile(f"^{name}: "))).to_be_visible()
    for name in ("Play", "Step back", "Step forward", "To start", "To end", "Uniform time", "Squares"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("slider", name="Epoch")).to_be_visible()
    expect(page.get_by_role("group", name="Speed").get_by_role("button")).to_have_count(4)
    expect(page.get_by_role("status", name="Readout")).to_contain_text("epoch 0")


@pytest.mark.parametrize("t", [0, 1, 43, 1000])
def test_the_readout_tells_the_states_own_numbers(show: Show, t: int) -> None:
    page = show()
    seek(page, t)
    run = train(Dataset.notebook(), TrainConfig())
    said = readout(page)
    assert said["epoch"] == t
    assert said["W"] == pytest.approx(run.W[t], abs=6e-5)
    assert said["b"] == pytest.approx(run.b[t], abs=6e-5)
    assert said["cost"] == pytest.approx(run.cost[t], rel=6e-4)
    assert said["∂cost/∂W"] == pytest.approx(run.grad_W[t], rel=6e-4)
    assert said["∂cost/∂b"] == pytest.approx(run.grad_b[t], rel=6e-4)


def test_the_point_on_the_contours_stands_where_plotly_would_draw_it(show: Show) -> None:
    page = show()
    seek(page, 43)
    run = train(Dataset.notebook(), TrainConfig())
    x, y = page.evaluate(
        """([W, b]) => {
            const {xaxis, yaxis} = document.querySelector(".lr-contours .lr-stage")._fullLayout;
            return [xaxis.d2p(W), yaxis.d2p(b)];
        }""",
        [run.W[43], run.b[43]],
    )
    assert place(page, "contours") == pytest.approx((x, y), abs=0.1)


def test_squares_are_drawn_on_request_and_are_squares(show: Show) -> None:
    page = show()
    squares = page.locator(".lr-squares")
    assert not squares.get_attribute("d")
    page.get_by_role("button", name="Squares").click()
    sides = re.findall(r"h(-?[\d.]+)v(-?[\d.]+)", squares.get_attribute("d") or "")
    assert len(sides) == 3
    assert all(abs(float(across)) == abs(float(up)) for across, up in sides)


def test_korean_words_are_shown(show: Show) -> None:
    page = show(lang="ko")
    expect(page.get_by_role("button", name="재생", exact=True)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("에포크 0")


# Playing


def test_play_pause_and_play_at_the_end(show: Show) -> None:
    page = show()
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.querySelector('.lr-player').player.epoch >= 3")
    page.get_by_role("button", name="Pause", exact=True).click()
    stood = epoch(page)
    page.wait_for_timeout(200)
    assert epoch(page) == stood == readout(page)["epoch"]
    page.get_by_role("button", name="To end").click()
    assert epoch(page) == 1000
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.querySelector('.lr-player').player.epoch < 100")


def test_a_short_run_plays_to_its_end_and_stops(show: Show) -> None:
    page = show(TrainConfig(epochs=3))
    page.get_by_role("group", name="Speed").get_by_text("4×").click()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('.lr-player').player.epoch === 3")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_the_keys_of_the_player(show: Show) -> None:
    page = show()
    for key, there in [
        ("ArrowRight", 1),
        ("Shift+ArrowRight", 11),
        ("ArrowLeft", 10),
        ("End", 1000),
        ("Shift+ArrowLeft", 990),
        ("Home", 0),
        ("ArrowLeft", 0),
    ]:
        page.keyboard.press(key)
        assert epoch(page) == there, key
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    "control", ["<input id=c>", "<div id=c role=slider tabindex=0></div>", "<textarea id=c></textarea>"]
)
def test_keys_typed_into_another_control_are_its_own(show: Show, control: str) -> None:
    page = show(before=control)
    page.locator("#c").focus()
    for key in ("ArrowRight", "End", "Space"):
        page.keyboard.press(key)
    assert epoch(page) == 0
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_space_on_a_button_presses_that_button_only(show: Show) -> None:
    page = show()
    page.get_by_role("button", name="Step forward").focus()
    page.keyboard.press("Space")
    assert epoch(page) == 1
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_with_reduced_motion_playing_jumps_and_never_glides(calm: Page) -> None:
    calm.keyboard.press("Space")
    places = set()
    for _ in range(20):
        calm.wait_for_timeout(100)
        places.add(place(calm, "contours"))
    assert 2 <= len(places) <= 5


def test_the_readout_is_silent_to_screen_readers_while_playing(show: Show) -> None:
    page = show()
    status = page.get_by_role("status", name="Readout")
    expect(status).to_have_attribute("aria-live", "polite")
    page.keyboard.press("Space")
    expect(status).to_have_attribute("aria-live", "off")


# Another run


def test_a_new_run_of_equal_length_replaces_path_and_numbers_together(show: Show) -> None:
    page = show()
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


def test_a_new_run_keeps_the_camera_and_goes_on_playing(show: Show) -> None:
    page = show()
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
def test_a_zoom_is_kept_while_the_range_beneath_it_is_the_same(show: Show, config: TrainConfig, kept: bool) -> None:
    page = show()
    page.evaluate("Plotly.relayout(document.querySelector('.lr-contours .lr-stage'), {'xaxis.range': [0.8, 1]})")
    data = picture(config)
    page.evaluate("data => mounted.update(data)", data)
    shown = page.evaluate("document.querySelector('.lr-contours .lr-stage')._fullLayout.xaxis.range")
    assert (shown == [0.8, 1]) == kept
    if not kept:
        assert shown == pytest.approx(data["frame"]["W"])


def test_a_new_run_opens_in_its_midst_or_at_its_start(show: Show) -> None:
    page = show()
    seek(page, 700)
    page.evaluate("data => mounted.update(data)", picture(TrainConfig(epochs=2000)))
    assert epoch(page) == 700
    page.evaluate("data => mounted.update(data)", picture(TrainConfig(epochs=20)))
    assert epoch(page) == 0
    page.keyboard.press("End")
    page.evaluate("data => mounted.update(data)", picture(TrainConfig(epochs=300)))
    assert epoch(page) == 0


def test_the_same_run_on_another_stage_stays_where_it_is(show: Show) -> None:
    page = show()
    page.keyboard.press("End")
    page.evaluate("data => mounted.update(data)", picture() | {"id": "another"})
    assert epoch(page) == 1000


def test_the_same_run_in_another_theme_keeps_everything(show: Show) -> None:
    page = show()
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
def test_awkward_runs_play_without_an_error(show: Show, config: TrainConfig) -> None:
    page = show(config)
    last = int(page.get_by_role("slider", name="Epoch").get_attribute("max") or 0)
    for t in range(0, last + 1, max(1, last // 10)):
        seek(page, t)
    assert "NaN" not in page.evaluate("document.querySelector('.lr-player').innerHTML")


@pytest.mark.parametrize("data", [Dataset("own", (2.0,), (3.0,)), Dataset("own", (2.0, 2.0, 2.0), (1.0, 2.0, 6.0))])
def test_awkward_points_play_without_an_error(show: Show, data: Dataset) -> None:
    page = show(TrainConfig(epochs=30), data)
    seek(page, 30)
    assert readout(page)["epoch"] == 30
    assert "NaN" not in page.evaluate("document.querySelector('.lr-player').innerHTML")


# The pointer


def test_a_click_on_the_contours_asks_for_a_start_there(show: Show) -> None:
    page = show()
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


def test_the_run_from_a_clicked_start_is_shown_from_its_beginning(show: Show) -> None:
    page = show()
    seek(page, 43)
    page.get_by_role("img", name="Cost contours").click(position={"x": 150, "y": 80})
    page.wait_for_function("starts.length === 1")
    start = page.evaluate("starts[0]")
    page.evaluate("data => mounted.update(data)", picture(TrainConfig(init=(start["W"], start["b"]))))
    assert epoch(page) == 0
    assert readout(page)["W"] == pytest.approx(start["W"], abs=1e-4)


def test_a_drag_on_the_contours_zooms_and_starts_nothing(show: Show) -> None:
    page = show()
    box = page.get_by_role("img", name="Cost contours").bounding_box()
    assert box
    page.mouse.move(box["x"] + 150, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 120, steps=4)
    page.mouse.up()
    page.wait_for_timeout(500)
    assert page.evaluate("starts") == []


def test_hovering_tells_the_numbers_beneath_the_pointer(show: Show) -> None:
    page = show()
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


# Room and end


@pytest.mark.parametrize("width", [340, 390, 520, 644, 700, 960, 1120])
def test_nothing_is_wider_than_its_place(show: Show, width: int) -> None:
    page = show(TrainConfig(lr=0.2), width=width)
    page.keyboard.press("End")
    wide = page.evaluate(
        """() => {
            const right = host.getBoundingClientRect().right + 1;
            return [...host.querySelectorAll(".lr-desk *")].filter(e => e.getBoundingClientRect().right > right)
                .map(e => e.className.baseVal ?? e.className);
        }"""
    )
    assert wide == []


def test_panels_are_stacked_where_it_is_narrow_and_a_finger_can_scroll_past(show: Show) -> None:
    page = show(width=390)
    tops = page.evaluate("[...document.querySelectorAll('.lr-panel')].map(panel => panel.getBoundingClientRect().top)")
    assert len(set(tops)) == 4
    touch = page.evaluate("getComputedStyle(document.querySelector('.lr-contours .nsewdrag')).touchAction")
    assert touch == "manipulation"


def test_destroy_leaves_nothing_behind(show: Show) -> None:
    page = show()
    page.keyboard.press("Space")
    page.evaluate("mounted.destroy()")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert page.evaluate("host.childElementCount") == 0


# The component

COMPONENT = """async payloads => {
    const {default: show} = await import("/static/player/streamlit.js");
    const {plotly} = await import("/static/player/load.js");
    await plotly("/static/plotly.min.js");
    window.mounted?.destroy();
    window.ends?.forEach(({end}) => end());
    document.body.replaceChildren();
    window.host = document.body.appendChild(document.createElement("div"));
    window.triggers = [];
    const heard = {setTriggerValue: (...what) => triggers.push(what), setStateValue() {}};
    window.give = data => show({data, parentElement: host, ...heard});
    window.ends = payloads.map(give);
    await new Promise(done => setTimeout(done, 500));
}"""


def test_calls_while_it_loads_mount_one_player_with_the_latest_data(show: Show) -> None:
    page = show()
    page.evaluate(COMPONENT, [picture(), picture(TrainConfig(epochs=20))])
    assert page.get_by_role("slider", name="Epoch").get_attribute("max") == "20"
    assert page.evaluate("host.querySelectorAll('.lr-player').length") == 1


def test_the_late_cleanup_of_an_overtaken_call_leaves_the_live_player(show: Show) -> None:
    page = show()
    page.evaluate(COMPONENT, [picture()])
    page.evaluate("data => ends.push(give(data))", picture(TrainConfig(lr=0.02)))
    page.evaluate("ends[0].end()")
    page.keyboard.press("End")
    assert epoch(page) == 1000
    page.evaluate("ends[1].end()")
    assert page.evaluate("host.childElementCount") == 0


def test_unmounted_while_it_loads_it_never_appears(show: Show) -> None:
    page = show()
    page.evaluate(COMPONENT.replace("payloads.map(give)", "payloads.map(give); ends[0].end()"), [picture()])
    assert page.evaluate("host.childElementCount") == 0


def test_a_clicked_start_becomes_the_components_trigger(show: Show) -> None:
    page = show()
    page.evaluate(COMPONENT, [picture()])
    page.get_by_role("img", name="Cost contours").click(position={"x": 150, "y": 80})
    page.wait_for_function("triggers.length === 1")
    name, start = page.evaluate("triggers[0]")
    assert name == "start" and set(start) == {"W", "b"}
