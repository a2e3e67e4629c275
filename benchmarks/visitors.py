"""A class of a hundred: sessions that open the page within a few seconds, and each then changes the learning rate."""

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.claims import Claim

VISITORS = 100
WITHIN_S = 4.0
PATIENCE_S = 60.0


@dataclass
class Visitor:
    """One session, as a browser would hold it: its connection, and what its learning rate is called there."""

    socket: websockets.ClientConnection
    rate: str = ""

    async def ask(self, lr: float | None = None) -> float:
        """Seconds from asking for the page, with that learning rate set, to the end of its script."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        if lr is not None:
            message.rerun_script.widget_states.widgets.add(id=self.rate, double_value=lr)
        began = time.monotonic()
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await self.socket.recv())
            if answer.delta.new_element.number_input.id.endswith("-lr"):
                self.rate = answer.delta.new_element.number_input.id
            if answer.WhichOneof("type") == "script_finished":
                return time.monotonic() - began


def visit(url: str) -> websockets.connect:
    """A connection as a browser would open it, to be used in `async with`."""
    address = f"ws://{urlsplit(url).netloc}/_stcore/stream"
    return websockets.connect(address, subprotocols=["streamlit"], origin=url, max_size=None)


async def _one_of_many(url: str, number: int, all_there: asyncio.Barrier) -> tuple[float, float]:
    """Seconds until the page stood, and, once all have it, until it stood again with a rate that nobody else chose."""
    await asyncio.sleep(WITHIN_S * number / VISITORS)
    async with visit(url) as socket:
        visitor = Visitor(socket)
        first = await visitor.ask()
        await all_there.wait()
        await asyncio.sleep(WITHIN_S * number / VISITORS)
        return first, await visitor.ask(0.04 + number / 10_000)


async def _class(url: str) -> list[tuple[float, float]]:
    all_there = asyncio.Barrier(VISITORS)
    async with asyncio.timeout(PATIENCE_S):
        return await asyncio.gather(*(_one_of_many(url, number, all_there) for number in range(VISITORS)))


def claims(url: str) -> list[Claim]:
    """What half and nearly all of a class wait for."""
    firsts, changes = np.array(asyncio.run(_class(url))).T
    return [
        Claim(f"{VISITORS} visitors within {WITHIN_S:g} s: first page, half of them", float(np.median(firsts)), "s"),
        Claim("… nineteen of twenty", float(np.quantile(firsts, 0.95)), "s"),
        Claim("… each training a rate of their own, half of them", float(np.median(changes)), "s"),
        Claim("… nineteen of twenty", float(np.quantile(changes, 0.95)), "s"),
    ]
