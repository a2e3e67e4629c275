"""What a run came to in words, where it is measured alone."""

from linreg.telling.came import Came
from linreg.telling.verdict import NEAR
from linreg.telling.verdict_words import four_places
from linreg.words import Words
from linreg.words.numbers import percent, percent_left, plain, times

# told as of plain gradient descent
ALIKE = ("converged", "converged_start", "descending", "stalled")
# told with how high the cost was on average
AVERAGED = ("oscillating", "around")


def sentence(say: Words, found: Came, curve: bool, noise: str = "") -> str:
    """What became of the run, and where to look for a better rate.

    curve : whether every rate is drawn above the slider. noise : what the noise of its batches did, in a sentence.
    """
    numbers = {
        "epochs": f"{found.epochs:,}",
        "since": f"{found.since:,}" if found.since is not None else "",
        "gap_left": percent_left(say, found.gap_left),
        "distance_left": percent_left(say, found.distance_left),
        "distance_typical": percent_left(say, found.distance_typical),
        "fallen": percent_left(say, found.fallen),
        "higher": times(found.gap_left),
        "gap_mean": plain(found.gap_mean, 3),
        "share": percent(NEAR),
        "W": four_places(found.W),
        "b": four_places(found.b),
        "W_off": plain(abs(found.W_off), 3),
        "b_off": plain(abs(found.b_off), 3),
        "limit": plain(found.limit) if found.limit else "",
        "over": times(found.over) if found.over else "",
        "growth": times(found.growth) if found.growth else "",
        "lr": plain(found.lr_advised, 7) if found.lr_advised else "",
    }
    case, advice = _case(found), _advice(found, curve)
    told = [say(f"verdict.{case}", **numbers) if case in ALIKE else say(f"method.{case}", **numbers)]
    if case in AVERAGED and not noise:  # which tells the average itself
        told.append(say("method.averaged", **numbers))
    return " ".join([*told, *filter(None, [noise]), *([say(f"method.advice_{advice}", **numbers)] if advice else [])])


def _case(found: Came) -> str:
    """Which of the sentences fits."""
    if found.kind == "converged" and found.since == 0:
        return "converged_start"
    beyond = found.over is not None and found.over > 1
    return f"{found.kind}_limit" if found.kind in ("diverged", "away") and beyond else found.kind


def _advice(found: Came, curve: bool) -> str:
    if found.kind in ("converged", "decayed"):
        return ""
    return "best" if found.lr_advised else "curve" if curve else ""
