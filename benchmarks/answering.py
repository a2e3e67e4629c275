"""The server alone: how long it takes over a changed control whose run is trained already."""

import asyncio
from statistics import median
from urllib.parse import urlsplit

import websockets

from benchmarks.claims import Claim
from benchmarks.visitors import rerun

RATES = ("", "lr=0.02")  # the two that a visitor goes back and forth between
ROUNDS = 20


async def _answers(url: str) -> list[float]:
    """Seconds of each changed rerun, after both runs are trained."""
    address = f"ws://{urlsplit(url).netloc}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], origin=url, max_size=None) as socket:
        for rate in RATES * 2:
            await rerun(socket, rate)
        return [await rerun(socket, rate) for rate in RATES * ROUNDS]


def claims(url: str) -> list[Claim]:
    """The median, asked by no browser: beside one, on two cores, it is the browser's drawing that is waited for."""
    seconds = median(asyncio.run(_answers(url)))
    return [Claim("the server's part of a change, beyond the training", 1e3 * seconds, "ms", at_most=50)]
