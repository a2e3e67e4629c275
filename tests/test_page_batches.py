"""Mini-batches on the page: in the address and the lens, counted in updates, told with their noise, and refused."""

import csv
import io
import math
import subprocess
import sys

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, train
from linreg.picture.drawable import MOST_UPDATES
from linreg.telling.table import rows
from linreg.theory import noise_floor, whole_cost
from linreg.words import words
from linreg.words.numbers import plain
from tests.scenes import numbers
from tests.visits import choose, seen, sent, sent_to, states, value, visit

SAY = words("en")
LINE = {"data": "line", "lr": "0.05", "epochs": "60"}


def line() -> Dataset:
    return Dataset.line(20, 2.0, -1.0, 1.0, seed=1)


def texts(page) -> str:  # type: ignore[no-untyped-def]
    return " ".join(each.value for each in page.markdown)


@pytest.mark.parametrize(("order", "shuffle"), [("shuffled", True), ("given", False)])
def test_the_run_is_that_of_the_address_state_by_update(order: str, shuffle: bool) -> None:
    page = visit(**LINE, batch="6", order=order)
    run = train(line(), TrainConfig(0.05, 60, batch_size=6, shuffle=shuffle))
    assert np.array_equal(states(page), run.W.astype(np.float32)) and run.updates == 240
    assert sent(page)["epochs"] == 240 and sent(page)["runs"][0]["per_epoch"] == 4
    assert sent(page)["batches"] == {"size": 6, "n": 20, "shuffled": shuffle, "seed": 1}


def test_the_lens_sets_size_and_order_and_says_what_cannot_be() -> None:
    page = visit(**LINE, lens="method")
    page = choose(page, "batch_near", 8)  # type: ignore[arg-type]
    assert value(page, "batch") == 8 and page.query_params["batch"] == "8"
    assert "3 updates an epoch" in texts(page)
    page = choose(page, "order", "given")
    assert page.query_params["order"] == "given"
    page = page.number_input(key="batch_size").set_value(21).run()
    assert value(page, "batch") == 8
    assert SAY("method.wrong", name="batch_size", allowed="from 1 to 20") in texts(page)
    page = page.number_input(key="batch_size").set_value(5).run()
    assert value(page, "batch") == 5 and "batch_size` cannot" not in texts(page)


def test_an_epoch_in_the_address_is_an_epoch() -> None:
    assert sent(visit(**LINE, batch="4", epoch="3"))["at"] == 15


@pytest.mark.parametrize("batch", ["0", "-1", "1.5", "many"])
def test_what_is_no_size_is_refused(batch: str) -> None:
    page = visit(**LINE, batch=batch)
    assert value(page, "batch") == 0 and SAY("batch.label") in page.toast[0].value


def shown(**address: str):  # type: ignore[no-untyped-def]
    """The page, be there a picture or none."""
    from streamlit.testing.v1 import AppTest

    from tests.visits import APP

    page = AppTest.from_file(APP, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.run()


def test_a_batch_beyond_the_points_names_what_is_allowed_and_the_way_out() -> None:
    page = shown(batch="4")
    assert SAY("explore.why_batch", batch_size="4", n="3") in page.error[0].value
    page = page.button(key="batch_all").click().run()
    assert not page.error and value(page, "batch") == 0


def test_more_updates_than_a_picture_holds_are_refused_with_two_ways_out() -> None:
    address = {"data": "line", "n": "200", "batch": "1", "epochs": "1000"}
    page = shown(**address)
    assert SAY("explore.why_updates", n="200", updates="200,000", most=f"{MOST_UPDATES:,}") in page.error[0].value
    fewer = page.button(key="batch_epochs").click().run()
    assert not fewer.error and value(fewer, "epochs") == 100 and sent(fewer)["runs"][0]["states"] == MOST_UPDATES + 1
    larger = shown(**address).button(key="batch_larger").click().run()
    assert not larger.error and value(larger, "batch") == 10


def test_the_noise_floor_is_forecast_drawn_and_measured() -> None:
    config = TrainConfig(0.05, 60, batch_size=4, shuffle=True)
    floor, run = noise_floor(line(), config), train(line(), config)
    page = seen(**LINE, batch="4")
    assert f"about {plain(floor, 2)} above its least" in texts(page)
    drawn = sent(page)["stage"]["curve"]["data"][0]
    least = sent(page)["bowl"]["cost"]
    assert drawn["y"] == pytest.approx([least + floor] * 2)
    measured = float((whole_cost(run) - least)[-61:].mean())
    assert f"on average {plain(measured, 3)} above its least" in texts(page)
    assert measured == pytest.approx(floor, rel=0.5)


def test_on_the_notebooks_points_there_is_no_noise_and_that_is_said() -> None:
    page = seen(batch="1", lr="0.03", epochs="200")
    assert SAY("batch.forecast_none") in texts(page) and SAY("batch.came_none") in texts(page)
    assert sent(page)["stage"]["curve"]["data"] == []


def test_a_falling_rate_is_told_with_what_it_brings() -> None:
    page = seen(**LINE | {"epochs": "400"}, batch="4", schedule="cosine")
    config = TrainConfig(0.05, 400, batch_size=4, shuffle=True, schedule="cosine")
    gap = whole_cost(train(line(), config)) - sent(page)["bowl"]["cost"]
    floor = noise_floor(line(), TrainConfig(0.05, 400, batch_size=4, shuffle=True))
    measured = plain(float(gap[-501:].mean()), 2)
    assert SAY("batch.came_fell", measured=measured, lr="0.05", floor=plain(floor, 2)) in texts(page)


def test_a_rate_at_which_the_noise_grows_promises_no_floor() -> None:
    assert math.isinf(noise_floor(line(), TrainConfig(0.2, batch_size=1, shuffle=True)))
    page = seen(**LINE | {"lr": "0.2", "epochs": "5"}, batch="1")
    assert SAY("batch.forecast_grows") in texts(page)
    assert sent(page)["stage"]["curve"]["data"] == []


def test_nothing_of_the_theory_of_all_points_is_claimed() -> None:
    page = seen(**LINE, batch="4")
    dial = sent_to(page, "dial_lr")
    assert dial["says"] == SAY("batch.zone")
    assert [each["name"] for each in dial["named"]] == ["default", "measured"] and not dial["zones"]
    for optimizer in ("Adam", "SGD"):
        told = texts(seen(**LINE, batch="4", opt=optimizer, momentum="0.9"))
        assert "limit" not in told and "halves" not in told


def test_the_sweep_ends_at_the_cost_of_all_points() -> None:
    from linreg.server.sweeps import Sweeps
    from linreg.views.training import SHARED

    config = TrainConfig(0.05, 30, batch_size=4, shuffle=True)
    found = Sweeps(SHARED).ask(line(), config, (0.01, 0.05), None)
    assert found.cost[1] == pytest.approx(whole_cost(train(line(), config))[-1], rel=1e-6)


def test_table_and_csv_count_updates_and_epochs() -> None:
    page = visit(**LINE, batch="6", lens="table")
    heads = [head["text"] for head in sent_to(page, "table")["heads"]]
    assert heads[:2] == ["update", "epoch"] and len(sent_to(page, "table")["columns"]) == len(heads) - 1
    epochs = numbers(sent_to(page, "table")["columns"][0])
    assert epochs[:6].tolist() == [0, 0, 0, 0, 1, 1] and epochs[-1] == 60
    from linreg.telling.table import csv_bytes

    run = train(line(), TrainConfig(0.05, 60, batch_size=6, shuffle=True))
    last = list(csv.reader(io.StringIO(csv_bytes(rows(run), heads).decode("utf-8-sig"))))[-1]
    assert last[:2] == ["240", "60"] and float(last[4]) == whole_cost(run)[-1] and float(last[5]) == run.cost[-1]


def test_the_script_of_the_page_ends_on_the_same_digits() -> None:
    page = visit(**LINE, batch="6", lens="code", opt="Adam", schedule="exponential")
    text = "\n".join(each["text"] for each in sent_to(page, "code")["lines"])
    assert "DataLoader(" in text
    printed = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True).stdout
    config = TrainConfig(0.05, 60, batch_size=6, shuffle=True, optimizer="Adam", schedule="exponential")
    run = train(line(), config)
    assert printed.splitlines()[-2:] == [f"W {float(run.W[-1])!r}", f"b {float(run.b[-1])!r}"]


def test_lbfgs_sees_all_points_and_says_so() -> None:
    page = visit(opt="LBFGS", batch="1", lens="method", epochs="5")
    assert "batches" not in sent(page) and SAY("batch.not_here", name="LBFGS") in texts(page)


def test_a_kept_run_may_have_other_batches() -> None:
    page = visit(**LINE, batch="1", kept="lr~0.05~epochs~60~~lr~0.05~epochs~60~batch~5~order~given")
    assert [run.get("per_epoch", 1) for run in sent(page)["runs"]] == [20, 1, 4]
    assert sent(page)["names"]["each"] == ["1 point at a time, shuffled", "all points", "batches of 5, in order"]


def test_a_race_counts_the_gradients_of_the_points() -> None:
    page = visit(**LINE | {"epochs": "20"}, batch="1", kept="lr~0.02", race="same")
    assert sent(page)["rule"] == SAY("race.rule_same", lr="0.05", budget=SAY("race.budget_batches", epochs="20"))
    assert [run["states"] for run in sent(page)["runs"]] == [401, 21]


def test_where_the_rate_falls_the_level_drawn_is_named_after_the_first_rate() -> None:
    for schedule, name in (("", "batch.floor"), ("cosine", "batch.floor_first")):
        page = visit(**LINE, batch="4", **({"schedule": schedule} if schedule else {}))
        assert [trace["name"] for trace in sent(page)["stage"]["curve"]["data"]] == [SAY(name)]
