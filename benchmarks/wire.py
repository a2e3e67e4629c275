"""What goes over a page's WebSocket: how many bytes, and how long the server took to answer."""

import base64
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Page

QUIET_MS = 500  # an answer has ended when nothing more has come for this long


@dataclass(frozen=True)
class Answer:
    """What the server sent back for one change: bytes, and seconds from the question to its last message."""

    bytes: int
    seconds: float


class Wire:
    """Listens to one page's WebSocket through the browser's own clock."""

    def __init__(self, page: Page) -> None:
        self.sent: list[float] = []
        self.received: list[tuple[float, int]] = []
        self.page = page
        session = page.context.new_cdp_session(page)
        session.on("Network.webSocketFrameSent", lambda frame: self.sent.append(frame["timestamp"]))
        session.on("Network.webSocketFrameReceived", self._receive)
        session.send("Network.enable")

    def _receive(self, frame: dict[str, Any]) -> None:
        text = frame["response"]["payloadData"]
        binary = frame["response"]["opcode"] == 2
        self.received.append((frame["timestamp"], len(base64.b64decode(text)) if binary else len(text.encode())))

    def forget(self) -> None:
        """Begin anew: what came before belongs to another question."""
        self.sent.clear()
        self.received.clear()

    def answer(self) -> Answer:
        """The answer to what was sent since `forget`, once it has ended."""
        before = -1
        while before != len(self.received) or not self.received:
            before = len(self.received)
            self.page.wait_for_timeout(QUIET_MS)
        return Answer(sum(size for _, size in self.received), self.received[-1][0] - self.sent[0])


def middle(answers: list[Answer]) -> Answer:
    """The medians of several answers."""
    return Answer(round(median(a.bytes for a in answers)), median(a.seconds for a in answers))
