"""Why settings cannot be trained, in the reader's language."""

from linreg.training.config import Impossible
from linreg.words import Words
from linreg.words.numbers import plain


def why(say: Words, error: Impossible) -> str:
    """The reason in a sentence."""
    return say(f"explore.why_{error.reason}", **{name: plain(value) for name, value in error.values.items()})
