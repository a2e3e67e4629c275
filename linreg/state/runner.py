"""What one run on the page may have of its own, while it shares points, cost and device with those beside it."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from linreg.state.kinds import Kind, Number, OneOf, Partly, Whole

MOST_EPOCHS = 10_000
MOST_KEPT = 4
BETWEEN, WITHIN = "~~", "~"  # runs, names and values as an address writes them: characters that it need not escape
When = tuple[str, Any] | None  # (another name, the value it must have) for a value to count


def setting(default: Any, kind: Kind, when: When = None) -> Any:
    """A name's default, what it can be, and when it counts."""
    return field(default=default, metadata={"kind": kind, "when": when})


def number(default: float, low: float, high: float, when: When = None) -> Any:
    """A number's default and limits."""
    return setting(default, Number(low, high), when)


def whole(default: int, low: int, high: int, when: When = None) -> Any:
    """A whole number's default and limits."""
    return setting(default, Whole(low, high), when)


def one_of(*options: str) -> Any:
    """A choice among a few texts, the first at first."""
    return setting(options[0], OneOf(lambda: options))


CHOSEN = ("init", "chosen")


@dataclass(frozen=True)
class Runner:
    """One run among those on the page: settings, not numbers, so that it follows the points.

    Every name is one of the page's state as well. A kept run is told by those in which it differs from the defaults.
    """

    lr: float = number(0.01, 1e-30, 1e30)  # absurd on purpose: divergence is a lesson
    epochs: int = whole(1000, 1, MOST_EPOCHS)
    seed: int = whole(1, 0, 2**53 - 1)  # the largest whole number the browser's own arithmetic holds exactly
    init: str = one_of("zeros", "linear", "chosen")
    W0: float = number(0.0, -1e6, 1e6, CHOSEN)
    b0: float = number(0.0, -1e6, 1e6, CHOSEN)

    def own(self) -> "Runner":
        """These settings as a run's own; what makes no difference to it is at its default: two of a kind are equal."""
        values = {name: getattr(self, name) for name in SETTINGS}
        idle = {"linear": ("W0", "b0"), "zeros": ("W0", "b0", "seed"), "chosen": ("seed",)}[self.init]
        return Runner(**{name: value for name, value in values.items() if name not in idle})


_KINDS: dict[str, Kind] = {each.name: each.metadata["kind"] for each in fields(Runner)}
SETTINGS = tuple(_KINDS)


@dataclass(frozen=True)
class Runners:
    """Up to MOST_KEPT runs, no two the same: `lr~0.09~~lr~0.19~epochs~200`, each with the names that it differs in."""

    def check(self, value: Any) -> tuple[Runner, ...]:
        runners = tuple(dict.fromkeys(runner.own() for runner in value))
        if len(runners) > MOST_KEPT:
            raise ValueError(f"must be at most {MOST_KEPT} runs, got {len(runners)}")
        return runners

    def read(self, text: str) -> tuple[Runner, ...]:
        """The runs that stand there. Raises Partly for what is none, and for those beyond MOST_KEPT."""
        runners: dict[Runner, str] = {}
        wrong = []
        for part in filter(None, text.split(BETWEEN)):
            try:
                runners.setdefault(_runner(part), part)
            except (ValueError, OverflowError):
                wrong.append(part)
        kept, beyond = tuple(runners)[:MOST_KEPT], tuple(runners.values())[MOST_KEPT:]
        lost = {reason: BETWEEN.join(parts) for reason, parts in (("", wrong), ("many", beyond)) if parts}
        if lost:
            raise Partly(kept, lost)
        return kept

    def write(self, value: tuple[Runner, ...]) -> str:
        return BETWEEN.join(map(_text, value))


def _runner(text: str) -> Runner:
    """The run that stands there. Raises ValueError for names and values that it cannot have."""
    words = text.split(WITHIN)
    names, values = words[::2], words[1::2]
    if len(names) != len(values) or len(set(names)) < len(names) or not set(names) <= set(SETTINGS):
        raise ValueError(f"must be names and values with {WITHIN} between them, got {text!r}")
    return Runner(**{name: _KINDS[name].read(value) for name, value in zip(names, values, strict=True)}).own()


def _text(runner: Runner) -> str:
    """The run's rate, and in what else it differs from the defaults."""
    default = Runner()
    told = {name: value for name, value in asdict(runner).items() if name == "lr" or value != getattr(default, name)}
    return WITHIN.join(f"{name}{WITHIN}{_KINDS[name].write(value)}" for name, value in told.items())
