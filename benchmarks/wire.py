"""How many bytes come over a page's WebSocket."""

import base64
from typing import Any

from playwright.sync_api import Page

QUIET_MS = 500  # an answer has ended when nothing more has come for this long


class Wire:
    """Listens to one page's WebSocket."""

    def __init__(self, page: Page) -> None:
        self.sizes: list[int] = []
        self.page = page
        session = page.context.new_cdp_session(page)
        session.on("Network.webSocketFrameReceived", self._receive)
        session.send("Network.enable")

    def _receive(self, frame: dict[str, Any]) -> None:
        text = frame["response"]["payloadData"]
        binary = frame["response"]["opcode"] == 2
        self.sizes.append(len(base64.b64decode(text)) if binary else len(text.encode()))

    def forget(self) -> None:
        """Begin anew: what came before belongs to another question."""
        self.sizes.clear()

    def bytes(self) -> int:
        """What came in answer to what was asked since `forget`, once it has ended."""
        before = -1
        while before != len(self.sizes) or not self.sizes:
            before = len(self.sizes)
            self.page.wait_for_timeout(QUIET_MS)
        return sum(self.sizes)
