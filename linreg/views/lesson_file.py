"""A lesson as one HTML file: each step's picture trained now, with what is asked there and told afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from linreg import Run
from linreg.lessons import Facts, Lesson, Step
from linreg.lessons.judge import Guess, Judged, judged
from linreg.lessons.marked import as_html, inline
from linreg.lessons.marked import told as value_text
from linreg.lessons.shelf import file_of
from linreg.picture import offline
from linreg.picture.drawable import check_drawable, undrawable
from linreg.picture.offline import Led, Said, single
from linreg.picture.scene import Scene, scene
from linreg.state import State, kept
from linreg.telling.floor import floor
from linreg.telling.impossible import why
from linreg.theory import expected, forecast
from linreg.training.config import Impossible
from linreg.views import controls, download, lead, race, rain, refused, save, taught, told
from linreg.views.training import SHARED
from linreg.words import LANGUAGES, Words, words
from linreg.words.numbers import plain

FILE = "linreg_{name}.html"
OPEN = ("table", "code")  # lenses that the file has as well


@dataclass(frozen=True)
class Drawn:
    """A step's picture. facts : of its runs; impossible : why there are none, and another picture stands there."""

    state: State
    choice: controls.Choice
    scene: Scene
    facts: Facts
    impossible: Impossible | None = None


def button(say: Words, name: str, lesson: Lesson, key: str, label: str) -> None:
    """Saves this lesson; put together only when somebody wants it."""
    lessons = {say.lang: lesson} | _others(name, say.lang)
    download.button(label, FILE.format(name=name), lambda: file(lessons, say.lang), key, icon=None)


def _others(name: str, lang: str) -> dict[str, Lesson]:
    """The lesson in other languages than that one, if it is there in several."""
    if name == taught.MINE or not _is_in(name, lang):
        return {}
    found = {each: taught.lesson(name, each) for each in LANGUAGES if each != lang and _is_in(name, each)}
    return {each: lesson for each, lesson in found.items() if lesson}


def _is_in(name: str, lang: str) -> bool:
    """Whether there is a file of the lesson in just this language."""
    there = file_of(name, lang)
    return there is not None and there.name == f"{name}.{lang}.md"


def file(lessons: Mapping[str, Lesson], lang: str) -> str:
    """The file of a lesson that exists in these languages, opening in `lang`, as text.

    It holds all of them if they are the same lesson, else only that one.
    """
    alike = {each: lesson for each, lesson in lessons.items() if _plan(lesson) == _plan(lessons[lang])}
    plan = lessons[lang].steps
    drawn = [_drawn(step.state, hidden=_hides(lessons[lang], at)) for at, step in enumerate(plan)]
    steps = [_step(alike, at, each) for at, each in enumerate(drawn)]
    return single(steps, lang, {each: _text(lesson.title) for each, lesson in alike.items()})


def _hides(lesson: Lesson, at: int) -> bool:
    """Whether nothing may be forecast in this step's picture, which stays the same whatever is guessed."""
    step = lesson.steps[at]
    return bool(step.ask or lead.later(lesson, at, step.state) or lesson.rating(at))


def _plan(lesson: Lesson) -> list[tuple[State, str, str]]:
    """What two languages of one lesson have in common."""
    return [(replace(step.state, lang=State.lang), step.ask, step.tell) for step in lesson.steps]


def _text(title: str) -> str:
    return title.replace("*", "").replace("`", "")


def _drawn(state: State, hidden: bool) -> Drawn:
    """The picture of a state as the page draws it. hidden : whether nothing may be forecast in it."""
    try:
        choice = controls.chosen(state)
        check_drawable(choice.seen, choice.config)
        beside = [each for each in kept(state) if undrawable(choice.seen, each) is None]
        run, *others = SHARED.ask([(choice.seen, each) for each in (choice.config, *beside)])
        if isinstance(run, Impossible):
            raise run.again()
    except Impossible as error:
        return replace(_drawn(State(lang=state.lang), hidden=True), facts=Facts(()), impossible=error)
    facts = Facts([each if isinstance(each, Run) else None for each in (run, *others)])
    run, others = race.clocked(state, run, others)
    runs = (run, *(each for each in others if isinstance(each, Run)))
    ahead = noise = None
    if not (hidden or state.guess):
        ahead = forecast(run.data, run.config) if run.config.plain else expected(run.data, run.config)
        noise = floor(run.data, run.config)
    return Drawn(state, choice, scene(choice.data, choice.scaling, runs, state.axes, ahead, noise), facts)


def _step(lessons: Mapping[str, Lesson], at: int, drawn: Drawn) -> offline.Step:
    """The step in every language in which there is one."""
    first = next(iter(lessons.values()))
    step, state = first.steps[at], drawn.state
    found = judged(step, Guess(), drawn.facts)
    led = Led(
        said={lang: _said(words(lang), lesson.steps[at], found, drawn) for lang, lesson in lessons.items()},
        ask=step.ask,
        about=step.about,
        covering=first.covering(at),
        now=step.tell == "now" or drawn.impossible is not None,
        fitting=found.fitting,
        value=_value(step, found),
        near=_near(step, found, drawn.facts),
        later=lead.later(first, at, step.state),
        rating=first.rating(at),
        reached=step.goal is not None and drawn.facts.holds(step.goal),
        minutes=step.minutes,
    )
    on = save.OnScreen(state, drawn.choice, drawn.scene, state.guess)
    fallen = rain.over(drawn.scene, bool(state.race)) if state.lens == "rain" else None
    return replace(save.step(on, fallen, state.epoch), led=led, open=state.lens if state.lens in OPEN else "")


def _value(step: Step, found: Judged) -> float | tuple[float, float] | None:
    """What a number or a place is held against."""
    asked = (step.ask == "number" and isinstance(found.value, float)) or step.ask == "place"
    return found.value if asked and isinstance(found.value, float | tuple) else None


def _near(step: Step, found: Judged, facts: Facts) -> float:
    """How far a guess may be off, as judge.py has it."""
    if step.ask == "place" and found.value is not None:
        return step.near * facts.reach()
    return step.near * abs(found.value) if isinstance(found.value, float) else 0.0


def _said(say: Words, step: Step, found: Judged, drawn: Drawn) -> Said:
    facts = drawn.facts
    warned = [refused.sentence(say, each) for each in step.lost]
    if drawn.impossible:
        warned.append(f"{say('explore.impossible', why=why(say, drawn.impossible))} {say('offline.instead')}")
    return Said(
        title=inline(step.title),
        text=as_html(step.text, facts),
        question=as_html(step.question, facts),
        options=tuple(inline(option.text, facts) for option in step.options),
        after=as_html(step.told, facts),
        was=_was(say, step, found),
        notes=as_html(step.notes, facts),
        goal=_goal(say, step, drawn),
        warned=tuple(warned),
        broken=tuple(told.broken(say, step, facts)),
    )


def _was(say: Words, step: Step, found: Judged) -> tuple[str, str]:
    """What it was, for who has guessed and for who has not; `{off}` is filled in where the guess is."""
    if step.ask == "curve":
        return say("lessons.was_curve", off="{off}"), ""
    if not step.ask or found.value is None:
        return ("", "") if not step.ask else (say("lessons.was_unknown"),) * 2
    text = value_text(found.value)
    return (say("lessons.was_place", place=text, off="{off}") if step.ask == "place" else text), text


def _goal(say: Words, step: Step, drawn: Drawn) -> tuple[str, str] | None:
    """That a goal is for the page, and what the run that is here makes of it."""
    if step.goal is None:
        return None
    lr = plain(drawn.choice.config.lr, 7)
    if drawn.facts.holds(step.goal):
        came = told.reached(say, step.goal, drawn.facts, lr)
    else:
        came = told.missed(say, step.goal, drawn.facts, lr)
    return say("offline.goal_open", lr=lr), f"{came} {say('offline.goal_page')}"
