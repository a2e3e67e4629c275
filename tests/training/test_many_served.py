"""What is not trained, what the loop trains in the lanes' place, and what is told on the way."""

from collections.abc import Sequence

import pytest

from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.training import many, paths
from linreg.training.config import StartExceeds
from linreg.training.run import End
from tests.training.conftest import Widths
from tests.training.drawn import random_data, same

NOTEBOOK = Dataset.notebook()


# what is not trained, and by what


def test_a_start_beyond_float32_is_refused_as_train_refuses_it() -> None:
    with pytest.raises(ValueError, match="^the cost at the start W = 1.* exceeds float32"):
        train_many(NOTEBOOK, [TrainConfig(), TrainConfig(init=(1e30, 0.0))])


def test_a_start_beyond_float32_does_not_keep_the_others_from_theirs() -> None:
    configs = [TrainConfig(epochs=9), TrainConfig(init=(1e30, 0.0)), TrainConfig(lr=0.1, epochs=300)]
    first, refused, last = many.train_each([(NOTEBOOK, config) for config in configs])
    assert isinstance(first, Run) and isinstance(last, Run) and isinstance(refused, StartExceeds)
    assert same(first, train(NOTEBOOK, configs[0])) and same(last, train(NOTEBOOK, configs[2]))
    with pytest.raises(StartExceeds) as alone:
        train(NOTEBOOK, configs[1])
    assert str(refused) == str(alone.value)


def test_where_lanes_do_not_serve_an_end_is_the_loops(
    by_the_loop: list[TrainConfig], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "lanes_serve", lambda optimizer, cost: False)
    configs = [TrainConfig(epochs=5), TrainConfig(lr=0.5), TrainConfig(init=(1e30, 0.0))]
    *ends, refused = many.train_ends([(NOTEBOOK, config) for config in configs])
    assert ends == [End.of(train(NOTEBOOK, config)) for config in configs[:2]]
    assert isinstance(refused, StartExceeds) and by_the_loop == configs


def test_where_lanes_agree_the_loop_has_nothing_to_do(by_the_loop: list[TrainConfig]) -> None:
    train_many(NOTEBOOK, [TrainConfig(epochs=5), TrainConfig(lr=0.5)])
    assert by_the_loop == []


def test_where_lanes_do_not_agree_the_loop_serves(
    monkeypatch: pytest.MonkeyPatch, by_the_loop: list[TrainConfig]
) -> None:
    configs = [TrainConfig(epochs=5), TrainConfig(init=(1e30, 0.0)), TrainConfig(lr=0.5)]
    monkeypatch.setattr(paths, "lanes_serve", lambda optimizer, cost: False)
    first, refused, last = many.train_each([(NOTEBOOK, config) for config in configs])
    assert by_the_loop == configs
    assert isinstance(first, Run) and isinstance(last, Run) and isinstance(refused, StartExceeds)
    assert same(first, train(NOTEBOOK, configs[0])) and same(last, train(NOTEBOOK, configs[2]))


def test_on_an_accelerator_the_loop_serves() -> None:
    config = TrainConfig(epochs=5)
    object.__setattr__(config, "device", "cuda:0")  # which this machine need not have
    groups = many._groups([(NOTEBOOK, TrainConfig()), (NOTEBOOK, config)])
    assert [(key[0], numbers) for key, numbers in groups.items()] == [("torch", [0]), ("loop", [1])]


def test_what_lanes_have_no_rule_for_goes_by_the_loop(by_the_loop: list[TrainConfig]) -> None:
    configs = [TrainConfig(epochs=5), TrainConfig(epochs=5, optimizer="Adafactor"), TrainConfig(lr=0.02, epochs=5)]
    runs = train_many(NOTEBOOK, configs)
    assert by_the_loop == configs[1:2]
    assert all(same(run, train(NOTEBOOK, run.config)) for run in runs)


# progress and stopping


def told(data: Dataset | Sequence[Dataset], configs: Sequence[TrainConfig]) -> list[tuple[int, int]]:
    heard: list[tuple[int, int]] = []
    train_many(data, configs, lambda done, total: heard.append((done, total)))
    return heard


def test_one_run_tells_its_progress_as_train_does() -> None:
    assert told(NOTEBOOK, [TrainConfig(epochs=1000)]) == [(done, 1000) for done in (250, 500, 750, 1000)]


def test_progress_counts_the_epochs_of_all_and_only_grows() -> None:
    heard = told([NOTEBOOK, NOTEBOOK, random_data(1, 9)], [TrainConfig(epochs=e) for e in (600, 400, 900)])
    assert {total for _, total in heard} == {1900}
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert 0 < heard[0][0] < heard[-1][0] <= 1900


def test_a_lane_that_diverged_counts_as_done() -> None:
    heard = told(NOTEBOOK, [TrainConfig(lr=1.0, epochs=10_000), TrainConfig(epochs=500)])
    assert heard[0][0] > 10_000


def test_the_loop_tells_the_progress_of_all_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "lanes_serve", lambda optimizer, cost: False)
    heard = told(NOTEBOOK, [TrainConfig(epochs=300), TrainConfig(lr=1.0, epochs=300), TrainConfig(epochs=300)])
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert {total for _, total in heard} == {900} and heard[-1][0] > 600


class Stop(BaseException):
    """As Streamlit's own: no Exception, so that nobody catches it by accident."""


@pytest.mark.parametrize("lanes", [True, False])
def test_what_progress_raises_ends_all_at_once(monkeypatch: pytest.MonkeyPatch, lanes: bool) -> None:
    heard: list[int] = []
    monkeypatch.setattr(paths, "lanes_serve", lambda optimizer, cost: lanes)

    def stop(done: int, total: int) -> None:
        heard.append(done)
        raise Stop

    with pytest.raises(Stop):
        train_many(NOTEBOOK, [TrainConfig(epochs=10_000), TrainConfig(lr=0.02, epochs=10_000)], stop)
    assert len(heard) == 1


def test_there_is_a_chance_to_stop_after_so_much_work_whatever_the_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "WORK", 300)
    heard = told(NOTEBOOK, [TrainConfig(lr=lr, epochs=100) for lr in (0.01, 0.02)])
    assert heard == [(100, 200), (200, 200)]  # 50 states at a time, of 3 points in two lanes


def test_lanes_that_are_done_cost_nothing_more(widths: Widths) -> None:
    configs = [TrainConfig(lr=1.0, epochs=1000), TrainConfig(epochs=300), TrainConfig(epochs=1000)]
    train_many(NOTEBOOK, configs)
    assert widths == [3, 2, 1, 1, 1]
