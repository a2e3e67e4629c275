"""The one file as text: what is in it, and that nothing in it does harm. tests/browser/test_offline.py plays it."""

import base64
import gzip
import json
import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from linreg import Dataset, Run, TrainConfig, show, to_html, train
from linreg.picture.offline import Step, single, sources
from linreg.picture.offline import still as drawn
from linreg.picture.offline.file import step_of
from linreg.picture.offline.step import about
from linreg.picture.offline.still import still
from linreg.server.sources import PLOTLY
from linreg.words import LANGUAGES, words
from tests.offline.reading import Document
from tests.scenes import numbers

EVIL = "</script><script>alert(1)</script><!-- \u2028 \u2029 ]]> <img src=x onerror=alert(2)> {{DATA}} {{MARK}}"


@cache
def run(**settings: object) -> Run:
    return train(Dataset.notebook(), TrainConfig(epochs=60, **settings))  # type: ignore[arg-type]


@cache
def document() -> Document:
    return Document(to_html([run(), run(lr=0.17), run(lr=0.2)]))


def test_it_holds_the_very_states_of_every_run() -> None:
    sent = document().view()["runs"]
    for one, shown in zip([run(), run(lr=0.17), run(lr=0.2)], sent, strict=True):
        for name in ("W", "b", "cost"):
            assert np.array_equal(numbers(shown[name]), np.float32(getattr(one, name)).astype(float))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_holds_every_language_whichever_it_opens_in(lang: str) -> None:
    found = Document(to_html(run(), lang=lang))
    assert found.data["lang"] == lang
    assert dict(found.tags)["html"] == {"lang": lang}
    for each in LANGUAGES:
        assert found.view(each)["lang"] == each
        assert found.view(each)["words"]["play"] == words(each)("player.play")
        assert found.data["steps"][0]["told"][each]["result"]


def test_what_is_played_is_the_same_in_every_language() -> None:
    """So a change of language keeps the place."""
    assert document().view("en")["id"] == document().view("ko")["id"] != document().view("ko.slow")["id"]


def test_the_modules_are_the_players_own_each_after_those_that_it_imports() -> None:
    assert sources.linked() in document().texts["module"]
    before: set[str] = set()
    for name, text in sources.modules().items():
        assert set(re.findall(r"^const \{.*\} = (\$\w+);$", text, re.MULTILINE)) <= before
        before.add(name)
    for file in (
        sources.ENTRY,
        sources.PICTURE / "player" / "mount.js",
        sources.PICTURE / "player" / "panels" / "bowl.js",
    ):
        own = file.read_text(encoding="utf-8").splitlines()
        *linked, exports = sources.modules()[sources.called(file)].splitlines()
        assert exports.startswith("return {") and len(linked) == len(own)
        for mine, there in zip(own, linked, strict=True):
            assert there.startswith("const {") if mine.startswith("import") else there == mine.removeprefix("export ")


@pytest.mark.parametrize("line", ["export default 1;", 'import x from "./y.js";', "export { x };", "'</script>'"])
def test_a_module_that_the_file_could_not_hold_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"file\.js: "):
        sources._linked(sources.ENTRY, f"{line}\n")


def test_plotly_is_the_installed_one() -> None:
    assert gzip.decompress(base64.b64decode(document().texts["linreg-plotly"])) == PLOTLY.read_bytes()


def test_nothing_may_be_loaded_and_only_its_own_scripts_run() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in document().policy.split(";"))
    assert rules["default-src"] == "'none'"
    mark = rules["script-src"].removeprefix("'nonce-").removesuffix("'")
    assert len(mark) == 32
    runs = [attrs for tag, attrs in document().tags if tag == "script" and attrs.get("type") in (None, "module")]
    assert len(runs) == 2 and all(attrs["nonce"] == mark for attrs in runs)
    assert not [attrs for _, attrs in document().tags if {"src", "href", "data", "action"} & set(attrs)]


def test_a_strangers_text_is_text() -> None:
    data = Dataset(EVIL, (1.0, 2.0), (1.0, 3.0))
    scene = step_of(train(data, TrainConfig(epochs=5))).scene
    text = {lang: EVIL for lang in LANGUAGES}
    file = single([Step(scene, text=text, rule=text)], title=text)
    found, harmless = Document(file), document()
    assert [tag for tag, _ in found.tags if tag in ("script", "img")] == [
        tag for tag, _ in harmless.tags if tag in ("script", "img")
    ]
    assert EVIL in found.data["steps"][0]["told"]["ko"]["about"]
    assert found.data["steps"][0]["told"]["en"]["text"] == EVIL
    assert found.texts["title"].startswith(EVIL)


def test_its_heading_names_what_is_not_as_usual() -> None:
    unusual = TrainConfig(epochs=5, cost="half", schedule="exponential", gamma=0.9, batch_size=1)
    heads = {
        each: about(words("en"), step_of(train(Dataset.notebook(), each)).scene) for each in (TrainConfig(), unusual)
    }
    assert "squares" not in heads[TrainConfig()]
    assert "SGD, ½ · mean of squares, " in heads[unusual]
    assert "0.9" in heads[unusual] and "1 point at a time" in heads[unusual]


def test_it_has_a_picture_for_who_has_no_scripts() -> None:
    inside = [tag for tag, _ in document().tags]
    assert inside.index("noscript") < inside.index("svg") < inside.index("script")
    assert words("en")("offline.no_script") in to_html(run())


@pytest.mark.parametrize("guessing", [True, False])
def test_the_picture_shows_how_it_ends_unless_that_is_to_be_guessed(guessing: bool) -> None:
    scene = step_of([run(), run(lr=0.2)]).scene
    drawn = ET.fromstring(still(scene, guessing, words("ko")))
    paths = [each for each in drawn.iter("{http://www.w3.org/2000/svg}path") if each.get("stroke") == "#b53b0a"]
    assert len(paths) == 3  # the line, and the path on the map and on the curve
    assert all((each.get("d") or "").count("L") > 20 for each in paths[1:]) is not guessing


def test_the_pictures_colours_are_the_players() -> None:
    theme = (sources.PICTURE / "player" / "theme.js").read_text(encoding="utf-8")
    light = theme[theme.index("light:") : theme.index("dark:")]
    for colour in (drawn.INK, drawn.PAPER, drawn.POINTS, drawn.PATH, drawn.MINIMUM, *drawn.KEPT, *drawn.RINGS):
        assert colour in light


def test_several_steps_are_told_one_after_the_other() -> None:
    steps = [Step(step_of(run(lr=lr)).scene, text={"en": f"at {lr}", "ko": f"{lr}"}) for lr in (0.01, 0.1)]
    found = Document(single(steps, title={"en": "Two", "ko": "둘"}))
    assert [step["told"]["en"]["text"] for step in found.data["steps"]] == ["at 0.01", "at 0.1"]
    assert [found.view(step=i)["runs"][0]["lr"] for i in (0, 1)] == [0.01, 0.1]
    assert found.texts["title"].startswith("Two")


def test_the_file_is_written_where_it_is_to_be(tmp_path: Path) -> None:
    text = to_html(run(), tmp_path / "run.html", "ko")
    assert (tmp_path / "run.html").read_text(encoding="utf-8") == text == to_html(run(), lang="ko")


def test_a_rain_falls_if_wanted() -> None:
    assert document().data["steps"][0]["rain"] is None
    rain = Document(to_html(run(), rain=True)).data["steps"][0]["rain"]
    assert len(numbers(rain["speeds"])) == 100


@pytest.mark.parametrize(
    ("settings", "slows"),
    [
        ({"lr": 0.2}, True),
        ({"optimizer": "Adam", "lr": 0.1}, True),
        ({"optimizer": "LBFGS", "lr": 0.5}, False),
        ({"cost": "huber"}, False),
        ({"schedule": "cosine"}, True),
    ],
)
def test_every_kind_of_run_can_be_saved(settings: dict[str, object], slows: bool) -> None:
    assert Document(to_html(run(**settings))).data["steps"][0]["slows"] is slows


def test_points_that_are_too_many_for_a_script_have_none() -> None:
    many = train(Dataset.line(3000, 2.0, 1.0, 1.0, 1).standardised()[0], TrainConfig(epochs=3))
    told = Document(to_html(many)).data["steps"][0]["told"]["en"]
    assert told["code"] is None and told["table"]["last"] == 3


def test_runs_that_cannot_stand_beside_each_other_are_refused() -> None:
    other = train(Dataset.line(5, 1.0, 0.0, 0.1, 1), TrainConfig(epochs=5))
    with pytest.raises(ValueError, match="same points"):
        to_html([run(), other])
    with pytest.raises(ValueError, match="same cost"):
        to_html([run(), run(cost="half")])
    with pytest.raises(ValueError, match="runs must be"):
        to_html([])
    with pytest.raises(ValueError, match="lang must be"):
        to_html(run(), lang="fr")


def test_without_plotly_a_sentence_says_so_and_a_cell_keeps_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    sources.plotly.cache_clear()
    monkeypatch.setattr(sources, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install plotly"):
        to_html(run())
    shown = run()._repr_html_() or ""
    assert "<iframe" not in shown and "data:image/svg+xml" in shown and "pip install plotly" in shown
    sources.plotly.cache_clear()


def test_a_run_as_the_last_line_of_a_cell_is_the_player() -> None:
    shown = run()._repr_html_() or ""
    frame = next(attrs for tag, attrs in Document(shown).tags if tag == "iframe")
    assert frame["srcdoc"] == to_html(run())
    assert "script" not in {tag for tag, _ in Document(shown).tags}
    assert show([run(), run(lr=0.1)], lang="ko")._repr_html_().startswith("<div")


def test_what_cannot_be_drawn_is_shown_as_anything_is() -> None:
    many = train(Dataset.line(2000, 2.0, 1.0, 1.0, 1).standardised()[0], TrainConfig(epochs=3, cost="huber"))
    assert many._repr_html_() is None


def test_numbers_are_json_that_every_browser_reads() -> None:
    text = document().texts["linreg-data"]
    json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert not set("<>&\u2028\u2029") & set(text)
