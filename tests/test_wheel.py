"""What `pip install .` brings: the core with torch and numpy alone, and with plotly besides, the player as one file."""

import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from linreg import Dataset, TrainConfig, to_html, train
from tests.browser.servers import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SITE = Path(sysconfig.get_path("purelib"))
ALONE = """
import sys
from pathlib import Path

import linreg
from linreg import Dataset, TrainConfig, library, read_csv, show, to_html, train, train_many
from linreg.theory import curvature

run = train(Dataset.notebook(), TrainConfig(epochs=50))
print(repr(run.W[-1]), repr(run.b[-1]))
assert len(train_many(run.data, [TrainConfig(lr=lr, epochs=20) for lr in (0.1, 0.2)])) == 2
assert len(library("norris")) == 36 and curvature(library("cars")).kappa > 1
assert read_csv(b"x;y\\n1,5;2\\n2,5;4\\n").x == (1.5, 2.5)
assert "data:image/svg+xml" in show(run, lang="ko")._repr_html_()
if "plotly" in sys.argv:
    to_html(run, sys.argv[-1], lang="ko")
else:
    try:
        to_html(run)
    except ModuleNotFoundError as error:
        print(error)
for name in ("streamlit", "plotly", "pandas", "brotli", "cachetools", "starlette", "segno"):
    assert name not in sys.modules, name
print(Path(linreg.__file__).parent)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what git has, and nothing that lies about."""
    source = tmp_path_factory.mktemp("source")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    made = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", str(made), str(source)], check=True, timeout=120)
    return next(made.glob("linreg-*.whl"))


def needed(names: list[str]) -> Iterator[metadata.Distribution]:
    """These distributions and all that they need here, as they are installed."""
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system, or an extra
            continue
        yield found
        asked = map(Requirement, found.requires or [])
        waiting += [need.name for need in asked if not need.marker or need.marker.evaluate({"extra": ""})]


def environment(folder: Path, wheel: Path, names: list[str]) -> Path:
    """The Python of an environment that holds the wheel and these, linked from here rather than loaded anew."""
    venv.create(folder, with_pip=False, symlinks=True)
    site = next(folder.rglob("site-packages"))
    for each in needed(names):
        for top in {file.parts[0] for file in each.files or [] if file.parts[0] not in ("..", "__pycache__")}:
            if not (site / top).exists():
                (site / top).symlink_to(Path(str(each.locate_file(top))))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*pip, "--target", str(site), str(wheel)], check=True, timeout=120)
    return next(folder.glob("bin/python")) if sys.platform != "win32" else folder / "Scripts" / "python.exe"


def used(python: Path, folder: Path, *more: str) -> list[str]:
    done = subprocess.run([python, "-I", "-c", ALONE, *more], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    """Words, the player's modules, stylesheets, sets of points, lessons."""
    listed = subprocess.run(["git", "ls-files", "linreg"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(listed.stdout.split()) <= set(zipfile.ZipFile(wheel).namelist())


def test_the_core_needs_torch_and_numpy_alone(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "alone", wheel, ["torch", "numpy"])
    lacks = subprocess.run([python, "-I", "-c", "import plotly"], capture_output=True, text=True, check=False)
    assert "ModuleNotFoundError" in lacks.stderr
    numbers, why, where = used(python, tmp_path)
    run = train(Dataset.notebook(), TrainConfig(epochs=50))
    assert numbers == f"{run.W[-1]!r} {run.b[-1]!r}"
    assert why.endswith("pip install plotly")
    assert Path(where).is_relative_to(tmp_path)


def test_with_plotly_it_writes_the_very_file_that_the_page_saves(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "with", wheel, ["torch", "numpy", "plotly"])
    used(python, tmp_path, "plotly", str(tmp_path / "run.html"))
    here = to_html(train(Dataset.notebook(), TrainConfig(epochs=50)), lang="ko")
    assert (tmp_path / "run.html").read_text(encoding="utf-8") == here


def test_the_pages_extra_is_what_the_requirements_are() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line.replace('"', "'") for line in lines if line and not line.startswith("#")]
    assert PROJECT["optional-dependencies"]["page"] == wanted
    assert set(PROJECT["optional-dependencies"]["html"]) <= set(wanted)
    assert [need.split(">")[0] for need in PROJECT["dependencies"]] == ["torch", "numpy"]
