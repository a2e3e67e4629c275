"""What one run on the page may have of its own, while it shares points, cost and device with those beside it."""

from dataclasses import dataclass, fields

from linreg.state.fields import MOST_LR, SURFACE, number, one_of, setting, whole
from linreg.state.kinds import Batch, Kind, Loss
from linreg.state.options import Parameters
from linreg.training.costs import COSTS, SHAPES
from linreg.training.optimizers import OPTIMIZERS, Options

MOST_EPOCHS = 10_000
MOST_POINTS = 1_000_000  # in a batch, whatever the points are


def _chosen(runner: "Runner") -> bool:
    return runner.init == "chosen"


@dataclass(frozen=True)
class Runner:
    """One run among those on the page: settings, not numbers, so that it follows the points.

    Every name is one of the page's state as well. A kept run is told by those in which it differs from the defaults.
    """

    lr: float = number(0.01, 1e-30, MOST_LR)
    epochs: int = whole(1000, 1, MOST_EPOCHS)
    # up to the largest whole number that the browser's own arithmetic holds exactly; points may be drawn by it
    seed: int = whole(1, 0, 2**53 - 1, part=SURFACE)
    init: str = one_of("zeros", "linear", "chosen")
    W0: float = number(0.0, -1e6, 1e6, _chosen)
    b0: float = number(0.0, -1e6, 1e6, _chosen)
    opt: str = one_of(*OPTIMIZERS)
    schedule: str = one_of("none", "exponential", "cosine")  # how the rate falls from epoch to epoch
    gamma: float = number(0.99, 1e-30, 1.0, lambda runner: runner.schedule == "exponential")
    batch: int = setting(0, Batch(MOST_POINTS))  # points that an update sees; 0 for all
    # of the points in batches: each epoch anew by the seed, or as they are
    order: str = one_of("shuffled", "given", when=lambda runner: runner.batch > 0)
    loss: str = setting("", Loss(dict.fromkeys(COSTS) | SHAPES))  # of a kept run whose loss is not the page's
    options: Options = setting((), Parameters())  # its parameters: in an address each by its own name

    @property
    def searches(self) -> bool:
        """Whether it looks for the length of its steps itself, on one surface: no rate falls, no batch is another."""
        return OPTIMIZERS[self.opt].closure

    @property
    def in_batches(self) -> bool:
        """Whether its updates see a few of the points each."""
        return self.batch > 0 and not self.searches

    @property
    def shuffles(self) -> bool:
        """Whether the seed decides in which order they see them."""
        return self.in_batches and self.order == "shuffled"

    def own(self) -> "Runner":
        """These settings as a run's own; what makes no difference to it is at its default: two of a kind are equal."""
        values = {name: getattr(self, name) for name in SETTINGS}
        idle: tuple[str, ...] = () if self.init == "chosen" else ("W0", "b0")
        if self.init != "linear" and not self.shuffles:
            idle += ("seed",)
        if not self.in_batches:
            idle += ("batch", "order")
        if self.searches:
            idle += ("schedule", "gamma")
        elif self.schedule != "exponential":
            idle += ("gamma",)
        return Runner(**{name: value for name, value in values.items() if name not in idle})


KINDS: dict[str, Kind] = {each.name: each.metadata["kind"] for each in fields(Runner)}
SETTINGS = tuple(KINDS)
