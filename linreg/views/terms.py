"""Symbols that explain themselves: the player shows the glossary's sentence beside what names its term."""


def term(name: str, symbol: str) -> str:
    """The symbol as HTML for Markdown; `name` is its key in the table [glossary]."""
    return f'<dfn class="lr-term" tabindex="0" data-term="{name}">{symbol}</dfn>'
