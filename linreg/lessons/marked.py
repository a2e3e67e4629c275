"""A lesson's texts: a small part of Markdown, as HTML in which nothing that a stranger wrote can be more than text.

Paragraphs, lists, **bold**, *italic* and `code`; `{cost at 0}` stands for what that comes to. Links, images and HTML
are shown as they stand in the file, letter by letter.
"""

import math
import re
import unicodedata
from html import escape

from linreg.lessons.expressions import Tree, parse
from linreg.lessons.facts import Facts, Unknown
from linreg.words.numbers import percent, plain

FIELD = re.compile(r"\{([^{}\n]{1,200})\}")
AS_SHARE = re.compile(r"\s+as\s+%$")
INLINE = ((r"`([^`]+)`", "code"), (r"\*\*(.+?)\*\*", "strong"), (r"(?<!\*)\*([^*\s][^*]*?)\*(?!\*)", "em"))
EQUATION = re.compile(r"\b([A-Za-z]) = (?=[-−]?\d)")  # b = 0: no line ends in it
UNKNOWN = "?"
DIGITS = 4


def clean(text: str) -> str:
    """Without what is no letter: control characters, and marks that turn the direction of what follows."""
    kept = (each for each in text.replace("\r\n", "\n").replace("\r", "\n") if each in "\n\t" or _is_text(each))
    return "".join(kept)


def _is_text(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn") and not (
        "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    )


def fields(text: str) -> list[tuple[str, Tree]]:
    """The expressions in braces, as they stand there and as trees. Raises ValueError for what is none."""
    return [(found, parse(AS_SHARE.sub("", found))) for found in FIELD.findall(text)]


def filled(text: str, facts: Facts | None) -> str:
    """The text with every expression in braces worked out, if there is something to work it out from."""

    def number(match: re.Match[str]) -> str:
        if facts is None:
            return UNKNOWN
        try:
            return told(facts.value(parse(AS_SHARE.sub("", match[1]))), bool(AS_SHARE.search(match[1])))
        except (Unknown, ValueError):
            return UNKNOWN

    return FIELD.sub(number, text)


def told(value: object, share: bool = False) -> str:
    """A value as text: a number, a place, a word."""
    if isinstance(value, tuple):
        W, b = value
        return f"W = {plain(W)}, b = {plain(b)}"
    if not isinstance(value, float):
        return str(value)
    if math.isinf(value):
        return "∞"
    return percent(value) if share else plain(value, DIGITS)


def as_html(text: str, facts: Facts | None = None) -> str:
    """The text as HTML: only the elements p, ul, li, strong, em and code, none with an attribute."""
    blocks = re.split(r"\n\s*\n", filled(text, facts).strip())
    return "".join(_block(block) for block in blocks if block.strip())


def inline(text: str, facts: Facts | None = None) -> str:
    """A line of it, without paragraphs."""
    return _marked(filled(text, facts).strip())


def _block(block: str) -> str:
    out, said = "", []
    items: list[str] = []
    for line in block.splitlines():
        if line.startswith(("- ", "* ")):
            items.append(line[2:])
        elif items and line.startswith("  "):
            items[-1] += " " + line.strip()
        else:
            said.append(line)
    if said:
        out += f"<p>{_marked(' '.join(said))}</p>"
    if items:
        out += f"<ul>{''.join(f'<li>{_marked(item)}</li>' for item in items)}</ul>"
    return out


def _marked(text: str) -> str:
    """Escaped first, so that what follows can only add the three elements. What is code stays as it is."""
    parts = re.split(r"(`[^`]+`)", escape(text))
    for i, part in enumerate(parts):
        part = part if i % 2 else EQUATION.sub("\\1\u00a0=\u00a0", part)
        for pattern, element in INLINE[:1] if i % 2 else INLINE[1:]:
            part = re.sub(pattern, rf"<{element}>\1</{element}>", part)
        parts[i] = part
    return "".join(parts)
