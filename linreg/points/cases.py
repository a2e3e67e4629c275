"""Real requests for help, rebuilt for full-batch training from (0, 0); each names its thread.

Where a thread's points are drawn by chance, others of the same size and spread stand for them, and so does one update
with all points for updates with one or with ever new ones.
"""

from dataclasses import dataclass

from linreg.points.dataset import Dataset


@dataclass(frozen=True)
class Case:
    """One of them: the thread, the points, and how they were trained on (the cost "mean" or "sum")."""

    thread: str
    data: Dataset
    lr: float
    epochs: int
    cost: str = "mean"


def _even(n: int, step: float, middle: float) -> list[float]:
    """n numbers a step apart, around the middle."""
    return [middle + step * (k - (n - 1) / 2) for k in range(n)]


SPREAD, WITHIN = _even(100, 0.356, 0.0), _even(30, 2 / 3, 10.0)
CASES = {
    # spending by age
    "ages": Case("pytorch/pytorch#149827", Dataset("ages", range(65, 101, 5), range(200, 551, 50)), 0.001, 1000),
    # in the thread one point at a time, 200 updates
    "far": Case("keras-team/keras#3040", Dataset("far", range(200), range(0, 400, 2)), 0.001, 200),
    # in the thread 10 times standard normal x, and noise of 3
    "edge": Case(
        "pytorch/pytorch#23142",
        Dataset("edge", SPREAD, [x + 3 * (-1) ** k for k, x in enumerate(SPREAD)]),
        0.01,
        10,
    ),
    # in the thread half the sum at twice the rate, and new points in [0, 20) for each update
    "sum": Case(
        "chenyuntc/pytorch-book#138", Dataset("sum", WITHIN, [2 * x + 4.5 for x in WITHIN]), 0.0005, 100, "sum"
    ),
    "short": Case("DeepLearningZeroToAll#129", Dataset.notebook(), 0.01, 1000),
}
