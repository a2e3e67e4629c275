"""A class of a hundred: sessions that open the page within a few seconds, and each then changes the learning rate."""

import asyncio
import time
from urllib.parse import urlsplit

import numpy as np
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.claims import Claim

VISITORS = 100
WITHIN_S = 4.0
PATIENCE_S = 60.0


async def _visit(url: str, number: int, changed: asyncio.Barrier) -> tuple[float, float]:
    """Seconds until the page stood, and, when all have it, until it stood again with another learning rate.

    Each visitor asks for a rate of their own, so that every change is trained anew.
    """
    await asyncio.sleep(WITHIN_S * number / VISITORS)
    address = f"ws://{urlsplit(url).netloc}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], origin=url, max_size=None) as socket:
        first = await _run(socket, "")
        await changed.wait()
        await asyncio.sleep(WITHIN_S * number / VISITORS)
        return first, await _run(socket, f"lr={0.01 + number / 10_000}")


async def _run(socket: websockets.ClientConnection, query: str) -> float:
    """Seconds from asking for the page at this address to the end of its script."""
    message = BackMsg()
    message.rerun_script.query_string = query
    began = time.monotonic()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(await socket.recv())
        if answer.WhichOneof("type") == "script_finished":
            return time.monotonic() - began


async def _class(url: str) -> list[tuple[float, float]]:
    """The times of all who got both pages in time."""
    changed = asyncio.Barrier(VISITORS)
    async with asyncio.timeout(PATIENCE_S):
        return await asyncio.gather(*(_visit(url, number, changed) for number in range(VISITORS)))


def claims(url: str) -> list[Claim]:
    """Half and nearly all of the visitors, for the first page and for a change that has to be trained."""
    firsts, changes = np.array(asyncio.run(_class(url))).T
    return [
        Claim(f"{VISITORS} visitors within {WITHIN_S:g} s: first page, half of them", float(np.median(firsts)), "s"),
        Claim("… nineteen of twenty", float(np.quantile(firsts, 0.95)), "s"),
        Claim("… each with a rate of their own, half of them", float(np.median(changes)), "s"),
        Claim("… nineteen of twenty", float(np.quantile(changes, 0.95)), "s"),
    ]
