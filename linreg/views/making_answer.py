"""What a question asks for, for who makes a lesson: named in words, worked out at once, with choices to begin from."""

import re

import streamlit as st

from linreg.lessons.expressions import parse
from linreg.lessons.facts import Unknown
from linreg.lessons.marked import told
from linreg.lessons.reader import OPTION
from linreg.state import State
from linreg.views import lead
from linreg.words import Words


def named(say: Words, answer: str) -> str:
    """What one of the usual answers is, with how the file has it; another as it was typed."""
    key = _key(answer)
    return f"{say(f'making.known_{key}')} ({answer})" if f"known_{key}" in say.section("making") else answer


def with_choices(say: Words, question: str, answer: str) -> str:
    """The question, with choices for this answer beneath it if there are none yet."""
    key = _key(answer)
    there = any(OPTION.match(line.strip()) for line in question.split("\n"))
    if there or f"choices_{key}" not in say.section("making"):
        return question
    return f"{question}\n{say(f'making.choices_{key}')}".strip()


def comes_to(say: Words, state: State, answer: str) -> str:
    """What the answer comes to in this step, in a sentence; "" where it comes to nothing."""
    try:
        return say("making.comes_to", value=told(lead.own_facts(say, state, st.empty()).value(parse(answer))))
    except (Unknown, ValueError, RecursionError):
        return ""


def _key(answer: str) -> str:
    return re.sub(r"\W+", "_", answer).strip("_")
