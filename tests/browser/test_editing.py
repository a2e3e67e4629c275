"""Points edited on the picture: what follows while one is held, what is so once it is let go, and the way back."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, train
from tests.browser.reading import open_page, readout, readout_of, wait_for_epoch
from tests.browser.test_phone import SMALL
from tests.browser.warm import At


def points(page: Page) -> Dataset:
    """The points in the address."""
    numbers = [float(each) for each in parse_qs(urlsplit(page.url).query)["points"][0].split("_")]
    return Dataset("own", numbers[::2], numbers[1::2])


def middle(page: Page, i: int) -> tuple[float, float]:
    box = page.locator(".lr-handle").nth(i).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_what_follows_a_held_point_and_what_is_so_once_it_is_let_go(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/?epochs=20&lr=0.1")
    page.get_by_role("button", name="To end", exact=True).click()
    wait_for_epoch(page, 20)
    before = readout(page)["W"]
    page.get_by_role("button", name="Present").wait_for()  # with it come the page's keys
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Edit points")).to_have_attribute("aria-pressed", "true")
    x, y = middle(page, 2)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y - 40, steps=5)
    # a real training of the moment's points, of which the page knows nothing yet
    expect(readout_of(page)).not_to_contain_text(f"{before:.4f}")
    assert "points" not in page.url
    page.mouse.up()
    page.wait_for_url(re.compile("points=1_1_2_2_"))
    expect(page.locator(".lr-held")).to_have_count(0)
    moved = points(page)
    assert all(len(repr(value)) <= 6 for value in (*moved.x, *moved.y))
    run = train(moved, TrainConfig(lr=0.1, epochs=20))
    expect(readout_of(page)).to_contain_text(f"{run.W[-1]:.4f}")  # at the end, as before
    assert readout(page)["cost"] == pytest.approx(float(run.cost[-1]), rel=1e-3)
    expect(page.get_by_role("group", name="Edit points").get_by_text("limit")).to_be_visible()

    # the way back, and back again
    expect(page.get_by_test_id("stSidebar").get_by_text("Changed by hand.")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("button", name="Back to: Notebook's three").click()
    page.wait_for_url(lambda url: "points" not in url)
    expect(page.locator(".lr-handle").nth(2)).to_have_accessible_name("Point 3: x 3, y 3")
    page.keyboard.press("Control+z")
    page.wait_for_url(re.compile("points=1_1_2_2_"))
    assert points(page) == moved

    # the table of one's own points, and the mode's switch beside it
    page.get_by_role("radio", name="Points", exact=True).click()
    switch = page.locator(".linreg-edit").get_by_role("button", name="Edit points")
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.locator(".lr-handle").nth(0).focus()
    page.keyboard.press("Delete")
    page.wait_for_url(re.compile("points=2_2_[^_]*_[^_]*(&|$)"))
    expect(page.get_by_role("textbox", name="x 1", exact=True)).to_have_value("2")
    switch.click()
    expect(page.locator(".lr-hand")).to_be_hidden()


def test_a_finger_adds_and_drags_a_point_and_the_page_stays_where_it_is(touched: At) -> None:
    page = touched("/?epochs=20")
    page.get_by_role("button", name="Edit points").tap()
    box = page.locator(".lr-hand").bounding_box()
    assert box is not None and page.evaluate(SMALL) == []
    page.touchscreen.tap(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.3)
    page.wait_for_url(re.compile("points=1_1_2_2_3_3_"))
    x, y = middle(page, 1)
    client = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        client.send(
            "Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": [{"x": x, "y": y} for x, y in places]}
        )

    touch("Start", (x + 12, y - 12))  # beside the point, as fingers are
    for step in range(1, 6):
        touch("Move", (x + 12, y - 12 + 8 * step))
    touch("End")
    page.wait_for_function("!new URLSearchParams(location.search).get('points').startsWith('1_1_2_2_')")
    moved = points(page)
    assert moved.x[1] == 2 and moved.y[1] < 2 and (moved.x[2], moved.y[2]) == (3, 3)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop + scrollY") == 0
    strip = page.locator(".lr-strip")
    expect(strip.get_by_role("button")).to_have_count(4)  # the way back among them
    assert strip.evaluate("e => e.offsetHeight") <= 44 + 4 + 44  # two rows
