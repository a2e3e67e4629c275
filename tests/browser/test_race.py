"""A race on the page: one press sets it, its rule stands on chart and table, and an address brings it back."""

import re

from playwright.sync_api import Page, expect

from linreg.words import words
from tests.browser.test_room import box, opened

SAY = words("en")


def test_one_press_sets_a_race_whose_rule_stays(page: Page, app_url: str) -> None:
    opened(page, f"{app_url}/?lens=compare")
    page.get_by_role("button", name=SAY("race.ready_valley"), exact=True).click()
    rule = SAY("race.rule_best", rates="101", budget="1,000 gradients each")
    legend = page.get_by_role("list", name=rule)
    expect(legend.get_by_role("listitem")).to_have_count(3)
    expect(legend).to_contain_text(rule)
    table = page.get_by_role("table", name=SAY("compare.table"))
    expect(table).to_contain_text(rule)
    page.wait_for_url(re.compile("race=best"))
    page.keyboard.press("End")
    expect(table).to_contain_text(SAY("compare.kind_converged"))
    page.reload()
    expect(legend.get_by_role("listitem")).to_have_count(3)
    page.get_by_role("radio", name=SAY("race.race_default")).click()
    legend = page.get_by_role("list", name=SAY("race.rule_default", budget="1,000 gradients each"))
    expect(legend.get_by_role("listitem")).to_have_count(3)
    page.wait_for_url(re.compile("lr=0.001&"))
    assert box(table)["width"] <= box(page.locator(".st-key-beside_compare"))["width"]
