"""The zones of rates as trainings at many of them show, where no theory tells them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linreg.theory.rates import ZONES

DOWN = 0.01  # of the cost that training can remove: a rate is good if no more is left at its end
NEAR_BEST = 10.0  # times what the best of the rates leaves, where that is more


def measured_zones(
    rates: Sequence[float], cost: NDArray[np.float64], diverged: NDArray[np.bool_], start: float, least: float
) -> list[tuple[str, float, float]]:
    """The zones in order, each as (name, low, high), as `theory.zones` has them; those that no rate is in are left out.

    A rate is good if at the end no more than DOWN of the removable cost is left (or NEAR_BEST times what the best
    leaves); it diverges if the end is higher than the start, or beyond float32. Lower rates than the good ones crawl,
    higher ones oscillate.
    """
    left = np.where(diverged, np.inf, (cost - least) / max(start - least, 1e-300))
    best = float(left.min(initial=np.inf))
    good = left <= max(DOWN, min(NEAR_BEST * best, 0.5))
    first = int(np.argmax(good)) if good.any() else len(left)
    names = [
        "diverges" if left[i] > 1 else "good" if good[i] else "crawls" if i < first else "oscillates"
        for i in range(len(left))
    ]
    assert set(names) <= set(ZONES)
    # Each stop stands for the rates half-way to its neighbours, as the slider has them: in logarithms
    edges = np.sqrt(np.asarray(rates[:-1]) * np.asarray(rates[1:])).tolist()
    found: list[tuple[str, float, float]] = []
    for name, low, high in zip(names, [0.0, *edges], [*edges, np.inf], strict=True):
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1], high)
        else:
            found.append((name, low, high))
    return found
