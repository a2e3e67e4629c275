"""Mini-batches in the player: torch's own orders, the clock of updates, the batch at work, both gradients."""

from itertools import islice

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, train
from linreg.theory import landscape, whole_cost
from linreg.training.batches import batches
from tests.browser.mounting import MOUNT
from tests.browser.payloads import picture
from tests.browser.ran import ran
from tests.browser.reading import parse
from tests.browser.test_inner import PUSHES

LINE = Dataset.line(7, 2.0, -1.0, 1.0, seed=3)
THREES = TrainConfig(0.05, 8, seed=5, batch_size=3, shuffle=True)  # three updates an epoch, the last sees one point


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize(("n", "size", "seed"), [(3, 1, 1), (20, 6, 2**40 + 7), (700, 64, 0)])
def test_each_update_sees_the_points_that_torchs_loader_gives(
    blank: Page, n: int, size: int, seed: int, shuffle: bool
) -> None:
    config = TrainConfig(seed=seed, batch_size=size, shuffle=shuffle)
    given = {"size": size, "n": n, "shuffled": shuffle, "seed": seed}
    body = "const made = makeBatches(given); return Array.from({length: 60}, (_, t) => Array.from(made.of(t)))"
    assert ran(blank, "batches", body, given) == [batch.tolist() for batch in islice(batches(n, config), 60)]


def test_the_cost_on_the_picture_is_that_of_all_points_and_so_is_the_dotted_arrow(blank: Page) -> None:
    run = train(LINE, THREES)
    data = picture(THREES, LINE)
    found = ran(blank, "film", "const {runs: [run]} = makeFilm(given); return [[...run.cost], [...run.loss]]", data)
    assert found[0] == pytest.approx(whole_cost(run), rel=1e-6) and found[1] == run.cost.tolist()
    places = [{"at": 4, "playing": False, "slow": False}]
    (drawn,) = blank.evaluate(PUSHES, {"data": data, "places": places})
    assert drawn["gradient"] == [-run.grad_W[4], -run.grad_b[4]]
    assert drawn["full"] == pytest.approx(-landscape(LINE, THREES).gradient(run.W[4], run.b[4]), rel=1e-5)


def test_runs_of_other_batches_are_at_the_same_epoch(blank: Page) -> None:
    data = picture(THREES, LINE, kept=[TrainConfig(0.05, 8), TrainConfig(0.05, 10, batch_size=2)])
    body = """const film = makeFilm(given);
    const {frameOf} = await import("/static/player/frame.js");
    const at = (place) => frameOf(film, {at: place, speed: 1, beats: 5}).runs.map(({t, part}) => t + part);
    return [film.last, film.runs.map(({over}) => over), at(6), at(7)]"""
    last, over, six, seven = ran(blank, "film", body, data)
    assert (last, over) == (30, [24, 24, 30])
    assert six == [6, 2, 8] and seven == pytest.approx([7, 7 / 3, 28 / 3])


def test_the_player_counts_updates_names_the_epoch_and_lights_the_batch_at_work(blank: Page) -> None:
    run = train(LINE, THREES)
    blank.evaluate(MOUNT, {"data": picture(THREES, LINE, microscope=True), "width": 1000})
    blank.get_by_role("button", name="Slow motion").click()
    slider = blank.get_by_role("slider", name="Update")
    assert slider.get_attribute("max") == "24"
    for update in (4, 5):  # of three points, of the one that is left
        slider.fill(str(update))
        expect(slider).to_have_attribute("aria-valuetext", f"update {update}, epoch 1")
        told = parse(blank.get_by_role("status", name="Readout").inner_text())
        assert (told["update"], told["epoch"]) == (update, 1)
        assert told["batch cost"] == pytest.approx(run.cost[update], rel=1e-3)
        assert told["cost"] == pytest.approx(whole_cost(run)[update], rel=1e-3)
        batch = run.batches[update][run.batches[update] >= 0]
        lit = blank.locator(".lr-batch:not(.lr-batch-halo)").get_attribute("d") or ""
        assert lit.count("M") == len(batch)
        rows = blank.locator(".lr-points tbody tr td:first-child").all_inner_texts()
        assert [float(text) for text in rows if text] == pytest.approx(np.float32(LINE.x)[batch], abs=1e-4)
    assert blank.locator(".lr-arrow-key").inner_text().split("\n")[0].startswith("this batch")
    assert "all points" in blank.locator(".lr-arrow-key").inner_text()
    blank.evaluate(MOUNT, {"data": picture(TrainConfig(0.05, 8), LINE), "width": 1000})
    assert not blank.locator(".lr-batch").first.get_attribute("d")
    assert "batch" not in blank.get_by_role("status", name="Readout").inner_text()


def test_the_noise_floor_lies_over_the_run_at_its_height_and_where_there_is_none_there_is_no_line(blank: Page) -> None:
    data = picture(THREES, LINE, floor=0.5)
    blank.evaluate(MOUNT, {"data": data, "width": 1000})
    slider = blank.get_by_role("slider", name="Update")
    slider.fill("24")
    expect(slider).to_have_attribute("aria-valuetext", "update 24, epoch 8")
    floor = blank.locator(".lr-curve .lr-floor")
    line = floor.locator("line").last
    expect(floor).to_have_css("display", "inline")
    found = line.evaluate("""line => {
        const run = document.querySelector(".lr-curve .lr-path");
        const beneath = document.querySelector(".lr-curve .scatterlayer .js-line").getBoundingClientRect();
        const lower = line.getBoundingClientRect().y - beneath.y - beneath.height / 2;
        return [run.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING, lower];
    }""")
    assert found[0] and abs(found[1]) < 1.5
    blank.evaluate(MOUNT, {"data": picture(THREES, LINE), "width": 1000})
    expect(floor).to_have_css("display", "none")


def test_the_bowls_minimum_is_the_star_of_the_map_or_a_line_where_all_x_are_equal(blank: Page) -> None:
    blank.evaluate(MOUNT, {"data": picture(), "width": 1000})
    star, line = blank.locator(".lr-bowl .lr-star"), blank.locator(".lr-bowl .lr-floor-line")
    expect(star).to_be_visible()
    expect(line).to_be_hidden()
    level = picture(TrainConfig(0.05, 5), Dataset("level", (2.0, 2.0), (1.0, 4.0)))
    blank.evaluate(MOUNT, {"data": level, "width": 1000})
    expect(line).to_be_visible()
    expect(star).to_be_hidden()
    ends = line.evaluate("e => ['x1', 'y1', 'x2', 'y2'].map(name => Number(e.getAttribute(name)))")
    assert np.hypot(ends[2] - ends[0], ends[3] - ends[1]) > 100
