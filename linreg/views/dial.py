"""One number, one control: a field for exact values, a slider beneath it, and on the slider what the value means."""

from collections.abc import Mapping, Sequence
from typing import Any

from linreg.state import kind_of
from linreg.state.kinds import Number, Whole
from linreg.views import visit
from linreg.views.components import record, register
from linreg.words import Words

_component = register("dial", "page/dial.js")


def dial(
    say: Words,
    name: str,
    stops: Sequence[float],
    help: str,
    says: str = "",
    zones: Sequence[Mapping[str, Any]] = (),
    named: Sequence[Mapping[str, Any]] = (),
    room: bool = False,
) -> None:
    """The control of one of the state's numbers.

    The browser moves at once and tells Python; what comes back is the last value that Python has heard of, with its
    number, and the browser takes it only if it has not chosen another meanwhile. So no value appears that nobody chose.

    stops : where the slider stops, rising; the field takes anything within the name's limits.
    says : a sentence beneath, about the present value.
    zones : {name, low, high}, painted along the slider. named : {name, text, help, value}, buttons that go there.
    room : whether to leave some above the slider, for what is drawn along it (sweep.py).
    """
    kind = kind_of(name)
    assert isinstance(kind, Number | Whole)
    key = f"dial_{name}"
    _component(
        say,
        key,
        {
            "name": name,
            "label": say(f"explore.{name}"),
            "help": help,
            "words": say.section("dial"),
            "value": getattr(visit.now(), name),
            "heard": record(key, "chosen").get("n", 0),
            "low": kind.low,
            "high": kind.high,
            "whole": isinstance(kind, Whole),
            "stops": list(stops),
            "says": says,
            "zones": list(zones),
            "named": list(named),
            "room": room,
        },
        on={"chosen": lambda chosen: take(name, chosen)},
    )


def take(name: str, chosen: Any) -> None:
    """Takes the value that was chosen; what the name cannot be is put right by what is sent back. For callbacks."""
    try:
        visit.change(**{name: kind_of(name).check(chosen["value"])})
    except (KeyError, TypeError, ValueError, OverflowError):
        pass
