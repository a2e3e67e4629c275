"""Runs kept beside the present one, on the page: one key keeps, one press compares, each is removed again."""

import re

from playwright.sync_api import Page, expect

from linreg.words import words
from tests.browser.reading import wait_for_epoch
from tests.browser.test_room import box
from tests.browser.warm import At

SAY = words("en")
PLAYER = "document.querySelector('.lr-player').player"
WIDE = "document.documentElement.scrollWidth <= innerWidth"


def cells(page: Page) -> list[str]:
    """What stands in the table beneath the runs' names."""
    return page.locator(".compare tbody tr:nth-child(2) td").all_inner_texts()


def test_a_run_is_kept_compared_and_removed(at: At) -> None:
    page = at("/?lr=0.05&epochs=300")
    legend = page.get_by_role("list", name=SAY("player.legend"))
    wait_for_epoch(page, 0)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("+")
    expect(legend.get_by_role("listitem")).to_have_count(2)
    wait_for_epoch(page, 10)  # keeping a run moves no clock
    expect(page.get_by_role("button", name=SAY("compare.keep"))).to_be_disabled()
    page.keyboard.press("]")
    expect(legend).to_contain_text("0.0501")
    expect(page.locator(".lr-contours .lr-point")).to_have_count(2)
    page.keyboard.press("v")
    table = page.get_by_role("table", name=SAY("compare.table"))
    expect(table).to_be_visible()
    assert set(cells(page)) == {""}
    page.keyboard.press("End")
    expect(table).to_contain_text(SAY("compare.kind_descending"))
    assert "" not in cells(page)
    page.reload()
    expect(legend.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name=f"{SAY('compare.remove')}: 0.05", exact=True).click()
    expect(legend).to_be_hidden()
    expect(page.get_by_text(SAY("compare.empty"))).to_be_visible()
    assert "kept" not in page.url


def test_one_press_sets_three_rates_and_the_one_that_explodes_stands(at: At) -> None:
    page = at("/?lens=compare&lang=ko")
    korean = words("ko")
    page.get_by_role("button", name=korean("compare.ready")).click()
    legend = page.get_by_role("list", name=korean("player.legend"))
    expect(legend).to_have_text("lr0.09010.0090.19")
    page.wait_for_url(re.compile("kept=lr~0.009~~lr~0.19"))
    page.keyboard.press("End")
    expect(legend).to_contain_text(korean("player.legend_diverged", epoch="420"))
    expect(page.get_by_role("table")).to_contain_text(korean("compare.kind_converged"))
    page.get_by_role("button", name=f"{korean('compare.remove')}: 0.009", exact=True).click()
    expect(legend).to_have_text(re.compile("lr0.09010.19"))
    page.keyboard.press("Home")  # whoever clicked has the keys again
    page.wait_for_function(f"{PLAYER}.epoch === 0")
    page.get_by_role("button", name=korean("compare.remove_all")).click()
    expect(legend).to_be_hidden()


def test_the_presentation_shows_kept_runs_and_the_legend(at: At) -> None:
    page = at("/?lr=0.0901&lens=compare&kept=lr~0.009~~lr~0.19~~lr~0.15~~lr~0.03")
    page.keyboard.press("End")
    page.evaluate("document.documentElement.requestFullscreen = undefined")
    page.keyboard.press("p")
    expect(page.locator("html")).to_have_attribute("data-present", "all")
    expect(page.locator(".compare")).to_contain_text(SAY("compare.kind_converged"))
    for part in (".lr-legend-name", ".lr-legend-over:not(:empty)", ".compare td:not(:empty)", ".compare tbody span"):
        size = page.locator(part).last.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
        assert size >= 22, part
    inner = page.locator(".compare").evaluate("t => t.offsetWidth <= t.closest('.st-key-beside_compare').clientWidth")
    assert inner and page.evaluate(WIDE)
    legend = box(page.locator(".lr-legend"))
    assert legend["x"] >= 0 and legend["x"] + legend["width"] <= 1280


def test_on_a_phone_nothing_is_cut_off(touched: At) -> None:
    phone = touched("/?lr=0.0901&lens=compare&kept=lr~0.009~~lr~0.19~~lr~0.175~~lr~0.03~epochs~200")
    phone.get_by_role("button", name="To end").click()
    expect(phone.locator(".compare")).to_contain_text(SAY("compare.kind_converged"))
    assert phone.evaluate(WIDE)
    for part in [*phone.locator(".lr-legend-run").all(), *phone.locator(".compare td:not(:empty)").all()]:
        place = box(part)
        assert place["x"] >= 0 and place["x"] + place["width"] <= 390
    for button in phone.locator(".compare button").all():
        assert min(box(button)["width"], box(button)["height"]) >= 44
