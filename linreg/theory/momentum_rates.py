"""Zones and named rates of training with momentum, from how fast the distance shrinks in the long run."""

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from linreg.theory.curvature import Theory
from linreg.theory.fastest import ARRIVED, Arrival
from linreg.theory.momentum import Momentum
from linreg.theory.rates import ZONES, held, round_down, round_up

SLOWER = 4.0  # times the half-life at the best rate: so much longer it may be where a rate is still good
HALVINGS = 80
TRIED = (*np.geomspace(1e-3, 0.1, 100).tolist(), *np.linspace(0.1, 0.99, 200).tolist())  # of the limit
MOST = 2000  # epochs: the way there is gone step by step


def momentum_zones(rule: Momentum, theory: Theory) -> list[tuple[str, float, float]]:
    """The zones in order, each as (name, low, high), as `rates.zones` has them.

    good: the distance halves, in the long run, in at most SLOWER times as many epochs as at the best rate of this
    momentum. crawls: below, where steps are small. oscillates: above, up to the limit, where they go from side to side.
    """
    best, limit = rule.best_lr(theory), rule.limit(theory)
    allowed = SLOWER * _half_life(rule, theory, best)

    def good(lr: float) -> bool:
        return _half_life(rule, theory, lr) <= allowed

    low, high = _edge(best, 0.0, good), _edge(best, limit, good)
    edges = [0.0, low, high, limit, math.inf]
    return list(zip(ZONES, edges, edges[1:], strict=False))


@lru_cache(256)
def fastest_with(rule: Momentum, theory: Theory, start: tuple[float, float]) -> Arrival | None:
    """The rate below the limit that arrives in the fewest epochs from this (W, b), among TRIED, in exact arithmetic.

    Arrived is a run from where on at most ARRIVED of the distance to where it comes to rest is left. Many rates can
    be equally fast in the long run (wherever both directions swing, √β is left in an epoch), and from one start they
    are not. None if none of them arrives within MOST epochs, or there is no way to go.
    """
    rates = np.array(sorted({round_down(rule.limit(theory) * share, 3) for share in TRIED}))
    lam = np.array([[theory.lam_min], [theory.lam_max]]) + rule.weight_decay
    here = np.repeat(theory.coordinates(*start)[:, None], len(rates), axis=1)
    if rule.weight_decay:
        here = here + rule.weight_decay * (theory.matrix @ [theory.W, theory.b])[:, None] / lam
    if theory.flat and not rule.weight_decay:
        here[0] = 0.0
    first = float(np.hypot(*here[:, 0]))
    if first == 0:
        return None
    buffer = np.zeros_like(here)
    last = np.zeros(len(rates), int)  # the last epoch at which it had not arrived
    for epoch in range(1, MOST + 1):
        pull = lam * here
        buffer = rule.momentum * buffer + (1 - rule.dampening) * pull if epoch > 1 and rule.momentum else pull
        here = here - rates * (pull + rule.momentum * buffer if rule.nesterov else buffer)
        last[np.hypot(*here) > ARRIVED * first] = epoch
        if epoch > 2 * int(last.min()) + 20:
            break
    soonest = int(last.min()) + 1
    if soonest > MOST // 2:
        return None
    arrive = rates[last + 1 == soonest]
    return Arrival(float(arrive[len(arrive) // 2]), soonest, capped=False)


def momentum_rates(rule: Momentum, theory: Theory, start: tuple[float, float]) -> dict[str, float]:
    """Rates to jump to: fastest from this start, or in the long run if none arrives soon; edge, just below the limit;
    too_far, above. Those that float32 cannot hold are left out.
    """
    arrival, limit = fastest_with(rule, theory, start), rule.limit(theory)
    fastest = arrival.lr if arrival else round_down(rule.best_lr(theory), 3)
    edge = round_down(max(0.99 * limit, (fastest + limit) / 2), 4)
    return held({"fastest": fastest, "edge": edge, "too_far": round_up(1.05 * limit, 3)})


def _half_life(rule: Momentum, theory: Theory, lr: float) -> float:
    """Epochs in which the distance halves in the long run; inf if it does not."""
    radius = rule.radius(lr, theory)
    if radius >= 1:
        return math.inf
    # where every epoch arrives, as on a round bowl, the time is that of one
    return max(math.log(2) / -math.log(radius), 0.1) if radius else 0.1


def _edge(inside: float, outside: float, holds: Callable[[float], bool]) -> float:
    """Where, on the way from a rate to another, it no longer holds."""
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return inside
