"""The one table of what the page can be set to: every name that an address may say, its default and its limits."""

from dataclasses import dataclass, field, fields
from typing import Any

from linreg.points.dataset import Dataset
from linreg.points.library import LIBRARY
from linreg.state.kinds import Kind, Number, OneOf, Switch, Whole
from linreg.state.points import Points
from linreg.training.costs import COSTS
from linreg.training.device import devices

LENSES = ("points", "forecast", "scaling", "cost", "rain", "steps", "table", "code")
MOST_EPOCHS = 10_000
When = tuple[str, Any] | None  # (another name, the value it must have) for a value to count


def _is(default: Any, kind: Kind, when: When = None) -> Any:
    return field(default=default, metadata={"kind": kind, "when": when})


def number(default: float, low: float, high: float, when: When = None) -> Any:
    """A number's default and limits."""
    return _is(default, Number(low, high), when)


def whole(default: int, low: int, high: int, when: When = None) -> Any:
    """A whole number's default and limits."""
    return _is(default, Whole(low, high), when)


def one_of(*options: str) -> Any:
    """A choice among a few texts, the first at first."""
    return _is(options[0], OneOf(lambda: options))


LINE = ("data", "line")
OWN = "own"  # the name of the viewer's own points
CHOSEN = ("init", "chosen")
RAINING = ("lens", "rain")


@dataclass(frozen=True)
class State:
    """What the page is set to. The record is the table: a field's metadata holds its limits and when it counts."""

    data: str = one_of(*LIBRARY, OWN)
    points: Dataset | None = _is(None, Points(), ("data", OWN))
    n: int = whole(20, 1, 200, LINE)
    true_W: float = number(2.0, -1e3, 1e3, LINE)
    true_b: float = number(-1.0, -1e3, 1e3, LINE)
    noise: float = number(1.0, 0.0, 1e3, LINE)
    init: str = one_of("zeros", "linear", "chosen")
    W0: float = number(0.0, -1e6, 1e6, CHOSEN)
    b0: float = number(0.0, -1e6, 1e6, CHOSEN)
    lr: float = number(0.01, 1e-30, 1e30)  # absurd on purpose: divergence is a lesson
    epochs: int = whole(1000, 1, MOST_EPOCHS)
    seed: int = whole(1, 0, 2**53 - 1)  # the largest whole number the browser's own arithmetic holds exactly
    device: str = _is("cpu", OneOf(lambda: tuple(devices())))
    scale: str = one_of("off", "on")
    cost: str = one_of(*COSTS)
    axes: str = one_of("plain", "lines", "eigen")
    lens: str = one_of("", *LENSES)
    speeds: bool = _is(False, Switch(), RAINING)  # whether the rain's colours tell how soon each start is down
    guess: bool = _is(False, Switch())
    epoch: int = whole(0, 0, 10**9)  # shown first; beyond the run, its end
    lang: str = one_of("en", "ko")

    def counts(self, name: str) -> bool:
        """Whether the value of that name changes anything as the others are set."""
        when = _FIELDS[name].metadata["when"]
        return when is None or getattr(self, when[0]) == when[1]


_FIELDS = {each.name: each for each in fields(State)}
NAMES = tuple(_FIELDS)


def kind_of(name: str) -> Kind:
    """What values that name can have."""
    kind: Kind = _FIELDS[name].metadata["kind"]
    return kind


def mended(name: str, value: Any) -> Any:
    """The number, moved into its name's limits."""
    kind = kind_of(name)
    assert isinstance(kind, Number | Whole)
    return kind.check(min(max(value, kind.low), kind.high))
