"""Save as one file: what the page puts into it."""

import dataclasses

import pytest

from linreg import Dataset, TrainConfig, train, train_many
from linreg.picture.rain import starts
from linreg.picture.scene import scene
from linreg.points.dataset import UNSCALED
from linreg.state import State, config, kept
from linreg.views import controls, race, save
from linreg.views.rain import RAINS
from linreg.words import words
from tests.offline.reading import Document
from tests.scenes import numbers
from tests.visits import visit


def on(state: State) -> save.OnScreen:
    """What the page shows of this state."""
    choice = controls.chosen(state)
    runs = tuple(train_many(choice.seen, [config(state), *kept(state)]))
    return save.OnScreen(state, choice, scene(choice.data, choice.scaling, runs, state.axes), state.guess)


def saved(state: State, epoch: int = 0) -> Document:
    return Document(save.file(words(state.lang), on(state), RAINS, epoch))


def test_the_file_is_one_step_behind_share() -> None:
    page = visit(epochs="30")
    assert not [each for each in page.get("download_button") if "save" in str(each)]
    page.button(key="share").click().run()
    assert [each.proto.label for each in page.get("download_button")] == [words("en")("offline.save")]


def test_in_a_lesson_the_whole_lesson_can_be_saved_as_well() -> None:
    page = visit(lesson="rate", lang="ko")
    page.button(key="share").click().run()
    labels = [each.proto.label for each in page.get("download_button")]
    assert labels == [words("ko")("offline.save"), words("ko")("offline.whole")]


def test_it_has_the_runs_that_are_kept_beside_each_other_and_opens_where_the_player_stands() -> None:
    runner = dataclasses.replace(State(lr=0.17), epochs=40).own()
    found = saved(State(epochs=40, kept=(runner,), lang="ko"), epoch=17)
    assert found.data["lang"] == "ko" and found.view("ko")["at"] == 17
    assert [run["lr"] for run in found.view("ko")["runs"]] == [0.01, 0.17]
    mine = train(Dataset.notebook(), TrainConfig(epochs=40))
    assert numbers(found.view()["runs"][0]["W"])[-1] == mine.W[-1]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_race_stands_under_its_rule(lang: str) -> None:
    state = State(epochs=40, race="same", kept=(dataclasses.replace(State(), opt="Adam", epochs=40).own(),))
    assert saved(state).view(lang)["rule"] == race.rule(words(lang), state) != ""


def test_what_opens_beat_by_beat_on_the_page_does_so_in_the_file() -> None:
    assert saved(State(epochs=9, lens="steps")).data["steps"][0]["slow"]
    assert not saved(State(epochs=9, lens="table")).data["steps"][0]["slow"]


def test_a_room_that_is_to_guess_guesses_in_the_file() -> None:
    found = saved(State(epochs=9, guess=True))
    assert found.view("en")["guessing"] and found.view("ko")["guessing"]


def test_the_rain_that_falls_on_the_page_falls_in_the_file() -> None:
    state = State(epochs=9, lens="rain", speeds=True)
    shown = on(state).scene
    RAINS.ask(shown.run.data, shown.bowl, shown.run.config, starts(shown.frame, shown.axes))
    step = saved(state).data["steps"][0]
    assert len(numbers(step["rain"]["speeds"])) == 100 and step["told"]["en"]["speeds"]
    assert saved(dataclasses.replace(state, lens="")).data["steps"][0]["rain"] is None


def test_the_script_draws_a_noisy_line_as_the_page_did() -> None:
    code = saved(State(epochs=9, data="line", n=50)).data["steps"][0]["told"]["en"]["code"]
    assert any("torch.randn(50" in line["text"] for line in code["lines"])


def test_a_standardised_x_is_one_in_the_file() -> None:
    found = saved(State(epochs=9, scale="on"))
    assert found.view()["scale"] == vars(Dataset.notebook().standardised()[1]) != vars(UNSCALED)
