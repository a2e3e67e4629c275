"""The exported script: run with nothing but torch, it ends on the digits of `train`."""

import subprocess
import sys
from pathlib import Path

import pytest

from linreg import Dataset, TrainConfig, train
from linreg.points.dataset import Line
from linreg.telling.script import script

LINE = Line(n=20, W=2.0, b=-1.0, noise=1.0, seed=7)
HARDEST = Line(n=200, W=-1.5, b=0.25, noise=0.3, seed=2**53 - 1)
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
}


@pytest.mark.parametrize("name", CASES)
def test_prints_what_train_ends_on(name: str, tmp_path: Path) -> None:
    data, config, line, standardise = CASES[name]
    run = train(data.standardised()[0] if standardise else data, config)
    file = tmp_path / "run.py"
    file.write_text(script(data, config, line, standardise), encoding="utf-8")

    # -I: neither this folder nor the environment lends it anything
    result = subprocess.run(
        [sys.executable, "-I", file], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )

    assert not result.stderr
    assert result.stdout.splitlines()[-2:] == [f"W {float(run.W[-1])!r}", f"b {float(run.b[-1])!r}"]
    assert run.diverged == (name == "diverging")
    assert (f"no longer finite at epoch {run.epochs + 1}" in result.stdout) == run.diverged


@pytest.mark.parametrize("name", CASES)
def test_is_short_enough_to_read(name: str) -> None:
    lines = script(*CASES[name]).splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100


def test_longest_script_still_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[TrainConfig.__module__], "devices", lambda: {"cpu": "", "cuda:0": ""})
    config = TrainConfig(device="cuda:0", init=(1e-6 / 3, -1e6 / 3), cost="sum", seed=2**53 - 1)
    text = script(Dataset.line(*HARDEST), config, HARDEST, standardise=True)
    assert 'model.to("cuda:0")' in text
    assert len(text.splitlines()) <= 40
    assert max(map(len, text.splitlines())) <= 100
    compile(text, "run.py", "exec")


def test_points_without_spread_are_only_shifted() -> None:
    one = Dataset("one", (2.0,), (3.0,))
    assert "x_train = (x - x.mean()).float()" in script(one, TrainConfig(), standardise=True)
    assert "std" not in script(one, TrainConfig(), standardise=True)


def test_too_many_points_to_write_out_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot hold 200 points"):
        script(Dataset.line(*HARDEST), TrainConfig())
