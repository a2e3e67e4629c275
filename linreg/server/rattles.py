"""How absolute errors rattle on some points, worked out once for all who look at them, and in nobody's turn."""

from linreg import Dataset
from linreg.server.once import Once
from linreg.server.trainings import TELL
from linreg.server.turns import Turns
from linreg.theory import Rattle, rattle

KEPT = 1000  # of four numbers each


class Rattles:
    """Rattles for many askers at once, from any threads. Each takes a fifth of a second, in which pages are drawn."""

    def __init__(self, turns: Turns) -> None:
        self._once: Once[bytes, Rattle] = Once(KEPT, turns)

    def ask(self, data: Dataset) -> Rattle:
        """That of these points, see `theory.rattle`."""
        return self._once.ask(data.digest, lambda stay: rattle(data), None, TELL)
