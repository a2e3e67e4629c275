"""The clock and what it plays: timelines, films, and the state from one frame to the next."""

import math

import pytest
from playwright.sync_api import Page

from linreg import TrainConfig
from tests.browser.payloads import picture
from tests.browser.ran import ran

# pacing.js


@pytest.mark.parametrize(("epoch", "second"), [(1, 0.446), (13, 3), (1000, 11), (10_000, 16)])
def test_an_epoch_comes_at_its_second(blank: Page, epoch: int, second: float) -> None:
    assert ran(blank, "pacing", "return clock(10000).when(given)", epoch) == pytest.approx(second, rel=0.05)


def test_an_epoch_comes_at_the_same_second_however_many_there_are(blank: Page) -> None:
    body = "return [10, 13, 1000, 10000].map(last => clock(last).when(10))"
    assert len(set(ran(blank, "pacing", body))) == 1


def test_a_run_lasts_until_the_second_of_its_last_epoch(blank: Page) -> None:
    body = "return [1, 30, 427, 1000].map(last => [clock(last).seconds, clock(10000).when(last)])"
    assert all(seconds == when for seconds, when in ran(blank, "pacing", body))


def test_uniform_time_gives_every_epoch_as_much_and_the_whole_as_long_as_the_clock(blank: Page) -> None:
    seconds, whole, *epochs = ran(
        blank,
        "pacing",
        "const line = uniform(40); return [line.seconds, clock(40).seconds, ...[0, 1, 2, 39, 40].map(line.when)]",
    )
    assert seconds == whole == epochs[-1]
    each = whole / 40
    assert epochs == pytest.approx([0, each, 2 * each, 39 * each, whole])


@pytest.mark.parametrize("make", ["uniform(50)", "clock(50)", "uniform(50, 7)", "clock(10000)", "clock(1)"])
def test_a_timeline_runs_forward_from_start_to_end_and_back_again(blank: Page, make: str) -> None:
    last, at, parts = ran(
        blank,
        "pacing",
        f"""const line = {make};
        const parts = Array.from({{length: 71}}, (_, i) => i / 70);
        const at = parts.map(part => line.at(part * line.seconds));
        return [line.last, at, at.map(place => line.when(place) / line.seconds)]""",
    )
    assert at[0] == 0 and at[-1] == last
    assert all(earlier < later for earlier, later in zip(at, at[1:], strict=False))
    assert parts == pytest.approx([part / 70 for part in range(71)])


def test_before_the_start_and_after_the_end_time_stands(blank: Page) -> None:
    body = """return [uniform(5), clock(5)].flatMap(line => [line.at(-1), line.at(99), line.when(-1), line.when(9)])"""
    end = 2 * math.log(1 + 5 / 4)
    assert ran(blank, "pacing", body) == pytest.approx([0, 5, 0, end, 0, 5, 0, end])


def test_a_run_without_an_epoch_is_over_at_once(blank: Page) -> None:
    body = "return [uniform(0), clock(0)].flatMap(line => [line.seconds, line.at(0), line.when(0)])"
    assert ran(blank, "pacing", body) == [0] * 6


# film.js


@pytest.mark.parametrize(("lr", "swings"), [(0.01, False), (0.09, False), (0.17, True), (0.19, True), (0.5, True)])
def test_a_path_that_turns_back_lies_in_folds(blank: Page, lr: float, swings: bool) -> None:
    assert ran(blank, "film", "return makeFilm(given).runs[0].swings", picture(TrainConfig(lr=lr))) is swings


def test_whether_a_path_lies_in_folds_is_seen_in_the_path_alone(blank: Page) -> None:
    said = {"bowl": {"W": 1.0, "b": 0.0, "cost": 0.0, "WW": 1e9, "Wb": 0.0, "bb": 1e9}}  # a bowl it never saw
    assert ran(blank, "film", "return makeFilm(given).runs[0].swings", picture() | said) is False


# clock.js


CLOCK = "const line = {last: 100, seconds: 10, at: s => s * 10, when: at => at / 10};"
STATE = "const state = {at: 0, playing: true, speed: 1};"


def test_time_decides_the_step_not_the_number_of_frames(blank: Page) -> None:
    one, many = ran(
        blank,
        "clock",
        CLOCK
        + STATE
        + """let many = state;
        for (let i = 0; i < 40; i++) many = tick(many, 0.05, line);
        return [tick(state, 2, line).at, many.at]""",
    )
    assert one == pytest.approx(20) and many == pytest.approx(20)


def test_speed_multiplies_time(blank: Page) -> None:
    assert ran(blank, "clock", CLOCK + STATE + "return tick({...state, speed: 4}, 1, line).at") == pytest.approx(40)


def test_playing_ends_on_the_last_state(blank: Page) -> None:
    state = ran(blank, "clock", CLOCK + STATE + "return tick({...state, at: 99}, 1, line)")
    assert state["at"] == 100 and state["playing"] is False


def test_play_at_the_end_begins_at_the_start(blank: Page) -> None:
    state = ran(blank, "clock", STATE + "return toggle({...state, at: 100, playing: false}, 100)")
    assert state["at"] == 0 and state["playing"] is True


def test_pausing_settles_on_the_epoch_shown(blank: Page) -> None:
    state = ran(blank, "clock", STATE + "return toggle({...state, at: 12.7}, 100)")
    assert state["at"] == 12 and state["playing"] is False


@pytest.mark.parametrize(("at", "by", "there"), [(5, 1, 6), (5.6, 1, 6), (5.6, -1, 4), (0, -1, 0), (98, 10, 100)])
def test_a_step_goes_from_the_epoch_shown_and_stops_playing(blank: Page, at: float, by: int, there: int) -> None:
    state = ran(blank, "clock", STATE + "return step({...state, at: given[0]}, given[1], 100)", [at, by])
    assert state["at"] == there and state["playing"] is False


def test_with_reduced_motion_it_jumps_between_whole_epochs(blank: Page) -> None:
    places = ran(
        blank,
        "clock",
        CLOCK
        + STATE
        + """let now = state;
        const seen = [];
        for (let i = 0; i < 100; i++) { now = tick(now, 0.05, line, true); seen.push(now.at) }
        return seen""",
    )
    jumps = [later for earlier, later in zip(places, places[1:], strict=False) if later != earlier]
    assert all(place == int(place) for place in places)
    assert 5 <= len(jumps) <= 7


@pytest.mark.parametrize(
    ("at", "playing", "before", "last", "there", "plays"),
    [
        (43, False, 1000, 1000, 43, False),
        (43.5, True, 1000, 1000, 43.5, True),
        (43, False, 1000, 20, 0, False),  # there is no such epoch
        (1000, False, 1000, 1000, 0, False),  # nothing opens at its end
        (20, False, 20, 1000, 0, False),  # nor where another ended
        (700.5, True, 1000, 20, 0, True),
        (0, False, 0, 10, 0, False),
        (5, True, 10, 0, 0, False),
    ],
)
def test_a_new_run_opens_in_its_midst_or_at_its_start(
    blank: Page, at: float, playing: bool, before: int, last: int, there: float, plays: bool
) -> None:
    state = ran(blank, "clock", "return carried(...given)", [{"at": at, "playing": playing, "speed": 1}, before, last])
    assert (state["at"], state["playing"]) == (there, plays)


# opening.js

FILM = """
const runs = [{W: [0.5], b: [2]}];
const film = (more) => ({trained: "a", last: 100, runs, spans: {W: 4, b: 4}, microscope: null, ...more});
const state = {at: 43, playing: false, speed: 1, slow: false};
"""


@pytest.mark.parametrize(
    ("next_film", "asked", "there", "slow"),
    [
        ("{}", "null", 43, False),  # the same run on another stage
        ("{last: 20}", "null", 20, False),  # a longer one was kept no more
        ("{trained: 'b', last: 20}", "null", 0, False),
        ("{trained: 'b'}", "{W: 0.5001, b: 2}", 0, False),  # the run from where the viewer clicked
        ("{trained: 'b'}", "{W: 0.6, b: 2}", 43, False),  # another came first
        ("{microscope: {}}", "null", 43, True),
    ],
)
def test_where_a_film_opens_after_another(blank: Page, next_film: str, asked: str, there: int, slow: bool) -> None:
    state = ran(blank, "opening", f"{FILM} return following(state, film(), film({next_film}), {asked})")
    assert (state["at"], state["slow"]) == (there, slow)


def test_the_first_film_opens_at_the_epoch_asked_for_or_its_end(blank: Page) -> None:
    body = f"{FILM} return [opening(film()).at, opening(film(), 7).at, opening(film(), 1e6).at]"
    assert ran(blank, "opening", body) == [0, 7, 100]
