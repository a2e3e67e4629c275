"""Training as the page asks for it: with progress where it takes a while, and a reason where there is none."""

import threading
from collections.abc import Sequence

import pytest

from linreg import Dataset, Run, TrainConfig, train
from linreg.server.job import Answer, Request
from linreg.server.trainings import Progress, Trainings
from linreg.training.config import StartExceeds
from linreg.training.many import train_each
from linreg.views import training
from linreg.words import words

NOTEBOOK = Dataset.notebook()
CONFIG = TrainConfig(epochs=400)


class Place:
    """Where progress would be shown; `leave` is raised as Streamlit does for a visitor who has moved on."""

    def __init__(self, leave: BaseException | None = None) -> None:
        self.leave = leave
        self.shown: list[tuple[float, str]] = []
        self.emptied = False

    def progress(self, share: float, text: str) -> None:
        self.shown.append((share, text))
        if self.leave:
            raise self.leave

    def empty(self) -> None:
        self.emptied = True


class Gone(BaseException):
    pass


def ask(config: TrainConfig, place: Place, trainings: Trainings) -> Run:
    (run,) = training.trained(NOTEBOOK, [config], place, words("en"), trainings)  # type: ignore[arg-type]
    return run


def half_done(place: Place) -> Trainings:
    """Trainings that stay half done until that is shown."""

    def train(requests: Sequence[Request], progress: Progress) -> Sequence[Answer]:
        wait = threading.Event()
        while not any(share for share, _ in place.shown):
            progress(200, 400)
            wait.wait(0.01)
        return train_each(requests, progress)

    return Trainings(1000, train)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "PATIENCE", -1.0)


def test_the_run_is_trains_own() -> None:
    assert (ask(CONFIG, Place(), Trainings(1000)).W == train(NOTEBOOK, CONFIG).W).all()


@pytest.mark.usefixtures("impatient")
def test_progress_is_shown_and_taken_away_again() -> None:
    place = Place()
    ask(CONFIG, place, half_done(place))
    share, text = place.shown[-1]
    assert (share, place.emptied) == (0.5, True)
    assert "200" in text and "400" in text


def test_a_bar_that_would_only_flash_is_not_shown() -> None:
    place = Place()
    ask(CONFIG, place, Trainings(1000))
    assert place.shown == []


@pytest.mark.usefixtures("impatient")
def test_who_moves_on_waits_no_longer() -> None:
    place = Place(Gone())
    with pytest.raises(Gone):
        ask(CONFIG, place, half_done(place))
    assert len(place.shown) == 1


def test_a_start_that_cannot_be_is_refused_with_its_reason_each_time_anew() -> None:
    trainings, config = Trainings(1000), TrainConfig(init=(1e30, 0.0))
    errors = []
    for _ in range(2):
        with pytest.raises(ValueError, match="^the cost at the start W = 1.* exceeds float32") as refused:
            ask(config, Place(), trainings)
        errors.append(refused.value)
    assert errors[0] is not errors[1]  # else it would gather the traces of all who met it


def test_kept_runs_are_trained_with_the_present_one_in_one_batch() -> None:
    batches: list[Sequence[Request]] = []

    def train_and_note(requests: Sequence[Request], progress: Progress) -> Sequence[Answer]:
        batches.append(requests)
        return train_each(requests, progress)

    configs = [TrainConfig(lr=lr, epochs=50) for lr in (0.01, 0.1, 0.19)]
    runs = training.trained(NOTEBOOK, configs, Place(), words("en"), Trainings(1000, train_and_note))  # type: ignore[arg-type]
    assert [isinstance(run, Run) and run.config for run in runs] == configs
    assert [len(batch) for batch in batches] == [3]


def test_a_kept_run_that_cannot_be_trained_stands_in_its_place_and_stops_no_other() -> None:
    configs = [CONFIG, TrainConfig(init=(1e30, 0.0)), CONFIG]
    run, refused, other = training.trained(NOTEBOOK, configs, Place(), words("en"), Trainings(1000))  # type: ignore[arg-type]
    assert isinstance(refused, StartExceeds)
    assert isinstance(other, Run) and (run.W == other.W).all()
