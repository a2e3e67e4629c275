"""Rains of starts, each trained once for all who look at it, and one after the other."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from linreg import Dataset, Run, TrainConfig
from linreg.picture.axes import Pair
from linreg.picture.rain import Rain, rain
from linreg.server.once import Once
from linreg.server.trainings import TELL, Progress, Trainings
from linreg.theory.losses import Surface
from linreg.training.config import Impossible
from linreg.training.pace import paced

KEPT = 100  # rains, each of some 60 kB

Key = tuple[bytes, TrainConfig, tuple[Pair, ...], bool]


class Rains:
    """Rains for many askers at once, from any threads."""

    def __init__(self, trainings: Trainings) -> None:
        self._trainings = trainings
        self._once: Once[Key, Rain] = Once(KEPT, trainings.turns)
        self._turn = Lock()  # at 10,000 epochs the runs of a rain take 60 MB, for a fifth of a second

    def ask(
        self,
        data: Dataset,
        bowl: Surface,
        config: TrainConfig,
        starts: tuple[Pair, ...],
        progress: Progress | None = None,
        gradients: bool = False,
    ) -> Rain:
        """The rain of trainings from these starts (W, b), after the single runs that others want; the config's own
        start plays no part. Starts that cannot be trained, as where the cost exceeds float32, are left out.

        On the CPU, whatever device the run itself is on: lanes are quick there, and no eye sees last bits.
        bowl : of these points and this cost. progress : as of `Once.ask`. gradients : by their clock, as in a race.
        Raises Impossible, a ValueError, if none of the starts can be trained.
        """
        config = replace(config, device="cpu")

        def make(stay: Progress) -> Rain:
            stay(0, len(starts) * config.epochs)
            with self._turn:
                stay(0, len(starts) * config.epochs)  # nobody may be left who waits
                requests = [(data, replace(config, init=start)) for start in starts]
                answers = self._trainings.ask(requests, stay, patient=True, keep=False)
                clock = paced if gradients else lambda run: run
                return _rain([clock(each) if isinstance(each, Run) else each for each in answers], bowl)

        return self._once.ask(_key(data, config, starts, gradients), make, progress, TELL)

    def kept(
        self, data: Dataset, config: TrainConfig, starts: tuple[Pair, ...], gradients: bool = False
    ) -> Rain | None:
        """The same rain if somebody has asked for it lately."""
        return self._once.kept(_key(data, config, starts, gradients))


def _key(data: Dataset, config: TrainConfig, starts: tuple[Pair, ...], gradients: bool) -> Key:
    seed = config.seed if config.shuffle else 1  # else it decides about the start alone
    return data.digest, replace(config, init="zeros", seed=seed, device="cpu"), starts, gradients


def _rain(answers: Sequence[Run | Impossible], bowl: Surface) -> Rain:
    """Of those that could be trained. Raises why the first could not, if none could."""
    runs = [answer for answer in answers if isinstance(answer, Run)]
    for answer in answers if not runs else ():
        if isinstance(answer, Impossible):
            raise answer
    return rain(runs, bowl)
