"""The one table of what the page can be set to: every name that an address may say, its default and its limits."""

from dataclasses import dataclass, fields
from typing import Any

from linreg.points.cases import CASES
from linreg.points.dataset import Dataset
from linreg.points.library import LIBRARY
from linreg.state.fields import MOST_LR, SURFACE, VIEW, When, number, one_of, setting, whole
from linreg.state.kinds import Kind, Name, Number, OneOf, Switch, Whole
from linreg.state.options import PARAMETERS
from linreg.state.points import Points
from linreg.state.runner import Runner
from linreg.state.runners import Runners
from linreg.training.costs import KINDS
from linreg.training.device import devices
from linreg.training.optimizers import OPTIMIZERS

LENSES = ("points", "method", "forecast", "compare", "scaling", "cost", "rain", "steps", "table", "code")

OWN = "own"  # the name of the viewer's own points
YOURS = "yours"  # among the cases, the viewer's own
CURES = ("", "rate", "epochs", "scaling", "optimizer")  # "" as it was tried


def _own(state: "State") -> bool:
    return state.data == OWN


def _line(state: "State") -> bool:
    # what a hand has made of a noisy line draws it again on its way back
    return state.data == "line" or (_own(state) and state.origin == "line")


@dataclass(frozen=True)
class State(Runner):
    """What the page is set to. The record is the table: a field's metadata holds its limits, when it counts, for what.

    What it has as a Runner are the settings of the present run, and what stands here is shared with the kept ones.
    """

    data: str = one_of(*LIBRARY, OWN, part=SURFACE)
    points: Dataset | None = setting(None, Points(), _own, SURFACE)
    origin: str = one_of("", *LIBRARY, when=_own)  # the set that a hand has changed into them
    n: int = whole(20, 1, 200, _line, SURFACE)
    true_W: float = number(2.0, -1e3, 1e3, _line, SURFACE)
    true_b: float = number(-1.0, -1e3, 1e3, _line, SURFACE)
    noise: float = number(1.0, 0.0, 1e3, _line, SURFACE)
    device: str = setting("cpu", OneOf(lambda: tuple(devices())))
    scale: str = one_of("off", "on", part=SURFACE)
    cost: str = one_of(*KINDS, part=SURFACE)
    delta: float = number(1.0, 1e-30, MOST_LR, lambda state: state.cost == "huber", SURFACE)
    beta: float = number(1.0, 1e-30, MOST_LR, lambda state: state.cost == "smooth_l1", SURFACE)
    axes: str = one_of("plain", "lines", "eigen", part=VIEW)
    lens: str = one_of("", *LENSES, part=VIEW)
    # whether the rain's colours tell how soon each start is down
    speeds: bool = setting(False, Switch(), lambda state: state.lens == "rain", VIEW)
    guess: bool = setting(False, Switch(), part=VIEW)
    epoch: int = whole(0, 0, 10**9, part=VIEW)  # shown first; beyond the run, its end
    kept: tuple[Runner, ...] = setting((), Runners(), part=VIEW)  # beside the present run, each at its own settings
    case: str = one_of(*CASES, YOURS, part=VIEW)  # the one that is open on the page of cases
    cure: str = one_of(*CURES, part=VIEW)  # and what is played there
    race: str = one_of("", "same", "default", "best")  # the rule by which all of them get their rates, or none
    lesson: str = setting("", Name(), part=VIEW)  # the one that leads through the page, or none
    step: int = whole(1, 1, 1000, lambda state: state.lesson != "", VIEW)  # of the lesson; beyond its last, that
    lang: str = one_of("en", "ko", part=VIEW)

    def counts(self, name: str) -> bool:
        """Whether the value of that name changes anything as the others are set."""
        if name in PARAMETERS:
            return name in OPTIMIZERS[self.opt].takes
        when: When = _FIELDS[name].metadata["when"]
        return when is None or when(self)


_FIELDS = {each.name: each for each in fields(State)}
# Each has a value of its own in an address; `loss` is the kept runs' alone, here it is `cost`
NAMES = tuple(name for name in _FIELDS if name not in ("loss", "options"))
SAID = (*NAMES, *PARAMETERS)  # the names that an address may say


def kind_of(name: str) -> Kind:
    """What values that name can have."""
    kind: Kind = _FIELDS[name].metadata["kind"]
    return kind


def names_of(part: str) -> tuple[str, ...]:
    """The names that decide about that part: SURFACE, RUN or VIEW."""
    return tuple(name for name, each in _FIELDS.items() if each.metadata["part"] == part)


def mended(name: str, value: Any) -> Any:
    """The number, moved into its name's limits."""
    kind = kind_of(name)
    assert isinstance(kind, Number | Whole)
    return kind.check(min(max(value, kind.low), kind.high))
