"""Imports run one way: the table of who may import whom, read from the source, so that no import can hide.

Everything but the server and the views can be used without Streamlit and Plotly; words need only the standard library.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

CORE = {"points", "training", "theory", "cost"}
# room -> the rooms of linreg and the libraries that it may import, besides the standard library and itself
MAY_IMPORT: dict[str, tuple[set[str], set[str]]] = {
    "points": (set(), {"numpy", "pandas", "torch"}),
    "training": ({"points"}, {"numpy", "torch"}),
    "theory": ({"points", "training"}, {"numpy", "torch"}),
    "cost": ({"theory", "training"}, set()),  # the old name of theory.surface, and of how much kinds of cost differ
    "state": ({"points", "training"}, set()),
    "words": (set(), set()),
    "telling": ({*CORE, "words"}, {"numpy", "segno", "torch"}),
    "notebook": ({*CORE, "state", "words"}, {"numpy", "torch"}),
    "lessons": ({*CORE, "state", "words", "telling"}, {"numpy"}),
    "picture": ({*CORE, "telling", "words"}, {"numpy"}),
    # Not Streamlit: it stands before it. Its files are found without importing it.
    "server": ({*CORE, "picture"}, {"brotli", "cachetools", "numpy", "plotly", "starlette"}),
    "views": (
        {*CORE, "state", "words", "telling", "notebook", "lessons", "picture", "server"},
        {"streamlit", "plotly", "cachetools", "numpy"},
    ),
    "page": ({"views"}, set()),
    "app": ({"server"}, {"numpy", "pandas", "plotly", "pyarrow", "streamlit", "torch"}),
}
# Its functions are the notebook's cells, shown as they run; the notebook's first cell is its imports.
IMPORTS_INSIDE = {"linreg.notebook.cells"}


@dataclass(frozen=True)
class Module:
    """One file of the program, by its dotted name, and the names of the modules it imports."""

    name: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """The piece of the house it belongs to: "training" for linreg.training.loop."""
        return self.name.removeprefix("linreg.").partition(".")[0]

    def imports(self) -> Iterator[str]:
        """What it imports, wherever in the file; for `from linreg import cost` that is linreg.cost."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} has a relative import"
                assert node.module is not None
                for alias in node.names:
                    name = f"{node.module}.{alias.name}"
                    yield name if name in NAMES else node.module


def _name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = {_name_of(path): path for path in [ROOT / "app.py", ROOT / "page.py", *sorted((ROOT / "linreg").rglob("*.py"))]}
NAMES = set(FILES)
MODULES = {name: Module(name, ast.parse(path.read_text(encoding="utf-8"))) for name, path in FILES.items()}
INSIDE = {name: module for name, module in MODULES.items() if name not in ("app", "page", "linreg")}


@pytest.mark.parametrize("name", INSIDE)
def test_every_module_has_a_place_in_the_table(name: str) -> None:
    assert INSIDE[name].part in MAY_IMPORT


@pytest.mark.parametrize("name", [*INSIDE, "app", "page"])
def test_a_module_imports_only_what_the_table_lets_it(name: str) -> None:
    module = MODULES[name]
    room = module.part
    rooms, libraries = MAY_IMPORT[room]
    for imported in module.imports():
        if imported == "linreg" or imported.startswith("linreg."):
            theirs = CORE if imported == "linreg" else {MODULES[imported].part}
            assert theirs <= rooms | {room}, f"{name} may not import {imported}"
        elif (library := imported.partition(".")[0]) not in sys.stdlib_module_names:
            assert library in libraries, f"{name} may not import {library}"


def test_no_module_imports_one_that_stands_above_it() -> None:
    graph = {name: {i for i in module.imports() if i in INSIDE and i != name} for name, module in INSIDE.items()}
    list(TopologicalSorter(graph).static_order())  # raises CycleError and names the circle


@pytest.mark.parametrize("name", sorted(NAMES - IMPORTS_INSIDE))
def test_imports_stand_at_the_top_of_the_file(name: str) -> None:
    """Several first visitors at once can meet a library that is half imported; one lazy import is enough."""
    statements = [node for node in ast.walk(MODULES[name].tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    inside = [ast.unparse(node) for node in statements if node not in MODULES[name].tree.body]
    assert not inside


def test_the_app_imports_the_heavy_libraries_first() -> None:
    imports = list(MODULES["app"].imports())
    heavy = [name for name in imports if name not in sys.stdlib_module_names and not name.startswith("linreg")]
    assert {"numpy", "pandas", "pyarrow", "torch", "plotly"} <= set(heavy)
    first_of_ours = next(i for i, name in enumerate(imports) if name.startswith("linreg"))
    assert all(imports.index(name) < first_of_ours for name in heavy)


def test_only_views_load_streamlit_and_the_package_loads_no_plotly() -> None:
    core = sorted(name for name, module in INSIDE.items() if module.part not in ("views", "server"))
    code = f"import sys, linreg, {', '.join(core)}; print({{'streamlit', 'plotly'}} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert result.stdout.strip() == "set()"
