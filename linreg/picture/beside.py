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
BATCH_COLUMNS = {
    "update": "update",
    "state": "epoch",
    "W": "W",
    "b": "b",
    "cost": "cost",
    "batch_cost": "batch_cost",
    "batch_grad_W": "batch_gradient",
    "batch_grad_b": "batch_gradient",
}
# How their numbers are written, as in the readout
WRITTEN = {"update": "whole", "state": "whole", "W": "fixed", "b": "fixed"}


def columns(run: Run) -> dict[str, str]:
    """The table's columns for this run."""
    return COLUMNS if run.config.batch_size is None else BATCH_COLUMNS


def headers(say: Words, run: Run) -> list[str]:
    """What the table's columns are called."""
    return [name if name in ("W", "b") else say(f"table.{name}") for name in columns(run)]


def table(say: Words, run: Run, every: int) -> dict[str, Any]:
    """Every so many states of the run, and the last: {label, heads, key, every, last, columns}, without the first
    column, which the browser counts."""
    _, *values = zip(*rows(run, every), strict=True)
    terms = columns(run)
    return {
        "label": say("lens.table"),
        "heads": [
            {"text": text, "term": term, "written": WRITTEN.get(name, "significant")}
            for text, (name, term) in zip(headers(say, run), terms.items(), strict=True)
        ],
        "key": key_of(run.data, run.config),
        "every": every,
        "last": run.updates,
        "columns": [typed(column) for column in values],
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
