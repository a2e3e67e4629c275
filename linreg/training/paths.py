"""Which path a training goes, with others beside it or by the loop alone, and about how long it takes there."""

from functools import cache

from linreg.training.agreement import agree
from linreg.training.config import TrainConfig
from linreg.training.optimizers import OPTIMIZERS

MANY_POINTS = 10_000  # beyond, a run is computed from sums; there a lane costs three times what it does for few points
EPOCH, POINT = 8e-6, 4e-9  # seconds that an update of a lane takes, and each of its points more; about
GRADIENT, SEEN = 1e-3, 2e-8  # seconds that the loop takes for a gradient, and for each of its points more; at most


@cache
def lanes_serve(optimizer: str, cost: str) -> bool:
    """Whether lanes give the loop's bits on this machine; compared once per process and pair, in some 30 ms."""
    return OPTIMIZERS[optimizer].rule is not None and agree(optimizer, cost)


def serves_many(n: int, config: TrainConfig) -> bool:
    """Whether many such trainings on n points take, on the CPU, hardly longer than one: as lanes, or from sums."""
    return _beside(n, config) != "loop"


def path(n: int, config: TrainConfig) -> str:
    """How this training on n points is computed: as a lane by "torch", from "sums", or by the "loop", one by one."""
    alone = config.device != "cpu" or (config.batch_size or 1) > n
    return "loop" if alone else _beside(n, config)


def _beside(n: int, config: TrainConfig) -> str:
    """The path of such a training where others can go beside it."""
    if n > MANY_POINTS:
        return "sums" if config.plain else "loop"
    return "torch" if lanes_serve(config.optimizer, config.cost) else "loop"


def seconds(n: int, config: TrainConfig) -> float:
    """About how long this training on n points takes alone; by the loop rather less than told here, never much more."""
    seen = config.batch_size or n
    if seen > n:
        return 0.0  # it is refused
    how, updates = path(n, config), config.updates(n)
    if how == "loop":
        return updates * config.gradients * (GRADIENT + SEEN * seen)
    return updates * (EPOCH + POINT * (seen if how == "torch" else 0))
