"""The one table of what the page can be set to: every name that an address may say, its default and its limits."""

from dataclasses import dataclass, fields
from typing import Any

from linreg.points.cases import CASES
from linreg.points.dataset import Dataset
from linreg.points.library import LIBRARY
from linreg.state.fields import MOST_LR, number, one_of, setting, whole
from linreg.state.kinds import Kind, Name, Number, OneOf, Switch, Whole
from linreg.state.options import PARAMETERS
from linreg.state.points import Points
from linreg.state.runner import Runner
from linreg.state.runners import Runners
from linreg.training.costs import KINDS
from linreg.training.device import devices
from linreg.training.optimizers import OPTIMIZERS

LENSES = ("points", "method", "forecast", "compare", "scaling", "cost", "rain", "steps", "table", "code")

LINE = ("data", "line")
OWN = "own"  # the name of the viewer's own points
YOURS = "yours"  # among the cases, the viewer's own
CURES = ("", "rate", "epochs", "scaling", "optimizer")  # "" as it was tried
RAINING = ("lens", "rain")


@dataclass(frozen=True)
class State(Runner):
    """What the page is set to. The record is the table: a field's metadata holds its limits and when it counts.

    What it has as a Runner are the settings of the present run, and what stands here is shared with the kept ones.
    """

    data: str = one_of(*LIBRARY, OWN)
    points: Dataset | None = setting(None, Points(), ("data", OWN))
    origin: str = setting("", OneOf(lambda: ("", *LIBRARY)), ("data", OWN))  # the set that a hand has changed into them
    n: int = whole(20, 1, 200, LINE)
    true_W: float = number(2.0, -1e3, 1e3, LINE)
    true_b: float = number(-1.0, -1e3, 1e3, LINE)
    noise: float = number(1.0, 0.0, 1e3, LINE)
    device: str = setting("cpu", OneOf(lambda: tuple(devices())))
    scale: str = one_of("off", "on")
    cost: str = one_of(*KINDS)
    delta: float = number(1.0, 1e-30, MOST_LR, ("cost", "huber"))
    beta: float = number(1.0, 1e-30, MOST_LR, ("cost", "smooth_l1"))
    axes: str = one_of("plain", "lines", "eigen")
    lens: str = one_of("", *LENSES)
    speeds: bool = setting(False, Switch(), RAINING)  # whether the rain's colours tell how soon each start is down
    guess: bool = setting(False, Switch())
    epoch: int = whole(0, 0, 10**9)  # shown first; beyond the run, its end
    kept: tuple[Runner, ...] = setting((), Runners())  # beside the present run, each at its own settings
    case: str = one_of(*CASES, YOURS)  # the one that is open on the page of cases
    cure: str = one_of(*CURES)  # and what is played there
    race: str = one_of("", "same", "default", "best")  # the rule by which all of them get their rates, or none
    lesson: str = setting("", Name())  # the one that leads through the page, or none
    step: int = whole(1, 1, 1000)  # of the lesson; beyond its last, that
    lang: str = one_of("en", "ko")

    def counts(self, name: str) -> bool:
        """Whether the value of that name changes anything as the others are set."""
        if name in PARAMETERS:
            return name in OPTIMIZERS[self.opt].takes
        if name == "step":
            return self.lesson != ""
        if name == "order":
            return self.batch > 0
        when = _FIELDS[name].metadata["when"]
        if when == LINE and self.data == OWN:
            return self.origin == "line"  # the way back draws it again
        return when is None or getattr(self, when[0]) == when[1]


_FIELDS = {each.name: each for each in fields(State)}
NAMES = tuple(name for name in _FIELDS if name != "loss")  # which is the kept runs' alone: here it is `cost`
SAID = (*(name for name in NAMES if name != "options"), *PARAMETERS)  # the names that an address may say


def kind_of(name: str) -> Kind:
    """What values that name can have."""
    kind: Kind = _FIELDS[name].metadata["kind"]
    return kind


def mended(name: str, value: Any) -> Any:
    """The number, moved into its name's limits."""
    kind = kind_of(name)
    assert isinstance(kind, Number | Whole)
    return kind.check(min(max(value, kind.low), kind.high))
