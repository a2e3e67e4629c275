"""The exported script: run with nothing but torch, it ends on the digits of `train`."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from linreg import Dataset, TrainConfig, train
from linreg.points.dataset import Line
from linreg.telling.microscope import BEATS
from linreg.telling.script import most_lines, script, works
from linreg.training.optimizers import OPTIMIZERS

LINE = Line(n=20, W=2.0, b=-1.0, noise=1.0, seed=7)
HARDEST = Line(n=200, W=-1.5, b=0.25, noise=0.3, seed=2**53 - 1)
END = "the end of a script"
OWN = Dataset("own", tuple(0.1 * k for k in range(12)), tuple(-(0.03**k) for k in range(12)))

# name: points, config, how they were drawn, standardised
CASES: dict[str, tuple[Dataset, TrainConfig, Line | None, bool]] = {
    "zeros": (Dataset.notebook(), TrainConfig(), None, False),
    "linear start": (Dataset.notebook(), TrainConfig(init="linear", seed=3, epochs=700), None, False),
    "chosen start": (Dataset.notebook(), TrainConfig(init=(-1 / 3, 1e-7), epochs=33), None, False),
    "noisy line": (Dataset.line(*LINE), TrainConfig(epochs=500, seed=7, init="linear"), LINE, False),
    "diverging": (Dataset.notebook(), TrainConfig(lr=0.5, init=(2.0, -1.0)), None, False),
    "standardised line, half": (
        Dataset.line(*HARDEST),
        TrainConfig(lr=0.123, epochs=40, init=(0.1, 0.7), cost="half"),
        HARDEST,
        True,
    ),
    "own points, sum": (OWN, TrainConfig(lr=0.001, epochs=300, cost="sum"), None, False),
    "own points, standardised": (OWN, TrainConfig(epochs=300), None, True),
    "huber, shuffled, NAdam with all it can do": (
        Dataset.line(*HARDEST),
        TrainConfig(
            lr=0.05,
            epochs=7,
            seed=5,
            cost="huber",
            delta=0.3,
            optimizer="NAdam",
            options={
                "betas": (0.8, 0.95),
                "eps": 1e-6,
                "weight_decay": 0.01,
                "momentum_decay": 0.01,
                "decoupled_weight_decay": True,
            },
            batch_size=32,
            shuffle=True,
        ),
        HARDEST,
        True,
    ),
    "batches in order, smooth L1": (
        OWN,
        TrainConfig(epochs=20, cost="smooth_l1", beta=0.2, batch_size=5, optimizer="Rprop"),
        None,
        False,
    ),
}
SGD = {"momentum": 0.9, "nesterov": True}
OTHERS = [TrainConfig(0.03, 30, optimizer=name, cost="l1") for name in OPTIMIZERS]
OTHERS += [TrainConfig(0.03, 30, schedule="exponential", gamma=0.9)]
OTHERS += [TrainConfig(0.03, 30, schedule="cosine", batch_size=2, shuffle=True)]
OTHERS += [TrainConfig(0.03, 30, options=SGD), TrainConfig(1e30, 30, optimizer="LBFGS")]
OTHERS += [TrainConfig(0.5, 9, optimizer="LBFGS", options={"line_search_fn": "strong_wolfe"}, batch_size=2)]


def printed(texts: Sequence[str], folder: Path) -> list[list[str]]:
    """The lines that each script prints, run in one process one after the other: to load torch takes longest.

    -I: neither this folder nor the environment lends them anything.
    """
    file = folder / "runs.py"
    file.write_text("\n".join(f"exec({text!r}, {{}})\nprint({END!r})" for text in texts), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-I", file], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert not result.stderr
    return [part.splitlines() for part in result.stdout.split(f"{END}\n")[:-1]]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the script of each case prints."""
    texts = [script(data, config, line, standardise) for data, config, line, standardise in CASES.values()]
    return dict(zip(CASES, printed(texts, tmp_path_factory.mktemp("scripts")), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_prints_what_train_ends_on(name: str, said: dict[str, list[str]]) -> None:
    data, config, line, standardise = CASES[name]
    run = train(data.standardised()[0] if standardise else data, config)
    assert said[name][-2:] == [f"W {float(run.W[-1])!r}", f"b {float(run.b[-1])!r}"]
    assert run.diverged == (name == "diverging")
    assert (f"no longer finite at epoch {run.epochs + 1}" in "\n".join(said[name])) == run.diverged


def test_each_optimizer_prints_what_train_ends_on(tmp_path: Path) -> None:
    lines = printed([script(Dataset.notebook(), config) for config in OTHERS], tmp_path)
    runs = [train(Dataset.notebook(), config) for config in OTHERS]
    assert [each[-2:] for each in lines] == [[f"W {float(run.W[-1])!r}", f"b {float(run.b[-1])!r}"] for run in runs]
    assert "\n".join(sum(lines, [])).count("no longer finite") == sum(run.diverged for run in runs) == 1


@pytest.mark.parametrize("config", OTHERS, ids=lambda config: config.optimizer)
def test_each_optimizer_stands_there_by_torchs_own_names_and_short(config: TrainConfig) -> None:
    text = script(Dataset.notebook(), config)
    assert f"optim.{config.optimizer}(model.parameters(), lr=" in text
    assert all(f"{name}={value!r}" in text for name, value in dict(config.options).items())
    assert len(text.splitlines()) <= most_lines(config) and max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("name", CASES)
def test_is_short_enough_to_read(name: str) -> None:
    lines = script(*CASES[name]).splitlines()
    assert len(lines) <= most_lines(CASES[name][1]) <= 48
    assert max(map(len, lines)) <= 100


def test_longest_script_still_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[TrainConfig.__module__], "devices", lambda: {"cpu": "", "cuda:0": ""})
    config = TrainConfig(device="cuda:0", init=(1e-6 / 3, -1e6 / 3), cost="sum", seed=2**53 - 1)
    text = script(Dataset.line(*HARDEST), config, HARDEST, standardise=True)
    assert 'model.to("cuda:0")' in text
    assert len(text.splitlines()) <= 40
    assert max(map(len, text.splitlines())) <= 100
    compile(text, "run.py", "exec")


def test_a_plain_script_has_at_most_forty_lines() -> None:
    assert most_lines(TrainConfig()) == most_lines(TrainConfig(optimizer="Adam", cost="l1")) == 40


def test_points_without_spread_are_only_shifted() -> None:
    one = Dataset("one", (2.0,), (3.0,))
    assert "x_train = (x - x.mean()).float()" in script(one, TrainConfig(), standardise=True)
    assert "std" not in script(one, TrainConfig(), standardise=True)


def test_too_many_points_to_write_out_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot hold 200 points"):
        script(Dataset.line(*HARDEST), TrainConfig())


@pytest.mark.parametrize("config", [TrainConfig(), TrainConfig(batch_size=2, cost="half")], ids=["whole", "batches"])
def test_every_beat_is_one_line_of_the_loop_in_the_loops_own_order(config: TrainConfig) -> None:
    text = script(Dataset.notebook(), config)
    found = [(work, line.strip()) for work, line in zip(works(text), text.splitlines(), strict=True) if work]
    assert [work for work, _ in found] == ["memory", "epoch", *BEATS[:4], "state", BEATS[4]]
    assert found[0][1].startswith("optimizer = optim.SGD(") and found[2][1].startswith("prediction = model(")
    assert found[-1][1].startswith("optimizer.step()")


def test_an_optimizer_that_asks_itself_has_no_beats() -> None:
    text = script(Dataset.notebook(), TrainConfig(optimizer="LBFGS", lr=1.0))
    assert {work for work in works(text) if work} == {"memory", "epoch", "state"}
