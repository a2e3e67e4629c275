"""The verdict in words: what a run came to, and what to change."""

from linreg.telling.verdict import NEAR, Verdict
from linreg.words import Words
from linreg.words.numbers import MINUS, percent, percent_left, plain, times, whole


def sentence(say: Words, found: Verdict, most_epochs: int) -> str:
    """What became of the run, and the advice, in two or three short sentences.

    most_epochs : the most that the page offers; more than that is told, but not advised.
    """
    numbers = {
        "epochs": f"{found.epochs:,}",
        "since": f"{found.since:,}" if found.since is not None else "",
        "last": _epochs(found.last_finite),
        "needed": _epochs(found.epochs_needed),
        "advised": _epochs(found.epochs_advised),
        "lr": plain(found.lr_advised, 7) if found.lr_advised else "",
        "limit": plain(found.limit),
        "over": times(found.over),
        "growth": times(found.growth),
        "distance_left": percent_left(say, found.distance_left),
        "share": percent(NEAR),
        "swing": say(f"rate.swing_{'valley' if found.across else 'round'}"),
        "W": four_places(found.W),
        "b": four_places(found.b),
        "W_off": plain(abs(found.W_off), 3),
        "b_off": plain(abs(found.b_off), 3),
    }
    keys = [_case(found), _advice(found, most_epochs)]
    return " ".join(say(f"verdict.{key}", **numbers) for key in keys if key)


def _case(found: Verdict) -> str:
    """Which of the sentences fits."""
    if found.kind == "converged":
        if found.since == 0:
            return "converged_start"
        return "converged_flat" if found.flat else "converged_exact" if found.exact else "converged"
    if found.kind == "oscillating":
        return "oscillating_limit" if found.at_limit else "oscillating" if found.across else "oscillating_round"
    if found.kind == "diverged" and found.epochs == 0:
        return "diverged_at_once"
    if found.kind in ("diverged", "diverging") and found.last_finite is not None and found.last_finite < 1e9:
        return {"diverged": "diverged_forecast", "diverging": "diverging_until"}[found.kind]
    return found.kind


def _advice(found: Verdict, most_epochs: int) -> str:
    """Which of the sentences on what to change fits; none for a run that arrived."""
    needed, advised = found.epochs_needed, found.epochs_advised
    if found.kind == "converged":
        return ""
    if needed is not None and needed <= most_epochs:
        return "advice_epochs_or_rate" if found.lr_advised else "advice_epochs"
    if needed is not None and found.lr_advised is None:
        return "advice_scale_here"
    if found.lr_advised is None:
        return "advice_no_rate"
    if advised is not None and advised > most_epochs:
        return "advice_scale" if found.kind == "descending" else "advice_lr_scale"
    if found.kind in ("diverged", "diverging"):
        return "advice_lr_safe"  # not the fastest, so it says what it is instead
    return "advice_lr" if needed is None or advised is None else "advice_rate"


def advises_scaling(found: Verdict, most_epochs: int) -> bool:
    """Whether that sentence sends its reader to standardise x, as no rate is of use."""
    return _advice(found, most_epochs) in ("advice_scale", "advice_lr_scale", "advice_scale_here", "advice_no_rate")


def _epochs(epochs: int | None) -> str:
    return "" if epochs is None else whole(epochs)


def four_places(value: float) -> str:
    """W or b as the readout shows it."""
    if abs(value) >= 1e6:
        return plain(value)
    return f"{round(value, 4) + 0.0:.4f}".replace("-", MINUS)  # + 0.0: no −0.0000
