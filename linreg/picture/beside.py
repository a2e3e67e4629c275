"""What follows the player beside the panels, as JSON for the browser: the run's table and its script."""

from typing import Any

from linreg.picture.encode import typed
from linreg.picture.payload import key_of
from linreg.telling.script import works
from linreg.telling.table import rows
from linreg.training.run import Run
from linreg.words import Words

# The table's columns, and what each is in the glossary
COLUMNS = {
    "state": "epoch",
    "W": "W",
    "b": "b",
    "cost": "cost",
    "grad_W": "gradient",
    "grad_b": "gradient",
}


def headers(say: Words) -> list[str]:
    """What the table's columns are called."""
    return [name if name in ("W", "b") else say(f"table.{name}") for name in COLUMNS]


def table(say: Words, run: Run, every: int) -> dict[str, Any]:
    """Every so many states of the run, and the last: {label, heads, key, every, last, columns}, without the first
    column, which the browser counts."""
    _, *columns = zip(*rows(run, every), strict=True)
    return {
        "label": say("lens.table"),
        "heads": [{"text": text, "term": term} for text, term in zip(headers(say), COLUMNS.values(), strict=True)],
        "key": key_of(run.data, run.config),
        "every": every,
        "last": run.updates,
        "columns": [typed(column) for column in columns],
    }


def code(say: Words, run: Run, text: str) -> dict[str, Any]:
    """A script of the run, and what each of its lines does: {words, copy, label, key, lines, beats}."""
    loop = works(text)
    return {
        "words": {name: say(f"microscope.{name}") for name in ("slow", "slow_hint")},
        "copy": say("script.copy"),
        "label": say("lens.code"),
        "key": key_of(run.data, run.config),
        "lines": [{"text": line, "work": work} for line, work in zip(text.splitlines(), loop, strict=True)],
        "beats": "step" in loop,
    }
