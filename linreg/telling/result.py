"""What a run came to, whatever trained it: by the theory of plain gradient descent, or measured alone."""

from linreg.telling import batches, came_words, verdict_words
from linreg.telling.came import Came, came
from linreg.telling.verdict import Verdict, verdict
from linreg.training.run import Run
from linreg.words import Words


def result(run: Run) -> Verdict | Came:
    """What became of it, in numbers."""
    return verdict(run) if run.config.plain else came(run)


def sentence(say: Words, run: Run, found: Verdict | Came, most_epochs: int, curve: bool) -> str:
    """The same in words, with what to change. most_epochs, curve : as of `verdict_words` and of `came_words`."""
    if isinstance(found, Verdict):
        return verdict_words.sentence(say, found, most_epochs)
    return came_words.sentence(say, found, curve, batches.came(say, run.data, run.config, found))
