"""One case on the page: every way to train it, what each brought, and the player for the one that is chosen."""

from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg import Dataset, Run, TrainConfig
from linreg.picture.payload import payload
from linreg.picture.scene import scene
from linreg.server.tuned import RATES, Tuned
from linreg.state import MOST_EPOCHS, State
from linreg.state.state import YOURS
from linreg.telling import diagnosis_words
from linreg.telling.brought import OPTIMIZER, Brought, Way, brought, helps, ways
from linreg.telling.diagnosis import Diagnosis, diagnosis
from linreg.telling.diagnosis_words import roughly
from linreg.theory import curvature
from linreg.theory.nearness import NEAR
from linreg.theory.surface import optimum
from linreg.training.config import Impossible
from linreg.views import cures, pages, player
from linreg.views.terms import explained
from linreg.views.training import SHARED, telling
from linreg.words import Words
from linreg.words.numbers import percent, plain

NOISE = 1e-14  # of the largest y: a few roundings of float64
TUNED = Tuned(SHARED)


@dataclass(frozen=True)
class Outcome:
    """A way, its run, and what that brought; neither for a way that takes more epochs than the page trains."""

    way: Way
    run: Run | None = None
    came: Brought | None = None


@dataclass(frozen=True)
class Shown:
    """A case as the page shows it. outcomes : what was tried first. idle : why no other optimizer is among them."""

    data: Dataset
    config: TrainConfig
    told: Diagnosis
    outcomes: tuple[Outcome, ...]
    idle: str

    @property
    def flat(self) -> bool:
        """Whether all x are equal, so that many lines are best."""
        return curvature(self.data).flat

    @property
    def best(self) -> tuple[float, float]:
        """W and b of the best line; 0 for what is no more than float64's rounding of it."""
        W, b = optimum(self.data)
        x, y = (float(abs(values).max()) for values in self.data.arrays)
        noise = NOISE * max(abs(W) * x, y)
        return (W if abs(W) * x > noise else 0.0, b if abs(b) > noise else 0.0)

    def chosen(self, cure: str) -> Outcome:
        """The one of that name, if it can be played; else what was tried."""
        return next((each for each in self.outcomes if each.way.name == cure and each.run), self.outcomes[0])


def shown(say: Words, data: Dataset, config: TrainConfig, place: DeltaGenerator) -> Shown:
    """Every way trained, all as one batch or kept from before. Raises ValueError where what was tried cannot be."""
    told = diagnosis(data, config)
    tuned = TUNED.ask(data, config, telling(place, say))
    listed = ways(told, config, tuned)
    trained = [way for way in listed if way.config.epochs <= MOST_EPOCHS]
    answers = SHARED.ask([(way.seen(data)[0], way.config) for way in trained], telling(place, say))
    place.empty()
    if isinstance(answers[0], Impossible):
        raise answers[0].again()
    runs = {way: run for way, run in zip(trained, answers, strict=True) if isinstance(run, Run)}
    outcomes = {way.name: _outcome(way, runs.get(way), data) for way in listed if way in runs or way not in trained}
    other, rate = outcomes.get(OPTIMIZER), outcomes.get("rate")
    idle = "" if tuned else "optimizer_many"
    if other and other.came and not helps(other.came, rate.came if rate else None):
        del outcomes[OPTIMIZER]
        idle = "optimizer_idle"
    return Shown(data, config, told, tuple(outcomes.values()), idle)


def _outcome(way: Way, run: Run | None, data: Dataset) -> Outcome:
    return Outcome(way, run, brought(way, run, way.seen(data)[1])) if run else Outcome(way)


def numbers(say: Words, shown: Shown) -> dict[str, str]:
    """What a story may want to say of its case."""
    came = shown.outcomes[0].came
    assert came
    line = {name: plain(value, 3) for name, value in zip("Wb", came.line, strict=True)}
    return diagnosis_words.numbers(shown.told, shown.config) | line | {"n": f"{len(shown.data):,}"}


def told(say: Words, shown: Shown, cure: str) -> None:
    """The diagnosis in three numbers and a few sentences; and every way in a table."""
    figures = diagnosis_words.figures(say, shown.told, shown.config)
    parts = [f"<div><dd>{escape(value)}</dd><dt>{escape(what)}</dt></div>" for value, what in figures]
    st.html(f'<dl class="case-figures">{"".join(parts)}</dl>')
    st.markdown(explained(diagnosis_words.sentence(say, shown.told, shown.config)), unsafe_allow_html=True)
    cures.table(say, [_row(say, each) for each in shown.outcomes], shown.chosen(cure).way.name)
    notes = [say("cases.note", share=percent(NEAR))]
    if any(each.way.name == "rate" for each in shown.outcomes):
        notes.append(say("cases.other_fastest"))
    if any(each.way.name == OPTIMIZER for each in shown.outcomes) or shown.idle:
        notes.append(say(f"cases.{shown.idle or 'optimizer_tried'}", tries=str(len(RATES))))
    if shown.flat:
        notes.append(say("cases.no_scaling"))
    st.caption(" ".join(notes))


def played(say: Words, state: State, shown: Shown) -> None:
    """The player, where its run ends, and the way into Explore with this very state."""
    each = shown.chosen(state.cure)
    assert each.run and each.came
    drawn = scene(shown.data, each.way.seen(shown.data)[1], (each.run,))
    player.player(say, payload(drawn, say), None, way=each.way.name)
    with st.container(horizontal=True, key="played_foot", vertical_alignment="center"):
        if each.came.diverged:
            st.markdown(say("cases.ends_nowhere", epoch=f"{each.came.epochs:,}"), width="stretch")
        else:
            st.markdown(_ends(say, shown, each.way, each.came), width="stretch")
        pages.to_explore(say("cases.explore"), _on_explore(state, shown, each.way))


def _ends(say: Words, shown: Shown, way: Way, came: Brought) -> str:
    """Where a run ends, beside the best line; or, where all x are equal, the best ones."""
    line = {"W": plain(came.line[0]), "b": plain(came.line[1])}
    if shown.flat:
        x, y = (plain(float(values.mean())) for values in shown.data.arrays)
        return say("cases.ends_flat", **line, x=x, y=y)
    best = {"best_W": plain(shown.best[0]), "best_b": plain(shown.best[1])}
    return say(f"cases.ends{'_scaled' if way.standardise else ''}", **line, **best)


def _row(say: Words, each: Outcome) -> dict[str, Any]:
    """A row as the browser lays it out."""
    title, about = diagnosis_words.called(say, each.way)
    if each.came:
        cost, near = diagnosis_words.cells(say, each.came)
    else:
        cost, near = diagnosis_words.NOTHING, say("cases.foretold", epochs=roughly(each.way.config.epochs))
    return {
        "name": each.way.name,
        "title": title,
        "about": about,
        "cost": cost,
        "near": near,
        "playable": each.run is not None,
    }


def _on_explore(state: State, shown: Shown, way: Way) -> State:
    """The state in which Explore shows this run."""
    points: dict[str, Any] = {"data": shown.data.name}
    if state.case == YOURS:
        points = {name: getattr(state, name) for name in pages.MINE}
    trained = {name: getattr(way.config, name) for name in ("lr", "epochs", "cost")}
    scale = "on" if way.standardise else "off"
    return State(**points | trained, opt=way.config.optimizer, scale=scale, lang=state.lang)
