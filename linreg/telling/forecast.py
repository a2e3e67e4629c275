"""The forecast in words: what a rate will do on these points."""

import math

from linreg.theory import Forecast
from linreg.words import Words
from linreg.words.numbers import percent_left, plain, times


def sentence(say: Words, ahead: Forecast) -> str:
    """What this rate will do on these points, in one or two sentences."""
    theory, slow, steep = ahead.theory, ahead.slow, ahead.steep
    numbers = {
        "epochs": f"{ahead.epochs:,}",
        "half": epochs(slow.half_life),
        "left": percent_left(say, slow.left),
        "steep_half": epochs(steep.half_life),
        "steep_left": percent_left(say, steep.left),
        "factor": plain(steep.factor, 3),
        "growth": times(abs(steep.factor)),
        "times": times(ahead.lr / theory.limit),
        "last": f"{ahead.last_finite:,}" if ahead.last_finite is not None and ahead.last_finite < 1e9 else "—",
    }
    return say(f"rate.forecast_{_case(ahead)}", **numbers)


def _case(ahead: Forecast) -> str:
    """Which of the forecast's sentences fits."""
    slow, steep = ahead.slow, ahead.steep
    if steep.log_factor > 0:
        if not steep.start:
            return "balanced"
        return "diverges" if ahead.last_finite is not None and ahead.last_finite < 1e9 else "grows"
    if math.isclose(ahead.lr, ahead.theory.limit):
        return "limit"
    if not steep.start and not slow.start:
        return "there"
    if ahead.theory.flat:
        return "flat"
    if steep.factor < 0:
        return "oscillates"
    return "good" if slow.half_life < 1e9 else "still"


def epochs(epochs: float) -> str:
    """A number of epochs in words people use: whole when large, one decimal below ten, ∞."""
    if math.isinf(epochs):
        return "∞"
    if epochs >= 1e9:
        return plain(epochs, 3)
    return f"{epochs:,.0f}" if epochs >= 10 else f"{epochs:.1f}" if epochs >= 0.05 else "< 0.1"
