"""How these tests ask the server: plainly, with every answer given back, also a refusal."""

from dataclasses import dataclass
from email.message import Message
from urllib.error import HTTPError
from urllib.request import Request, urlopen


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes
    url: str  # after any redirections


def ask(address: str, method: str = "GET", data: bytes | None = None, **headers: str) -> Answer:
    """The answer; a header's name is written with _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(address, data, named, method=method), timeout=20) as answer:
            return Answer(answer.status, answer.headers, answer.read(), answer.url)
    except HTTPError as refusal:
        with refusal:
            return Answer(refusal.code, refusal.headers, refusal.read(), refusal.url)
