"""A step of a lesson in the file: what is asked before it plays, and what is told once somebody has guessed."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from linreg.words import Words

PLAIN = re.compile(r"</?(?:p|ul|li|strong|em|code)>")


@dataclass(frozen=True)
class Said:
    """What the step says in one language, each text as HTML of six elements without attributes.

    after : with the answer. was : the answer in words, for who has guessed, with {off} for how far a place or a curve
    is off, and for who has not.
    notes : for the lecturer. goal : what the step is to be reached by, and what its own run makes of that.
    warned : of the step as a whole, broken : for the lecturer alone; both plain text.
    Raises ValueError for a text with any other element: a stranger may have written it.
    """

    title: str
    text: str
    question: str = ""
    options: tuple[str, ...] = ()
    after: str = ""
    was: tuple[str, str] = ("", "")
    notes: str = ""
    goal: tuple[str, str] | None = None
    warned: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for text in (self.title, self.text, self.question, *self.options, self.after, *self.was, self.notes):
            if re.search("[<>]", PLAIN.sub("", text)):
                raise ValueError(
                    f"text must have no elements but <p>, <ul>, <li>, <strong>, <em>, <code>, got {text!r:.80}"
                )


@dataclass(frozen=True)
class Led:
    """What a lesson makes of a step.

    ask : "choice", "number", "place", "curve", or "" for no question.
    about : the panel that shows what is asked for, "contours" or "curve"; "" for none in particular.
    covering : the steps, counted from 0, this one or later, that ask what its surface tells: until then it is covered.
    now : whether its answer is told as soon as there is a guess, without playing. fitting : which of the choices are
    right. value : the number or the place (W, b) that was asked for, None where it is not known. near : how far a guess
    may be off.
    later : the steps, counted from 0, that come later and whose answer this step's own run would show: until then it
    does not play. rating : those that ask for what is told of all rates: until then nothing tells.
    reached : whether the step's own run reaches its goal. minutes : how long it takes.
    """

    said: Mapping[str, Said]
    ask: str = ""
    about: str = ""
    covering: tuple[int, ...] = ()
    now: bool = False
    fitting: tuple[int, ...] = ()
    value: float | tuple[float, float] | None = None
    near: float = 0.0
    later: tuple[int, ...] = ()
    rating: tuple[int, ...] = ()
    reached: bool = False
    minutes: float = 1.0


def led_json(led: Led) -> dict[str, Any]:
    """What is the same in every language, as JSON."""
    told = {each.name: getattr(led, each.name) for each in fields(led) if each.name != "said"}
    # No guess is near what never comes
    never = isinstance(led.value, float) and not math.isfinite(led.value)
    return told | ({"value": None, "near": 0.0} if never else {})


def said_json(led: Led, lang: str) -> dict[str, Any]:
    """What is said in one language, as JSON."""
    return asdict(led.said[lang])


def around(say: Words, leds: Sequence[Led]) -> dict[str, Any]:
    """What a whole lesson says: its steps' titles, how long it takes, and the words of its strip; `hidden` : by why it
    is that nothing tells."""
    return {
        "titles": [re.sub("<[^>]*>", "", led.said[say.lang].title) for led in leds],
        "minutes": sum(led.minutes for led in leds),
        "words": say.section("lesson") | {"curve": say("lessons.guess_curve")},
        "hidden": {why: say(f"lessons.{why}_first") for why in ("ask", "play", "later")},
    }
