"""Runs kept beside the present one, in the player: on every panel, on one clock, told apart, never ahead of it."""

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, Run, TrainConfig, train
from tests.browser.mounting import MOUNT, epoch, readout, seek
from tests.browser.payloads import picture

NOW, SLOW, QUICK = TrainConfig(lr=0.0901), TrainConfig(lr=0.009), TrainConfig(lr=0.15)
TOO_FAR, SHORT = TrainConfig(lr=0.19), TrainConfig(lr=0.03, epochs=200)
MIDDLING = TrainConfig(lr=0.05)
Show = Callable[..., Page]

# Of the run in place i: the pixels of its points on the map and the curve, and of plotly's for the same numbers
POINTS = """([i, W, b, t, cost]) => {
  const of = (panel, x, y) => {
    const root = document.querySelector(`.lr-${panel}`);
    const {xaxis, yaxis} = root.querySelector(".lr-stage")._fullLayout;
    const point = root.querySelector(i ? `.lr-point.lr-kept-${i}` : ".lr-point.lr-now");
    return [...point.getAttribute("transform").match(/-?[\\d.]+/g).map(Number), xaxis.d2p(x), yaxis.d2p(y)];
  };
  return [of("contours", W, b), of("curve", t, cost)];
}"""
# How far, in pixels, the line of the run in place i is from W x + b at its ends
LINE = """([i, W, b]) => {
  const root = document.querySelector(".lr-fit");
  const {xaxis, yaxis} = root.querySelector(".lr-stage")._fullLayout;
  const line = root.querySelector(`.lr-line.lr-kept-${i}`);
  return [1, 2].map((end) => Math.abs(
    yaxis.d2p(W * xaxis.p2d(Number(line.getAttribute(`x${end}`))) + b) - Number(line.getAttribute(`y${end}`)),
  ));
}"""
LOOKS = """(selector) => [...document.querySelectorAll(selector)].map((mark) => {
  const {stroke, strokeDasharray} = getComputedStyle(mark);
  return [stroke, strokeDasharray];
})"""


@pytest.fixture
def show(blank: Page) -> Show:
    """Mounts a player of the present run with others kept beside it, and gives the page back."""

    def mounted(kept: Sequence[TrainConfig], config: TrainConfig = NOW, **more: Any) -> Page:
        blank.evaluate(MOUNT, {"data": picture(config, kept=kept, **more)})
        return blank

    return mounted


def update(page: Page, kept: Sequence[TrainConfig], config: TrainConfig = NOW, **more: Any) -> None:
    page.evaluate("data => mounted.update(data)", picture(config, kept=kept, **more))


def run_of(config: TrainConfig) -> Run:
    return train(Dataset.notebook(), config)


def kept_path(page: Page, panel: str, i: int) -> str:
    """The text of what is drawn of a kept run's path."""
    script = "s => [...document.querySelectorAll(s)].map(p => p.getAttribute('d') ?? '').join('')"
    return str(page.evaluate(script, f".lr-{panel} .lr-path.lr-kept-{i} path"))


def test_every_run_is_on_all_panels_at_its_own_state_of_the_same_epoch(show: Show) -> None:
    kept = [SLOW, QUICK]
    page = show(kept)
    for t in (0, 20, 1000):
        seek(page, t)
        for i, run in enumerate(map(run_of, (NOW, *kept))):
            for x, y, wanted_x, wanted_y in page.evaluate(POINTS, [i, run.W[t], run.b[t], t, run.cost[t]]):
                assert (x, y) == pytest.approx((wanted_x, wanted_y), abs=0.1)
            if i:
                assert max(page.evaluate(LINE, [i, run.W[t], run.b[t]])) < 0.1
                assert page.locator(f".lr-bowl .lr-point.lr-kept-{i}").is_visible()
    assert readout(page)["W"] == pytest.approx(run_of(NOW).W[1000], abs=6e-5)  # the present run's


def test_each_has_a_colour_and_a_dash_of_its_own_and_the_legend_has_the_same(show: Show) -> None:
    page = show([SLOW, QUICK, TOO_FAR, SHORT, MIDDLING])
    looks = page.evaluate(LOOKS, ".lr-legend .lr-swatch path")
    assert len(looks) == 6
    for one, other in itertools.combinations(looks, 2):
        assert one[0] != other[0] and one[1] != other[1]
    for marks in (".lr-contours .lr-path > g", ".lr-bowl .lr-path > g", ".lr-curve .lr-path > g", ".lr-fit .lr-line"):
        kept_first = page.evaluate(LOOKS, marks)  # the present one is drawn last, over all others
        assert kept_first == [*looks[1:], looks[0]]
    casings = page.evaluate(LOOKS, ".lr-contours .lr-casing")
    assert {dash for _, dash in casings} == {"none"}


def test_the_legend_names_only_what_differs_and_is_gone_without_kept_runs(show: Show) -> None:
    page = show([])
    expect(page.locator(".lr-legend")).to_be_hidden()
    update(page, [SLOW, TOO_FAR])
    legend = page.get_by_role("list", name="Runs")
    expect(legend).to_have_text("lr0.09010.0090.19")
    assert legend.get_by_role("listitem").count() == 3
    update(page, [SHORT], lang="ko")
    expect(page.get_by_role("list", name="학습")).to_contain_text("lr 0.03, 200 에포크")


def test_time_lasts_until_the_longest_ends_and_who_has_ended_stands_and_says_so(show: Show) -> None:
    page = show([TOO_FAR, SLOW], SHORT)
    legend = page.get_by_role("listitem")
    assert page.get_by_role("slider", name="Epoch").get_attribute("max") == "1000"
    seek(page, 199)
    assert "ended" not in page.locator(".lr-legend").inner_text()
    assert page.evaluate("endings") == []
    seek(page, 300)
    expect(legend.nth(0)).to_contain_text("ended at epoch 200")
    assert (epoch(page), readout(page)["epoch"]) == (300, 200)
    run = run_of(SHORT)
    (x, y, wanted_x, wanted_y), _ = page.evaluate(POINTS, [0, run.W[200], run.b[200], 200, run.cost[200]])
    assert (x, y) == pytest.approx((wanted_x, wanted_y), abs=0.1)
    expect(page.get_by_role("button", name="To end")).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("End")
    expect(legend.nth(1)).to_contain_text("diverged at epoch 420")
    expect(legend.nth(2)).to_have_text("lr 0.009, 1,000 epochs")
    present, too_far, slow = picture(SHORT, kept=[TOO_FAR, SLOW])["keys"]
    assert page.evaluate("endings") == [[present], [present, too_far, slow]]


def test_keeping_and_removing_runs_moves_no_clock(show: Show) -> None:
    page = show([], SHORT)
    seek(page, 43)
    update(page, [SLOW], SHORT)
    assert epoch(page) == 43
    assert not page.evaluate("document.querySelector('.lr-player').classList.contains('lr-glimpse')")
    seek(page, 700)
    update(page, [], SHORT)
    assert epoch(page) == 200  # there is no later state left
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    update(page, [SLOW], SHORT)
    assert page.evaluate("document.querySelector('.lr-player').player.playing")


def test_a_kept_run_that_explodes_leaves_the_picture_to_the_others(show: Show) -> None:
    page = show([TOO_FAR])
    seek(page, 60)
    for panel in ("contours", "bowl", "fit"):
        assert page.locator(f".lr-{panel} .lr-remark").inner_text() == ""
    assert page.locator(".lr-contours .lr-point.lr-kept-1.lr-outside").count() == 1
    short = kept_path(page, "contours", 1)
    page.keyboard.press("End")
    assert kept_path(page, "contours", 1) == short  # it ended where it left
    assert page.locator(".lr-contours .lr-point.lr-now.lr-outside").count() == 0


def test_kept_runs_are_never_shown_ahead_of_the_clock(show: Show) -> None:
    page = show([SLOW, QUICK], guessing=True)
    for panel, i in itertools.product(("contours", "bowl", "curve"), (1, 2)):
        drawn = re.findall(r"[ML]([-\d.]+ [-\d.]+)", kept_path(page, panel, i))
        assert len(set(drawn)) <= 1  # nothing but the start
    page.evaluate("document.querySelector('.lr-player').classList.add('lr-glimpse')")
    hidden = "[...document.querySelectorAll('.lr-ahead.lr-kept')].map(p => getComputedStyle(p).display)"
    assert set(page.evaluate(hidden)) == {"none"}
    assert page.locator(".lr-legend-over").all_inner_texts() == ["", "", ""]


def test_the_pointer_means_the_present_run(show: Show) -> None:
    page = show([SLOW])
    seek(page, 500)
    x, y, _, _ = page.evaluate(POINTS, [1, 0, 0, 0, 1])[1]  # of the slow run on the curve
    box = page.locator(".lr-curve .lr-layer").bounding_box()
    assert box
    page.mouse.move(box["x"] + x - 3, box["y"] + y)
    tip = page.locator(".lr-curve .lr-tip.lr-shown")
    expect(tip).to_contain_text("epoch 4")
    told = int(tip.inner_text().split()[1])
    assert f"{run_of(NOW).W[told]:.4f}" in tip.inner_text()
