"""What a run came to, in numbers: whether it arrived, where it stands, and what to change."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linreg.theory import (
    EPS32,
    Forecast,
    Theory,
    as_float32,
    curvature,
    forecast,
    named_rates,
    round_down,
    round_up,
    rounding,
)
from linreg.training.config import SMALLEST
from linreg.training.run import Run

NEAR = 1e-3  # arrived: this share of the start's distance, and its square of the start's cost gap
GAIN = 1.25  # a rate is worth advising if it arrives this many times sooner
WINDOW = 16  # states in which a run that rounding has stopped repeats itself


@dataclass(frozen=True)
class Verdict:
    """What became of one run. Distances and gaps are those of the last state, to the nearest line of least cost.

    kind :
        "diverged": a number left float32's range; the run ends before.
        "diverging": the rate is over the limit and the steep direction has grown, but all is still finite.
        "converged": no more than NEAR of the start's distance and NEAR² of its cost gap are left, or no more than
            float32 can resolve (`exact`). On a valley floor the distance to the floor counts, not the place on it.
        "stalled": not there, but the steps have become too small to change W and b in float32.
        "oscillating": not there, and most of what is left swings from side to side.
        "descending": not there, and on its way.
    """

    kind: str
    epochs: int  # of the last state
    since: int | None  # converged: the first epoch from which on it held; stalled: from which on nothing moves
    exact: bool  # converged as far as float32 can tell
    flat: bool  # there is a valley floor of equally good lines
    lr: float
    limit: float  # the largest stable rate
    across: bool  # what swings does so across a valley: not in a round bowl, nor if it is the slow direction
    at_limit: bool  # the rate is the limit itself
    growth: float  # |1 − lr·λ|, the factor per epoch of the steep direction; oscillating: of the one that swings most
    last_finite: int | None  # the forecast's last epoch that float32 can hold; None if nothing grows
    W: float  # of the nearest line of least cost
    b: float
    W_off: float  # the last state's W minus that
    b_off: float
    gap: float  # of the cost above its minimum
    distance_left: float  # as a share of the start's; 0 for a start at the minimum
    epochs_needed: int | None  # at this rate, two digits, rounded up; None if it never arrives, or has
    lr_advised: float | None  # a rate that does better; None if the present one is about as good
    epochs_advised: int | None  # at the advised rate

    @property
    def over(self) -> float:
        """The rate as a multiple of the largest stable one."""
        return self.lr / self.limit


def verdict(run: Run) -> Verdict:
    """What a run came to, from its own states and the minimum of the points that it was trained on."""
    theory = curvature(as_float32(run.data), run.config.cost)
    ahead = forecast(run.data, run.config)
    coordinates = theory.coordinates(run.W, run.b)  # (2, states): slow, steep
    W, b = theory.W, theory.b
    if theory.flat:
        # the place on a valley floor is no error: the nearest of the equally good lines counts
        W, b = (part + float(coordinates[0, -1]) * along for part, along in zip((W, b), theory.slow, strict=True))
        coordinates[0] = 0.0
    gap = theory.gap(*coordinates)
    exact = resolved(run, theory, coordinates)
    distance = np.hypot(*coordinates)
    there = exact | ((distance <= NEAR * distance[0]) & (gap <= NEAR**2 * gap[0]))
    stopped = stopped_since(run)
    kind = _kind(run, theory, ahead.theory.limit, coordinates, bool(there[-1]), stopped)
    swings = _most_left(theory, coordinates) if kind == "oscillating" else 1  # what grows is steep
    since = {"converged": holds_since(there), "stalled": stopped}.get(kind)
    needed, advised, needed_advised = _advice(run, theory, ahead, kind)
    return Verdict(
        kind=kind,
        epochs=run.epochs,
        since=since,
        exact=bool(exact[-1]),
        flat=theory.flat,
        lr=run.config.lr,
        limit=ahead.theory.limit,
        across=swings == 1 and not ahead.theory.round,
        at_limit=ahead.theory.at_limit(run.config.lr),
        growth=abs((ahead.slow, ahead.steep)[swings].factor),
        last_finite=ahead.last_finite,
        W=W,
        b=b,
        W_off=float(run.W[-1]) - W,
        b_off=float(run.b[-1]) - b,
        gap=float(gap[-1]),
        distance_left=_share(distance[-1], distance[0]),
        epochs_needed=needed,
        lr_advised=advised,
        epochs_advised=needed_advised,
    )


def _share(part: ArrayLike, whole: ArrayLike) -> float:
    """The part as a share of the whole; 0 of nothing."""
    return float(np.divide(part, whole)) if whole else 0.0


def _kind(
    run: Run, theory: Theory, limit: float, coordinates: NDArray[np.float64], there: bool, stopped: int | None
) -> str:
    """Which kind of verdict it is, the first that holds."""
    lam = (theory.lam_min, theory.lam_max)[_most_left(theory, coordinates)]
    if run.diverged:
        return "diverged"
    if there:
        return "converged"
    if stopped is not None:
        return "stalled"
    if run.config.lr > limit and abs(coordinates[1, -1]) > abs(coordinates[1, 0]):
        return "diverging"
    return "oscillating" if run.config.lr * lam > 1 else "descending"


def _most_left(theory: Theory, coordinates: NDArray[np.float64]) -> int:
    """Which direction, 0 slow or 1 steep, holds most of the gap at the last state."""
    return int(np.argmax(np.array([theory.lam_min, theory.lam_max]) * np.square(coordinates[:, -1])))


def resolved(run: Run, theory: Theory, coordinates: NDArray[np.float64]) -> NDArray[np.bool_]:
    """At which states no training in float32 could tell the distance from none, shape (states,).

    It is where rounding alone would hold up a run at 1/λmax: there each step takes off λ/λmax of the distance, and a
    step of one rounding is lost.
    """
    stored, gradient = rounding(run, theory)
    lam = np.array([[theory.lam_min or math.inf], [theory.lam_max]])
    lost = stored + theory.no_overshoot * gradient
    reach = np.maximum(lost * theory.lam_max / lam, 0)
    return np.asarray((np.abs(coordinates) <= reach).all(axis=0))


def stopped_since(run: Run) -> int | None:
    """The first epoch from which on W and b stay within rounding of where they end; None if they still move.

    A stopped run repeats one state, or a few neighbouring ones; either shows in the last states.
    """
    if run.epochs < 1:
        return None
    W_end, b_end = run.W[-WINDOW:], run.b[-WINDOW:]
    repeats = bool(np.any((W_end[:-1] == W_end[-1]) & (b_end[:-1] == b_end[-1])))
    W_slack, b_slack = np.ptp(W_end), np.ptp(b_end)
    if not repeats or W_slack > 4 * EPS32 * np.abs(W_end).max() or b_slack > 4 * EPS32 * np.abs(b_end).max():
        return None
    return holds_since((np.abs(run.W - run.W[-1]) <= W_slack) & (np.abs(run.b - run.b[-1]) <= b_slack))


def holds_since(holds: NDArray[np.bool_]) -> int:
    """The first index from which on all hold; the last one must."""
    return len(holds) - int(np.argmin(np.append(holds[::-1], False)))


def _advice(run: Run, theory: Theory, ahead: Forecast, kind: str) -> tuple[int | None, float | None, int | None]:
    """(epochs needed at this rate, a better rate, epochs needed there), each None where there is nothing to advise.

    Where x is so large that float32 holds no stable rate, there is none to advise.
    """
    if kind == "converged":
        return None, None, None
    needed = None if kind in ("diverged", "diverging", "stalled") else _arrival(ahead)
    lr = _better_rate(run, theory, kind)
    if lr is None:
        return needed, None, None
    better = _arrival(forecast(run.data, replace(run.config, lr=lr)))
    if needed is not None and better is not None and needed < GAIN * better:
        return needed, None, None
    return needed, lr, better


def _better_rate(run: Run, theory: Theory, kind: str) -> float | None:
    """The rate for who has not arrived; None where float32 cannot hold it.

    Whoever is over the limit is sent to 1/λmax, where nothing overshoots; who crawls or swings, to the rate that is
    fastest from where the run started.
    """
    if kind in ("diverged", "diverging"):
        lr = round_down(theory.no_overshoot, 2)
        return lr if lr >= SMALLEST else None
    return named_rates(theory, run.at(0)).get("fastest")


def _arrival(ahead: Forecast) -> int | None:
    """The epoch at which a run has arrived, as `Verdict` says, rounded up to two digits; None if it never does."""
    near, low = ahead.epoch_near(NEAR), ahead.epoch_at(NEAR**2)
    if near is None or low is None:
        return None
    epoch = max(near, low)
    return int(round_up(epoch, 2)) if epoch else 0
