"""The file itself: an HTML document that holds all it needs and may load nothing."""

import hashlib
import html
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from linreg.picture.drawable import check_drawable
from linreg.picture.offline import sources
from linreg.picture.offline.led import around
from linreg.picture.offline.rained import rained
from linreg.picture.offline.step import Step, about, step_json
from linreg.picture.offline.still import still
from linreg.picture.scene import scene
from linreg.points.dataset import UNSCALED
from linreg.telling.floor import floor
from linreg.theory import expected, forecast
from linreg.theory.rates import ZONES
from linreg.training.run import Run
from linreg.words import LANGUAGES, Words, words

DOCUMENT = (Path(__file__).parent / "file.html").read_text(encoding="utf-8")
MARKS = re.compile(r"\{\{([A-Z_]+)\}\}")
# Nothing may be fetched, and of scripts only those run that bear the file's own mark. plotly writes styles as it goes.
POLICY = (
    "default-src 'none'; script-src 'nonce-{mark}'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
# In JSON within HTML no tag can begin or end, and no line does where JavaScript sees one
HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def to_html(
    runs: Run | Sequence[Run],
    path: str | os.PathLike[str] | None = None,
    lang: str = "en",
    *,
    at: int = 0,
    slow: bool = False,
    rain: bool = False,
    guess: bool = False,
) -> str:
    """A single HTML file that plays these runs with the network off, as text; written to `path` if one is given.

    runs : one, or several of the same points and cost, the present one first, the others beside it.
    lang : in which it opens, "en" or "ko"; it holds both.
    at : the epoch shown first. slow : whether it opens beat by beat, with the loop's lines beside the panels.
    rain : whether a hundred starts fall over the map, trained for it. guess : whether the room is to guess first.
    Raises ValueError for runs that cannot stand beside each other, and ModuleNotFoundError where plotly is not
    installed, whose plotly.js the file holds.
    """
    step = step_of(runs, at=at, slow=slow, rain=rain, guess=guess)
    text = single([step], lang)
    if path is not None:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    return text


def step_of(
    runs: Run | Sequence[Run], at: int = 0, slow: bool = False, rain: bool = False, guess: bool = False
) -> Step:
    """The scene of these runs, which `to_html` says more of."""
    together = (runs,) if isinstance(runs, Run) else tuple(runs)
    if not together or not all(isinstance(run, Run) for run in together):
        raise ValueError(f"runs must be a Run or several of them, got {runs!r:.80}")
    first = together[0]
    for run in together[1:]:
        if run.data != first.data:
            raise ValueError(f"runs must be of the same points, got {first.data.name!r} and {run.data.name!r}")
        if run.config.loss != first.config.loss:
            raise ValueError(f"runs must be of the same cost, got {first.config.cost!r} and {run.config.cost!r}")
    check_drawable(first.data, first.config)
    ahead = forecast if first.config.plain else expected
    told = None if guess else ahead(first.data, first.config)
    noise = None if guess else floor(first.data, first.config)
    shown = scene(first.data, UNSCALED, together, ahead=told, floor=noise)
    return Step(shown, at, slow, guess, rained(shown) if rain else None)


def single(steps: Sequence[Step], lang: str = "en", title: Mapping[str, str] | None = None) -> str:
    """The file of these steps, one after the other, as text.

    title : by language; the file is in these languages. Without one it has the page's, in every language.
    Raises ModuleNotFoundError where plotly is not installed, and ValueError for no step at all or another language.
    """
    titles = title or {each: words(each)("explore.title") for each in LANGUAGES}
    if lang not in titles or not titles.keys() <= LANGUAGES.keys():
        raise ValueError(f"lang must be one of {', '.join(titles)}, got {lang!r}")
    if not steps:
        raise ValueError("steps must hold at least one, got none")
    packed = sources.plotly()
    values: dict[str, int] = {}  # by their text: what several steps and languages share is there once
    told = [step_json(step, values, tuple(titles)) for step in steps]
    leds = [step.led for step in steps if step.led]
    data = {
        "lang": lang,
        "languages": {each: LANGUAGES[each] for each in titles},
        "titles": titles,
        "words": {each: _words(words(each)) for each in titles},
        "lesson": {each: around(words(each), leds) for each in titles} if leds else None,
        "sheet": sources.player_sheet(),
        "values": [json.loads(text) for text in values],
        "steps": told,
    }
    return _document(lang, titles[lang], data, packed, _picture(steps[0], lang), steps[0])


def _picture(step: Step, lang: str) -> str:
    """What stands where no script runs; it tells nothing that a room is to guess, here or later."""
    asked = step.led is not None and bool(step.led.ask or step.led.later)
    return still(step.scene, step.guessing or asked, words(lang))


def _words(say: Words) -> dict[str, str]:
    """What is written around the player."""
    guesses = {f"guess_{zone}": say(f"player.guess_{zone}") for zone in ZONES}
    opens = {"open_slow": say("lens.steps"), "open_table": say("lens.table"), "open_code": say("lens.code")}
    return say.section("offline") | say.section("outcome") | guesses | opens | {"guess_ask": say("explore.guess_first")}


def _document(lang: str, title: str, data: Mapping[str, Any], packed: str, picture: str, first: Step) -> str:
    say = words(lang)
    told = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":")).translate(HARMLESS)
    # Who writes a text into the file cannot know the mark: it depends on all of it
    mark = hashlib.sha256(told.encode()).hexdigest()[:32]
    parts = {
        "LANG": lang,
        "TITLE": html.escape(title),
        "ABOUT": html.escape(about(say, first.scene)),
        "POLICY": html.escape(POLICY.format(mark=mark)),
        "MARK": mark,
        "STYLE": sources.page_sheet(),
        "MODULES": sources.linked(),
        "ENTRY": sources.called(sources.ENTRY),
        "STILL": picture,
        "NO_SCRIPT": html.escape(say("offline.no_script")),
        "TOO_OLD": json.dumps(say("offline.too_old")).translate(HARMLESS),
        "DATA": told,
        "PLOTLY": packed,
    }
    # In one go: what stands in for one mark may look like another
    return MARKS.sub(lambda found: parts[found[1]], DOCUMENT)
