"""What the file shows at a time, as JSON: a scene in every language, and all that is told of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from linreg.picture import beside
from linreg.picture.offline.led import Led, led_json, said_json
from linreg.picture.payload import payload
from linreg.picture.rain import Rain, falling
from linreg.picture.scene import Scene
from linreg.points.dataset import UNSCALED, Line
from linreg.points.library import LIBRARY
from linreg.telling import batches, method, method_forecast
from linreg.telling import forecast as forecast_words
from linreg.telling.guess import was
from linreg.telling.result import result, sentence
from linreg.telling.script import script
from linreg.telling.speed import legend
from linreg.telling.table import thinning
from linreg.theory import forecast
from linreg.training.pace import steps
from linreg.words import LANGUAGES, Words, words
from linreg.words.numbers import plain

MOST_EPOCHS = 10_000  # that are advised
MOST_ROWS = 1000  # of the table; a run has up to 10,001 states


@dataclass(frozen=True)
class Step:
    """A scene, and how it is shown.

    at : the epoch shown first. slow : whether it opens beat by beat, the loop's lines beside it.
    guessing : whether the room is to guess first what the run does.
    rain : falls over it, or None; speeds : whether its colours tell how soon each start is down.
    rule : by language, of the race that the runs are in; empty for none.
    text : by language, what stands above it: paragraphs apart by an empty line, in which **this** is bold, `this` a
        formula. Whatever else it holds is shown as it is.
    line : how the points were drawn, if they are `Dataset.line(*line)`; the script then draws them.
    led : what a lesson makes of it, or None.
    open : what stands beside or beneath it as it opens, "table" or "code".
    """

    scene: Scene
    at: int = 0
    slow: bool = False
    guessing: bool = False
    rain: Rain | None = None
    speeds: bool = False
    rule: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    line: Line | None = None
    led: Led | None = None
    open: str = ""


def step_json(step: Step, values: dict[str, int], languages: Sequence[str] = tuple(LANGUAGES)) -> dict[str, Any]:
    """All of it as JSON: {views, told: {lang: …}, rain, slow, slows, open, led}.

    views : the payloads, "en", "en.slow", …, each value by its place in `values`, to which this step's are added: by
    its text the place of each. slows : whether it can go beat by beat.
    """
    ways = [(lang, slow) for lang in languages for slow in (False, True)]
    views = {(lang, slow): _payload(step, words(lang), slow) for lang, slow in ways}
    first = languages[0]
    return {
        "views": {
            f"{lang}.slow" if slow else lang: {key: _place(values, value) for key, value in view.items()}
            for (lang, slow), view in views.items()
        },
        "told": {lang: _told(step, words(lang)) for lang in languages},
        "rain": _rain(step, views[first, False]["id"]),
        "slow": step.slow,
        "slows": views[first, True]["microscope"] is not None,
        "open": step.open,
        "led": led_json(step.led) if step.led else None,
    }


def _place(values: dict[str, int], value: Any) -> int:
    return values.setdefault(json.dumps(value, allow_nan=False), len(values))


def _payload(step: Step, say: Words, slow: bool) -> dict[str, Any]:
    """What the player is given; nothing leads to a new start or to other points, since nothing trains here."""
    sent = payload(step.scene, say, slow, step.at, step.guessing, step.rule.get(say.lang, ""))
    sent["words"] |= {"start_hint": ""}
    return sent | {"guide": {"glossary": say.section("glossary")}}


def _told(step: Step, say: Words) -> dict[str, Any]:
    """What is said around the player in one language."""
    run = step.scene.run
    W, b = run.at(-1)
    every = thinning(run.updates, MOST_ROWS + 1) if run.updates > MOST_ROWS else 1
    found = script_of(step.scene, step.line, step.rule.get(say.lang, ""))
    return {
        "text": step.text.get(say.lang, ""),
        "about": about(say, step.scene),
        "forecast": _forecast(say, step.scene),
        **_came_to(say, step.scene),
        "end": None if run.diverged else {"W": W, "b": b},
        "table": beside.table(say, run, every),
        "code": beside.code(say, run, found) if found else None,
        "prints": say("script.intro", W=repr(W), b=repr(b)) if found else "",
        "prints_later": say("script.intro_wait") if found else "",
        "speeds": _speeds(step, say),
        "led": said_json(step.led, say.lang) if step.led else None,
    }


def about(say: Words, scene: Scene) -> str:
    """The points and the present run in a line."""
    config = scene.run.config
    name = scene.data.name
    parts = [method.name(say, config)]
    if config.cost != "mean":
        parts.append(method.loss(say, config))
    if config.batch_size:
        parts.append(batches.called(say, config))
    if config.schedule:
        parts.append(method.falls(say, config))
    return say(
        "offline.about",
        points=say(f"library.{name}_name") if name in LIBRARY else name,
        n=f"{len(scene.data):,}",
        method=", ".join(parts),
        lr=plain(config.lr, 7),
        epochs=f"{config.epochs:,}",
    )


def script_of(scene: Scene, line: Line | None, rule: str) -> str:
    """The present run as a script; "" where there is none: too many points, or a race without a step."""
    run = scene.run
    taken = steps(run) if rule else run.config.epochs
    if not taken:
        return ""
    try:
        text = script(scene.data, replace(run.config, epochs=taken), line, standardise=scene.scaling != UNSCALED)
    except ValueError:
        return ""
    return f"# {rule}\n{text}" if rule else text


def _forecast(say: Words, scene: Scene) -> str:
    """What this training will do."""
    run = scene.run
    if run.config.plain:
        return forecast_words.sentence(say, forecast(run.data, run.config))
    return method_forecast.sentence(say, run.data, run.config, scene.theory)


def _came_to(say: Words, scene: Scene) -> dict[str, str]:
    """What the run came to, and which of the kinds that a room may guess it `was`."""
    run = scene.run
    found = result(run)
    return {"result": sentence(say, run, found, MOST_EPOCHS, False), "was": was(run.config, scene.theory, found.kind)}


def _rain(step: Step, of: str) -> dict[str, Any] | None:
    return falling(step.rain, step.scene) | {"of": of, "told": step.speeds} if step.rain else None


def _speeds(step: Step, say: Words) -> Sequence[dict[str, Any]]:
    """What the colours of the rain mean, with how many starts each stands for."""
    if not step.rain or not step.speeds:
        return []
    return legend(say, step.rain.speeds, step.scene.run.config.epochs)
