"""All that is known of one of torch's optimizers, as one record. Each stands in a file of its own, beside its rule.

All names and defaults are torch's own (torch 2.13). Left out are what changes no digit here (foreach, fused,
capturable, differentiable) and `maximize`, which would climb.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from torch import Tensor, optim

from linreg.training.optimizers.rates import Rates, State, Values
from linreg.training.parameters import Number, Parameter, Value


class Rule(Protocol):
    """One update of R lanes, in the very operations of torch.optim: pure, it changes nothing.

    Writes the parameters after it into `out` and returns what is remembered.
    step : the number of the update, from 1 on. parameter, gradient, out : of shape (2, R), W's and b's.
    """

    def __call__(
        self,
        step: int,
        parameter: Tensor,
        gradient: Tensor,
        state: State,
        rates: Rates,
        values: Values,
        out: Tensor,
        /,
    ) -> State: ...


@dataclass(frozen=True)
class Kept:
    """A number that torch keeps, from one update to the next, for W and for b.

    first : what the first update starts from: a number, or the name of the parameter whose value it is.
    when : the parameter that must be on, or not 0, for torch to keep it.
    of : "W" or "b" if torch keeps it for one of them only.
    """

    name: str
    first: float | str = 0.0
    when: str | None = None
    of: str = "Wb"


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """One of torch's optimizers.

    lr : torch's default for it.
    takes : its other parameters by name, in torch's order. full : those under which it does all that it can do.
    keeps : what it remembers.
    rate : what the learning rate is. "gradient": a step is the rate times a gradient. "length": about how
        far W and b go in a step. "first": the same of the first step alone. "share": it multiplies a step that knows
        its own length.
    rule : its update; None where it looks at all numbers at once, and trainings go one by one.
    timeless : whether with these parameters the next state follows from W, b and what is remembered alone, whichever
        update it is.
    first_step : from rate and parameters how far the first update moves both W and b, whatever the gradient; None where
        that depends on it. eps and weight decay are not counted.
    decoupled : its weight decay makes W and b smaller and leaves the gradient alone.
    gradients : how many gradients an update works out, at most, where its step asks for them itself, as often as it
        likes; None where it is given one.
    """

    make: type[optim.Optimizer]
    lr: float
    takes: Mapping[str, Parameter]
    keeps: tuple[Kept, ...]
    full: Mapping[str, Value] = field(default_factory=dict)
    rate: Literal["gradient", "length", "first", "share"] = "length"
    rule: Rule | None = None
    timeless: Callable[[Values], bool] = lambda values: False
    first_step: Callable[[float, Values], float | None] = lambda lr, values: None
    decoupled: bool = False
    gradients: Callable[[Values], int] | None = None

    @property
    def closure(self) -> bool:
        """Whether its step works out cost and gradient itself, so that it is given how."""
        return self.gradients is not None

    def kept(self, values: Values) -> list[Kept]:
        """What it keeps with these parameters."""
        return [each for each in self.keeps if each.when is None or values[each.when]]


DECAY = Number(0.0)
STEP = Kept("step")
