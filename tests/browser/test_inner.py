"""The optimizer's inner state in the player: its rule with its numbers, arrows on the map, states in the readout."""

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, Run, TrainConfig, train
from linreg.words import words
from tests.browser.mounting import MOUNT, place, seek
from tests.browser.payloads import picture
from tests.browser.test_microscope import fixed

SAY = words("en")
NOTEBOOK = Dataset.notebook()
RULES: list[tuple[str, dict[str, Any]]] = [
    ("SGD", {"momentum": 0.9}),
    ("SGD", {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.1}),
    ("SGD", {"momentum": 0.8, "nesterov": True, "weight_decay": 0.05}),
    ("SGD", {"weight_decay": 0.1}),
    ("Adagrad", {}),
    ("Adagrad", {"lr_decay": 0.1, "weight_decay": 0.1, "initial_accumulator_value": 0.5}),
    ("RMSprop", {}),
    ("RMSprop", {"centered": True, "momentum": 0.5, "weight_decay": 0.01}),
    ("Adam", {}),
    ("Adam", {"amsgrad": True, "weight_decay": 0.1, "betas": (0.8, 0.99)}),
    ("AdamW", {}),
]
STATES = (0, 1, 2, 7, 25)
ADAM = TrainConfig(lr=0.1, epochs=40, optimizer="Adam")

WRITTEN = """async (given) => {
    const { makeFilm } = await import("/static/player/film.js");
    const { written } = await import("/static/player/inner.js");
    const film = makeFilm(given.data);
    return given.states.map((t) => written(film.inner, film.runs[0], t));
}"""
PUSHES = """async (given) => {
    const { makeFilm } = await import("/static/player/film.js");
    const { frameOf } = await import("/static/player/frame.js");
    const { pushes } = await import("/static/player/pushes.js");
    const film = makeFilm(given.data);
    return given.places.map((state) => pushes(film, frameOf(film, { beats: film.beats, speed: 1, ...state })));
}"""


def config(name: str, options: dict[str, Any]) -> TrainConfig:
    return TrainConfig(lr=0.05, epochs=30, optimizer=name, options=options)


def worked_out(text: str) -> float:
    """What a sum comes to that is written as on the page."""
    python = re.sub(r"√(\([^)]*\)|[\d.e−]+)", r"sqrt(\1)", text)
    python = re.sub(r"[⁰¹²³⁴-⁹]+", lambda power: "**" + power.group().translate(POWERS), python)
    names = {"sqrt": math.sqrt, "max": max}
    return float(eval(python.replace("·", "*").replace("−", "-"), names))


POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@pytest.mark.parametrize(("name", "options"), RULES, ids=str)
def test_the_rule_as_it_is_written_is_the_one_that_torch_has_run(
    blank: Page, name: str, options: dict[str, Any]
) -> None:
    run = train(NOTEBOOK, config(name, options))
    steps = blank.evaluate(WRITTEN, {"data": picture(run.config), "states": STATES})
    for t, lines in zip(STATES, steps, strict=True):
        named = [line["name"] for line in lines]
        assert named[-1] == "" and set(run.state) - {"step"} <= set(named)
        for line in lines:
            for which, parameter in enumerate("Wb"):
                text, value = line[parameter]["text"], line[parameter]["value"]
                # what is written has four decimals
                assert worked_out(text) == pytest.approx(value, rel=2e-3, abs=1e-3), (line["name"], text)
                if line["name"] in run.state:
                    assert value == run.state[line["name"]][t + 1, which]
        for parameter in "Wb":
            after = getattr(run, parameter)[t + 1]
            assert lines[-1][parameter]["value"] == pytest.approx(after, rel=2e-7, abs=2e-7)  # float32 has 7 digits


def test_bias_correction_is_torchs(blank: Page) -> None:
    run = train(NOTEBOOK, ADAM)
    *_, first, second, _ = blank.evaluate(WRITTEN, {"data": picture(ADAM), "states": [4]})[0]
    assert first["formula"] == "exp_avg / (1 − β₁⁵)" and second["formula"] == "exp_avg_sq / (1 − β₂⁵)"
    assert first["W"]["value"] == pytest.approx(run.state["exp_avg"][5, 0] / (1 - 0.9**5), rel=1e-12)
    assert second["b"]["value"] == pytest.approx(run.state["exp_avg_sq"][5, 1] / (1 - 0.999**5), rel=1e-12)


def test_what_moves_the_run_is_what_torch_holds_at_that_moment(blank: Page) -> None:
    run = train(NOTEBOOK, ADAM)
    held = run.state["exp_avg"]
    beats = 9  # four of the loop, five lines of the rule
    places = [{"at": 3}, {"at": 40}, *({"at": 3 + k / beats, "slow": True} for k in (2, 3, 4, 8))]
    still, end, before, known, taken, moved = blank.evaluate(PUSHES, {"data": picture(ADAM), "places": places})
    step = [run.W[4] - run.W[3], run.b[4] - run.b[3]]
    assert still["gradient"] == [-run.grad_W[3], -run.grad_b[3]] and still["step"] == pytest.approx(step)
    assert still["momentum"] == (-held[3]).tolist()
    corrected = np.sqrt(run.state["exp_avg_sq"][3] / (1 - 0.999**3)) + 1e-8
    assert still["divisor"] == pytest.approx(corrected.tolist())
    assert end["step"] is None
    assert (before["gradient"], before["step"]) == (None, None)  # zero_grad has run: torch holds no gradient
    assert known["gradient"] == still["gradient"] and known["momentum"] == still["momentum"]
    assert taken["momentum"] == (-held[4]).tolist() and taken["step"] is None
    assert moved["step"] == pytest.approx(step) and moved["from"] == [run.W[3], run.b[3]]


Show = Callable[..., Page]


@pytest.fixture
def show(blank: Page) -> Show:
    def mounted(config: TrainConfig, **more: Any) -> Page:
        blank.evaluate(MOUNT, {"data": picture(config, **more)})
        return blank

    return mounted


def way(page: Page, name: str) -> tuple[float, float]:
    """Which way an arrow points on the map, in pixels."""
    shaft = page.locator(f".lr-contours .lr-layer .lr-arrow-{name} .lr-arrow-shaft").get_attribute("d") or ""
    x, y, to_x, to_y = (float(number) for number in re.findall(r"-?[\d.]+", shaft))
    return to_x - x, to_y - y


def angle(along: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two ways, in degrees."""
    return abs(math.degrees(math.remainder(math.atan2(*along) - math.atan2(*other), math.tau)))


def test_the_arrows_lead_where_the_gradient_and_the_next_state_are(show: Show) -> None:
    page = show(ADAM)
    run = train(NOTEBOOK, ADAM)
    seek(page, 6)
    here = place(page, "contours")
    per_unit = page.evaluate("""() => {
        const {xaxis, yaxis} = document.querySelector(".lr-contours .lr-stage")._fullLayout;
        return [xaxis.d2p(1) - xaxis.d2p(0), yaxis.d2p(1) - yaxis.d2p(0)];
    }""")
    downhill = (-run.grad_W[6] * per_unit[0], -run.grad_b[6] * per_unit[1])
    assert angle(way(page, "gradient"), downhill) < 1
    step = way(page, "step")
    page.get_by_role("button", name="Step forward").click()
    there = place(page, "contours")
    assert angle(step, (there[0] - here[0], there[1] - here[1])) < 2


def test_plain_gradient_descent_has_no_arrows_and_others_can_do_without(show: Show) -> None:
    page = show(TrainConfig(epochs=9))
    expect(page.get_by_role("button", name=SAY("inner.arrows"))).to_be_hidden()
    expect(page.locator(".lr-arrow-key")).to_be_hidden()
    page = show(ADAM)
    expect(page.locator(".lr-arrow-key")).to_be_visible()
    page.get_by_role("button", name=SAY("inner.arrows"), exact=True).click()
    expect(page.locator(".lr-arrow-key")).to_be_hidden()
    expect(page.locator(".lr-arrows")).to_be_hidden()


def test_while_a_room_is_to_guess_no_arrow_tells(show: Show) -> None:
    page = show(ADAM, guessing=True)
    expect(page.locator(".lr-arrow-key")).to_be_hidden()
    expect(page.locator(".lr-arrows")).to_be_hidden()


@pytest.mark.parametrize("name", ["Adam", "LBFGS", "ASGD"])
def test_the_readout_has_every_state_by_torchs_name(show: Show, name: str) -> None:
    made = TrainConfig(lr=0.1, epochs=20, optimizer=name)
    page, run = show(made), train(NOTEBOOK, made)
    seek(page, 4)
    fields = page.locator(".lr-inner-states .lr-field").all_inner_texts()
    assert [field.split()[0] for field in fields] == list(run.state)
    for field, values in zip(fields, run.state.values(), strict=True):
        _, *rest = field.split()
        told = [float(number.replace("−", "-").replace(",", "")) for number in rest if number not in ("W", "b")]
        assert [letter for letter in rest if letter in ("W", "b")] == ["W", "b"] * (len(told) == 2)
        assert told == pytest.approx(list(values[4][: len(told)]), rel=6e-4, abs=1e-9)


def test_under_the_microscope_every_line_of_the_rule_is_a_beat(show: Show) -> None:
    page = show(ADAM, microscope=True)
    run = train(NOTEBOOK, ADAM)
    for _ in range(9 + 3):
        page.keyboard.press("ArrowRight")  # to the gradient of the second epoch
    told, sentences = [], set()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        told.append((page.locator(".lr-sum-rule").inner_text(), page.locator(".lr-sum-W").inner_text()))
        sentences.add(page.locator(".lr-tells").inner_text())
    assert [rule.split(" ← ")[0] for rule, _ in told] == ["exp_avg", "exp_avg_sq", "m̂", "v̂", "W"]
    grad, before, after = run.grad_W[1], run.state["exp_avg"][1, 0], run.state["exp_avg"][2, 0]
    assert told[0][1] == f"W: 0.9 · ({fixed(before)}) + 0.1 · ({fixed(grad)}) = {fixed(after)}"
    assert told[-1][1].startswith(f"W: {fixed(run.W[1])} − 0.1 · (") and told[-1][1].endswith(f"= {fixed(run.W[2])}")
    assert len(sentences) == 5
    assert page.evaluate("document.querySelector('.lr-player').player.epoch") == 2
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lr-ms-epoch")).to_have_text("Epoch 2 → 3")


def test_the_memory_changes_line_by_line_where_there_is_room_for_it(show: Show) -> None:
    page = show(ADAM, microscope=True)
    expect(page.locator(".lr-memory")).to_be_hidden()  # in a low window the readout alone has these numbers
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(".lr-memory")).to_be_visible()
    run: Run = train(NOTEBOOK, ADAM)

    def memory() -> list[str]:
        return [" ".join(row.split()[:2]) for row in page.locator(".lr-memory tbody tr").all_inner_texts()]

    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert memory() == ["step 0", "exp_avg 0", "exp_avg_sq 0"]
    page.keyboard.press("ArrowRight")
    assert memory() == ["step 1", "exp_avg −0.9333", "exp_avg_sq 0"]
    page.keyboard.press("ArrowRight")
    assert memory()[2] == f"exp_avg_sq {run.state['exp_avg_sq'][1, 0]:.4g}"


def test_a_rule_that_is_not_written_out_claims_nothing(show: Show) -> None:
    made = TrainConfig(lr=0.1, epochs=20, optimizer="Rprop")
    page, run = show(made, microscope=True), train(NOTEBOOK, made)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert page.locator(".lr-sum-rule").inner_text() == SAY("microscope.rule_unwritten", optimizer="Rprop")
    assert page.locator(".lr-sum-W").inner_text() == f"W: {fixed(run.W[0])} → {fixed(run.W[1])}"


def test_a_film_with_other_beats_goes_on_at_the_same_epoch(show: Show) -> None:
    page = show(ADAM, microscope=True)
    for _ in range(9 + 5):
        page.keyboard.press("ArrowRight")
    page.evaluate("data => window.mounted.update(data)", picture(TrainConfig(epochs=40), microscope=True))
    expect(page.locator(".lr-ms-epoch")).to_have_text("Epoch 1 → 2")
    expect(page.locator(".lr-lit")).to_have_attribute("data-beat", "0")
