"""Every sentence the viewer reads, one TOML file per language; a teacher edits them without knowing Python."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "ko": "한국어"}
HERE = Path(__file__).parent
ONE_OF_MANY = re.compile(r"(?<![\d.,])1 (epoch|point)s\b")  # English only: Korean has no plural here


@dataclass(frozen=True)
class Words:
    """The sentences of one language: `say("rate.limit", lr="0.18")` fills the `{lr}` of that sentence."""

    lang: str
    tables: dict[str, dict[str, str]]

    def __call__(self, key: str, **values: str) -> str:
        """The sentence under `key` ("table.name"), its `{fields}` filled. Raises KeyError for an unknown key."""
        table, name = key.split(".", 1)
        text = self.tables[table][name].format(**values)
        return ONE_OF_MANY.sub(r"1 \1", text) if self.lang == "en" else text

    def section(self, table: str) -> dict[str, str]:
        """A copy of one whole table, unformatted, for the browser to fill."""
        return dict(self.tables[table])


@cache
def words(lang: str) -> Words:
    """The words of a language in `LANGUAGES`; English for any other. Read once per process."""
    known = lang if lang in LANGUAGES else "en"
    return Words(known, tomllib.loads((HERE / f"{known}.toml").read_text(encoding="utf-8")))


def language_of(locale: str | None) -> str:
    """The language in `LANGUAGES` that a browser's locale ("ko-KR", None) asks for; English when none fits."""
    lang = (locale or "").split("-")[0].lower()
    return lang if lang in LANGUAGES else "en"
