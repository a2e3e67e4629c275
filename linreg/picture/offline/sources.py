"""What the file is put together from: our own modules as they lie on disk, the stylesheets, and plotly."""

import base64
import gzip
import re
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path

from linreg.picture.sheets import content
from linreg.words import words

HERE = Path(__file__).parent
PICTURE = HERE.parent
ENTRY = HERE / "file.js"
SHEETS = (
    PICTURE / "player" / "beside" / "beside.css",
    PICTURE / "player" / "lesson" / "lesson.css",
    HERE / "file.css",
)
# `import … from "./x.js"`, `export … from "./x.js"`, `import "./x.js"`: how our modules name each other
NAMED = re.compile(r'^((?:import\b|export\b|\})[^"\n]*)"(\.\.?/[^"\n]+\.js)"', re.MULTILINE)


class NoPlotly(ModuleNotFoundError):
    """plotly is not installed."""

    def __init__(self) -> None:
        super().__init__(words("en")("offline.no_plotly"), name="plotly")


def has_plotly() -> bool:
    """Whether plotly is installed. It is looked up, not imported."""
    return find_spec("plotly") is not None


@cache
def plotly() -> str:
    """plotly.min.js of the installed plotly, packed with gzip, in base64. Raises NoPlotly."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise NoPlotly
    script = (Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes()
    return base64.b64encode(gzip.compress(script, 6, mtime=0)).decode("ascii")


def name_of(file: Path) -> str:
    """What a module is called in the file: a data: address cannot be relative to another."""
    return f"linreg/{file.relative_to(PICTURE).as_posix()}"


@cache
def modules(entry: Path = ENTRY) -> dict[str, str]:
    """The module and all that it imports, directly or not: by its name the text of each, which imports by name."""
    found: dict[str, str] = {}
    waiting = [entry]
    while waiting:
        file = waiting.pop()
        if name_of(file) in found:
            continue
        text = file.read_text(encoding="utf-8")
        found[name_of(file)] = NAMED.sub(partial(_by_name, file.parent), text)
        waiting += [(file.parent / spec).resolve() for _, spec in NAMED.findall(text)]
    return found


def _by_name(folder: Path, found: re.Match[str]) -> str:
    return f'{found[1]}"{name_of((folder / found[2]).resolve())}"'


@cache
def import_map(entry: Path = ENTRY) -> dict[str, dict[str, str]]:
    """Where the browser finds the modules: each in an address that holds it."""
    addresses = {
        name: f"data:text/javascript;base64,{base64.b64encode(text.encode()).decode('ascii')}"
        for name, text in sorted(modules(entry).items())
    }
    return {"imports": addresses}


@cache
def player_sheet() -> str:
    """The player's stylesheet."""
    return content(PICTURE / "player" / "player.css").decode()


@cache
def page_sheet() -> str:
    """What the file around the player looks like."""
    return "\n".join(content(sheet).decode() for sheet in SHEETS)
