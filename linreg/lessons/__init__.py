"""Lessons as text files: what reads, checks and answers them. No Streamlit."""

from linreg.lessons.facts import Facts
from linreg.lessons.lesson import Lesson, Option, Step
from linreg.lessons.problem import Wrong
from linreg.lessons.reader import read_lesson
from linreg.lessons.sheets import Sheet, Sheets, write

__all__ = ["Facts", "Lesson", "Option", "Sheet", "Sheets", "Step", "Wrong", "read_lesson", "write"]
