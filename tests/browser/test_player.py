"""The player alone, without Streamlit: what a viewer, a keyboard and a screen reader meet."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from linreg import Dataset, TrainConfig, train
from tests.browser.mounting import MOUNT, epoch, mounted, place, readout, seek
from tests.browser.payloads import picture


@pytest.fixture
def calm(browser: Browser, static_url: str) -> Iterator[Page]:
    """A player in a browser that asks for less motion."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{static_url}/modules/blank.html")
    page.evaluate(MOUNT, {"data": picture()})
    yield page
    context.close()


# What is there


def test_the_player_has_its_accessible_names(blank: Page) -> None:
    page = mounted(blank)
    for name in ("Fitted line", "Cost contours", "Cost surface", "Cost per epoch"):
        expect(page.get_by_role("img", name=re.compile(f"^{name}: "))).to_be_visible()
    for name in ("Play", "Step back", "Step forward", "To start", "To end", "Uniform time", "Squares"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("slider", name="Epoch")).to_be_visible()
    expect(page.get_by_role("group", name="Speed").get_by_role("button")).to_have_count(4)
    expect(page.get_by_role("status", name="Readout")).to_contain_text("epoch 0")


def test_the_readout_tells_the_states_own_numbers(blank: Page) -> None:
    page = mounted(blank)
    run = train(Dataset.notebook(), TrainConfig())
    for t in (0, 1, 43, 1000):
        seek(page, t)
        said = readout(page)
        assert said["epoch"] == t
        assert said["W"] == pytest.approx(run.W[t], abs=6e-5)
        assert said["b"] == pytest.approx(run.b[t], abs=6e-5)
        assert said["cost"] == pytest.approx(run.cost[t], rel=6e-4)
        assert said["∂cost/∂W"] == pytest.approx(run.grad_W[t], rel=6e-4)
        assert said["∂cost/∂b"] == pytest.approx(run.grad_b[t], rel=6e-4)


def test_the_point_on_the_contours_stands_where_plotly_would_draw_it(blank: Page) -> None:
    page = mounted(blank)
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


def test_squares_are_drawn_on_request_and_are_squares(blank: Page) -> None:
    page = mounted(blank)
    squares = page.locator(".lr-squares")
    assert not squares.get_attribute("d")
    page.get_by_role("button", name="Squares").click()
    sides = re.findall(r"h(-?[\d.]+)v(-?[\d.]+)", squares.get_attribute("d") or "")
    assert len(sides) == 3
    assert all(abs(float(across)) == abs(float(up)) for across, up in sides)


def test_korean_words_are_shown(blank: Page) -> None:
    page = mounted(blank, lang="ko")
    expect(page.get_by_role("button", name="재생", exact=True)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("에포크 0")


# Playing


def test_play_pause_and_play_at_the_end(blank: Page) -> None:
    page = mounted(blank)
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


def test_a_short_run_plays_to_its_end_and_stops(blank: Page) -> None:
    page = mounted(blank, TrainConfig(epochs=3))
    page.get_by_role("group", name="Speed").get_by_text("4×").click()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('.lr-player').player.epoch === 3")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_the_keys_of_the_player(blank: Page) -> None:
    page = mounted(blank)
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
def test_keys_typed_into_another_control_are_its_own(blank: Page, control: str) -> None:
    page = mounted(blank, before=control)
    page.locator("#c").focus()
    for key in ("ArrowRight", "End", "Space"):
        page.keyboard.press(key)
    assert epoch(page) == 0
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_space_on_a_button_presses_that_button_only(blank: Page) -> None:
    page = mounted(blank)
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


def test_the_readout_is_silent_to_screen_readers_while_playing(blank: Page) -> None:
    page = mounted(blank)
    status = page.get_by_role("status", name="Readout")
    expect(status).to_have_attribute("aria-live", "polite")
    page.keyboard.press("Space")
    expect(status).to_have_attribute("aria-live", "off")


# Room and end


@pytest.mark.parametrize("width", [340, 390, 520, 644, 700, 960, 1120])
def test_nothing_is_wider_than_its_place(blank: Page, width: int) -> None:
    page = mounted(blank, TrainConfig(lr=0.2), width=width)
    page.keyboard.press("End")
    wide = page.evaluate(
        """() => {
            const right = host.getBoundingClientRect().right + 1;
            return [...host.querySelectorAll(".lr-desk *")].filter(e => e.getBoundingClientRect().right > right)
                .map(e => e.className.baseVal ?? e.className);
        }"""
    )
    assert wide == []


def test_panels_are_stacked_where_it_is_narrow_and_a_finger_can_scroll_past(blank: Page) -> None:
    page = mounted(blank, width=390)
    tops = page.evaluate("[...document.querySelectorAll('.lr-panel')].map(panel => panel.getBoundingClientRect().top)")
    assert len(set(tops)) == 4
    touch = page.evaluate("getComputedStyle(document.querySelector('.lr-contours .nsewdrag')).touchAction")
    assert touch == "manipulation"


def test_destroy_leaves_nothing_behind(blank: Page) -> None:
    page = mounted(blank)
    page.keyboard.press("Space")
    page.evaluate("mounted.destroy()")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert page.evaluate("host.childElementCount") == 0
