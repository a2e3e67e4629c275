"""One training that somebody has asked for, and when its turn comes."""

from dataclasses import dataclass, field
from enum import IntEnum
from threading import Event
from typing import TypeVar

from linreg import Dataset, Run, TrainConfig
from linreg.training.config import Impossible
from linreg.training.paths import seconds
from linreg.training.run import End

QUICK = 0.05  # seconds: a training that takes no longer, alone, goes before all others

Request = tuple[Dataset, TrainConfig]
Answer = Run | Impossible
EndAnswer = End | Impossible
R = TypeVar("R", Run, End)


class Turn(IntEnum):
    """Whose training goes first: a batch is all that wait for one turn, and between its chunks earlier ones pass."""

    QUICK = 0  # a short one
    OWN = 1  # somebody's long one
    PATIENT = 2  # many at once, which somebody wants beside his own
    ENDS = 3  # of many at once only the ends: they have batches of their own


Key = tuple[Dataset, TrainConfig] | tuple[Dataset, TrainConfig, str]


@dataclass(eq=False)
class Job:
    """One training, and those who wait for it."""

    request: Request
    whole: bool  # or only its end
    patient: bool  # others may go before it
    keep: bool = False  # for the next who asks
    askers: int = 0
    share: float = 0.0  # done of it
    answer: Answer | EndAnswer | None = None
    error: BaseException | None = None
    over: Event = field(default_factory=Event)
    quick: bool = field(init=False)  # whether it takes so short a time, alone, that others may wait for it

    def __post_init__(self) -> None:
        data, config = self.request
        self.quick = seconds(len(data), config) <= QUICK

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.request if self.whole else (*self.request, "end")

    @property
    def turn(self) -> Turn:
        """Its turn. One that is not patient any more has an earlier one."""
        if not self.whole:
            return Turn.ENDS
        if self.patient:
            return Turn.PATIENT
        return Turn.QUICK if self.quick else Turn.OWN


def size(answer: Answer) -> int:
    """In states of a plain run, which are five numbers each; on top what an optimizer remembers, and the points."""
    if isinstance(answer, Impossible):
        return 1
    return -(-len(answer.W) * (5 + 2 * len(answer.state)) // 5) + 2 * len(answer.data)  # 80 bytes a point


def result(job: Job, kind: type[R]) -> R | Impossible:
    """The job's answer, of this kind. Raises what its training raised."""
    if job.error:
        raise RuntimeError("the training failed") from job.error
    assert isinstance(job.answer, kind | Impossible)
    return job.answer
