"""Points edited on the fit panel of a player, without Streamlit: what a hand does there, and what follows it."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, library, train
from linreg.picture.payload import followed
from linreg.picture.scene import moved, scene, stage
from linreg.points.dataset import UNSCALED
from linreg.theory import curvature
from linreg.theory.surface import bowl, level_gaps, level_set
from linreg.words import words
from tests.browser.payloads import picture
from tests.scenes import numbers

MOUNT = """async ({data, closed}) => {
    window.mounted?.destroy();
    document.body.replaceChildren();
    const {mount} = await import("/static/player/mount.js");
    const {plotly, stylesheet} = await import("/static/player/load.js");
    const [library, sheet] = await Promise.all([plotly("/static/plotly.min.js"), stylesheet()]);
    const host = document.body.appendChild(document.createElement("div"));
    Object.assign(window, {points: [], moving: [], ended: 0, given: data});
    const on = {points: (said) => points.push(said), moving: (said) => moving.push(said), ended: () => ended++};
    window.mounted = mount(host, data, on, {plotly: library, sheet});
    await new Promise(done => setTimeout(done, 100));
}"""
# What Python does once points are let go: the same picture with them in it, its last message heard
ANSWER = """(data) => mounted.update({...data, hand: {...given.hand, heard: points.at(-1)?.n ?? 0}})"""


# How far the bowl that WebGL was given lies from a figure's, in parts of the axes' ranges, its star from the minimum,
# in pixels, and its box as it is seen
BOWL = """async ([figure, minimum]) => {
    const {meshed} = await import("/static/player/panels/bowl.js");
    const {space} = await import("/static/player/projection.js");
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))));
    const stage = document.querySelector(".lr-bowl .lr-stage");
    const {_scene: {traces, dataScale, glplot}, ...layout} = stage._fullLayout.scene;
    const [mesh] = stage._fullData.map(({uid}) => traces[uid]);
    const spans = ["x", "y", "z"].map((axis) => layout[`${axis}axis`].range).map(([low, high]) => high - low);
    const [wanted] = meshed(figure).data;
    const star = document.querySelector(".lr-bowl .lr-star").getAttribute("transform").match(/[-.\\d]+/g).map(Number);
    const there = [0, 0];
    space(stage).project(...minimum, there);
    const worst = (places, {x, y, z}) => Math.max(...places.map((place, t) =>
      Math.max(...[x[t], y[t], z[t]].map((value, k) => Math.abs(place[k] / dataScale[k] - value) / spans[k]))));
    return {
      off: mesh.mesh.positions.length === wanted.x.length ? worst(mesh.mesh.positions, wanted) : Infinity,
      star: Math.hypot(star[0] - there[0], star[1] - there[1]),
      shades: Math.max(...mesh.mesh.intensity.map((shade, t) => Math.abs(shade - wanted.intensity[t]))),
      view: space(stage).view,
    };
}"""


def least(data: Dataset) -> list[float]:
    """W, b and cost at the minimum."""
    there = bowl(data)
    return [there.W, there.b, there.cost]


def given(data: Dataset | None = None, **more: Any) -> dict[str, Any]:
    hand = {"most": 200, "family": "notebook", "set": "Notebook's three", "changed": False, "cost": "mean"}
    hand |= {"scaled": False, "plain": True, "heard": 0}
    return picture(TrainConfig(lr=0.1, epochs=20), data) | {"hand": hand | more}


@pytest.fixture
def editing(blank: Page) -> Page:
    """A player of the notebook's points in its edit mode."""
    blank.evaluate(MOUNT, {"data": given()})
    blank.get_by_role("button", name="Edit points").click()
    expect(blank.locator(".lr-handle")).to_have_count(3)
    return blank


def let_go(page: Page) -> list[list[list[float]]]:
    """The points of every message that they were let go, [[x, y], …]."""
    said: list[Any] = page.evaluate("points.map(({x, y}) => x.map((value, i) => [value, y[i]]))")
    return said


def middle(page: Page, i: int) -> tuple[float, float]:
    box = page.locator(".lr-handle").nth(i).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_off_a_press_on_the_fit_panel_means_nothing(blank: Page) -> None:
    blank.evaluate(MOUNT, {"data": given()})
    expect(blank.get_by_role("button", name="Edit points")).to_have_attribute("aria-pressed", "false")
    blank.locator(".lr-fit").click()
    assert blank.locator(".lr-handle").count() == 0 and let_go(blank) == []
    blank.evaluate("document.dispatchEvent(new CustomEvent('linreg-edit'))")
    expect(blank.locator(".lr-handle")).to_have_count(3)


def test_a_point_is_dragged_and_what_follows_it_stands_on_the_same_axes(editing: Page) -> None:
    ranges = """() => ["fit", "contours"].map((kind) =>
        document.querySelector(`.lr-${kind} .lr-stage`)._fullLayout.yaxis.range.join())"""
    before = editing.evaluate(ranges)
    x, y = middle(editing, 1)
    editing.mouse.move(x + 4, y + 3)  # a little beside its middle
    editing.mouse.down()
    editing.mouse.move(x + 44, y - 27, steps=4)
    expect(editing.get_by_role("button", name="Point 2: x 2.", exact=False)).to_be_focused()
    assert let_go(editing) == [] and editing.evaluate(ranges) == before
    # the best line, its rings' middle and the limit are those of the points in the hand
    editing.wait_for_function("document.querySelector('.lr-rings').style.display === ''")
    held = editing.evaluate("moving.at(-1)")
    editing.mouse.up()
    ((first, point, last),) = let_go(editing)
    assert (first, last) == ([1, 1], [3, 3]) and point[0] > 2.1 and point[1] > 2.1
    assert held["n"] > 0 and editing.evaluate("ended") == 0
    data = Dataset("own", *zip(first, point, last, strict=True))
    expect(editing.locator(".lr-strip")).to_contain_text(f"limit{curvature(data).limit:.4f}".rstrip("0"))
    star = editing.evaluate(
        """() => {
          const matrix = document.querySelector(".lr-star").getAttribute("transform").match(/[-\\d.]+/g).map(Number);
          const {xaxis, yaxis} = document.querySelector(".lr-contours .lr-stage")._fullLayout;
          return [xaxis.p2l(matrix[0]), yaxis.p2l(matrix[1])];
        }"""
    )
    theory = curvature(data)
    assert star == pytest.approx([theory.W, theory.b], abs=0.01)
    # Python has drawn them: plotly's own are back
    editing.evaluate(ANSWER, picture(TrainConfig(lr=0.1, epochs=20), data))
    expect(editing.locator(".lr-held")).to_have_count(0)
    for rings in editing.locator(".lr-rings").all():  # of the hand, and of what is seen from afar
        expect(rings).to_be_hidden()


def test_the_rings_are_those_that_python_draws(editing: Page) -> None:
    x, y = middle(editing, 0)
    editing.mouse.move(x, y)
    editing.mouse.down()
    editing.mouse.move(x + 30, y - 20, steps=3)
    editing.mouse.up()
    ((*points,),) = let_go(editing)
    surface = bowl(Dataset("own", *zip(*points, strict=True)))
    rim = editing.evaluate("given.frame.rim")
    # the ends of the outermost ring's axes, in (W, b)
    found = editing.evaluate(
        """() => {
          const matrix = document.querySelector(".lr-rings").getAttribute("transform");
          const [a, b, c, d, x, y] = matrix.match(/[-\\d.]+/g).map(Number);
          const {xaxis, yaxis} = document.querySelector(".lr-contours .lr-stage")._fullLayout;
          return [[x + a, y + b], [x + c, y + d]].map(([px, py]) => [xaxis.p2l(px), yaxis.p2l(py)]);
        }"""
    )
    assert surface.gap(*np.transpose(found)) == pytest.approx([rim, rim], rel=2e-3)
    gaps = level_gaps(rim, 13)
    radii = editing.evaluate("[...document.querySelectorAll('.lr-rings circle')].map((each) => each.r.baseVal.value)")
    assert np.square(radii[::-1]) * rim == pytest.approx(gaps, rel=1e-4)
    assert np.ptp(surface.gap(*level_set(surface, rim, 1e6))) < 1e-9 * rim


def test_while_all_points_share_an_x_the_map_has_a_line_of_minima_and_no_star(blank: Page) -> None:
    data = Dataset("own", (2, 2, 3), (1, 3, 2))
    blank.evaluate(MOUNT, {"data": given(data)})
    blank.get_by_role("button", name="Edit points").click()
    floor = blank.locator(".lr-contours .lr-floor-line")
    star = blank.locator(".lr-contours .lr-star")
    x, y = middle(blank, 2)
    blank.mouse.move(x, y)
    blank.mouse.down()
    blank.mouse.move(x - 20, y, steps=2)
    expect(star).to_be_visible()
    expect(floor).to_be_hidden()
    blank.mouse.move(middle(blank, 0)[0], y, steps=2)
    expect(star).to_be_hidden()
    ends = floor.evaluate(
        """(line) => {
          const {xaxis, yaxis} = document.querySelector(".lr-contours .lr-stage")._fullLayout;
          return [1, 2].map((i) => [xaxis.p2l(line.getAttribute(`x${i}`)), yaxis.p2l(line.getAttribute(`y${i}`))]);
        }"""
    )
    assert [2 * W + b for W, b in ends] == pytest.approx([2, 2], abs=0.5)  # 2W + b is the mean of y; far out
    blank.mouse.up()


def test_the_runs_of_a_moment_are_shown_as_they_come_and_no_others(editing: Page) -> None:
    x, y = middle(editing, 1)
    editing.get_by_role("button", name="To end", exact=True).click()
    still = stage(
        scene(Dataset.notebook(), UNSCALED, (train(Dataset.notebook(), TrainConfig(lr=0.1, epochs=20)),)), words("en")
    )
    drawn = editing.evaluate(BOWL, [still["bowl"], least(Dataset.notebook())])
    assert drawn["off"] < 1e-6 and drawn["star"] < 0.1
    editing.mouse.move(x, y)
    editing.mouse.down()
    editing.mouse.move(x + 20, y - 30, steps=3)
    editing.wait_for_function("moving.length > 0")
    n, xs, ys = editing.evaluate("[moving[0].n, moving[0].x, moving[0].y]")
    data, config = Dataset("own", xs, ys), TrainConfig(lr=0.1, epochs=20)
    before = scene(Dataset.notebook(), UNSCALED, (train(Dataset.notebook(), config),))
    answer = followed(moved(before, data, UNSCALED, (train(data, config),)), words("en"))
    editing.evaluate("(answer) => mounted.follow(answer)", answer | {"n": n})
    W = numbers(answer["runs"][0]["W"])[-1]
    expect(editing.get_by_role("status", name="Readout")).to_contain_text(f"{W:.4f}")
    editing.evaluate("(answer) => mounted.follow(answer)", answer | {"n": n, "runs": []})  # answered already
    # the bowl is that of these points, in the box as it stood: what WebGL was given, ring by ring
    theirs = stage(moved(before, data, UNSCALED, (train(data, config),)), words("en"))["bowl"]
    reshaped = editing.evaluate(BOWL, [theirs, least(data)])
    assert reshaped["off"] < 1e-6 and reshaped["star"] < 0.1 and reshaped["shades"] == 0
    assert reshaped["view"] == drawn["view"]
    editing.mouse.up()
    ended = editing.evaluate("ended")  # of the notebook's own run
    editing.evaluate(ANSWER, picture(config, data))
    assert editing.evaluate("document.querySelector('.lr-player').player.epoch") == 20  # where the viewer was
    assert editing.evaluate("ended") == ended + 1


def test_a_click_adds_a_point_keys_move_and_remove_it_and_all_is_undone(editing: Page) -> None:
    box = editing.locator(".lr-hand").bounding_box()
    assert box is not None
    editing.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.2)
    (added,) = let_go(editing)
    assert added[:3] == [[1, 1], [2, 2], [3, 3]] and len(added) == 4
    point = editing.locator(".lr-handle").nth(3)
    expect(point).to_be_focused()
    for key in ("ArrowUp", "ArrowUp", "ArrowUp"):  # in one go
        editing.keyboard.press(key)
    editing.wait_for_function("points.length === 2")
    (x, y), (x0, y0) = let_go(editing)[1][3], added[3]
    assert x == x0 and y > y0
    assert editing.evaluate("document.querySelector('.lr-player').player.epoch") == 0  # they were not the player's
    editing.keyboard.press("Delete")
    assert let_go(editing)[2] == [[1, 1], [2, 2], [3, 3]]
    expect(editing.locator(".lr-handle").nth(2)).to_be_focused()

    editing.keyboard.press("Control+z")
    editing.get_by_role("button", name="Undo").click()
    assert let_go(editing)[3:] == [let_go(editing)[1], added]
    point.focus()
    editing.keyboard.press("Control+z")  # takes the chosen point away: the one before it is chosen
    expect(editing.locator(".lr-handle")).to_have_count(3)
    expect(editing.locator(".lr-handle").nth(2)).to_be_focused()
    editing.keyboard.press("Delete")
    assert let_go(editing)[5:] == [[[1, 1], [2, 2], [3, 3]], [[1, 1], [2, 2]]]
    editing.keyboard.press("Control+z")
    editing.keyboard.press("Control+y")
    assert let_go(editing)[7:] == [[[1, 1], [2, 2], [3, 3]], [[1, 1], [2, 2]]]


def test_two_keys_before_the_next_frame_both_move_the_point(editing: Page) -> None:
    editing.locator(".lr-handle").nth(1).evaluate(
        """(handle) => {
          handle.focus();
          for (const key of ["ArrowRight", "ArrowRight", "ArrowUp"]) {
            handle.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
          }
        }"""
    )
    editing.wait_for_function("points.length === 1")
    ((_, (x, y), _),) = let_go(editing)
    hops = editing.evaluate(
        """async () => {
          const {fineness} = await import("/static/player/editing/moves.js");
          return [given.frame.x, given.frame.y].map((range) => fineness(range).hop);
        }"""
    )
    assert [x, y] == pytest.approx([2 + 2 * hops[0], 2 + hops[1]])


def test_undo_and_redo_go_all_the_way(editing: Page) -> None:
    editing.locator(".lr-handle").nth(0).focus()
    for _ in range(2):
        editing.keyboard.press("Delete")
    assert [len(points) for points in let_go(editing)] == [2, 1]
    editing.keyboard.press("Delete")  # the last one stays
    for _ in range(3):
        editing.keyboard.press("Control+z")
    for _ in range(3):
        editing.keyboard.press("Control+Shift+z")
    assert [len(points) for points in let_go(editing)] == [2, 1, 2, 3, 2, 1]
    expect(editing.get_by_role("button", name="Redo")).to_have_attribute("aria-disabled", "true")
    editing.get_by_role("button", name="Back to: Notebook's three").click()
    assert let_go(editing)[-1] == [[1, 1], [2, 2], [3, 3]]


def test_what_is_pasted_over_a_drawing_can_be_undone(editing: Page) -> None:
    editing.locator(".lr-handle").nth(0).focus()
    editing.keyboard.press("Delete")
    pasted = given(Dataset("own", (5, 6, 8), (5, 7, 9)), family="own", set="", heard=1e15)
    editing.evaluate("(data) => mounted.update(data)", pasted)
    undo = editing.get_by_role("button", name="Undo")
    expect(undo).to_have_attribute("aria-disabled", "false")
    editing.locator(".lr-handle").nth(2).focus()
    editing.keyboard.press("Control+z")  # the points lie beyond the axes until Python has drawn them
    editing.evaluate(ANSWER, picture(TrainConfig(lr=0.1, epochs=20), Dataset("own", (2, 3), (2, 3))))
    expect(editing.locator(".lr-handle").nth(1)).to_be_focused()
    undo.click()
    said = editing.evaluate("points.slice(1).map(({x, family}) => [x, family])")
    assert said == [[[2, 3], "notebook"], [[1, 2, 3], "notebook"]]
    editing.get_by_role("button", name="Redo").click()
    editing.get_by_role("button", name="Redo").click()
    assert editing.evaluate("[points.at(-1).x, points.at(-1).family]") == [[5, 6, 8], "own"]


def test_what_the_page_draws_of_older_points_is_left_out(editing: Page) -> None:
    editing.locator(".lr-handle").nth(0).focus()
    editing.keyboard.press("Delete")
    editing.evaluate("mounted.update({...given, hand: {...given.hand, heard: 0}})")
    expect(editing.locator(".lr-handle")).to_have_count(2)
    editing.evaluate(ANSWER, picture(TrainConfig(lr=0.1, epochs=20), Dataset("own", (2, 3), (2, 3))))
    expect(editing.locator(".lr-handle")).to_have_count(2)
    editing.evaluate("(data) => mounted.update(data)", given(library("cars"), family="cars", heard=1e15))  # another set
    expect(editing.locator(".lr-handle")).to_have_count(len(library("cars")))
    expect(editing.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "true")


def test_more_points_than_a_hand_can_tell_apart_are_not_edited(blank: Page) -> None:
    blank.evaluate(MOUNT, {"data": given(Dataset.line(300, 1, 1, 1, 1))})
    button = blank.get_by_role("button", name="Edit points")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    assert blank.locator(".lr-handle").count() == 0
