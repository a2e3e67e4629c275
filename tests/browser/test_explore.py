"""The Explore page in a browser, used as a viewer uses it: whatever one does, panels and readout agree with `train`."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, Run, TrainConfig, train
from tests.browser.reading import dial, open_page, readout, readout_of
from tests.browser.warm import At

NOTEBOOK = Dataset.notebook()
PLAYER = "document.querySelector('.lr-player').player"

# Of each panel in the plane: how far, in pixels, its moving point is from where plotly's own axes put (x, y), and how
# far the end of its path is from its point.
OFF = """
([panel, x, y]) => {
  const root = document.querySelector(`.lr-${panel}`);
  const { xaxis, yaxis } = root.querySelector(".lr-stage")._fullLayout;
  const numbers = (text) => text.match(/-?[\\d.]+/g).map(Number);
  const [px, py] = numbers(root.querySelector(".lr-point").getAttribute("transform"));
  const drawn = [...root.querySelectorAll(".lr-path path")].flatMap((path) => path.getAttribute("d") || []);
  const ends = drawn.map((d) => numbers(d).slice(-2));
  const off = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
  return [off([px, py], [xaxis.d2p(x), yaxis.d2p(y)]), Math.min(...ends.map((end) => off(end, [px, py])))];
}
"""
# How far, in pixels, the drawn line is from W x + b, at its left and right end.
LINE_OFF = """
([W, b]) => {
  const root = document.querySelector(".lr-fit");
  const { xaxis, yaxis } = root.querySelector(".lr-stage")._fullLayout;
  const line = root.querySelector(".lr-line");
  return [1, 2].map((i) => {
    const [px, py] = [`x${i}`, `y${i}`].map((name) => Number(line.getAttribute(name)));
    return Math.abs(yaxis.d2p(W * xaxis.p2d(px) + b) - py);
  });
}
"""
# plotly's camera glides on after the mouse has let go: true once it stands for twenty frames.
STILL = """
() => new Promise((resolve) => {
  let before = EYE.x, frames = 0;
  const look = () => {
    frames = EYE.x === before ? frames + 1 : 0;
    before = EYE.x;
    frames < 20 ? requestAnimationFrame(look) : resolve(true);
  };
  look();
})
"""
# Every picture that stands on the screen from now on, one frame after the other: numbers, points and paths together.
WATCH = """
() => {
  window.pictures = new Set();
  const all = (marks) => [...document.querySelectorAll(marks)];
  const picture = () => [
    document.querySelector(".lr-player [role=status]").textContent,
    ...all(".lr-contours .lr-point, .lr-curve .lr-point").map((mark) => mark.getAttribute("transform")),
    ...all(".lr-contours .lr-path path").map((mark) => mark.getAttribute("d")),
  ].join("|");
  const look = () => document.querySelector(".lr-player") && (pictures.add(picture()), requestAnimationFrame(look));
  look();
}
"""
# Whether each panel stands beneath the one before.
STACKED = """
() => {
  const boxes = ["fit", "contours", "bowl", "curve"].map((name) => document.querySelector(`.lr-${name}`))
    .map((panel) => panel.getBoundingClientRect());
  return boxes.slice(1).every((box, k) => box.top >= boxes[k].bottom);
}
"""


def told(value: float, significant: bool) -> str:
    """The number as the readout writes it."""
    size = abs(value)
    if significant:
        text = f"{value:.3e}" if 0 < size < 1e-4 or size >= 1e5 else f"{value:#.4g}".rstrip(".") if size else "0"
    else:
        text = f"{value:.3e}" if 0 < size < 1e-3 or size >= 1e5 else f"{value:.4f}"
    return re.sub(r"e([+-])0?", lambda sign: "e" + sign[1].replace("+", ""), text).replace("-", "−")


def expect_state(page: Page, run: Run, t: int) -> None:
    """Waits until the readout tells that state to the digit, then holds the four panels against it."""
    numbers = {"W": run.W[t], "b": run.b[t], "cost": run.cost[t], "∂cost/∂W": run.grad_W[t], "∂cost/∂b": run.grad_b[t]}
    words = [f"{name} {told(float(value), name not in 'Wb')}" for name, value in numbers.items()]
    expect(readout_of(page)).to_have_text(" ".join([f"epoch {t:,}", *words]))
    assert page.evaluate(OFF, ["contours", run.W[t], run.b[t]]) == pytest.approx([0, 0], abs=0.6)
    assert page.evaluate(OFF, ["curve", t, run.cost[t]]) == pytest.approx([0, 0], abs=0.6)
    assert page.evaluate(LINE_OFF, [run.W[t], run.b[t]]) == pytest.approx([0, 0], abs=0.1)
    assert "NaN" not in page.evaluate("document.querySelector('.lr-player').innerHTML")


def opened(page: Page, url: str) -> Page:
    """The page with its player on the screen."""
    open_page(page, url)
    page.locator(".lr-readout").wait_for()  # its accessible name is in the viewer's language
    return page


def press(page: Page, name: str) -> None:
    """Presses one of the player's buttons."""
    page.get_by_role("button", name=name, exact=True).click()


def asked(page: Page) -> dict[str, str]:
    """What the address asks for."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def turn(page: Page, name: str, key: str) -> None:
    """Turns a control's slider by one step and waits until the address says so."""
    before = page.url
    dial(page, name).press(key)
    page.wait_for_url(lambda url: url != before)


def test_it_opens_on_the_notebooks_run_and_every_epoch_of_it_can_be_seen(at: At) -> None:
    page = at("/")
    run = train(NOTEBOOK, TrainConfig())
    expect_state(page, run, 0)
    press(page, "To end")
    expect_state(page, run, 1000)
    press(page, "To start")
    expect_state(page, run, 0)
    press(page, "Play")
    page.wait_for_function(f"{PLAYER}.epoch >= 5")
    press(page, "Pause")
    t = int(readout(page)["epoch"])
    expect_state(page, run, t)
    press(page, "Step back")
    expect_state(page, run, t - 1)
    press(page, "Step forward")
    press(page, "Step forward")
    expect_state(page, run, t + 1)
    for t in (700, 43, 999):
        page.get_by_role("slider", name="Epoch", exact=True).fill(str(t))
        expect_state(page, run, t)


def test_the_keys_work_from_anywhere_on_the_page(at: At) -> None:
    page = at("/")
    run = train(NOTEBOOK, TrainConfig())
    page.get_by_role("heading", level=1).click()
    for key, t in [("ArrowRight", 1), ("Shift+ArrowRight", 11), ("ArrowLeft", 10), ("End", 1000), ("Home", 0)]:
        page.keyboard.press(key)
        expect_state(page, run, t)
    page.keyboard.press("Space")
    page.wait_for_function(f"{PLAYER}.epoch >= 3")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_click_on_the_contours_starts_there(at: At) -> None:
    page = at("/")
    page.get_by_role("img", name="Cost contours").click(position={"x": 150, "y": 80})
    page.wait_for_url(lambda url: all(name in url for name in ("init=chosen", "W0=", "b0=")))
    run = train(NOTEBOOK, TrainConfig(init=(float(asked(page)["W0"]), float(asked(page)["b0"]))))
    expect_state(page, run, 0)
    press(page, "To end")
    expect_state(page, run, 1000)


def test_another_rate_with_as_many_epochs_never_mixes_the_two_runs(at: At) -> None:
    page = at("/")
    page.get_by_role("slider", name="Epoch", exact=True).fill("43")
    expect_state(page, train(NOTEBOOK, TrainConfig()), 43)
    page.evaluate(WATCH)
    turn(page, "Learning rate", "ArrowRight")
    after = train(NOTEBOOK, TrainConfig(lr=float(asked(page)["lr"])))
    expect_state(page, after, 43)
    assert len(page.evaluate("[...pictures]")) == 2  # the one before and the one after, and none in between


def test_an_exact_rate_can_be_typed_and_another_one_set_while_it_plays(at: At) -> None:
    page = at("/")
    number = page.get_by_role("spinbutton", name="Learning rate")
    number.fill("0.1234")
    number.press("Enter")
    page.wait_for_url(re.compile("lr=0.1234"))
    press(page, "To end")
    expect_state(page, train(NOTEBOOK, TrainConfig(lr=0.1234)), 1000)
    press(page, "Play")  # and a change while it plays goes on playing
    turn(page, "Learning rate", "ArrowRight")
    run = train(NOTEBOOK, TrainConfig(lr=float(asked(page)["lr"])))
    press(page, "Pause")
    expect_state(page, run, int(readout(page)["epoch"]))


def test_a_change_keeps_the_camera(at: At) -> None:
    eye = "document.querySelector('.lr-bowl .lr-stage')._fullLayout.scene._scene.getCamera().eye"
    page = at("/")
    page.wait_for_function(f"{eye}.x")
    first = page.evaluate(eye)
    box = page.get_by_role("img", name="Cost surface").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    page.wait_for_function(f"Math.abs({eye}.x - {first['x']}) > 0.05")
    page.wait_for_function(STILL.replace("EYE", eye))
    turned = page.evaluate(eye)
    turn(page, "Learning rate", "ArrowRight")
    expect_state(page, train(NOTEBOOK, TrainConfig(lr=float(asked(page)["lr"]))), 0)
    assert page.evaluate(eye) == pytest.approx(turned, abs=1e-6)


def test_the_address_gives_the_same_page_again(at: At) -> None:
    data = Dataset.line(12, 1.5, -1, 0.5, 7)
    run = train(data, TrainConfig(lr=0.05, epochs=300, seed=7, init="linear"))
    address = "data=line&n=12&true_W=1.5&noise=0.5&lr=0.05&epochs=300&seed=7&init=linear"
    page = at(f"/?{address}")
    expect_state(page, run, 0)
    press(page, "To end")
    expect_state(page, run, 300)
    assert asked(page) == {name: values[0] for name, values in parse_qs(address).items()}
    page.reload()
    expect_state(page, run, 0)


def test_what_one_sets_can_be_opened_elsewhere(at: At, page: Page) -> None:
    elsewhere, page = page, at("/")
    page.get_by_role("radio", name="nn.Linear").click()
    page.wait_for_url(re.compile("init=linear"))
    turn(page, "Seed", "ArrowRight")
    turn(page, "Epochs", "ArrowLeft")
    config = TrainConfig(epochs=int(asked(page)["epochs"]), seed=int(asked(page)["seed"]), init="linear")
    run = train(NOTEBOOK, config)
    expect_state(page, run, 0)
    opened(elsewhere, page.url)
    expect_state(elsewhere, run, 0)
    press(elsewhere, "To end")
    expect_state(elsewhere, run, config.epochs)


def test_a_diverging_run_ends_at_its_last_finite_state(at: At) -> None:
    run = train(NOTEBOOK, TrainConfig(lr=0.19))
    assert run.diverged
    page = at("/?lr=0.19")
    page.get_by_role("slider", name="Epoch", exact=True).fill("1")
    expect_state(page, run, 1)  # its first swing is in the picture, which then steps back
    press(page, "To end")
    expect(readout_of(page)).to_contain_text(f"epoch {run.epochs} ")
    assert "NaN" not in page.evaluate("document.querySelector('.lr-player').innerHTML")


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_a_lecture_needs_is_on_the_first_screen(at: At, lang: str) -> None:
    page = at(f"/?lang={lang}")
    needed = [page.get_by_role("heading", level=1), page.get_by_role("status").filter(has_text=re.compile("W"))]
    needed += [page.locator(f".lr-{panel}") for panel in ("fit", "contours", "bowl", "curve", "transport")]
    for width, height in ((1280, 720), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        for element in needed:
            expect(element).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_panels_are_stacked_and_nothing_is_cut_off(at: At) -> None:
    page = at("/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(STACKED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    boxes = [page.locator(f".lr-{panel}").bounding_box() for panel in ("fit", "contours", "bowl", "curve")]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)


def test_it_is_dark_where_the_viewers_machine_is(page: Page, app_url: str) -> None:
    page.emulate_media(color_scheme="dark")
    opened(page, app_url)
    colours = page.evaluate(
        "[getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor,"
        " getComputedStyle(document.querySelector('.lr-readout')).color]"
    )
    dark, light = ([int(part) for part in re.findall(r"\d+", colour)[:3]] for colour in colours)
    assert max(dark) < 60 and min(light) > 180
