"""A fair race: what its rule makes of the runs on the page. Points, cost and device they share anyway."""

from collections.abc import Callable
from dataclasses import replace

from linreg.state import options
from linreg.state.runner import Runner
from linreg.state.runners import MOST_KEPT
from linreg.state.state import State
from linreg.training.optimizers import OPTIMIZERS

SHARED = ("epochs", "seed", "order", "loss", "init", "W0", "b0")  # what the present run has, all have

Best = Callable[[Runner], float | None]


def fair(state: State, best: Best) -> State:
    """The state with all runs as its race's rule has them: same start, order and budget, no weight decay unless another
    than torch's default is asked for, and the rate by the rule. Runs that have become the same are one.

    best : of a runner the best of many rates; None where none can be told, and it stays at its own.
    """
    if not state.race:
        return state
    shared = {name: getattr(state, name) for name in SHARED}
    now, *others = (_at(state, _entered(replace(each, **shared)), best) for each in (state.own(), *state.kept))
    kept = tuple(dict.fromkeys(other.own() for other in others))[:MOST_KEPT]
    return replace(state, lr=now.lr, options=now.options, kept=kept)


def _entered(runner: Runner) -> Runner:
    """The runner without the weight decay that nobody asked for: it would pull towards another line."""
    if "weight_decay" not in OPTIMIZERS[runner.opt].takes or "weight_decay" in dict(runner.options):
        return runner
    return replace(runner, options=options.checked(runner.opt, {**dict(runner.options), "weight_decay": 0.0}))


def _at(state: State, runner: Runner, best: Best) -> Runner:
    """The runner at the rate that the rule gives it."""
    if state.race == "same":
        return replace(runner, lr=state.lr)
    lr = OPTIMIZERS[runner.opt].lr if state.race == "default" else best(runner)
    return replace(runner, lr=lr or runner.lr)
