"""A file read back: its parts, as a browser finds them."""

import json
from html.parser import HTMLParser
from typing import Any


class Document(HTMLParser):
    """The tags of a document, and the text within those that have an id or are named by their kind."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attrs = self.tags[-1] if self.tags else ("", {})
        name = attrs.get("id") or attrs.get("type") or tag
        self.texts[name] = self.texts.get(name, "") + data

    @property
    def data(self) -> dict[str, Any]:
        """What the player plays."""
        told: dict[str, Any] = json.loads(self.texts["linreg-data"])
        return told

    def view(self, name: str = "en", step: int = 0) -> dict[str, Any]:
        """One payload, its values in their places."""
        data = self.data
        return {key: data["values"][place] for key, place in data["steps"][step]["views"][name].items()}

    @property
    def policy(self) -> str:
        """What the document may do."""
        return next(attrs["content"] or "" for tag, attrs in self.tags if attrs.get("http-equiv"))
