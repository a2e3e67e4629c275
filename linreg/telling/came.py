"""What a run came to, measured alone: for trainings that no theory of single steps covers, whatever their optimizer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linreg.telling.floor import DOWN, floor
from linreg.telling.method_rates import momentum_of
from linreg.telling.verdict import GAIN, NEAR, holds_since, resolved, stopped_since
from linreg.theory import Momentum, Theory, as_float32, fastest_with, landscape, momentum_rates, nearest_bowl
from linreg.training.run import Run
from linreg.training.schedule import rates

Array = NDArray[np.float64]
PART = 4  # the last quarter of a run tells whether it still gets anywhere
STAYS = 0.5  # of the gap: less than halved from the third quarter to the last, it hardly falls
WANDERS = 0.1  # of the way made, so much at most is progress, where W and b go back and forth
HELD = 16  # states that an arrival has to hold where steps do not get smaller by themselves
CLOSE = 0.1  # of the start's distance: who goes back and forth within it is at the minimum
FALLEN = 0.01  # of the first rate: at so low a one W and b hardly move any more
LITTLE = 0.1  # of the distance that is left: who goes back and forth by no more hardly moves


@dataclass(frozen=True)
class Came:
    """What became of one run. Distances and gaps are those of the last state, to the nearest line of least cost.

    kind :
        "diverged": a number left float32's range; the run ends before.
        "converged": no more than NEAR of the start's distance is left, or no more than float32 can resolve.
        "decayed": for the last quarter of the run within NEAR of one place, and weight decay draws towards 0.
        "stalled": at rest elsewhere: the steps are too small to change W and b in float32.
        "faded": the same, where the rate has fallen.
        "near", "short": neither there nor at rest when the rate has FALLEN; CLOSE to the minimum, or farther away.
        "away": at the end the cost is higher than it was at the start.
        "oscillating": back and forth, and hardly nearer, far from the minimum.
        "around": the same, CLOSE to the minimum.
        "creeping": the same, but by LITTLE of the distance that is left.
        "hovering": down to where the noise of its batches keeps it.
        "descending": none of these.
    limit, over, growth : with momentum, whose theory has a limit: the rate above which it diverges, this one as a
        multiple of it, and by what an epoch multiplies the distance in the long run. None else.
    lr_advised : with momentum, the fastest rate from this start, if it is worth telling.
    """

    kind: str
    epochs: int
    since: int | None  # converged, decayed: the first epoch from which on it held; stalled: from which on nothing moves
    W: float
    b: float
    W_off: float
    b_off: float
    gap_left: float
    gap_mean: float  # over the last quarter of the run
    distance_left: float  # as a share of the start's
    distance_typical: float  # the same, the median over the last quarter
    fallen: float  # the last update's rate as a share of the first one's
    limit: float | None
    over: float | None
    growth: float | None
    lr_advised: float | None


def came(run: Run) -> Came:
    """What a run came to, from its states and the minimum of the points that it was trained on."""
    data = as_float32(run.data)
    here = landscape(data, run.config)
    theory = nearest_bowl(data, run.config.cost)
    if here.quadratic:
        W, b, gap, distance, there = _on_a_bowl(run, theory)
    else:
        W, b = here.minimum
        gap = here.gap(run.W, run.b)
        off_W, off_b = run.W - W, run.b - b
        distance = np.hypot(off_W, off_b)
        if theory.flat:  # as on a valley floor: only the way across it counts
            across = theory.steep[0] * off_W + theory.steep[1] * off_b
            distance = np.abs(across)
            W, b = float(run.W[-1] - across[-1] * theory.steep[0]), float(run.b[-1] - across[-1] * theory.steep[1])
        there = distance <= NEAR * distance[0]
    # one lucky state among noisy ones is no arrival, nor among those that a loss with a kink keeps moving
    held = (
        len(there) // PART
        if run.config.batch_size is not None
        else 0
        if here.quadratic
        else min(HELD, len(there) // PART)
    )
    if held:
        there[-1] = there[-held:].all()
    stopped = stopped_since(run)
    mean = float(gap[-(len(gap) // PART + 1) :].mean())
    still = np.hypot(run.W - run.W[-1], run.b - run.b[-1]) <= NEAR * distance[0]
    kind = _kind(run, gap, bool(there[-1]), stopped, bool(still[-(len(still) // PART) :].all()))
    noisy = kind in ("oscillating", "descending") and run.config.schedule is None
    if noisy and (lowest := floor(run.data, run.config)):
        kind = "hovering" if mean <= DOWN * lowest else "descending"
    typical = float(np.median(distance[-(len(distance) // PART) :]))
    applied = rates(run.config, run.per_epoch, len(gap))
    fallen = float(applied[-2:][0] / applied[0])
    if kind in ("oscillating", "descending") and fallen <= FALLEN:
        kind = "near" if distance[-1] <= CLOSE * distance[0] else "short"
    elif kind == "oscillating":
        kind = _where(run, typical, CLOSE * distance[0])
    rule = momentum_of(run.config)
    since = stopped
    if kind in ("converged", "decayed"):
        since = holds_since(there if kind == "converged" else still)
    since = None if since is None else -(-since // run.per_epoch)
    limit = rule.limit(theory) if rule else None
    return Came(
        kind=kind,
        epochs=run.epochs,
        since=since,
        W=W,
        b=b,
        W_off=float(run.W[-1]) - W,
        b_off=float(run.b[-1]) - b,
        gap_left=float(gap[-1] / gap[0]) if gap[0] else 0.0,
        gap_mean=mean,
        distance_left=float(distance[-1] / distance[0]) if distance[0] else 0.0,
        distance_typical=float(typical / distance[0]) if distance[0] else 0.0,
        fallen=fallen,
        limit=limit,
        over=run.config.lr / limit if limit else None,
        growth=rule.radius(run.config.lr, theory) if rule else None,
        lr_advised=_advised(run, rule, theory) if rule and kind != "converged" else None,
    )


def _on_a_bowl(run: Run, theory: Theory) -> tuple[float, float, Array, Array, NDArray[np.bool_]]:
    """The nearest line of least cost, and of each state the gap, the distance, and whether it has arrived."""
    W, b = theory.W, theory.b
    coordinates = theory.coordinates(run.W, run.b)
    if theory.flat:  # the place on a valley floor is no error
        W, b = (part + float(coordinates[0, -1]) * along for part, along in zip((W, b), theory.slow, strict=True))
        coordinates[0] = 0.0
    distance = np.hypot(*coordinates)
    there = resolved(run, theory, coordinates) | (distance <= NEAR * distance[0])
    return W, b, theory.gap(*coordinates), distance, there


def _kind(run: Run, gap: Array, there: bool, stopped: int | None, still: bool) -> str:
    """Which kind it is, the first that holds."""
    if run.diverged:
        return "diverged"
    if there:
        return "converged"
    if still and run.config.parameters.get("weight_decay"):
        return "decayed"
    if stopped is not None:
        return "faded" if run.config.schedule else "stalled"
    if gap[-1] > gap[0]:
        return "away"
    return "oscillating" if _hovers(run, gap) else "descending"


def _hovers(run: Run, gap: Array) -> bool:
    """Whether W and b go back and forth at the end and hardly come nearer."""
    quarter = len(gap) // PART
    if quarter < 2:
        return False
    before, last = gap[-2 * quarter : -quarter], gap[-quarter:]
    W, b = run.W[-quarter:], run.b[-quarter:]
    way = float(np.hypot(np.diff(W), np.diff(b)).sum())
    progress = float(np.hypot(W[-1] - W[0], b[-1] - b[0]))
    return progress <= WANDERS * way and float(np.median(last)) > STAYS * float(np.median(before))


def _where(run: Run, distance: float, close: float) -> str:
    """Which kind of going back and forth it is, at so much distance from the minimum."""
    W, b = run.W[-(len(run.W) // PART) :], run.b[-(len(run.b) // PART) :]
    if np.hypot(np.ptp(W), np.ptp(b)) <= LITTLE * distance:
        return "creeping"
    return "around" if distance <= close else "oscillating"


def _advised(run: Run, rule: Momentum, theory: Theory) -> float | None:
    """The fastest rate; None if the present one is about as good, or float32 cannot hold it."""
    best = momentum_rates(rule, theory, run.at(0)).get("fastest")
    if best is None or rule.weight_decay:
        return None
    arrival = fastest_with(rule, theory, run.at(0))
    if arrival and arrival.epochs * GAIN < run.epochs:
        return best
    now, then = rule.radius(run.config.lr, theory), rule.radius(best, theory)
    slower = now >= 1 or then == 0 or np.log(then) < GAIN * np.log(now)
    return best if slower and then < 1 else None
