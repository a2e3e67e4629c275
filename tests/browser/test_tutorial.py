"""The tutorial's notebook, executed as Jupyter does, written as HTML, and opened."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, train
from tests.browser.servers import ROOT

NOTEBOOK = ROOT / "examples" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the notebook executed, as .ipynb and as .html."""
    folder = tmp_path_factory.mktemp("tutorial")
    shutil.copy(NOTEBOOK, folder)
    convert = [sys.executable, "-m", "nbconvert", "--log-level", "ERROR"]
    runs = [*convert, "--to", "notebook", "--execute", "--inplace", "tutorial.ipynb"]
    env = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "PATH": "/usr/bin:/bin", "IPYTHONDIR": str(folder / "ipython")}
    for command in (runs, [*convert, "--to", "html", "tutorial.ipynb"]):
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=200, check=False)
        assert done.returncode == 0, done.stderr
    return folder


def outputs(folder: Path) -> list[dict[str, Any]]:
    cells = json.loads((folder / "tutorial.ipynb").read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


def test_it_has_ten_cells_and_is_kept_without_what_they_print() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert len(cells) == 10 and NOTEBOOK.stat().st_size < 12_000
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells if "outputs" in cell)


def test_it_runs_from_top_to_bottom_and_prints_the_tutorials_digits(executed: Path) -> None:
    told = "".join("".join(each["text"]) for each in outputs(executed) if each["output_type"] == "stream")
    assert "Epoch 1000/1000  W: 0.985  b: 0.033" in told
    assert "lr 0.19: " in told and "diverged: True" in told
    assert not [each for each in outputs(executed) if each["output_type"] == "error" or each.get("name") == "stderr"]
    saved = (executed / "three_rates.html").read_text(encoding="utf-8")
    assert saved.startswith("<!doctype html>")
    players = [each for each in outputs(executed) if "text/html" in each.get("data", {})]
    sizes = [len("".join(each["data"]["text/html"])) for each in players]
    assert len(players) == 2 and max(sizes) < 3_000_000  # what the notebook says of its size


def test_a_saved_notebook_plays_in_each_of_its_cells(executed: Path, offline: Page) -> None:
    # nbconvert asks the network for the typesetting of formulas, and does without
    offline.goto((executed / "tutorial.html").as_uri(), wait_until="domcontentloaded")
    assert offline.locator("iframe[srcdoc]").count() == 2
    run = train(Dataset.notebook(), TrainConfig(lr=0.01, epochs=1001))
    first = offline.frame_locator("iframe[srcdoc]").nth(0)
    first.get_by_role("button", name="To end").click()
    readout = first.get_by_role("status", name="Readout")
    expect(readout).to_contain_text(re.compile(rf"epoch\s+1,001.*{run.W[-1]:.4f}", re.DOTALL))
    second = offline.frame_locator("iframe[srcdoc]").nth(1)
    expect(second.get_by_role("list", name="Runs").get_by_role("listitem")).to_have_count(3)
    expect(second.get_by_role("status", name="Readout")).to_contain_text(re.compile(r"epoch\s+0"))
