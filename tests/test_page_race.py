"""The Explore page: a fair race, whose rule gives every run its rate and stands wherever the runs do."""

import math
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, train
from linreg.points.library import library
from linreg.server.sweeps import Sweeps
from linreg.server.trainings import TELL, Trainings
from linreg.training.config import StartExceeds
from linreg.training.pace import paced
from linreg.views import race, training
from linreg.words import words
from tests.scenes import numbers
from tests.test_page_compare import press, rows, told
from tests.visits import change, choose, sent, sent_to, show_result, value, visit

SAY = words("en")
TWO = "lr~0.2~epochs~9~opt~Adam~~lr~0.3~opt~AdamW"


def lrs(page: AppTest) -> list[float]:
    return [value(page, "lr"), *(runner.lr for runner in value(page, "kept"))]


def test_without_a_rule_nothing_is_said_of_a_race() -> None:
    page = visit(kept=TWO, lens="compare", epochs="40")
    assert sent(page)["rule"] == "" and sent_to(page, "compare")["rule"] == ""
    assert lrs(page) == [0.01, 0.2, 0.3]


def test_a_rule_gives_every_run_its_rate_and_says_so_on_the_chart_and_in_the_address() -> None:
    page = choose(visit(kept=TWO, lens="compare", epochs="40", lr="0.05"), "race", "same")
    assert (
        sent(page)["rule"]
        == SAY("race.rule_same", lr="0.05", budget="40 gradients each")
        == sent_to(page, "compare")["rule"]
    )
    assert lrs(page) == [0.05] * 3
    assert [run["states"] for run in sent(page)["runs"]] == [41] * 3
    assert page.query_params["race"] == "same"
    page = choose(page, "race", "default")
    assert lrs(page) == [0.001] * 3
    assert visit(**page.query_params).session_state["state"] == page.session_state["state"]


def test_a_rate_chosen_by_hand_goes_for_all() -> None:
    page = visit(kept=TWO, race="default", epochs="40")

    def script(state: object) -> None:
        import streamlit as st

        from linreg.views import rate

        st.session_state.setdefault("state", state)
        rate.set_rate(0.07)

    bare = AppTest.from_function(script, args=(page.session_state["state"],)).run()
    page.session_state["state"] = bare.session_state["state"]
    page = page.run()
    assert value(page, "race") == "same" and lrs(page) == [0.07] * 3


def test_the_best_rate_is_that_of_a_hundred_single_trainings() -> None:
    page = visit(kept="lr~1~opt~Adam", race="best", lens="compare", epochs="30")
    for run, config in zip(sent(page)["runs"], ({}, {"optimizer": "Adam"}), strict=True):
        stops = sent_to(page, "dial_lr")["stops"]  # of both alike, on these points
        ends = [train(Dataset.notebook(), TrainConfig(lr, 30, **config)) for lr in stops]
        least = min(float(end.cost[-1]) for end in ends if not end.diverged)
        assert numbers(run["cost"])[-1] == np.float32(least)
    assert [row["luck"] for row in rows(page)] != ["", ""]
    assert "of 101 rates" in rows(page)[0]["luck"]
    assert sent(page)["rule"] == SAY("race.rule_best", budget="30 gradients each", rates="101")


def test_the_trying_tells_no_more_often_than_a_training(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []

    class Watched(Sweeps):
        def ask(self, *given: Any) -> Any:
            *most, progress, every = given
            told.append(every)
            progress(0, 1)  # as at once: nothing is to be seen yet
            return super().ask(*most, progress, every)

    monkeypatch.setattr(race, "SWEEPS", Watched(training.SHARED))
    assert not visit(kept="lr~1~opt~Adam", race="best", epochs="30").get("progress")
    assert told == [TELL, TELL]


def test_a_seed_that_changes_nothing_takes_no_luck_away() -> None:
    page = visit(kept="lr~1~opt~Adam", race="best", lens="compare", epochs="30", seed="5")
    assert all("of 101 rates" in row["luck"] for row in rows(page))


@pytest.mark.parametrize("ready", race.READY)
def test_a_ready_race_is_one_press(ready: str) -> None:
    page = press(visit(lens="compare", epochs="20"), f"ready_{ready}")
    page = show_result(page)
    assert value(page, "race") == "best" and value(page, "epochs") == race.READY[ready]["epochs"]
    assert all(row["cells"] and row["luck"] for row in rows(page))


def test_in_a_narrow_valley_momentum_ends_lower() -> None:
    page = press(visit(lens="compare"), "ready_valley")
    plain, momentum, nesterov = (numbers(run["cost"])[-1] for run in sent(page)["runs"])
    least = 0.0072
    assert momentum - least < 0.01 * (plain - least) and nesterov - least < 0.02 * (plain - least)
    assert library(value(page, "data")) == library("valley")


def test_a_step_of_many_gradients_counts_them_on_the_one_clock_and_in_the_script() -> None:
    page = visit(kept="lr~0.1", opt="LBFGS", lr="0.05", race="same", lens="code", epochs="50")
    run = paced(train(Dataset.notebook(), TrainConfig(0.05, 50, optimizer="LBFGS")))
    shown = numbers(sent(page)["runs"][0]["W"])
    assert np.array_equal(shown, run.W.astype(np.float32)) and len(np.unique(shown)) < 10
    code = [line["text"] for line in sent_to(page, "code")["lines"]]
    assert code[0] == f"# {SAY('race.rule_same', lr='0.05', budget='50 gradients each')}"
    epochs = next(line for line in code if line.startswith("nb_epochs"))
    short = train(Dataset.notebook(), TrainConfig(0.05, int(epochs.split()[-1]), optimizer="LBFGS"))
    assert short.W[-1] == run.W[-1]


def test_the_best_rate_of_such_an_optimizer_counts_them_too() -> None:
    sweeps, config, rates = Sweeps(Trainings(10_000)), TrainConfig(1.0, 30, optimizer="LBFGS"), (1e-3, 0.1, 1.0)
    found = sweeps.ask(Dataset.notebook(), config, rates)
    alone = [paced(train(Dataset.notebook(), TrainConfig(lr, 30, optimizer="LBFGS"))) for lr in rates]
    assert found.cost.tolist() == [run.cost[-1] for run in alone]
    assert found.epochs.tolist() == [run.epochs for run in alone]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_runner_that_cannot_run_stops_no_other_and_says_why(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = training.SHARED.ask

    def all_but_adam(requests: Any, *more: Any, **named: Any) -> Any:
        answers = real(requests, *more, **named)
        return [StartExceeds(c) if c.optimizer == "Adam" else a for (_, c), a in zip(requests, answers, strict=True)]

    monkeypatch.setattr(training.SHARED, "ask", all_but_adam)
    page = visit(kept="lr~0.1~opt~Adam~~opt~RMSprop", race="same", lens="compare", epochs="5", lang=lang)
    assert len(sent(page)["runs"]) == 2
    assert [row["cells"] for row in rows(page)] == [[], None, []]
    say = words(lang)
    why = say("explore.why_start", W="0", b="0")
    assert say("compare.impossible", run=rows(page)[1]["name"], why=why) in told(page)


def test_changing_the_optimizer_keeps_the_race_by_its_rule() -> None:
    page = change(visit(kept=TWO, race="default", epochs="20"), "opt", "Adadelta")
    assert lrs(page) == [1.0, 0.001, 0.001]


def test_whose_trainings_go_one_by_one_is_tried_at_fewer_rates_and_that_is_said() -> None:
    page = visit(kept="lr~1~opt~LBFGS", race="best", lens="compare", epochs="20")
    assert sent(page)["rule"] == SAY("race.rule_best", budget="20 gradients each", rates="101, LBFGS of 6")
    many, few = rows(page)
    assert (len(many["curve"]["rates"]), len(few["curve"]["rates"])) == (101, 6)
    assert "of 6 rates" in few["luck"]


def test_the_curve_of_each_runner_has_its_best_rate_at_its_lowest_place() -> None:
    page = visit(kept="lr~1~opt~Adam", race="best", lens="compare", epochs="30")
    for row, lr, optimizer in zip(rows(page), lrs(page), ("SGD", "Adam"), strict=True):
        curve = row["curve"]
        heights = [height for height in curve["height"] if height is not None]
        assert curve["rates"][curve["best"]] == lr and curve["height"][curve["best"]] == min(heights)
        assert all(0 <= height <= 1 for height in heights)
        end = train(Dataset.notebook(), TrainConfig(lr, 30, optimizer=optimizer))
        start = 14 / 3
        left = 1 - math.log10(max(float(end.cost[-1]) / start, 1e-6)) / -6
        assert curve["height"][curve["best"]] == pytest.approx(left, abs=1e-3)


def test_without_a_rule_the_runs_have_again_the_rates_they_had() -> None:
    page = visit(kept="lr~0.2~epochs~9~opt~Adam~~lr~0.03", lens="compare", epochs="40", lr="0.05")
    before = page.session_state["state"]
    for rule in ("best", "same", "default", ""):
        page = choose(page, "race", rule)
    assert page.session_state["state"] == before


def test_of_a_ready_race_the_rates_it_began_with_come_back() -> None:
    page = press(visit(kept="lr~0.2", lens="compare", epochs="20"), "ready_plain")
    first = lrs(page)
    for rule in ("same", "default", ""):
        page = choose(page, "race", rule)
    assert lrs(page) == first and value(page, "race") == ""


def test_a_race_among_others_gives_no_rates_back() -> None:
    page = choose(visit(kept=TWO, lens="compare", epochs="40", lr="0.05"), "race", "default")
    page = choose(change(page, "opt", "Adadelta"), "race", "")
    assert lrs(page) == [1.0, 0.001, 0.001]
