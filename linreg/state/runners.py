"""The runs that are kept beside the present one, as an address writes them: `kept=lr~0.09~~lr~0.19~epochs~200`."""

from dataclasses import dataclass, replace
from typing import Any

from linreg.state import options
from linreg.state.kinds import Partly
from linreg.state.runner import KINDS, SETTINGS, Runner
from linreg.training.optimizers import OPTIMIZERS

MOST_KEPT = 5
BETWEEN, WITHIN = "~~", "~"  # runs, names and values as an address writes them: characters that it need not escape


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
    if len(names) != len(values) or len(set(names)) < len(names):
        raise ValueError(f"must be names and values with {WITHIN} between them, got {text!r}")
    texts = dict(zip(names, values, strict=True))
    runner = Runner(**{name: KINDS[name].read(texts.pop(name)) for name in SETTINGS if name in texts})
    found, lost = options.read(runner.opt, texts)
    if lost or not texts.keys() <= OPTIMIZERS[runner.opt].takes.keys():
        raise ValueError(f"must be names that a run has, and values that it can have, got {text!r}")
    return replace(runner, options=found).own()


def _text(runner: Runner) -> str:
    """The run's rate, and in what else it differs from the defaults."""
    default = Runner()
    values = {name: getattr(runner, name) for name in SETTINGS if name != "options"}
    told = {name: value for name, value in values.items() if name == "lr" or value != getattr(default, name)}
    texts = {name: KINDS[name].write(value) for name, value in told.items()} | options.write(runner.options)
    return WITHIN.join(f"{name}{WITHIN}{text}" for name, text in texts.items())
