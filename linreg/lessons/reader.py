"""A lesson from the text of its file, every part of it checked: what is wrong is told by line and reason."""

import math
import re
from urllib.parse import parse_qs

from linreg.lessons.expressions import COMPARED, PLACES, Measure, Pair, Tree, parse
from linreg.lessons.lesson import ASKS, WHENS, Lesson, Option, Step
from linreg.lessons.marked import clean, fields
from linreg.lessons.problem import Wrong
from linreg.lessons.sheets import SECTIONS, Sheet, Sheets, cut
from linreg.state import Refused, State, read
from linreg.words import LANGUAGES

LARGEST = 100_000  # bytes
MOST_STEPS = 60
LONGEST = 4_000  # characters of one text
OPTION = re.compile(r"^[-*]\s+`?([^:`]{1,40})`?\s*:\s*(.+)$")
NOT_A_STATE = ("lesson", "step", "lang")  # what a step's address does not say
NEAR, MINUTES = 0.1, 1.0


def read_lesson(content: bytes | str, lang: str = "en") -> Lesson:
    """The lesson of a file. Raises Wrong, a ValueError, with the line and the reason of the first thing wrong."""
    return check(cut(decoded(content)), lang)


def decoded(content: bytes | str) -> str:
    """The text of a file: UTF-8, with a mark or without, or the CP949 of a Korean Windows."""
    if len(content) > LARGEST:
        raise Wrong(1, "large", f"{LARGEST // 1000}")
    if isinstance(content, str):
        return clean(content)
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return clean(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Wrong(1, "encoding")


def check(sheets: Sheets, lang: str) -> Lesson:
    """The lesson of what is written."""
    if not sheets.title:
        raise Wrong(1, "no_title")
    if not sheets.steps:
        raise Wrong(1, "no_steps")
    if len(sheets.steps) > MOST_STEPS:
        raise Wrong(sheets.steps[MOST_STEPS].line("title"), "many_steps", str(MOST_STEPS))
    _plain(sheets.about, sheets.lines.get("text_text", 1))
    steps = tuple(step(sheet, lang) for sheet in sheets.steps)
    own = _minutes(sheets.minutes, sheets.lines.get("minutes", 1)) if sheets.minutes else 0.0
    return Lesson(sheets.title, sheets.about, own or sum(each.minutes for each in steps), steps)


def step(sheet: Sheet, lang: str) -> Step:
    """One step of it."""
    if not sheet.title:
        raise Wrong(sheet.line("title"), "step_title")
    for name in ("text", *SECTIONS):
        _plain(getattr(sheet, name), sheet.line(f"{name}_text"))
    state, lost = _state(sheet, lang)
    ask = _one_of(sheet, "ask", ("", *ASKS))
    question, options = _question(sheet, ask)
    return Step(
        title=sheet.title,
        state=state,
        lost=lost,
        ask=ask,
        answer=_answer(sheet, ask),
        near=_share(sheet, "near", NEAR),
        tell=_one_of(sheet, "tell", WHENS) if sheet.said("tell") else WHENS[0],
        goal=_compared(sheet.said("goal"), sheet.line("goal")) if sheet.said("goal") else None,
        checks=tuple(
            (sheet.line("check"), _compared(text, sheet.line("check"))) for text in sheet.head.get("check", ())
        ),
        minutes=_minutes(sheet.said("minutes"), sheet.line("minutes")) if sheet.said("minutes") else MINUTES,
        text=sheet.text,
        question=question,
        options=options,
        told=sheet.told,
        notes=sheet.notes,
    )


def _state(sheet: Sheet, lang: str) -> tuple[State, tuple[Refused, ...]]:
    """The state that the step's address asks for; the rest of an address, pasted whole, is not minded."""
    query = sheet.said("state").rpartition("?")[2].strip()
    try:
        told = parse_qs(query, max_num_fields=100)
    except ValueError:
        raise Wrong(sheet.line("state"), "state", query) from None
    told = {name: values for name, values in told.items() if name not in NOT_A_STATE}
    return read(told, State(lang=lang if lang in LANGUAGES else "en"))


def _question(sheet: Sheet, ask: str) -> tuple[str, tuple[Option, ...]]:
    """The question's text, and its choices."""
    if not ask:
        if sheet.question:
            raise Wrong(sheet.line("question"), "question_without_ask")
        return "", ()
    if not sheet.question:
        raise Wrong(sheet.line("ask"), "ask_without_question")
    if ask != "choice":
        return sheet.question, ()
    lines = sheet.question.split("\n")
    found = [OPTION.match(line.strip()) for line in lines]
    options = tuple(Option(match[1].strip(), match[2].strip()) for match in found if match)
    text = "\n".join(line for line, match in zip(lines, found, strict=True) if not match).strip()
    if not 2 <= len(options) <= 9:
        raise Wrong(sheet.line("question_text"), "options")
    for option in options:
        if not option.plain:
            raise Wrong(sheet.line("question_text"), "option_key", option.key)
    return text, options


def _answer(sheet: Sheet, ask: str) -> Tree | None:
    text, line = sheet.said("answer"), sheet.line("answer")
    if ask in ("", "curve"):
        if text:
            raise Wrong(line, "answer_without_ask", text)
        return None
    if not text:
        raise Wrong(sheet.line("ask"), "no_answer")
    tree = _expression(text, line)
    if (ask == "place") != (isinstance(tree, Measure) and tree.name in PLACES):
        raise Wrong(line, "answer_place" if ask == "place" else "answer_number", text)
    if isinstance(tree, Pair) and tree.sign in COMPARED:
        raise Wrong(line, "answer_number", text)
    return tree


def _expression(text: str, line: int) -> Tree:
    try:
        return parse(text)
    except (ValueError, RecursionError) as error:
        raise Wrong(line, "expression", str(error) or text) from None


def _compared(text: str, line: int) -> Tree:
    tree = _expression(text, line)
    if not (isinstance(tree, Pair) and tree.sign in COMPARED):
        raise Wrong(line, "compared", text)
    return tree


def _one_of(sheet: Sheet, name: str, allowed: tuple[str, ...]) -> str:
    if sheet.said(name) not in allowed:
        raise Wrong(sheet.line(name), name, sheet.said(name))
    return sheet.said(name)


def _share(sheet: Sheet, name: str, default: float) -> float:
    text = sheet.said(name)
    if not text:
        return default
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = math.nan
    if not 0 < share <= 10:
        raise Wrong(sheet.line(name), name, text)
    return share


def _minutes(text: str, line: int) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = math.nan
    if not 0 < minutes <= 240:
        raise Wrong(line, "minutes", text)
    return minutes


def _plain(text: str, line: int) -> None:
    """Checks a text: its length, and every expression in it."""
    if len(text) > LONGEST:
        raise Wrong(line, "long", str(LONGEST))
    for offset, each in enumerate(text.split("\n")):
        try:
            fields(each)
        except (ValueError, RecursionError) as error:
            raise Wrong(line + offset, "expression", str(error)) from None
