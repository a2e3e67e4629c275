"""Slow motion beat by beat, checked against `train`."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect

from linreg import Dataset, Run, TrainConfig, train
from linreg.points.dataset import Scaling
from linreg.telling.microscope import BEATS
from linreg.training.model import LinearRegressionModel
from linreg.words import words
from tests.browser.mounting import MOUNT, mounted
from tests.browser.payloads import picture

SAY = words("en")
UNSCALED = Scaling(0.0, 1.0)


@dataclass(frozen=True)
class Shown:
    """A player under the microscope, and the run it plays."""

    page: Page
    run: Run

    def beat(self) -> str | None:
        """The name of the lit line's beat."""
        lit = self.page.locator(".lr-code-line[aria-current=step]")
        assert lit.count() <= 1
        return BEATS[int(lit.get_attribute("data-beat") or 0)] if lit.count() else None

    def said(self, name: str) -> str:
        """A line of the arithmetic: cost, grad_W, grad_b, W or b."""
        return self.page.locator(f".lr-sum-{name}").inner_text()

    def read_out(self, name: str) -> list[str]:
        """A field of the readout beneath the panels: its label and its value."""
        return self.page.locator(f".lr-field-{name} > *").all_inner_texts()

    def column(self, place: int) -> list[str]:
        """A column of the table: 0 x, 1 y, 2 H(x), 3 residual, 4 its square."""
        return [row.split("\t")[place] for row in self.page.locator(".lr-points tbody tr").all_inner_texts()]

    def forward(self) -> None:
        self.page.get_by_role("button", name="Step forward").click()

    def back(self) -> None:
        self.page.get_by_role("button", name="Step back").click()

    def seek(self, epoch: int) -> None:
        self.page.get_by_role("slider", name="Epoch").fill(str(epoch))


def number(text: str) -> float:
    """The number that the page shows, with its own minus sign."""
    return float(text.replace("−", "-"))


Show = Callable[..., Shown]


@pytest.fixture
def show(blank: Page) -> Show:
    """Mounts a player with the microscope open on a run, trained on x standardised if `standardise`."""

    def mounted(data: Dataset | None = None, standardise: bool = False, **config: Any) -> Shown:
        data = data or Dataset.notebook()
        seen, scaling = data.standardised() if standardise else (data, UNSCALED)
        run = train(seen, TrainConfig(**config))
        sent = picture(TrainConfig(**config), seen, microscope=True)
        sent |= {"data": {"x": list(data.x), "y": list(data.y)}, "scale": vars(scaling)}
        blank.evaluate(MOUNT, {"data": sent})
        return Shown(blank, run)

    return mounted


def fixed(value: float) -> str:
    """A number as the player writes it."""
    if value != 0 and (abs(value) < 1e-3 or abs(value) >= 1e5):
        mantissa, exponent = f"{Decimal(value):.3e}".split("e")
        return f"{mantissa}e{int(exponent)}".replace("-", "−")
    text = str(Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP)).replace("-", "−")
    return text if value else "0.0000"


def bracketed(value: float) -> str:
    return f"({fixed(value)})" if value < 0 else fixed(value)


def predictions(run: Run, t: int) -> torch.Tensor:
    """What the model itself says at state t."""
    x = torch.tensor(run.data.x, dtype=torch.float32).unsqueeze(1)
    return LinearRegressionModel(float(run.W[t]), float(run.b[t]))(x).detach().squeeze(1)


RUNS: dict[str, dict[str, Any]] = {
    "notebook": {},
    "half, standardised": {"data": Dataset.line(8, 2.0, -1.0, 1.0, 1), "standardise": True, "cost": "half", "lr": 0.1},
    "sum, linear start": {"data": Dataset.line(5, -3.0, 2.0, 0.5, 2), "cost": "sum", "init": "linear", "lr": 0.003},
}


@pytest.mark.parametrize("name", RUNS)
def test_slow_motion_tells_every_beat_with_the_loops_own_numbers(show: Show, name: str) -> None:
    shown = show(**RUNS[name], epochs=3)
    run = shown.run
    for t in range(2):
        H = predictions(run, t)
        residual = H - torch.tensor(run.data.y, dtype=torch.float32)
        held = [fixed(value) for value in (residual**2).tolist()]
        before = {"W": run.grad_W[t - 1], "b": run.grad_b[t - 1]} if t else {"W": None, "b": None}
        now = {"W": run.grad_W[t], "b": run.grad_b[t]}
        for beat in BEATS:
            assert shown.beat() == beat
            computed = beat != "predict"
            assert shown.column(0) == [fixed(value) for value in np.float32(run.data.x).tolist()]
            assert shown.column(2) == [fixed(value) for value in H.tolist()]
            assert shown.column(3) == ([fixed(value) for value in residual.tolist()] if computed else [""] * len(H))
            assert shown.column(4) == (held if computed else [""] * len(H))
            assert shown.said("cost").endswith(f"= {fixed(run.cost[t])}") == computed
            grads = before if beat in ("predict", "cost") else {"W": None, "b": None} if beat == "zero_grad" else now
            for parameter, states, gradient in (("W", run.W, run.grad_W), ("b", run.b, run.grad_b)):
                grad = grads[parameter]
                told = shown.said(f"grad_{parameter}")
                assert told.endswith(f"= {'None' if grad is None else fixed(grad)}")
                label, value = shown.read_out(f"grad_{parameter}")
                assert label == f"{parameter}.grad"  # beneath the panels, what torch holds too
                assert (value == "None") if grad is None else number(value) == pytest.approx(grad, rel=1e-3)
                if beat == "step":
                    assert shown.said(parameter) == (
                        f"{parameter} ← {parameter} − lr · grad = {fixed(states[t])} − {run.config.lr} · "
                        f"{bracketed(gradient[t])} = {fixed(states[t + 1])}"
                    )
                else:
                    assert shown.said(parameter) == f"{parameter} = {fixed(states[t])}"
            # The panels and the readout show one state: the next one as soon as the step is done
            assert shown.page.evaluate("document.querySelector('.lr-player').player.epoch") == t + (beat == "step")
            shown.forward()


def test_the_notebooks_first_step_reads_as_on_the_blackboard(show: Show) -> None:
    shown = show(epochs=3)
    for _ in range(4):
        shown.forward()
    assert shown.said("cost") == "cost = (1.0000 + 4.0000 + 9.0000) / 3 = 4.6667"
    assert shown.said("grad_W") == "W.grad = mean(2 · (H(x) − y) · x) = −9.3333"
    assert shown.said("W") == "W ← W − lr · grad = 0.0000 − 0.01 · (−9.3333) = 0.0933"
    assert shown.said("b") == "b ← b − lr · grad = 0.0000 − 0.01 · (−4.0000) = 0.0400"


def test_stepping_back_undoes_every_beat(show: Show) -> None:
    shown = show(epochs=3)
    seen = []
    for _ in range(12):
        seen.append(shown.page.locator(".lr-microscope").inner_text())
        shown.forward()
    for text in reversed(seen):
        shown.back()
        assert shown.page.locator(".lr-microscope").inner_text() == text


def test_the_arrow_keys_go_from_beat_to_beat(show: Show) -> None:
    shown = show(epochs=3)
    shown.page.keyboard.press("ArrowRight")
    shown.page.keyboard.press("ArrowRight")
    assert shown.beat() == "zero_grad"
    shown.page.keyboard.press("ArrowLeft")
    assert shown.beat() == "cost"
    shown.page.keyboard.press("Shift+ArrowRight")
    assert shown.beat() == "cost" and shown.page.locator(".lr-ms-epoch").inner_text() == "Epoch 2 → 3"


def test_without_slow_motion_a_step_is_an_epoch(show: Show) -> None:
    shown = show(epochs=30)
    for _ in range(4):
        shown.forward()
    shown.page.get_by_role("button", name="Slow motion").click()
    assert shown.beat() is None
    assert shown.page.locator(".lr-ms-epoch").inner_text() == "Epoch 1 → 2"  # the state that was shown
    shown.forward()
    assert shown.page.locator(".lr-ms-epoch").inner_text() == "Epoch 2 → 3"
    assert shown.said("W").endswith(f"= {fixed(shown.run.W[3])}")
    shown.page.get_by_role("button", name="Slow motion").click()
    assert shown.beat() == "predict"


def test_playing_in_slow_motion_goes_through_the_beats_in_their_order(show: Show) -> None:
    shown = show(epochs=1000)
    shown.page.get_by_role("button", name="4×").click()
    shown.page.evaluate("""() => {
        window.lit = [];
        const look = () => {
            const beat = document.querySelector(".lr-lit")?.dataset.beat;
            if (beat !== window.lit.at(-1)) window.lit.push(beat);
            if (window.lit.length < 8) requestAnimationFrame(look);
        };
        look();
    }""")
    shown.page.get_by_role("button", name="Play").click()
    shown.page.wait_for_function("window.lit.length === 8")
    shown.page.get_by_role("button", name="Pause").click()
    assert shown.page.evaluate("window.lit") == [str(k % 5) for k in range(8)]
    assert shown.beat() in BEATS


def test_each_beat_is_told_in_a_sentence_also_to_a_screen_reader(show: Show) -> None:
    shown = show(epochs=3)
    told = []
    for _ in range(6):
        sentence = shown.page.locator(".lr-tells").inner_text()
        assert shown.page.locator("[aria-live=polite].lr-spoken").text_content() == sentence
        told.append(sentence)
        shown.forward()
    assert len(set(told)) == 6
    assert "None" in told[2] and "−9.3333" in told[3] and "0.0933" in told[4]


def test_many_points_are_summed_up(show: Show) -> None:
    shown = show(Dataset.line(20, 2.0, -1.0, 1.0, 1), epochs=3)
    shown.forward()
    H = predictions(shown.run, 0).double()
    residual = H - torch.tensor(shown.run.data.y, dtype=torch.float64)
    assert shown.page.locator(".lr-points thead").inner_text().startswith("20 points")
    assert shown.column(0) == ["min", "mean", "max"]
    assert shown.column(4) == [fixed(of.item()) for of in (residual.min(), residual.mean(), residual.max())]
    assert shown.said("cost") == f"cost = mean((H(x) − y)²) = {fixed(shown.run.cost[0])}"


@pytest.mark.parametrize("lr", [0.01, 0.5])
def test_at_the_end_all_is_known_and_no_step_follows(show: Show, lr: float) -> None:
    shown = show(epochs=1000 if lr == 0.5 else 20, lr=lr)
    shown.page.get_by_role("button", name="To end").click()
    last = shown.run.epochs
    assert shown.beat() is None
    assert shown.page.locator(".lr-ms-epoch").inner_text() == SAY("microscope.epoch_end", t=f"{last:,}")
    assert shown.said("grad_W").endswith(f"= {fixed(shown.run.grad_W[last])}")
    assert shown.said("W") == f"W = {fixed(shown.run.W[last])}"
    ending = "microscope.end_diverged" if shown.run.diverged else "microscope.end"
    assert shown.page.locator(".lr-tells").inner_text() == SAY(ending)


def test_no_microscope_is_there_unless_asked_for(blank: Page) -> None:
    mounted(blank)
    expect(blank.locator(".lr-microscope")).to_be_hidden()
    blank.get_by_role("button", name="Step forward").click()
    assert blank.evaluate("document.querySelector('.lr-player').player.epoch") == 1


def test_a_beat_forward_and_back_is_exact_however_long_the_run(blank: Page) -> None:
    ended = blank.evaluate("""async () => {
        const { step } = await import("/static/player/clock.js");
        let state = { at: 0, slow: true };
        for (let k = 0; k < 50000; k++) state = step(state, 1, 10000);
        const end = state.at;
        for (let k = 0; k < 49999; k++) state = step(state, -1, 10000);
        return [end, state.at];
    }""")
    assert ended == [10000, 0.2]


def test_with_less_motion_the_beats_follow_one_another_without_a_glide(blank: Page) -> None:
    beats = blank.evaluate("""async () => {
        const { tick } = await import("/static/player/clock.js");
        const { beatAt, inBeats } = await import("/static/player/beats.js");
        let state = { at: 0, slow: true, playing: true, speed: 1 };
        const seen = [];
        for (let k = 0; k < 7; k++) {
            state = tick(state, 0.8, inBeats(3), true);
            seen.push(beatAt(state.at));
        }
        return seen.map(({ t, beat, part }) => [t, beat, Math.round(1e6 * part) / 1e6]);
    }""")
    assert beats == [[k // 5, k % 5, 0] for k in range(1, 8)]
