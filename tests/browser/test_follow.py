"""What follows the player without a message to the server: the table, and what the player tells the page."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import readout, wait_for_epoch
from tests.browser.warm import At

# The lit row: the epoch in its first cell, and whether it can be seen
LIT = """() => {
  const row = document.querySelector(".table-rows tr[aria-selected=true]");
  const [rim, box] = [document.querySelector(".table-rows"), row].map((element) => element?.getBoundingClientRect());
  const seen = row && box.top >= rim.top && box.bottom <= rim.bottom;
  return row && { epoch: Number(row.cells[0].textContent.replace(",", "")), seen };
}"""

# Notes what the player tells, anew for each test of the one page
NOTE = """
() => {
  window.told = [];
  document.addEventListener("linreg-epoch", (window.note ??= ({ detail }) => told.push(detail)));
}
"""


def lit(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LIT)
    return found


def tabled(at: At) -> Page:
    """The page with its table, of every state."""
    page = at("/?lens=table&epochs=1000")
    page.locator(".table-rows tr[aria-selected=true]").wait_for()
    return page


def test_the_table_follows_the_player_and_leads_it(at: At) -> None:
    page = tabled(at)
    table = page.get_by_role("grid", name="Table")
    expect(table).to_have_attribute("aria-rowcount", "1002")
    assert page.locator(".table-rows tbody tr").count() < 40  # of a thousand
    assert lit(page) == {"epoch": 0, "seen": True}
    page.get_by_role("slider", name="Epoch", exact=True).fill("777")
    page.wait_for_function(f"({LIT})()?.epoch === 777")
    assert lit(page)["seen"]
    expect(page.locator(".table-rows thead")).to_be_in_viewport()
    cells = page.locator(".table-rows tr[aria-selected=true] td").all_inner_texts()
    shown = page.locator(".lr-readout .lr-value").all_inner_texts()
    assert cells == shown  # the same digits, in the same writing
    row = page.locator(".table-rows tbody tr", has_text="779")
    row.click()
    wait_for_epoch(page, 779)
    table.focus()
    page.keyboard.press("ArrowUp")
    wait_for_epoch(page, 778)
    page.keyboard.press("ArrowRight")  # the player's own key
    wait_for_epoch(page, 779)
    page.keyboard.press("End")
    page.wait_for_function(f"({LIT})()?.epoch === 1000 && ({LIT})().seen")
    current = table.get_attribute("aria-activedescendant")
    expect(page.locator(f"[id={current}]")).to_contain_text("1,000")


def test_the_lit_row_is_kept_in_view_while_it_plays_unless_the_viewer_looks_elsewhere(at: At) -> None:
    page = tabled(at)
    page.keyboard.press("Space")
    page.wait_for_function(f"({LIT})()?.epoch > 30 && ({LIT})().seen")
    page.locator(".table-rows").hover()
    page.mouse.wheel(0, 3000)
    page.wait_for_function("document.querySelector('.table-rows').scrollTop > 2500")
    top = page.evaluate("document.querySelector('.table-rows').scrollTop")
    before = readout(page)["epoch"]
    page.wait_for_function(f"document.querySelector('.lr-player').player.epoch > {before + 5}")
    assert abs(page.evaluate("document.querySelector('.table-rows').scrollTop") - top) < 60
    page.keyboard.press("Space")  # at rest it is shown again by the next step
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(f"({LIT})()?.seen")


@pytest.mark.parametrize("lens", ["", "lens=table"])
def test_the_player_tells_its_epoch_at_most_once_a_frame_and_not_at_rest(at: At, lens: str) -> None:
    page = at(f"/?{lens}")
    page.evaluate(NOTE)
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('.lr-player').player.epoch > 15")
    page.keyboard.press("Space")
    told = page.evaluate("window.told")
    epochs = [each["t"] for each in told if each["playing"]]
    assert epochs == sorted(set(epochs)) and told[-1]["playing"] is False
    assert len(told) <= page.evaluate("document.querySelector('.lr-player').player.frames") + 2
    last = page.evaluate("new Promise(done => setTimeout(() => done(window.told.at(-1)), 100))")
    assert page.evaluate("window.told.length") == len(told)
    assert last["W"] == pytest.approx(readout(page)["W"], abs=1e-4) and last["t"] == readout(page)["epoch"]


def test_the_scripts_loop_follows_the_player_and_in_slow_motion_the_line_at_work_is_lit(at: At) -> None:
    page = at("/?lens=code&epochs=50")
    step = page.locator(".code-line", has_text="optimizer.step()")
    expect(step).to_have_attribute("data-now", "W 0.0933, b 0.0400")
    # The script opens at its loop, and the page stays where it is
    expect(page.locator(".code-line[data-work=epoch]")).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.get_by_role("slider", name="Epoch", exact=True).fill("43")
    expect(page.locator(".code-line[data-work=epoch]")).to_have_attribute("data-now", "43")
    expect(page.locator(".code-line[data-work=state]")).to_have_attribute("data-now", "W 0.8485, b 0.3300")
    expect(page.locator(".code-line[aria-current]")).to_have_count(0)
    script = page.locator(".linreg-code code").inner_text()
    assert "0.8485" not in script and script.strip().endswith('print("b", b)')  # the numbers are no part of it
    slow = page.get_by_role("button", name="Slow motion")
    slow.click()
    expect(slow).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".code-line[aria-current=step]")).to_contain_text("prediction = model(")
    expect(page.locator(".code-line[data-work=cost]")).to_have_attribute("data-now", "")  # not yet worked out
    page.get_by_role("button", name="Step forward").click()
    expect(page.locator(".code-line[aria-current=step]")).to_contain_text("cost = F.mse_loss")
    expect(page.locator(".code-line[data-work=cost]")).to_have_attribute("data-now", "0.01603")
    page.get_by_role("radio", name="Code").click()  # closed: an epoch is one step again
    page.get_by_role("button", name="Step forward").click()
    wait_for_epoch(page, 44)
