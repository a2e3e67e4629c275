"""A run at the pace of its gradients: who works out twenty in one step gets no twenty times the budget."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from linreg.training.run import Run


def paced(run: Run) -> Run:
    """The run with a state for each gradient worked out, of as many as the config has updates: a step that takes
    several stands where it was until it has them all, and what comes after the last of them is left out.

    Whoever works out one gradient for each step is as before. Else the states, and so `updates` and `epochs`, count
    gradients, as they do for the runs beside it; the config stays, and `steps` says how many of its own were made.
    """
    if not run.config.searches:
        return run
    budget = run.config.updates(len(run.data))
    known = np.isfinite(run.evaluations)
    count = np.where(known, run.evaluations, 0.0)
    within = run.diverged and count[-1] < budget
    last = int(count[-1]) if within else budget
    at = np.searchsorted(count, np.arange(last + 1), side="right") - 1
    W, b, cost, grad_W, grad_b = (x[at] for x in (run.W, run.b, run.cost, run.grad_W, run.grad_b))
    state = {name: values[at] for name, values in run.state.items()}
    for column in (W, b, cost, grad_W, grad_b, *state.values()):
        column.setflags(write=False)
    told = MappingProxyType(state)
    return replace(run, W=W, b=b, cost=cost, grad_W=grad_W, grad_b=grad_b, diverged=within, state=told)


def decided(run: Run, budget: int) -> bool:
    """Whether more steps of the run could change nothing within so many gradients: they are worked out, or it has
    diverged, or its last step worked out one, saw that there is nothing to do, and moved nothing."""
    if run.diverged or run.evaluations[-1] >= budget:
        return True
    if run.updates < 2 or not run.config.searches:
        return False
    rests = run.W[-1] == run.W[-2] and run.b[-1] == run.b[-2]
    return bool(rests and run.evaluations[-1] - run.evaluations[-2] == 1)


def steps(paced: Run) -> int:
    """How many steps the config of a paced run takes to come where it ends: as many as it has updates, unless a step
    works out several gradients."""
    if not paced.config.searches:
        return paced.config.epochs
    return len(np.unique(paced.evaluations)) - 1
