"""The server alone: how long it takes over a changed control whose run is trained already."""

from statistics import median

from benchmarks.claims import Claim
from benchmarks.visitors import Visitor, aside, visit

RATES = (0.02, 0.03)  # the two that a visitor goes back and forth between
ROUNDS = 20


async def _answers(url: str) -> list[float]:
    """Seconds of each changed rerun, after both runs are trained."""
    async with visit(url) as socket:
        visitor = Visitor(socket)
        await visitor.ask()

        async def at(lr: float) -> float:
            visitor.turn("lr", lr)
            return await visitor.ask()

        for lr in RATES:
            await at(lr)
        return [await at(lr) for lr in RATES * ROUNDS]


def claims(url: str) -> list[Claim]:
    """The median, asked by no browser: beside one, on two cores, it is the browser's drawing that is waited for."""
    seconds = median(aside(_answers(url)))
    return [Claim("the server's part of a change, beyond the training", 1e3 * seconds, "ms", at_most=50)]
