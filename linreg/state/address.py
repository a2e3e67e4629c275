"""The state from an address and back. Only names that the table knows are looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from linreg.state import options
from linreg.state.kinds import Partly
from linreg.state.state import NAMES, OWN, State, kind_of
from linreg.training.optimizers import OPTIMIZERS

LONGEST = 40  # characters shown of what a stranger wrote


@dataclass(frozen=True)
class Refused:
    """What an address asked for and could not get: the name, the text that stood there (cut short), what it is now.

    reason : "many" for what is beyond the number of runs that are kept, "" for what is plain.
    A stranger may have written the text: show it as plain text only.
    """

    name: str
    text: str
    value: Any
    reason: str = ""


def read(address: Mapping[str, Sequence[str]], default: State | None = None) -> tuple[State, tuple[Refused, ...]]:
    """The state that an address asks for, and what of it could not be had; that is then as in `default`.

    address : the values of each name; of several the first counts. Names that the table doesn't know are ignored, and
    so is what is wrong about a value that doesn't count (how many points, where no line is drawn).
    """
    state, wrong = default or State(), []
    for name in NAMES:
        texts = address.get(name)
        if not texts:
            continue
        try:
            state = replace(state, **{name: kind_of(name).read(texts[0])})
        except Partly as partly:
            state = replace(state, **{name: partly.value})
            wrong += [Refused(name, text[:LONGEST], partly.value, why) for why, text in partly.lost.items()]
        except (ValueError, OverflowError):
            wrong.append(Refused(name, texts[0][:LONGEST], getattr(state, name)))
    told = {name: address[name][0] for name in options.PARAMETERS if address.get(name)}
    if told or address.get("opt"):
        found, lost = options.read(state.opt, told)
        state = replace(state, options=found)
        now = OPTIMIZERS[state.opt].takes
        wrong += [Refused(name, told[name][:LONGEST], dict(found).get(name, now[name].default)) for name in lost]
    if state.data == OWN and state.points is None:  # too many for an address, or not to be read
        state = replace(state, data=State().data)
        wrong = [refused for refused in wrong if refused.name != "points"]
        wrong.append(Refused("data", OWN, state.data))
    return state, tuple(refused for refused in wrong if state.counts(refused.name))


def write(state: State, default: State | None = None) -> dict[str, str]:
    """The address of a state: what differs from `default`, and counts; points of one's own only if they are few."""
    default = default or State()
    told = {
        name: kind_of(name).write(getattr(state, name))
        for name in NAMES
        if state.counts(name) and getattr(state, name) != getattr(default, name)
    }
    if (state.opt, state.options) != (default.opt, default.options):
        told |= options.write(state.options) or {"opt": state.opt}
    return {name: text for name, text in told.items() if text or name != "points"}
