"""A lesson made by doing: on Explore the picture as it is becomes a step, and its texts are typed beside it."""

from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from linreg.lessons import Sheet, Sheets, Wrong, write
from linreg.lessons.expressions import USUAL
from linreg.lessons.reader import check
from linreg.lessons.sheets import cut, step_at
from linreg.state import State, read
from linreg.state import write as address_of
from linreg.views import lead, making_answer, pages, taught, visit
from linreg.views import refused as notice
from linreg.views.components import register
from linreg.words import Words, words

MAKING = "lesson_making"  # the session's key for whether a lesson is being made
AT = "lesson_at"  # and for the step whose texts are open, counted from 0
SHEETS = "lesson_sheets"  # and for what is written so far
SAVED = "lesson_saved"  # and for when the button that saves it was pressed
GOING = "lesson_going"  # and for whether the browser is to go to Explore, where it is made
FILE = "lesson.md"
_save = register("lessonsave", "page/lessonsave.js")

KINDS = ("", "choice", "number", "place", "curve")


def on() -> bool:
    """Whether a lesson is being made."""
    return bool(st.session_state.get(MAKING))


def begin(say: Words) -> None:
    """Begins a new one; for callbacks."""
    st.session_state[SHEETS] = Sheets(title=say("making.new_title"))
    _begun()


def _begun() -> None:
    st.session_state[AT] = 0
    st.session_state[MAKING] = st.session_state[GOING] = True


def going() -> bool:
    """Whether the browser is to go where the lesson is made, told once."""
    return bool(st.session_state.pop(GOING, False))


def go_on() -> None:
    """Goes on with the one there is; for callbacks."""
    if SHEETS not in st.session_state or taught.mine() != _text():
        try:
            st.session_state[SHEETS] = cut(taught.mine())
        except Wrong:
            return
    _begun()


def stop() -> None:
    """Is done with it; for callbacks. The lesson stays."""
    st.session_state[MAKING] = False


def free(state: State) -> State:
    """The page without a lesson that leads."""
    return replace(state, lesson="", step=1)


def sheets() -> Sheets:
    """What is written so far."""
    found: Sheets = st.session_state.setdefault(SHEETS, Sheets())
    return found


def _text() -> str:
    return write(sheets(), visit.now().lang)


def _kept() -> None:
    """After each change: the lesson that can be shown is the one that is written."""
    taught.keep(_text())
    lead.forget()


def query(state: State) -> str:
    """What a step says of the page: as in an address, without its language."""
    told = address_of(replace(state, lesson="", step=1, lang=State.lang, epoch=0))
    return "&".join(f"{name}={text}" for name, text in told.items())


def add(say: Words) -> None:
    """Makes the page as it is the next step; for callbacks."""
    steps = sheets().steps
    at = min(st.session_state.get(AT, 0) + 1, len(steps)) if steps else 0
    steps.insert(at, Sheet(title=say("making.step_title", n=str(len(steps) + 1)), head={"state": [query(visit.now())]}))
    _open(at)
    _kept()


def renew() -> None:
    """Makes the page as it is the open step's; for callbacks."""
    _sheet().head["state"] = [query(visit.now())]
    _kept()


def remove() -> None:
    """Takes the open step out; for callbacks."""
    del sheets().steps[st.session_state[AT]]
    _open(max(0, min(st.session_state[AT], len(sheets().steps) - 1)))
    _kept()


def turn(by: int) -> None:
    """Moves the open step forwards or back; for callbacks."""
    at, steps = st.session_state[AT], sheets().steps
    to = min(max(at + by, 0), len(steps) - 1)
    steps.insert(to, steps.pop(at))
    _open(to)
    _kept()


def _sheet() -> Sheet:
    found = sheets().steps[min(st.session_state.get(AT, 0), len(sheets().steps) - 1)]
    assert isinstance(found, Sheet)
    return found


def _open(at: int) -> None:
    """Opens a step's texts, and shows its picture."""
    st.session_state[AT] = at
    steps = sheets().steps
    if steps:
        visit.settle(_state(steps[at]))


def _taken(name: str) -> None:
    """Takes what a field of ours holds."""
    value = str(st.session_state.get(f"making_{name}") or "").strip()
    if name == "lesson":
        sheets().title = value
    elif name in ("title", "text", "question", "told", "notes"):
        setattr(_sheet(), name, value)
    else:
        _sheet().head[name] = [value] if value else []
        if name == "ask" and value not in USUAL:
            _sheet().head["answer"] = []
        if name == "answer" and _sheet().said("ask") == "choice":
            _sheet().question = making_answer.with_choices(words(visit.now().lang), _sheet().question, value)
    _kept()


def _shows(name: str, value: str | None) -> None:
    if st.session_state.get(f"making_{name}") != value:
        st.session_state[f"making_{name}"] = value


def show(say: Words, state: State) -> None:
    """The lesson so far and the open step's texts, beside the picture."""
    with st.container(key="beside_making"):
        _field(say, "lesson", sheets().title)
        with st.container(horizontal=True, key="making_buttons"):
            st.button(say("making.add"), key="add_step", type="primary", on_click=add, args=(say,))
            st.button(say("making.done"), key="stop_making", on_click=stop)
        steps = sheets().steps
        if not steps:
            st.markdown(say("making.first"))
            return
        _steps(say)
        _texts(say, _sheet())
        _file(say, state)


def _steps(say: Words) -> None:
    """Which step is open, and what can be done with it."""
    at = min(st.session_state.get(AT, 0), len(sheets().steps) - 1)

    def opened() -> None:
        chosen = st.session_state.making_at
        _open(at if chosen is None else chosen)

    if st.session_state.get("making_at") != at:
        st.session_state.making_at = at
    st.segmented_control(
        say("making.steps"),
        range(len(sheets().steps)),
        format_func=lambda i: str(i + 1),
        key="making_at",
        on_change=opened,
        required=True,
    )
    with st.container(horizontal=True, key="making_step"):
        st.button(say("making.renew"), key="renew_step", on_click=renew, help=say("making.renew_help"))
        st.button(say("making.before"), key="earlier_step", on_click=turn, args=(-1,), help=say("making.earlier"))
        st.button(say("making.after"), key="later_step", on_click=turn, args=(1,), help=say("making.later"))
        st.button(say("making.remove"), key="remove_step", on_click=remove)


def _texts(say: Words, sheet: Sheet) -> None:
    """The fields of the open step."""
    _field(say, "title", sheet.title)
    _area(say, "text", sheet.text)
    ask = sheet.said("ask") if sheet.said("ask") in KINDS else ""
    _shows("ask", ask)
    st.selectbox(
        say("making.ask"),
        KINDS,
        format_func=lambda kind: say(f"making.ask_{kind or 'nothing'}"),
        key="making_ask",
        on_change=_taken,
        args=("ask",),
    )
    if ask:
        if ask in USUAL:
            _answer(say, sheet, USUAL[ask])
        _area(say, "question", sheet.question, say("making.options_help") if ask == "choice" else None)
        _area(say, "told", sheet.told, say("making.told_help", example="{cost at end}"))
    _field(say, "goal", sheet.said("goal"), say("making.goal_help"))
    _area(say, "notes", sheet.notes)


def _answer(say: Words, sheet: Sheet, known: tuple[str, ...]) -> None:
    """What is to be worked out, and what it comes to."""
    own = sheet.said("answer")
    _shows("answer", own or None)
    st.selectbox(
        say("making.answer"),
        known if own in ("", *known) else (*known, own),
        format_func=lambda each: making_answer.named(say, each),
        key="making_answer",
        on_change=_taken,
        args=("answer",),
        index=None,
        placeholder=say("making.answer_choose"),
        help=say("making.answer_help"),
        accept_new_options=True,
    )
    if own and (value := making_answer.comes_to(say, _state(sheet), own)):
        st.caption(value)


def _state(sheet: Sheet) -> State:
    """What the page is in that step."""
    told = {name: [text] for name, _, text in (each.partition("=") for each in sheet.said("state").split("&"))}
    lang = visit.now().lang
    return replace(read(told, State(lang=lang))[0], lang=lang)


def _field(say: Words, name: str, value: str, help: str | None = None) -> None:
    _shows(name, value)
    st.text_input(say(f"making.{name}"), key=f"making_{name}", on_change=_taken, args=(name,), help=help)


def _area(say: Words, name: str, value: str, help: str | None = None) -> None:
    _shows(name, value)
    st.text_area(say(f"making.{name}"), key=f"making_{name}", on_change=_taken, args=(name,), help=help, height=80)


def _file(say: Words, state: State) -> None:
    """What is still wrong; the lesson shown, or taken away as a file. In sight however far one has scrolled."""
    with st.container(key="making_end"):
        _file_in(say, state)


def _file_in(say: Words, state: State) -> None:
    if lacking := _lacks(say, _text(), state.lang):
        st.warning(lacking)
    lesson = None if lacking else check(cut(_text()), state.lang)
    with st.container(horizontal=True, key="making_file", vertical_alignment="center"):
        if lesson:
            at = min(st.session_state.get(AT, 0), len(lesson.steps) - 1)
            href = lead.address(taught.MINE, lesson, at + 1, state.lang)
            st.html(f'<a class="linreg-go" href="{escape(href)}">{escape(say("making.show"))}</a>')
        saved = st.session_state.get(SAVED, 0)
        data = {
            "label": say("making.download"),
            "name": FILE,
            "saved": saved,
            "text": _text() if saved else "",
        }
        _save(say, "lesson_save", data, on={"save": _saved})


def _saved(when: Any) -> None:
    """The file is asked for: by now all that was typed before has come."""
    st.session_state[SAVED] = when if isinstance(when, int | float) else 0


def lacking(say: Words, lang: str) -> str:
    """What the visitor's own lesson still lacks, "" for nothing."""
    return _lacks(say, taught.mine(), lang)


def _lacks(say: Words, text: str, lang: str) -> str:
    """The first thing that is missing, or wrong, by the step in which it is."""
    written = Sheets()
    try:
        written = cut(text)
        check(written, lang)
    except Wrong as problem:
        number = step_at(written, problem.line)
        where = say("making.in_step", n=str(number)) if number else say("making.in_lesson")
        return say("making.lacks", where=where, why=wrong(say, problem))
    return ""


def wrong(say: Words, problem: Wrong) -> str:
    """The reason, in a sentence; what stood there as harmless text."""
    return say(f"lesson_wrong.{problem.reason}", what=notice.harmless(problem.what))


def home(state: State) -> str:
    """The address of Explore without a lesson, where one is made."""
    return pages.address(pages.EXPLORE, free(state))
