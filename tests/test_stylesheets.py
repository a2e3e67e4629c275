"""Stylesheets that keep the page quick: a change in one place is no reason to style all others anew."""

import re
from pathlib import Path

import pytest

SHEETS = sorted(Path(__file__).parents[1].glob("linreg/**/*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{")
NAMED = re.compile(r"\.[\w-]|^[a-z]")  # by its class, or as a kind of element


def outside(text: str, marks: str) -> list[str]:
    """The text cut at these marks, but for those within brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        if letter in marks and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def bare(compound: str) -> str:
    """A compound without what stands in its brackets, but for what it is one of."""
    compound = re.sub(r":is\(([^()]*)\)", r"\1", compound)
    while (shorter := re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", compound)) != compound:
        compound = shorter
    return compound


def far_reaching(selector: str) -> bool:
    """Whether any change in what its `:has()` stands on has a browser style all that is in there.

    Chromium looks for what the selector is about by a class or a kind of element; by an attribute it takes whatever has
    that attribute, whatever its value, and without either everything.
    """
    *above, subject = outside(selector, " >+~")
    return any(":has(" in compound for compound in above) and not NAMED.search(bare(subject))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_what_a_rule_is_about_has_a_name_where_it_depends_on_what_stands_elsewhere(sheet: Path) -> None:
    rules = RULE.findall(COMMENT.sub("", sheet.read_text(encoding="utf-8")))
    selectors = [each for rule in rules if not rule.strip().startswith("@") for each in outside(rule, ",")]
    assert [each for each in selectors if far_reaching(each)] == []


@pytest.mark.parametrize(
    "selector",
    [
        ".a:has(.b) > *",
        ".a:has(.b) > :not(:has(.b))",
        '.a:has(.b) [class*="c-"]',
        '.a:has(> .b) > [data-testid="c"]',
    ],
)
def test_a_rule_that_has_everything_styled_anew_is_found(selector: str) -> None:
    assert far_reaching(selector)


@pytest.mark.parametrize(
    "selector", [".a:has(.b)", ".a > :has(.b)", ".a:has(.b) .c", ".a:has(.b) p", ".a:has(.b) :is(.c, .d)", ".a *"]
)
def test_a_rule_that_does_not_is_none(selector: str) -> None:
    assert not far_reaching(selector)
