"""A slow browser puts a change of the page and the question for the sweep into one message: neither is lost."""

import asyncio
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.visitors import Visitor, aside, given, visit
from tests.browser.servers import serve_app


class Slow(Visitor):
    """Turns the rate at the very moment at which it asks for the sweep, for the first time."""

    async def _sweep(self, delta) -> None:  # type: ignore[no-untyped-def]
        if delta.new_element.bidi_component.id.endswith("-sweep") and not self.chosen:
            self.turn("lr", 0.0567)
        await super()._sweep(delta)


async def shown(url: str) -> float:
    """The rate that the page comes to show."""
    async with asyncio.timeout(60), visit(url) as socket:
        visitor = Slow(socket)
        await visitor.ask()
        while True:
            answer = ForwardMsg.FromString(await socket.recv())
            component = answer.delta.new_element.bidi_component
            if component.id == visitor.dials["lr"]:
                return float(given(component)["value"])


def test_the_change_is_not_lost(tmp_path: Path) -> None:
    with serve_app(tmp_path / "streamlit.log") as url:  # of its own: where the sweep is known, nobody asks for it
        assert aside(shown(url)) == 0.0567
