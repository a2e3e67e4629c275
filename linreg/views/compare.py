"""Runs kept beside the present one: keep it, take three that a lecture wants, see what each came to, remove them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from linreg import Run, TrainConfig
from linreg.picture.payload import key_of
from linreg.server.job import Answer
from linreg.state import MOST_KEPT, Runner, State, kept, kind_of
from linreg.telling.compare import csv_bytes, names, row, told_in_full
from linreg.telling.impossible import why
from linreg.theory import Theory, compared_rates
from linreg.views import download, outcome, race, visit
from linreg.views.components import register
from linreg.views.controls import Choice
from linreg.words import Words
from linreg.words.numbers import plain

NOTHING = "–"
FILE = "linreg_runs.csv"

_component = register("compare", "page/compare.js")


def button(say: Words, state: State) -> None:
    """Keeps the present run."""
    have, full = state.own() in state.kept, len(state.kept) >= MOST_KEPT
    why = "keep_have" if have else "keep_full" if full else "keep_help"
    st.button(say("compare.keep"), key="keep", on_click=keep, help=say(f"compare.{why}"), disabled=have or full)


def beside(
    say: Words, state: State, choice: Choice, theory: Theory, run: Run, others: Sequence[Answer], luck: race.Luck
) -> None:
    """The runs in a table, and what can be done with them. luck : what was tried for the best rates of a race."""
    if state.kept:
        race.choose(say)
        _table(say, state, choice, [run, *others], luck)
    else:
        st.markdown(say("compare.empty"))
    with st.container(horizontal=True, key="ready_made"):
        race.ready(say)
        if choice.config.plain:  # the rates and their names are those of plain descent
            _ready(say, theory)
        if state.kept:
            st.button(
                say("compare.remove_all"), key="remove_all", on_click=visit.change, kwargs={"kept": (), "race": ""}
            )


def keep() -> None:
    """Keeps the present run beside those kept, if there is room; for callbacks."""
    state = visit.now()
    if len(state.kept) < MOST_KEPT:
        visit.change(kept=kind_of("kept").check((*state.kept, state.own())))


def remove(text: str) -> None:
    """Removes the kept run that an address writes so, or none; for callbacks."""
    kind = kind_of("kept")
    visit.change(kept=tuple(runner for runner in visit.now().kept if kind.write((runner,)) != text))


def set_rates(now: float, others: Sequence[float]) -> None:
    """The present run at one rate, and nothing kept but the same run at others; for callbacks."""
    own = visit.now().own()
    visit.change(lr=now, race="", kept=tuple(replace(own, lr=lr) for lr in others))


def _ready(say: Words, theory: Theory) -> None:
    """The three rates of a lecture, if float32 can hold them for these points."""
    rates = compared_rates(theory)
    told = say("compare.ready_help", rates=" · ".join(plain(lr, 7) for lr in rates.values()))
    others = [lr for name, lr in rates.items() if name != "no_overshoot"]
    st.button(
        say("compare.ready"),
        key="ready",
        on_click=set_rates,
        args=(rates.get("no_overshoot"), others),
        help=told,
        disabled=len(rates) < 3,
    )


def _table(say: Words, state: State, choice: Choice, runs: Sequence[Answer], luck: race.Luck) -> None:
    """Each run in a row, with what it came to as soon as its end has been seen."""
    runners, configs = (None, *state.kept), (choice.config, *kept(state))
    called = names(say, configs).each
    rows = [
        _row(say, *each, choice) | {"luck": race.lucky(say, luck.get(each[2])), "curve": race.curve(luck.get(each[2]))}
        for each in zip(called, runners, configs, runs, strict=True)
    ]
    told = {"rows": rows, "rule": race.rule(say, state), "words": say.section("compare")}
    _component(say, "compare", told, on={"removed": _removed})
    if not any(row["cells"] == [] for row in rows):
        _save(say, state, list(zip(called, runs, configs, strict=True)), luck)
    for name, run in zip(called, runs, strict=True):
        if not isinstance(run, Run):
            st.markdown(say("compare.impossible", run=name, why=why(say, run)))
    if any(row["cells"] == [] for row in rows):
        st.markdown(say("compare.wait"))
    apart = [say("compare.losses")] if len({config.loss for config in configs}) > 1 else []
    said = [say("compare.note"), say("compare.intro"), *apart, *([say("race.fair")] if state.race else [])]
    st.caption(" ".join(said + ([say("race.close")] if luck else [])))


def _save(say: Words, state: State, runs: Sequence[tuple[str, Answer, TrainConfig]], luck: race.Luck) -> None:
    """The table as a file, with the rule of a race, once the end of every run has been seen."""
    rows = []
    for name, run, config in runs:
        if isinstance(run, Run):
            raced = {say("race.head_rule"): race.rule(say, state)} if state.race else {}
            tried = {say("race.head_luck"): race.lucky(say, luck.get(config))} if luck else {}
            rows.append(told_in_full(say, name, run, runs[0][2]) | raced | tried)
    download.button(say("compare.csv"), FILE, lambda: csv_bytes(rows), "runs_csv")


def _row(
    say: Words, name: str, runner: Runner | None, config: TrainConfig, run: Answer, choice: Choice
) -> dict[str, Any]:
    """A row as the browser lays it out. cells : no text before the run's end has been seen; null for one not drawn."""
    out = outcome.was_out(key_of(choice.seen, config)) if runner else outcome.is_out(choice)
    cells = (_cells(say, run, choice.config) if out else []) if isinstance(run, Run) else None
    return {"name": name, "cells": cells, "remove": kind_of("kept").write((runner,)) if runner else ""}


def _cells(say: Words, run: Run, by: TrainConfig) -> list[str]:
    """What a run came to, for each column; the cost as the present run's loss has it."""
    came = row(run, by)
    epochs = [NOTHING if epoch is None else f"{epoch:,}" for epoch in (came.near, came.nearer)]
    return [*epochs, plain(came.cost, 3), say(f"compare.kind_{came.kind}")]


def _removed(wanted: Any) -> None:
    """Removes the run that the browser has told, {run}."""
    if isinstance(wanted, dict):
        remove(str(wanted.get("run")))
