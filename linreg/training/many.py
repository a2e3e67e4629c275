"""Many trainings at once: `train_many`, which gives for each config what `train` gives, in a fraction of the time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from linreg.points.dataset import Dataset
from linreg.training.config import Impossible, StartExceeds, TrainConfig
from linreg.training.lanes import Lanes, kind
from linreg.training.loop import train
from linreg.training.memory import from_lanes
from linreg.training.paths import MANY_POINTS, path
from linreg.training.run import End, Run
from linreg.training.sums import Summed

EPOCHS = 250  # at most between two chances to report or stop
WORK = 4_000_000  # residuals at most between them: some 20 ms
CYCLE = 16  # states at most after which a run that rounding has stopped comes back to where it was
WIDTH = 1_000_000  # residuals at most in one tensor

Progress = Callable[[int, int], None]
Request = tuple[Dataset, TrainConfig]
A = TypeVar("A")
L = TypeVar("L", bound="_Lane")


def train_many(
    data: Dataset | Sequence[Dataset], configs: Sequence[TrainConfig], progress: Progress | None = None
) -> list[Run]:
    """The run of each config, in their order: to the last bit of all its columns what `train` gives for it alone.

    data : the points of all, or those of each config.
    progress : called between chunks with (epochs done, epochs in all), over all configs. Whatever it raises ends all.
    With more than MANY_POINTS points plain gradient descent is computed from sums over the points, and says so
    (`Run.counted`). Anything else on so many points, what lanes have no rule for or do not agree about with the loop on
    this machine, and all on an accelerator is the loop's.
    Raises what `train` does, StartExceeds or another Impossible, for the first config that cannot be trained on its
    points; `train_each` gives the others all the same.
    """
    each = [data] * len(configs) if isinstance(data, Dataset) else list(data)
    if len(each) != len(configs):
        raise ValueError(f"data must be one data set, or one per config, got {len(each)} for {len(configs)} configs")
    runs = train_each(list(zip(each, configs, strict=True)), progress)
    for run in runs:
        if isinstance(run, Impossible):
            raise run
    return [run for run in runs if isinstance(run, Run)]


def train_each(requests: Sequence[Request], progress: Progress | None = None) -> list[Run | Impossible]:
    """As `train_many`, for pairs of points and config; what `train` would raise for one stands in its place."""
    return _answers(requests, progress, _Lane, _Lane.run, lambda run: run)


def train_ends(requests: Sequence[Request], progress: Progress | None = None) -> list[End | Impossible]:
    """As `train_each`, and of each run only its end: however many epochs, it takes no more memory."""
    return _answers(requests, progress, _Ending, _Ending.end, End.of)


def _answers(
    requests: Sequence[Request],
    progress: Progress | None,
    lane: Callable[[int, Dataset, TrainConfig], L],
    answer: Callable[[L, str], A],
    of: Callable[[Run], A],
) -> list[A | Impossible]:
    """What is made of each training: `answer` of its `lane` and how it was counted, or `of` the loop's run."""
    answers: dict[int, A | Impossible] = {}
    told = _Told(progress, requests)
    for (how, *_), group in _groups(requests).items():
        if how == "loop":
            for number in group:
                run = _by_the_loop(*requests[number], told)
                answers[number] = run if isinstance(run, Impossible) else of(run)
            continue
        width = max(1, WIDTH // len(requests[group[0]][0])) if how == "torch" else WIDTH
        for first in range(0, len(group), width):
            lanes = [lane(number, *requests[number]) for number in group[first : first + width]]
            _together(lanes, told, how)
            answers |= {x.number: answer(x, how) if x.states else StartExceeds(x.config) for x in lanes}
    return [answers[number] for number in range(len(requests))]


def start_fits(data: Dataset, config: TrainConfig) -> bool:
    """Whether float32 holds cost and gradient at the start of plain gradient descent: otherwise `train` refuses it."""
    batch = Summed([(data, config)]) if len(data) > MANY_POINTS else Lanes([(data, config)])
    return bool(np.isfinite(batch.descend(1)).all())


class _Batch(Protocol):
    """Trainings side by side, see `Lanes`."""

    @property
    def deciding(self) -> Sequence[int] | None: ...
    def descend(self, states: int) -> NDArray[np.float32]: ...
    def keep(self, lanes: Sequence[int]) -> None: ...


@dataclass
class _Lane:
    """One of the trainings in a batch, and what is known of it so far."""

    number: int  # in the requests
    data: Dataset
    config: TrainConfig
    chunks: list[NDArray[np.float32]] = field(default_factory=list)  # each (rows, states)
    states: int = 0  # in the chunks
    diverged: bool = False

    @property
    def left(self) -> int:
        """States still to come."""
        return 0 if self.diverged else self.config.updates(len(self.data)) + 1 - self.states

    def take(self, history: NDArray[np.float32], finite: NDArray[np.bool_]) -> None:
        """Adds the next states, (rows, states), up to the first that is not finite and to the end of the run."""
        states = min(self.left, len(finite))
        if not finite[:states].all():
            states, self.diverged = int(finite.argmin()), True
        self._add(history[:, :states])

    def repeat(self, cycle: NDArray[np.float32]) -> None:
        """Adds all that is left: these states, (rows, period), over and over."""
        self._add(np.tile(cycle, -(-self.left // cycle.shape[1]))[:, : self.left])

    def _add(self, states: NDArray[np.float32]) -> None:
        self.chunks.append(states)
        self.states += states.shape[1]

    def run(self, counted: str) -> Run:
        """The finished run."""
        columns = np.concatenate(self.chunks, axis=1).astype(np.float64)
        columns.setflags(write=False)  # runs are cached and shared between visitors
        W, b, cost, grad_W, grad_b = columns[:5]
        state = from_lanes(columns[5:], self.config)
        return Run(self.data, self.config, W, b, cost, grad_W, grad_b, self.diverged, counted, state)


class _Ending(_Lane):
    """A lane of which only the last state is kept."""

    def _add(self, states: NDArray[np.float32]) -> None:
        if states.shape[1]:
            self.chunks = [states[:, -1:].copy()]  # or the whole chunk would stay with it
            self.states += states.shape[1]

    def end(self, counted: str) -> End:
        """The end of the finished run."""
        W, b, cost, grad_W, grad_b = map(float, self.chunks[0][:5, 0])
        epochs = (self.states - 1) // self.config.per_epoch(len(self.data))
        return End(self.config, W, b, cost, grad_W, grad_b, epochs, self.diverged, counted)


class _Told:
    """How far all trainings are, in states; tells it in epochs to whoever wants to know."""

    def __init__(self, progress: Progress | None, requests: Sequence[Request]) -> None:
        self.progress = progress
        self.epochs = sum(config.epochs for _, config in requests)
        self.updates = sum(config.epochs * _per_epoch(data, config) for data, config in requests)
        self.states = self.updates + len(requests)
        self.done = 0

    def reach(self, states: int) -> None:
        """So many states are done. Raises what the listener raises, who is told as long as there are more to come."""
        self.done = states
        if self.progress and states < self.states:
            self.progress(min(states, self.updates) * self.epochs // self.updates, self.epochs)


def _per_epoch(data: Dataset, config: TrainConfig) -> int:
    """Updates in an epoch, and 1 where there can be none."""
    return config.per_epoch(len(data)) if (config.batch_size or 1) <= len(data) else 1


def _groups(requests: Sequence[Request]) -> dict[tuple[str, *tuple[object, ...]], list[int]]:
    """The requests that can be trained as one tensor, by number; the first part of the key says how."""
    groups: dict[tuple[str, *tuple[object, ...]], list[int]] = defaultdict(list)
    for number, (data, config) in enumerate(requests):
        how = path(len(data), config)
        groups[how, *(kind(data, config) if how == "torch" else ())].append(number)
    return groups


def _together(lanes: Sequence[_Lane], told: _Told, counted: str) -> None:
    """Trains them side by side; a lane that has ended, diverged or come to rest is dropped at the end of its chunk."""
    points = len(lanes[0].data) if counted == "torch" else 1  # what an epoch of one lane costs
    batch: _Batch = (Lanes if counted == "torch" else Summed)([(lane.data, lane.config) for lane in lanes])
    while lanes:
        most = min(EPOCHS, WORK // (points * len(lanes)))
        history = batch.descend(max(1, min(most, max(lane.left for lane in lanes))))  # (rows, R, states)
        finite: NDArray[np.bool_] = np.asarray(np.isfinite(history[:5]).all(axis=0))  # (R, states)
        before = sum(lane.left for lane in lanes)
        for i, lane in enumerate(lanes):
            lane.take(history[:, i], finite[i])
        if batch.deciding is not None:
            for i, period in _cycles(history[list(batch.deciding)]).items():
                if lanes[i].left:
                    lanes[i].repeat(history[:, i, -period:])
        told.reach(told.done + before - sum(lane.left for lane in lanes))
        going = [i for i, lane in enumerate(lanes) if lane.left]
        if 0 < len(going) < len(lanes):
            batch.keep(going)
        lanes = [lanes[i] for i in going]


def _cycles(path: NDArray[np.float32]) -> dict[int, int]:
    """The lanes that go in a circle, with its period, from their last states, shape (rows, R, states).

    path : the rows from which all that comes after follows: W and b, and what is remembered.
    Where rounding has stopped a run, they come back to the very bits they had, mostly those of the epoch before.
    """
    bits = path[:, :, -CYCLE - 1 :].view(np.int32)  # as numbers 0 and −0 would be equal
    back = (bits[:, :, :-1] == bits[:, :, -1:]).all(axis=0)[:, ::-1]  # (R, periods from 1 on)
    return {int(i): int(back[i].argmax()) + 1 for i in np.flatnonzero(back.any(axis=1))}


def _by_the_loop(data: Dataset, config: TrainConfig, told: _Told) -> Run | Impossible:
    """What `train` gives for it, or raises."""
    before, each = told.done, _per_epoch(data, config)
    try:
        answer: Run | Impossible = train(data, config, lambda done, epochs: told.reach(before + done * each))
    except Impossible as error:
        answer = error
    told.reach(before + config.epochs * each + 1)
    return answer
