"""A lesson that leads through the Explore page: its step beside the picture, asked first, played, then told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg import Run
from linreg.lessons import Facts, Lesson, Step
from linreg.lessons.judge import Guess, guess_of
from linreg.lessons.marked import as_html, inline
from linreg.picture.payload import key_of
from linreg.server.job import Answer
from linreg.state import State, kept
from linreg.state.fields import VIEW
from linreg.state.state import names_of
from linreg.views import controls, outcome, pages, refused, taught, told, visit
from linreg.views.components import register
from linreg.views.controls import Choice
from linreg.views.training import SHARED, telling
from linreg.words import Words
from linreg.words.numbers import plain

GUESSES, TOLD = "lesson_guesses", "lesson_told"  # the session's keys: what was guessed, and what was told unplayed
ASK, PLAY, DONE = "ask", "play", "done"  # a step waits for a guess, to be played, for nothing
LATER = "later"  # and hides what a later step asks

_component = register("lesson", "page/lesson.js")


@dataclass(frozen=True)
class Led:
    """Where a lesson is: its name, the step's number from 1, how far the step is, and what was guessed.

    later, rated, bare : whether nobody has guessed yet in a step to come, whose answer playing would show, or what is
    told of all rates; or in one, it may be this, whose answer the surface shows.
    """

    name: str
    number: int
    lesson: Lesson
    step: Step
    phase: str
    guess: Guess | None
    later: bool
    rated: bool
    bare: bool

    @property
    def id(self) -> str:
        """Of the step, the same in every language."""
        return f"{self.name}/{self.number}"

    @property
    def hides(self) -> str:
        """Why nothing may tell what is asked, here or later: ASK, PLAY or LATER; "" if all may."""
        return self.phase if self.phase != DONE else LATER if self.later or self.rated else ""

    @property
    def locked(self) -> bool:
        """Whether nothing plays: a guess comes first. What this step itself has asked and played stays."""
        played = bool(self.step.ask) and self.step.tell != "now"
        return self.phase == ASK or (self.phase == DONE and self.later and not played)


def now(state: State) -> Led | None:
    """The step that the state is at; None outside a lesson, and for one that is not there."""
    lesson = taught.lesson(state.lesson, state.lang)
    if lesson is None:
        return None
    number = min(state.step, len(lesson.steps))
    step = lesson.steps[number - 1]
    guesses = st.session_state.get(GUESSES, {})
    guess = guesses.get(f"{state.lesson}/{number}")
    phase = _phase(f"{state.lesson}/{number}", step, guess)

    def waits(steps: Sequence[int]) -> bool:
        return any(f"{state.lesson}/{at + 1}" not in guesses for at in steps)

    covered, rating = lesson.covering(number - 1), lesson.rating(number - 1)
    coming = later(lesson, number - 1, state)
    return Led(state.lesson, number, lesson, step, phase, guess, waits(coming), waits(rating), waits(covered))


def later(lesson: Lesson, at: int, state: State) -> tuple[int, ...]:
    """The steps, counted from 0, that come after this one and whose answer a run of this state would show.

    Either they ask about this very run, or where the minimum is: every run leads there.
    """
    over = lesson.covering(at)
    coming = list(enumerate(lesson.steps))[at + 1 :]
    return tuple(i for i, step in coming if i in over or (step.ask and played(step.state) == played(state)))


def _phase(id: str, step: Step, guess: Guess | None) -> str:
    if not step.ask:
        return DONE
    if guess is None:
        return ASK
    if step.tell == "now" or id in st.session_state.get(TOLD, ()):
        return DONE
    choice = controls.chosen(step.state)
    if not outcome.seen(key_of(choice.seen, choice.config)):
        return PLAY
    st.session_state[TOLD] = {*st.session_state.get(TOLD, ()), id}
    return DONE


def told_player(led: Led | None) -> dict[str, Any] | None:
    """What the player is to know of it, as led.js has it."""
    if led is None:
        return None
    guess: dict[str, Any] = {}
    if led.guess and led.guess.place:
        guess = dict(zip("Wb", led.guess.place, strict=True))
    elif led.guess and led.guess.curve:
        guess = {"curve": [list(place) for place in led.guess.curve]}
    ask = LATER if led.hides == LATER else led.step.ask
    over = led.phase == DONE and led.step.ask != "" and led.step.tell != "now"
    answered = led.phase == DONE and led.step.ask != ""
    asked = {"ask": ask, "bare": led.bare, "locked": led.locked, "answered": answered, "play": led.phase == PLAY}
    return asked | {
        "id": led.id,
        "about": led.step.about,
        "guess": guess,
        "told": over,
        "goal": led.step.goal is not None,
    }


def show(say: Words, led: Led, choice: Choice | None, answers: tuple[Answer, ...], place: DeltaGenerator) -> None:
    """The step. choice, answers : what is on the page and its runs, the present one first; None, () if none can be."""
    state = visit.now()
    moved = played(state) != played(led.step.state)
    facts = Facts(_runs(answers))
    own = facts if not moved else own_facts(say, led.step.state, place)
    step = led.step
    with st.container(key="beside_lesson"):
        _component(
            say,
            "lesson_step",
            {
                "id": led.id,
                "lang": say.lang,
                "lesson": led.lesson.title,
                "number": led.number,
                "titles": [each.title for each in led.lesson.steps],
                "minutes": {"step": step.minutes, "all": led.lesson.minutes},
                "title": inline(step.title),
                "text": as_html(step.text, own),
                "question": as_html(step.question, own) if step.ask else "",
                "ask": step.ask,
                "options": [inline(option.text, own) for option in step.options],
                "phase": led.phase,
                "guess": _sent(led.guess),
                "answer": told.answer(say, step, led.guess, own) if step.ask and led.phase == DONE else None,
                "after": as_html(step.told, own) if led.phase == DONE else "",
                "goal": _goal(say, led, choice, facts, moved),
                "moved": moved and led.step.goal is None,
                "lost": [refused.sentence(say, each) for each in step.lost],
                "notes": as_html(step.notes, own),
                "broken": told.broken(say, step, own),
                "links": _links(led, state),
                "words": say.section("lesson"),
            },
            on={"did": _did},
        )


def _runs(answers: Sequence[Answer]) -> list[Run | None]:
    return [each if isinstance(each, Run) else None for each in answers]


def own_facts(say: Words, state: State, place: DeltaGenerator) -> Facts:
    """The runs of a step's state as it is written, whatever the viewer has made of the page."""
    choice = controls.chosen(state)
    asked = [(choice.seen, config) for config in (choice.config, *kept(state))]
    facts = Facts(_runs(SHARED.ask(asked, telling(place, say))))
    place.empty()
    return facts


def played(state: State) -> State:
    """Of a state what is played and drawn, the rest at its default."""
    beside = {name: getattr(State(), name) for name in names_of(VIEW) if name != "kept"}
    return replace(state, **beside)


def _goal(say: Words, led: Led, choice: Choice | None, facts: Facts, moved: bool) -> dict[str, Any] | None:
    """Whether the run on the page has reached the step's goal; known once it has been played."""
    if led.step.goal is None or led.phase == ASK:
        return None
    played = choice is not None and outcome.is_out(choice)
    reached = played and facts.holds(led.step.goal)
    kind = "reached" if reached else "missed" if played else "open" if moved else "set"
    lr = plain(choice.config.lr, 7) if choice else ""
    if kind == "reached":
        return {"kind": kind, "text": told.reached(say, led.step.goal, facts, lr)}
    if kind == "missed":
        return {"kind": kind, "text": told.missed(say, led.step.goal, facts, lr)}
    return {"kind": kind, "text": say(f"lessons.goal_{kind}", lr=lr), "play": kind == "open"}


def _sent(guess: Guess | None) -> dict[str, Any]:
    if guess is None:
        return {}
    return {"choice": guess.choice, "number": guess.number}


def _links(led: Led, state: State) -> dict[str, Any]:
    """Where the steps are, and the way out: to the lessons, or to this very picture without one."""
    steps = [address(led.name, led.lesson, i, state.lang) for i in range(1, len(led.lesson.steps) + 1)]
    return {
        "steps": steps,
        "lessons": pages.address(pages.LESSONS, replace(state, lesson="", step=1)),
        "free": pages.address(pages.EXPLORE, replace(state, lesson="", step=1)),
    }


def address(name: str, lesson: Lesson, number: int, lang: str) -> str:
    """Of a step, counted from 1, relative to any of the pages."""
    step = lesson.steps[number - 1]
    return pages.address(pages.EXPLORE, replace(step.state, lang=lang, lesson=name, step=number))


def _did(sent: Any) -> None:
    """Takes what the viewer did in the strip, {do, id, guess}."""
    led = now(visit.now())
    if not isinstance(sent, dict) or led is None or sent.get("id") != led.id:
        return
    if sent.get("do") == "guess" and led.phase == ASK:
        guesses = st.session_state.get(GUESSES, {})
        st.session_state[GUESSES] = guesses | {led.id: guess_of(sent.get("guess"), led.step)}
        restore(led)
    elif sent.get("do") == "tell" and led.phase == PLAY:
        st.session_state[TOLD] = {*st.session_state.get(TOLD, ()), led.id}
    elif sent.get("do") == "restore":
        restore(led)


def restore(led: Led) -> None:
    """Makes the page what the step says; for callbacks."""
    state = visit.now()
    visit.settle(replace(led.step.state, lang=state.lang, lesson=led.name, step=led.number))


def forget() -> None:
    """Asks all questions anew."""
    for key in (GUESSES, TOLD):
        st.session_state.pop(key, None)
