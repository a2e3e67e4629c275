"""What the file is put together from: our own modules as they lie on disk, the stylesheets, and plotly."""

import base64
import gzip
import re
from functools import cache
from graphlib import TopologicalSorter
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
# How our modules name each other, and what they give: each in a line of its own
IMPORT = re.compile(r'^import (\{[^}\n]*\}) from "(\.\.?/[^"\n]+\.js)";$', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)
OTHERS = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


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


def called(file: Path) -> str:
    """What holds the exports of a module in the file: `$player_mount` for player/mount.js."""
    return "$" + re.sub(r"\W", "_", file.relative_to(PICTURE).with_suffix("").as_posix())


@cache
def modules(entry: Path = ENTRY) -> dict[str, str]:
    """The module and all that it imports, directly or not, each after those that it imports itself: its text by
    what the module is called in the file.

    Where a notebook is shown the policy may let nothing be imported, not even from data: addresses, as in VS Code. So
    they stand in one script. Raises ValueError for an import or an export of another form than ours have.
    """
    texts: dict[Path, str] = {}
    imports: dict[Path, list[Path]] = {}
    waiting = [entry]
    while waiting:
        file = waiting.pop()
        if file in texts:
            continue
        texts[file] = file.read_text(encoding="utf-8")
        imports[file] = [(file.parent / name).resolve() for _, name in IMPORT.findall(texts[file])]
        waiting += imports[file]
    return {called(file): _linked(file, texts[file]) for file in TopologicalSorter(imports).static_order()}


def _linked(file: Path, text: str) -> str:
    """A module as a function's body that gives back what it exports."""
    exported = [name for _, name in EXPORT.findall(text)]
    body = IMPORT.sub(lambda found: f"const {_renamed(found[1])} = {called((file.parent / found[2]).resolve())};", text)
    body = EXPORT.sub(r"\1 \2", body)
    if strange := OTHERS.search(body) or re.search("</script|<!--", body, re.IGNORECASE):
        raise ValueError(f"{file.name}: {strange[0]!r}")
    return f"{body}return {{ {', '.join(exported)} }};"


def _renamed(names: str) -> str:
    """`{ a, b as c }` as a pattern that takes them from a record."""
    return names.replace(" as ", ": ")


@cache
def linked(entry: Path = ENTRY) -> str:
    """All modules as one script, each in a scope of its own."""
    return "\n".join(f"const {name} = (() => {{\n{text}\n}})();" for name, text in modules(entry).items())


@cache
def player_sheet() -> str:
    """The player's stylesheet."""
    return content(PICTURE / "player" / "player.css").decode()


@cache
def page_sheet() -> str:
    """What the file around the player looks like."""
    return "\n".join(content(sheet).decode() for sheet in SHEETS)
