"""What to do with the points: a frozen record, checked where it is made."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from linreg.points.dataset import checked_seed
from linreg.training import optimizers
from linreg.training.costs import COSTS, KINDS, checked_shape
from linreg.training.device import devices
from linreg.training.limits import LARGEST as LARGEST
from linreg.training.limits import SMALLEST as SMALLEST
from linreg.training.model import start
from linreg.training.optimizers import Options
from linreg.training.parameters import Number, Value, Whole

RATE = Number(0.01, SMALLEST, LARGEST)
BATCH = Whole(None)
SCHEDULES = (None, "exponential", "cosine")
GAMMA = Number(0.99, SMALLEST, 1.0)


class Impossible(ValueError):
    """Points and settings that cannot be trained though each is allowed.

    reason : "start" (its cost or gradient exceeds float32; values W, b), "points" (an x does; value x), "batch" (one
        holds more points than there are; values batch_size, n), "updates" (see UpdatesExceed) or "loss" (see
        LossExceeds; values most, n), for whoever tells it in another language than the message's.
    """

    def __init__(self, message: str, reason: str, **values: float) -> None:
        super().__init__(message)
        self.reason, self.values = reason, values

    def again(self) -> "Impossible":
        """The same, to be raised once more."""
        return Impossible(str(self), self.reason, **self.values)


@dataclass(frozen=True)
class TrainConfig:
    """What to do with the points. Raises ValueError naming the field, the value and what is allowed.

    options : may be given as a mapping, {"betas": (0.9, 0.99)}; it is kept as pairs, those at torch's default left out,
        so that configs which train alike are equal.
    """

    lr: float = 0.01  # learning rate, from SMALLEST to LARGEST: positive, within float32
    epochs: int = 1000  # passes over the points, at least 1; with all points at a time, updates of W and b
    seed: int = 1  # of the start, for init "linear", and of the order of shuffled batches; 0 to 2**64 - 1
    device: str = "cpu"  # one of linreg.training.device.devices()
    init: str | tuple[float, float] = "zeros"  # "zeros", "linear" or a pair (W, b)
    cost: str = "mean"  # "mean" as the notebook, "half" the mean, "sum"; or the mean of "l1", "huber", "smooth_l1"
    optimizer: str = "SGD"  # one of linreg.training.optimizers.OPTIMIZERS
    options: Options | Mapping[str, Value] = ()  # its parameters but lr, by torch's names; torch's defaults else
    delta: float = 1.0  # of cost "huber": the residual from which on it grows as a straight line; positive
    beta: float = 1.0  # of cost "smooth_l1", the same
    batch_size: int | None = None  # points that an update sees; None: all, as in the notebook
    shuffle: bool = False  # with a batch_size: each epoch in an order of its own, drawn from a generator seeded `seed`
    schedule: str | None = None  # how lr falls from epoch to epoch: None, it stays; "exponential"; "cosine", to 0
    gamma: float = 0.99  # of schedule "exponential": by which each epoch multiplies lr; above 0, at most 1

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "lr", RATE.check(self.lr))
        except ValueError:
            raise ValueError(f"lr must be positive, {RATE.allowed}, got {self.lr!r}") from None
        if isinstance(self.epochs, bool) or not isinstance(self.epochs, int) or not self.epochs >= 1:
            raise ValueError(f"epochs must be a whole number of at least 1, got {self.epochs!r}")
        checked_seed(self.seed)
        if self.device not in devices():
            raise ValueError(f"device must be one of {', '.join(devices())}, got {self.device!r}")
        if self.cost not in KINDS:
            raise ValueError(f"cost must be one of {', '.join(KINDS)}, got {self.cost!r}")
        for name in ("delta", "beta"):
            object.__setattr__(self, name, checked_shape(self.cost, name, getattr(self, name)))
        if not isinstance(self.init, str) or self.init not in ("zeros", "linear"):
            object.__setattr__(self, "init", _checked_pair(self.init))
        object.__setattr__(self, "options", optimizers.checked(self.optimizer, self.options, self.lr))
        self._check_batches()
        self._check_schedule()

    def _check_batches(self) -> None:
        try:
            BATCH.check(self.batch_size)
        except ValueError as error:
            raise ValueError(f"batch_size {error}") from None
        if not isinstance(self.shuffle, bool):
            raise ValueError(f"shuffle must be True or False, got {self.shuffle!r}")
        if self.shuffle and self.batch_size is None:
            raise ValueError("shuffle needs a batch_size, got None: all points at once have no order")

    def _check_schedule(self) -> None:
        if self.schedule not in SCHEDULES:
            raise ValueError(f"schedule must be one of {', '.join(map(str, SCHEDULES))}, got {self.schedule!r}")
        try:
            object.__setattr__(self, "gamma", GAMMA.check(self.gamma))
        except ValueError as error:
            raise ValueError(f"gamma {error}") from None
        if self.schedule and self.searches:
            raise ValueError(f"schedule must be None with {self.optimizer}, which searches for the length of its steps")
        if self.gamma != GAMMA.default and self.schedule != "exponential":
            raise ValueError(f"gamma is of schedule exponential only, got {self.gamma} with schedule {self.schedule}")

    def per_epoch(self, n: int) -> int:
        """How many updates an epoch over n points has. Raises BatchExceeds if there are fewer than batch_size."""
        if self.batch_size is None:
            return 1
        if self.batch_size > n:
            raise BatchExceeds(self.batch_size, n)
        return -(-n // self.batch_size)

    def updates(self, n: int) -> int:
        """How many updates all the epochs over n points have. Raises BatchExceeds as `per_epoch` does."""
        return self.epochs * self.per_epoch(n)

    @property
    def start(self) -> tuple[float, float]:
        """The (W, b) of state 0, as float32 values; the same on every device."""
        return start(self.init, self.seed)

    @property
    def parameters(self) -> dict[str, Value]:
        """All the optimizer's parameters but lr, by torch's names."""
        return optimizers.parameters(self.optimizer, self.options)

    @property
    def loss(self) -> tuple[str, float, float]:
        """What tells the surface of this training from that of another on the same points: cost, delta and beta."""
        return self.cost, self.delta, self.beta

    @property
    def searches(self) -> bool:
        """Whether its optimizer works out cost and gradient itself, as often as it likes, to find how far to go."""
        return optimizers.OPTIMIZERS[self.optimizer].closure

    @property
    def gradients(self) -> int:
        """How many gradients an update works out, at most."""
        most = optimizers.OPTIMIZERS[self.optimizer].gradients
        return most(self.parameters) if most else 1

    @property
    def on_a_bowl(self) -> bool:
        """Whether this is SGD on squared errors, with momentum, batches and a schedule or without."""
        return self.optimizer == "SGD" and self.cost in COSTS

    @property
    def descent(self) -> bool:
        """Whether each step is the rate times a gradient of squared errors: of all points or a batch's, at any rate."""
        return self.on_a_bowl and not self.options

    @property
    def plain(self) -> bool:
        """Whether this is plain gradient descent on squared errors: a step is lr times the gradient of a bowl."""
        return self.descent and self.batch_size is None and self.schedule is None


class StartExceeds(Impossible):
    """The cost or the gradient at the start of this training is more than float32 can hold."""

    def __init__(self, config: TrainConfig) -> None:
        W, b = config.start
        super().__init__(f"the cost at the start W = {W}, b = {b} exceeds float32", "start", W=W, b=b)


class BatchExceeds(Impossible):
    """A batch is to hold more points than there are."""

    def __init__(self, batch_size: int, n: int) -> None:
        message = f"batch_size must be from 1 to {n}, which is how many points there are, got {batch_size}"
        super().__init__(message, "batch", batch_size=batch_size, n=n)


class UpdatesExceed(Impossible):
    """Batches so small make more updates than a picture holds.

    values : updates, most, n, and the epochs, 0 for none, or the batch_size with which they would be few enough.
    """

    def __init__(self, config: "TrainConfig", most: int, n: int) -> None:
        per_epoch, updates = config.per_epoch(n), config.updates(n)
        message = f"batch_size {config.batch_size} of {n} points makes {updates} updates, up to {most} are drawn"
        least = -(-n // max(1, most // config.epochs))  # points in a batch with which all its epochs have room
        super().__init__(
            message, "updates", updates=updates, most=most, n=n, epochs=most // per_epoch, batch_size=min(least, n)
        )


class LossExceeds(Impossible):
    """There are more points than those of which the surface of this cost is worked out in time."""

    def __init__(self, cost: str, most: int, n: int) -> None:
        super().__init__(f"cost {cost} is drawn for up to {most} points, got {n}", "loss", most=most, n=n)


def _checked_pair(init: object) -> tuple[float, float]:
    """The start as a pair of floats. Raises ValueError unless both are finite in float32."""
    try:
        if isinstance(init, str):
            raise TypeError("float() would read its digits one by one")
        W, b = (float(value) for value in init)  # type: ignore[attr-defined]
    except (OverflowError, TypeError, ValueError):
        raise ValueError(f'init must be "zeros", "linear" or a pair (W, b), got {init!r}') from None
    if not (math.isfinite(W) and math.isfinite(b) and max(abs(W), abs(b)) <= LARGEST):
        raise ValueError(f"init must hold two finite numbers within float32, got {init!r}")
    return W, b
