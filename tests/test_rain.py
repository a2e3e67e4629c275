"""The rain of starts: where they start, which of their states are sent and how exactly, and how soon each is down."""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.visitors import given
from linreg import Dataset, Run, TrainConfig, train, train_many
from linreg.picture import rain as rains
from linreg.picture.rain import Rain, falling, shown_epochs, starts
from linreg.picture.scene import Scene
from linreg.server.job import Answer, Request
from linreg.server.rains import Rains
from linreg.server.trainings import Progress, Trainings
from linreg.state import State, write
from linreg.telling.speed import AWAY, LATER, SHARE, UP_TO, epochs_down, legend, speed
from linreg.theory import curvature
from linreg.training.config import StartExceeds
from linreg.training.many import train_each
from linreg.training.pace import paced
from linreg.views import rain as view
from linreg.words import words
from tests.scenes import numbers, scene
from tests.server.trainers import Trainer
from tests.visits import change, sent, show_result, sound, visit

NOTEBOOK = Dataset.notebook()
NOISY = Dataset.line(20, 2.0, -1.0, 1.0, 3)


def rained(shown: Scene) -> tuple[Rain, list[Run]]:
    """The rain over this scene, and the runs that it was made of."""
    configs = [replace(shown.run.config, init=start) for start in starts(shown.frame, shown.axes)]
    runs = train_many(shown.run.data, configs)
    return rains.rain(runs, shown.bowl), runs


def places(shown: Scene, rain: Rain) -> tuple[np.ndarray, np.ndarray]:
    """(places as sent, places as they are), each (2, samples, runs), on the map and counted from the minimum."""
    told = {name: numbers(spec) for name, spec in falling(rain, shown).items()}
    shape = (len(told["unit"]), -1)
    sent = np.array([told[name].reshape(shape) * told["unit"][:, None] for name in ("u", "v")])
    u, v = shown.axes.seen(rain.W, rain.b)
    return sent, np.array([u - shown.drawn.W, v - shown.drawn.b])


# the starts


@pytest.mark.parametrize("view", ["plain", "lines", "eigen"])
@pytest.mark.parametrize("data", [NOTEBOOK, NOISY], ids=["notebook", "noisy"])
def test_the_starts_are_a_grid_over_the_map_in_whatever_coordinates_it_is_drawn(data: Dataset, view: str) -> None:
    shown = scene(data, TrainConfig(epochs=1), view)
    u, v = shown.axes.seen(*np.transpose(starts(shown.frame, shown.axes)))
    for values, (low, high) in ((u.reshape(10, 10)[0], shown.frame.W), (v.reshape(10, 10)[:, 0], shown.frame.b)):
        assert values[0] - low == pytest.approx((high - low) / 20) and high - values[-1] == pytest.approx(
            values[0] - low
        )
        assert np.diff(values) == pytest.approx((high - low) / 10)
    assert len({(round(a, 9), round(c, 9)) for a, c in zip(u, v, strict=True)}) == 100


# which epochs


def test_the_first_epochs_are_all_there_and_then_four_a_second_of_the_clock() -> None:
    epochs = shown_epochs(10_000)
    assert epochs[:31].tolist() == list(range(31)) and epochs[-1] == 10_000 and len(epochs) < 80
    seconds = rains.FACTOR * np.log1p(epochs[30:] / rains.FIRST)
    assert np.diff(seconds)[:-1] == pytest.approx(rains.APART, abs=0.05)


def test_each_epoch_is_an_odd_number_after_the_one_before_so_that_a_swing_stays_one() -> None:
    assert (np.diff(shown_epochs(10_000))[:-1] % 2 == 1).all()


@pytest.mark.parametrize("last", [1, 2, 29, 30, 31, 34, 1000, 9_999])
def test_a_rain_ends_with_its_last_epoch(last: int) -> None:
    epochs = shown_epochs(last)
    assert epochs[0] == 0 and epochs[-1] == last and (np.diff(epochs) > 0).all()


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 1.0])
@pytest.mark.parametrize("data", [NOTEBOOK, NOISY], ids=["notebook", "noisy"])
def test_where_nothing_swings_a_straight_line_between_two_epochs_is_as_good_as_is_said(
    data: Dataset, share: float
) -> None:
    shown = scene(data, TrainConfig(lr=share * curvature(data).no_overshoot, epochs=3000))
    rain, runs = rained(shown)
    for run in runs[::7]:
        away = np.hypot(run.W[0] - shown.bowl.W, run.b[0] - shown.bowl.b)
        for values in (run.W, run.b):
            straight = np.interp(np.arange(run.epochs + 1), rain.epochs, values[rain.epochs])
            assert np.abs(straight - values).max() <= 0.0015 * away


# their numbers


@pytest.mark.parametrize("lr", [0.01, 0.17, 0.19, 3.0])
def test_the_states_are_those_of_single_trainings_to_the_last_bit(lr: float) -> None:
    shown = scene(NOTEBOOK, TrainConfig(lr=lr, epochs=500), "eigen")
    rain, _ = rained(shown)
    for i in (0, 37, 99):
        run = train(NOTEBOOK, replace(shown.run.config, init=starts(shown.frame, shown.axes)[i]))
        at = np.minimum(rain.epochs, run.epochs)
        assert np.array_equal(rain.W[:, i], run.W[at]) and np.array_equal(rain.b[:, i], run.b[at])


@pytest.mark.parametrize("view", ["plain", "eigen"])
@pytest.mark.parametrize("lr", [0.01, 0.17, 0.19])
def test_a_place_as_sent_is_off_by_no_more_than_is_said(lr: float, view: str) -> None:
    sent, true = places(*((shown := scene(NOISY, TrainConfig(lr=lr), view)), rained(shown)[0]))
    least = np.abs(true).max(axis=(0, 2)) * 2.0**-39  # beneath float16's normal numbers, in parts of the farthest drop
    assert (np.abs(sent - true) <= rains.PRECISION * np.abs(true) + least[:, None]).all()
    assert np.abs(sent - true).max() > 0  # it is a smaller number


def test_a_rain_that_all_lies_at_the_minimum_is_sent_too() -> None:
    shown = scene(NOTEBOOK, TrainConfig(epochs=3))
    still = Rain(np.arange(4), np.ones((4, 2), np.float32), np.zeros((4, 2), np.float32), (0, 0))
    assert (places(shown, still)[0] == 0).all()


@pytest.mark.parametrize("lr", [0.01, 0.19, 3.0])
def test_a_rain_of_ten_thousand_epochs_takes_less_than_fifty_kilobytes(lr: float) -> None:
    shown = scene(NOISY, TrainConfig(lr=lr, epochs=10_000), "eigen")
    assert len(json.dumps(falling(rained(shown)[0], shown), allow_nan=False)) < 50_000


# how soon they are down


def test_a_start_is_down_at_the_first_epoch_with_a_hundredth_of_its_gap_left() -> None:
    shown = scene(NOTEBOOK, TrainConfig(lr=0.05))
    for run in rained(shown)[1][::9]:
        epochs = epochs_down(run, shown.bowl)
        assert epochs is not None
        gaps = [
            float(shown.bowl.gap(run.W[t], run.b[t])) / float(shown.bowl.gap(run.W[0], run.b[0]))
            for t in (epochs - 1, epochs)
        ]
        assert gaps[0] > SHARE >= gaps[1]


@pytest.mark.parametrize(
    ("config", "number"),
    [
        (TrainConfig(lr=0.09, init=(1.5, -1.136)), 3),  # along the valley: halved every 32 epochs
        (TrainConfig(lr=0.09, epochs=20, init=(1.5, -1.136)), LATER),
        (TrainConfig(lr=0.19), AWAY),
        (TrainConfig(lr=0.181, epochs=50), AWAY),  # still finite, but farther away
        (TrainConfig(lr=0.19, init=(1.5, -1.136)), AWAY),  # down the valley first
        (TrainConfig(lr=0.01, init=(1.0, 0.0)), 0),  # the minimum itself
    ],
)
def test_every_run_has_a_speed(config: TrainConfig, number: int) -> None:
    assert speed(train(NOTEBOOK, config), scene(NOTEBOOK, config).bowl) == number


def test_the_legend_names_each_speed_that_occurs_with_its_epochs_and_how_many_starts_have_it() -> None:
    told = legend(words("en"), (1, 0, 1, LATER, AWAY, len(UP_TO) - 1), 3000)
    assert [tuple(row.values()) for row in told] == [
        (0, "up to 10 epochs", "1 start"),
        (1, "11 to 30 epochs", "2 starts"),
        (6, "3,001 to 10,000 epochs", "1 start"),
        (LATER, "not within 3,000 epochs", "1 start"),
        (AWAY, "moves farther away", "1 start"),
    ]


# the page


def poured(page: AppTest) -> dict | None:
    """What the rain's component is given, if it is there."""
    found = [each for each in page.get("bidi_component") if each.proto.component_name.endswith("rain")]
    return given(found[0].proto) if found else None


def test_the_lens_sends_a_rain_over_what_the_player_plays() -> None:
    page = visit(lens="rain", epochs="40")
    told = poured(page)
    assert told and told["rain"]["of"] == sent(page)["id"] and told["rain"]["told"] is False and told["legend"] == []
    assert len(numbers(told["rain"]["speeds"])) == 100
    assert poured(visit(epochs="40")) is None


def test_the_colours_are_a_switch_that_stands_in_the_address() -> None:
    page = visit(lens="rain", epochs="40", lr="0.09")
    page = sound(page.toggle(key="speeds").set_value(True).run())
    assert page.query_params["speeds"] == "true"
    told = poured(page)
    assert told and told["rain"]["told"] and sum(int(row["count"].split()[0]) for row in told["legend"]) == 100
    assert any("1%" in text.value for text in page.markdown)


def test_nothing_falls_while_a_room_guesses_and_the_lens_says_why() -> None:
    page = visit(lens="rain", speeds="true", epochs="40", guess="true")
    assert poured(page) is None and "speeds" not in {toggle.key for toggle in page.toggle}
    assert words("en")("rain.hidden") in [text.value for text in page.markdown]
    assert poured(change(page, "guess", False)) is not None


def test_a_rain_is_trained_once_for_all_who_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counting(requests: Sequence[Request], progress: Progress) -> Sequence[Answer]:
        asked.append(len(requests))
        return train_each(requests, progress)

    monkeypatch.setattr(view, "RAINS", Rains(Trainings(1000, counting)))
    page = visit(lens="rain", epochs="41", lr="0.0123")
    change(show_result(page), "lang", "ko")
    assert asked == [100]


def test_in_a_race_the_rain_falls_by_the_clock_of_gradients() -> None:
    config = TrainConfig(0.3, 30, optimizer="LBFGS")
    rains, bowl, start = Rains(Trainings(1000)), scene(NOTEBOOK, TrainConfig(epochs=4)).bowl, (3.0, -1.0)
    run = train(NOTEBOOK, replace(config, init=start))
    for gradients, shown in ((False, run), (True, paced(run))):
        drops = rains.ask(NOTEBOOK, bowl, config, (start,), gradients=gradients)
        assert np.array_equal(drops.W[:, 0], shown.W[drops.epochs].astype(np.float32))


def test_the_seed_makes_another_rain_only_where_it_shuffles() -> None:
    trainer = Trainer()
    rains, bowl = Rains(Trainings(1000, trainer)), scene(NOTEBOOK, TrainConfig(epochs=4)).bowl
    batches = TrainConfig(epochs=4, batch_size=1, shuffle=True)
    poured = []
    for config in (TrainConfig(epochs=4), batches):
        for seed in (1, 2, 1):
            poured.append(rains.ask(NOTEBOOK, bowl, replace(config, seed=seed), ((3.0, -1.0),)))
    assert len(trainer.batches) == 3
    assert poured[0] is poured[1] and poured[3] is not poured[4] and poured[3] is poured[5]


def test_starts_beyond_float32_are_left_out() -> None:
    """The map reaches farther out than the start, where the cost exceeds float32."""
    far = State(data="own", points=Dataset("own", (1.0, 2e14), (1.0, 2.0)), lr=1e-28, epochs=5, init="chosen", W0=9e4)
    told = poured(visit(**write(far), lens="rain", speeds="true"))
    assert told
    drops = len(numbers(told["rain"]["speeds"]))
    assert 0 < drops < 100 and sum(int(row["count"].split()[0]) for row in told["legend"]) == drops
    assert len(numbers(told["rain"]["u"])) == drops * len(numbers(told["rain"]["epochs"]))


def test_where_no_start_can_be_trained_the_lens_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = Trainings(1000, lambda requests, _: [StartExceeds(config) for _, config in requests])
    monkeypatch.setattr(view, "RAINS", Rains(refusing))
    page = visit(lens="rain", epochs="6")
    assert poured(page) is None and words("en")("rain.none") in [text.value for text in page.markdown]


def test_where_trainings_run_one_after_the_other_only_few_epochs_rain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "serves_many", lambda n, config: False)
    page = visit(lens="rain", epochs=str(view.ALONE + 1))
    assert poured(page) is None
    assert words("en")("rain.slow", epochs="100") in [text.value for text in page.markdown]
    assert poured(change(page, "epochs", view.ALONE)) is not None


@pytest.mark.parametrize(
    "address", [{"n": "1"}, {"n": "3", "noise": "0", "true_W": "0"}, {"cost": "sum"}, {"scale": "on"}]
)
def test_the_rain_bears_every_kind_of_points(address: dict[str, str]) -> None:
    told = poured(visit(lens="rain", speeds="true", data="line", epochs="20", axes="eigen", **address))
    assert told and np.isfinite(numbers(told["rain"]["u"])).all()


def test_one_start_beyond_float32_leaves_the_others() -> None:
    big = Dataset.line(3, 1.0, 0.0, 0.0, 1)
    answers = train_each([(big, TrainConfig(epochs=2, init=(W, 0.0))) for W in (1.0, 1e20)])
    runs = [answer for answer in answers if isinstance(answer, Run)]
    assert len(runs) == 1 and rains.rain(runs, scene(big, TrainConfig(epochs=2)).bowl).W.shape == (3, 1)
