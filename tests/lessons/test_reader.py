"""A lesson's file: what is read from it, what is wrong with it by line and reason, and what a stranger may write."""

import re
import time

import pytest

from linreg.lessons import Facts, Wrong, read_lesson, write
from linreg.lessons.marked import as_html, inline
from linreg.lessons.sheets import cut
from linreg.state import State

GOOD = """# What a rate does
minutes: 10

About **rates**.

## A first step
state: http://localhost:8501/?lr=0.1&epochs=50&lang=ko
minutes: 2

Look at it.

## A question
state: lr=0.3&kept=lr~0.1&data=cars
ask: choice
answer: outcome
tell: played
goal: epochs_to 1% <= 50
check: last < epochs
check: limit > 0

What follows.

### Question
What happens?

- crawls: It crawls
- `diverges`: It **explodes**

### Answer
It ends at {last}.

### Notes
Most say: crawls.
"""


def test_a_file_is_read_whole() -> None:
    lesson = read_lesson(GOOD, "ko")
    first, second = lesson.steps
    assert (lesson.title, lesson.about, lesson.minutes) == ("What a rate does", "About **rates**.", 10)
    assert first.state == State(lr=0.1, epochs=50, lang="ko") and first.text == "Look at it." and not first.ask
    assert second.state.data == "cars" and second.state.kept[0].lr == 0.1
    assert [(option.key, option.text) for option in second.options] == [
        ("crawls", "It crawls"),
        ("diverges", "It **explodes**"),
    ]
    assert second.question == "What happens?" and second.told.startswith("It ends") and second.notes
    assert len(second.checks) == 2 and second.goal and not second.lost


def test_what_is_written_is_read_again() -> None:
    for lang in ("en", "ko"):
        assert read_lesson(write(cut(GOOD), lang)) == read_lesson(GOOD)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_an_editor_may_save_it_as_it_likes(encoding: str) -> None:
    text = "# 학습률\r\n\r\n## 첫 단계\r\nstate: lr=0.1\r\n\r\n보세요.\r\n"
    assert read_lesson(text.encode(encoding)).steps[0].text == "보세요."


def test_a_head_may_stand_apart_from_its_title_and_a_colon_in_a_text_is_one() -> None:
    text = "# A\n\nminutes: 7\n\n## B\n\nstate: lr=0.2\n\nNote: a colon.\nstate: of mind\n"
    lesson = read_lesson(text)
    assert lesson.minutes == 7 and lesson.steps[0].state.lr == 0.2
    assert lesson.steps[0].text == "Note: a colon.\nstate: of mind"


def test_what_no_longer_exists_is_told_and_the_step_stands() -> None:
    (step,) = read_lesson("# A\n## B\nstate: data=gone&lr=0.2&opt=Magic&nonsense=1\n").steps
    assert {refused.name for refused in step.lost} == {"data", "opt"}
    assert step.state == State(lr=0.2)


STEP = "# A\n\n## B\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no_title"),
        ("## B\n", 1, "no_title"),
        ("# A\n\nabout\n", 1, "no_steps"),
        ("# A\n# C\n", 2, "title_twice"),
        ("# A\n### Question\n", 2, "section_first"),
        (STEP + "statte: lr=1\n", 4, "head"),
        (STEP + "state: lr=1\nstate: lr=2\n", 5, "twice"),
        (STEP + "\ntext\n### Qestion\n", 6, "section"),
        (STEP + "ask: riddle\n### Question\nx\n", 4, "ask"),
        (STEP + "ask: number\nanswer: cost\n", 4, "ask_without_question"),
        (STEP + "ask: number\n### Question\nx\n", 4, "no_answer"),
        (STEP + "ask: number\nanswer: costt\n### Question\nx\n", 5, "expression"),
        (STEP + "ask: number\nanswer: place at 3\n### Question\nx\n", 5, "answer_number"),
        (STEP + "ask: number\nanswer: cost < 3\n### Question\nx\n", 5, "answer_number"),
        (STEP + "ask: place\nanswer: cost\n### Question\nx\n", 5, "answer_place"),
        (STEP + "ask: choice\nanswer: cost\n### Question\nx\n- 3: one\n", 7, "options"),
        (STEP + "ask: choice\nanswer: cost\n### Question\nx\n- 3: one\n- often: two\n", 7, "option_key"),
        (STEP + "answer: cost\n", 4, "answer_without_ask"),
        (STEP + "\n### Question\nx\n", 5, "question_without_ask"),
        (STEP + "goal: cost\n", 4, "compared"),
        (STEP + "check: cost <\n", 4, "expression"),
        (STEP + "near: 0%\n", 4, "near"),
        (STEP + "tell: never\n", 4, "tell"),
        (STEP + "minutes: nan\n", 4, "minutes"),
        (STEP + "\n\nfine {cost at 0}\nnot {cost att 0}\n", 7, "expression"),
        (STEP + "\n" + "x" * 5000, 5, "long"),
        ("# A\n" + "## B\n" * 100, 62, "many_steps"),
        ("x" * 200_000, 1, "large"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_lesson(text)
    assert (caught.value.line, caught.value.reason) == (line, reason)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![a](http://evil.example/a.png)",
    "[a](javascript:alert(1))",
    "<a href='http://evil.example'>a</a>",
    "**<b onclick=alert(1)>**",
    "`</code><script>`",
    "*<i>*",
    "- <iframe src=//evil.example></iframe>",
    "&lt;script&gt;",
    "{lr}<svg/onload=alert(1)>",
    "{{lr}}",
    "\u202egnp.exe\u202c",
    "\x00\x1b[2J\x07",
    "$$\\href javascript:alert(1) x$$",
    "<style>p</style>",
    "**a `b** c` d",
    "`a` **`b`** *`c`*",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_strangers_text_is_text(text: str) -> None:
    lesson = read_lesson(f"# {text}\n\n{text}\n\n## {text}\nstate: lr={text}\n\n{text}\n\n### Notes\n{text}\n")
    for html in (as_html(lesson.about), inline(lesson.title), as_html(lesson.steps[0].text, Facts(()))):
        tags = re.findall(r"<[^>]*>", html)
        assert set(tags) <= {f"<{end}{tag}>" for end in ("", "/") for tag in ("p", "ul", "li", "strong", "em", "code")}
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", html)
        opened = [tag for tag in tags if not tag.startswith("</")]
        assert len(opened) * 2 == len(tags)


def test_no_line_ends_within_an_equation() -> None:
    assert as_html("With W = −1 and `b = 0`.") == "<p>With W\u00a0=\u00a0−1 and <code>b = 0</code>.</p>"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00\xd8",
        b"\x00" * 90_000,
        b"# A\n## B\nstate: " + b"a=1&" * 20_000,
        b"# A\n## B\n\n" + b"*" * 3_900,
        b"# A\n## B\n\n" + b"**a" * 1_300,
        b"# A\n## B\n\n" + b"{" * 3_900,
        b"# A\n## B\ngoal: " + b"(" * 190 + b"\n",
        b"# A\n## B\ngoal: " + b"-" * 190 + b"1 < 2\n",
        b"# A\n## B\nstate: points=1_" + b"9" * 4_000 + b"&data=own",
        b"# A\n## B\nstate: epochs=1e400&seed=%00&lr=nan&kept=~~~~\n",
    ],
)
def test_no_file_takes_long_or_breaks_the_reader(content: bytes) -> None:
    began = time.process_time()
    try:
        for step in read_lesson(content).steps:
            as_html(step.text)
    except Wrong as wrong:
        assert wrong.line >= 1
    assert time.process_time() - began < 2
