"""The fair race on the page: its rule gives every run its rate, is said on the chart, and can be had ready-made."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg import Run
from linreg.picture.drawable import undrawable
from linreg.server.job import Answer
from linreg.server.trainings import TELL, Progress
from linreg.state import SETTINGS, Runner, State, config, fair, kept, points
from linreg.state.race import SHARED
from linreg.telling.method import PRESETS, name
from linreg.telling.race import Tried, tried
from linreg.theory import as_float32, landscape, nearest_bowl
from linreg.training.config import Impossible, TrainConfig
from linreg.training.pace import paced
from linreg.views import controls, fields, rate, visit
from linreg.views.sweep import SWEEPS
from linreg.views.training import patient
from linreg.words import Words
from linreg.words.numbers import plain

STOPS = 100  # between the slider's first and its last
Luck = Mapping[TrainConfig, Tried]  # what was tried for each run, by its config at the best rate


def _ready(data: str, scale: str, *kept: str) -> dict[str, Any]:
    """A race of plain descent against these, each at its best rate."""
    runners = tuple(Runner(opt=PRESETS[each].opt, options=PRESETS[each].options) for each in kept)
    shared = {"data": data, "scale": scale, "cost": "mean", "init": "zeros", "epochs": 1000}
    return shared | {"race": "best", "opt": "SGD", "options": (), "schedule": "none", "batch": 0, "kept": runners}


READY = {
    "valley": _ready("valley", "off", "momentum", "Nesterov"),
    "plain": _ready("cars", "off", "Adam"),
    "scaled": _ready("cars", "on", "Adam"),
    "batches": _ready("line", "off")
    | {"n": 20, "true_W": 2.0, "true_b": -1.0, "noise": 1.0, "seed": 1, "epochs": 100, "batch": 1, "order": "shuffled"}
    | {"kept": (Runner(batch=1, schedule="cosine"), Runner())},
}


def settled(say: Words, state: State, place: DeltaGenerator) -> tuple[State, Luck]:
    """The state as its race's rule has it, which is the visitor's from now on; and what was tried for the best rates.

    To be called before anything is drawn from the state. `place` shows how far the trying is, if it takes a while.
    """
    luck: dict[TrainConfig, Tried] = {}
    if not state.race:
        return state, luck

    def best(runner: Runner) -> float | None:
        choice = controls.chosen(replace(state, **{each: getattr(runner, each) for each in SETTINGS}))
        found = _tried(say, choice, place)
        if found is None:
            return None
        luck[replace(choice.config, lr=found.lr)] = found
        return found.lr

    fairly = fair(state, best)
    place.empty()
    visit.settle(fairly)
    st.session_state.setdefault(visit.BEFORE_RACE, fairly)  # of one that began as a race: its first rates
    return fairly, luck


def clocked(state: State, run: Run, others: list[Answer]) -> tuple[Run, list[Answer]]:
    """The run and those beside it as the page shows them: in a race on one clock, which counts gradients."""
    if not state.race:
        return run, others
    return paced(run), [paced(each) if isinstance(each, Run) else each for each in others]


def rule(say: Words, state: State) -> str:
    """The rule of the race in a line, with its numbers; "" where there is none."""
    if not state.race:
        return ""
    batches = any(runner.in_batches for runner in (state, *state.kept))
    budget = say(f"race.budget_{'batches' if batches else 'all'}", epochs=f"{state.epochs:,}")
    return say(f"race.rule_{state.race}", lr=plain(state.lr, 7), budget=budget, rates=_rates(say, state))


def _rates(say: Words, state: State) -> str:
    """How many rates each is tried at."""
    n = len(points(state))
    configs = [config(state), *kept(state)]
    few = {name(say, each): rate.every(n, each) for each in configs if rate.every(n, each) > 1}
    told = [say("race.rates_few", name=called, n=str(STOPS // every + 1)) for called, every in few.items()]
    return ", ".join([str(STOPS + 1), *told])


def choose(say: Words) -> None:
    """The choice of a rule."""
    fields.choice(say, say("race.rule"), "race", "race", say("race.rule_help"), taken=_ruled)


def _ruled(name: str) -> None:
    """Takes the chosen rule; without one the runs have again the rates that they had before. For callbacks."""
    before = visit.now()
    visit.taken(name)
    now = visit.now()
    if now.race and not before.race:
        st.session_state[visit.BEFORE_RACE] = before
    had = None if now.race else st.session_state.pop(visit.BEFORE_RACE, None)
    if had and _ruleless(had) == _ruleless(now):
        visit.change(lr=had.lr, options=had.options, kept=had.kept)


def _ruleless(state: State) -> frozenset[Runner]:
    """The runs but for what a race's rule changes in them."""
    default = Runner()
    alike = {"lr": default.lr} | {each: getattr(default, each) for each in SHARED}
    return frozenset(
        replace(run, **alike, options=tuple(each for each in run.options if each[0] != "weight_decay"))
        for run in (state.own(), *state.kept)
    )


def ready(say: Words) -> None:
    """The races that are ready, each in one press."""
    for each, settings in READY.items():
        help = say(f"race.ready_{each}_help")
        st.button(say(f"race.ready_{each}"), key=f"ready_{each}", on_click=_begin, kwargs=settings, help=help)


def _begin(**settings: Any) -> None:
    """Begins a race that is ready; for callbacks."""
    st.session_state.pop(visit.BEFORE_RACE, None)
    visit.change(**settings)


def lucky(say: Words, found: Tried | None) -> str:
    """How much luck it takes to find as good a rate; "" where none was tried."""
    if found is None:
        return ""
    return say("race.luck", close=str(found.close), all=str(len(found.rates)))


def curve(found: Tried | None) -> dict[str, Any] | None:
    """The cost at each of the rates that were tried, as the browser draws it: where it lies between the least and the
    start's, in decades above the least; null where it diverged. None where none was tried."""
    if found is None:
        return None
    return {"rates": list(found.rates), "height": found.heights, "best": found.best}


def _tried(say: Words, choice: controls.Choice, place: DeltaGenerator) -> Tried | None:
    """The training at each of the rates that its slider has."""
    seen, config = choice.seen, choice.config
    if undrawable(seen, config):  # the page says so where the run would be
        return None
    rates = rate.tried(nearest_bowl(seen, config.cost), len(seen), config)
    surface = landscape(as_float32(seen), config)
    try:
        found = SWEEPS.ask(seen, config, rates, _telling(say, choice, place), TELL)
    except Impossible:  # the page says so where the run would be
        return None
    start = float(surface.value(*config.start))
    return tried(rates, found.cost, found.diverged, start, surface.cost)


def _telling(say: Words, choice: controls.Choice, place: DeltaGenerator) -> Progress:
    """Shows how far the trying is. For a visitor who has changed something meanwhile it raises: he waits no longer."""
    slow = "" if rate.every(len(choice.seen), choice.config) == 1 else say("race.one_by_one")
    text = f"{say('race.seeking', name=name(say, choice.config))} {slow}".strip()
    return patient(place, lambda done, total: text)
