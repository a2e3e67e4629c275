"""Words and symbols that explain themselves: the player shows the glossary's sentence beside what names its term."""

import re

MARKED = re.compile(r"\[\[(\w+)\|(.+?)\]\]")


def term(name: str, symbol: str) -> str:
    """The symbol as HTML for Markdown; `name` is its key in the table [glossary]."""
    return f'<dfn class="lr-term" tabindex="0" data-term="{name}">{symbol}</dfn>'


def explained(text: str) -> str:
    """A sentence of ours as HTML for Markdown; "[[name|words]]" in it are words that explain themselves.

    A line does not end in "W =": that would be hard to read.
    """
    return MARKED.sub(lambda found: term(found[1], found[2]), text).replace(" = ", "\u00a0=\u00a0")
