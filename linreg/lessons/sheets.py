"""A lesson's file cut into its steps, each as the plain texts that stand there; and written back.

# Title of the lesson
minutes: 10

What it is about.

## Title of a step
state: lr=0.1&epochs=100
ask: number
answer: cost at 0

The text.

### Question
### Answer
### Notes
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linreg.lessons.problem import Wrong

SECTIONS = {
    "question": ("question", "질문"),
    "told": ("answer", "답"),
    "notes": ("notes", "강의 노트"),
}
HEAD = ("state", "ask", "answer", "near", "tell", "goal", "check", "minutes")  # what a step's head may say
MORE = ("check",)  # what it may say more than once
NAME = re.compile(r"[a-z_]+")
FIRST = ("minutes",)  # what the lesson's own head may say


@dataclass
class Sheet:
    """One step as it is written. head : each name with its texts; lines : where what stands in the file."""

    title: str = ""
    head: dict[str, list[str]] = field(default_factory=dict)
    text: str = ""
    question: str = ""
    told: str = ""
    notes: str = ""
    lines: dict[str, int] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """What the head says under this name, "" for nothing."""
        return self.head.get(name, [""])[0]

    def line(self, name: str) -> int:
        """Where that stands; where the step begins, if nowhere."""
        return self.lines.get(name, self.lines.get("title", 1))


@dataclass
class Sheets:
    """A whole lesson as it is written: its title, minutes, what it is about, its steps."""

    title: str = ""
    about: str = ""
    minutes: str = ""
    steps: list[Sheet] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


def cut(text: str) -> Sheets:
    """The file's parts. Raises Wrong for what stands where it means nothing."""
    top = Sheet()
    sheets: list[Sheet] = []
    now, section = top, "text"
    heading = True  # whether a head's lines may still come
    gap = False  # whether an empty line stands before
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("### "):
            section, heading = _section(line[4:], number), False
            if now is top:
                raise Wrong(number, "section_first", line)
            if section in now.lines:
                raise Wrong(number, "twice", line)
            now.lines[section] = number
        elif f"{line} ".startswith("## "):  # a draft's title may still be empty
            now, section, heading = Sheet(title=line[3:].strip(), lines={"title": number}), "text", True
            sheets.append(now)
        elif f"{line} ".startswith("# "):
            if top.title or sheets:
                raise Wrong(number, "title_twice", line)
            top.title, top.lines["title"] = line[2:].strip(), number
        elif heading and _head(now, line, number, FIRST if now is top else HEAD, directly=not gap):
            pass
        else:
            gap = not line.strip()
            heading = heading and gap
            if line.strip():
                now.lines.setdefault(f"{section}_text", number)
            setattr(now, section, getattr(now, section) + line + "\n")
            continue
        gap = False
    for sheet in (top, *sheets):
        for name in ("text", *SECTIONS):
            setattr(sheet, name, getattr(sheet, name).strip())
    return Sheets(top.title, top.text, top.said("minutes"), sheets, top.lines)


def step_at(sheets: Sheets, line: int) -> int:
    """The number, from 1, of the step in which this line of the file stands; 0 before the first."""
    return sum(sheet.line("title") <= line for sheet in sheets.steps)


def _section(name: str, number: int) -> str:
    for section, names in SECTIONS.items():
        if name.strip().lower() in names:
            return section
    raise Wrong(number, "section", name)


def _head(sheet: Sheet, line: str, number: int, allowed: tuple[str, ...], directly: bool) -> bool:
    """Takes a line of a head. What is none begins the text; directly under a title a name that no head has is wrong."""
    name, colon, value = line.partition(":")
    name = name.strip().lower()
    if not colon or not (name in HEAD if not directly else NAME.fullmatch(name)):
        return False
    if name not in allowed:
        raise Wrong(number, "head", name)
    if name in sheet.head and name not in MORE:
        raise Wrong(number, "twice", name)
    sheet.head.setdefault(name, []).append(value.strip())
    sheet.lines.setdefault(name, number)
    return True


def write(sheets: Sheets, lang: str = "en") -> str:
    """The file of these."""
    return "\n\n".join(part.strip() for part in _parts(sheets, 1 if lang == "ko" else 0) if part.strip()) + "\n"


def _parts(sheets: Sheets, lang: int) -> Iterator[str]:
    yield f"# {_line(sheets.title)}\n" + (f"minutes: {sheets.minutes}" if sheets.minutes else "")
    yield _text(sheets.about)
    for sheet in sheets.steps:
        head = [f"{name}: {_line(text)}" for name in HEAD for text in sheet.head.get(name, ()) if text.strip()]
        yield "\n".join([f"## {_line(sheet.title)}", *head])
        yield _text(sheet.text)
        for section, names in SECTIONS.items():
            if body := _text(getattr(sheet, section)):
                yield f"### {names[lang].capitalize()}\n\n{body}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _text(text: str) -> str:
    """A text as it can stand in a file: a line that would begin another part begins with a space."""
    lines = (
        f" {line}" if f"{line} ".startswith(("# ", "## ", "### ")) else line.rstrip() for line in text.splitlines()
    )
    return "\n".join(lines).strip("\n")
