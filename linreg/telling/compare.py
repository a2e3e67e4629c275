"""Runs beside each other: what tells them apart, how soon each came near the minimum, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from linreg.telling import batches, method
from linreg.telling.result import result
from linreg.telling.table import sheet
from linreg.theory.nearness import NEAR, near_since
from linreg.theory.whole import whole_cost
from linreg.training.config import TrainConfig
from linreg.training.run import Run
from linreg.words import Words
from linreg.words.numbers import plain

LOSS = ("cost", "delta", "beta")
NEARER = 0.001  # of the distance from the start to the minimum


@dataclass(frozen=True)
class Names:
    """What runs are called beside each other: `head`, if one word goes for all ("lr"), and a name for each ("0.09")."""

    head: str
    each: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """What a run came to. near, nearer : the epoch from which on at most NEAR, NEARER of the start's distance is left,
    None if it never is."""

    near: int | None
    nearer: int | None
    cost: float
    kind: str  # of the verdict


def names(say: Words, configs: Sequence[TrainConfig]) -> Names:
    """The runs told by what differs among them alone; by the rate if nothing does. The present one, the first, is told
    as such where one that is kept is the same training."""
    shown = [_told(say, config) for config in configs]
    if len(set(configs)) > len({tuple(told.values()) for told in shown}):
        shown = [told | {"seed": str(config.seed)} for told, config in zip(shown, configs, strict=True)]
    differ = [field for field in shown[0] if len({told[field] for told in shown}) > 1] or ["lr"]
    if differ == ["lr"]:
        return Names(say("compare.lr"), _apart(say, [told["lr"] for told in shown]))
    each = [", ".join(_in_full(say, field, told[field]) for field in differ) for told in shown]
    return Names("", _apart(say, each))


def _apart(say: Words, each: Sequence[str]) -> tuple[str, ...]:
    """The names, the first marked if another is the same."""
    first, *others = each
    return (say("compare.name_now", name=first) if first in others else first, *others)


def row(run: Run, by: TrainConfig | None = None) -> Row:
    """What a run came to, in few numbers. by : whose loss its cost is measured by, if not its own."""
    return Row(near_since(run, NEAR), near_since(run, NEARER), float(whole_cost(run, by)[-1]), result(run).kind)


def csv_bytes(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Runs in rows as a CSV file; each row has its cells by their headings, the same in all."""
    return sheet(rows[0], (row.values() for row in rows))


def told_in_full(say: Words, name: str, run: Run, by: TrainConfig | None = None) -> dict[str, str]:
    """A run in a table to work on: what it came to by the page's headings, its numbers with all their digits.

    by : as of `row`.
    """
    came = row(run, by)
    heads = [say("compare.run"), "lr", *(say(f"compare.{column}") for column in ("near", "nearer", "cost", "verdict"))]
    epochs = ["" if epoch is None else str(epoch) for epoch in (came.near, came.nearer)]
    cells = [name, repr(run.config.lr), *epochs, repr(came.cost), say(f"compare.kind_{came.kind}")]
    return dict(zip(heads, cells, strict=True))


def _told(say: Words, config: TrainConfig) -> dict[str, str]:
    """Every setting of a run in a word, the start as one of them."""
    apart = ("seed", "init", "optimizer", "options", "schedule", "gamma", "batch_size", "shuffle", *LOSS)
    told = {field.name: getattr(config, field.name) for field in fields(config) if field.name not in apart}
    told = {
        "method": method.name(say, config),
        "loss": method.loss(say, config),
        "batch": batches.called(say, config),
        "schedule": method.falls(say, config),
    } | told
    words = {name: plain(value, 7) if isinstance(value, int | float) else str(value) for name, value in told.items()}
    if config.init == "linear":
        return words | {"start": say("compare.start_linear", seed=str(config.seed))}
    return words | {"start": f"({', '.join(plain(value) for value in config.start)})"}


def _in_full(say: Words, field: str, value: str) -> str:
    """A setting with its name."""
    return say(f"compare.name_{field}", value=value)
