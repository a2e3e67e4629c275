"""Swap the loss, keep the run: each with its own surface, measured by the loss that is chosen."""

import numpy as np
import pytest

from linreg import TrainConfig, library, train
from linreg.cost import optimum
from linreg.state import read
from linreg.theory import landscape
from linreg.theory.least import absolute
from linreg.words import words
from tests.scenes import numbers
from tests.visits import seen, sent, sent_to, sound, value, visit

SAY = words("en")
OUTLIER = {"data": "outlier", "lr": "0.01", "epochs": "300"}


def test_one_press_keeps_the_run_with_its_loss_and_trains_the_other_beside_it() -> None:
    page = sound(visit(**OUTLIER, lens="method").button(key="swap_loss").click().run())
    assert value(page, "cost") == "l1" and "kept=" not in page.query_params
    assert page.query_params["kept"] == "lr~0.01~epochs~300~loss~mean"
    data = library("outlier")
    for run, cost in zip(sent(page)["runs"], ("l1", "mean"), strict=True):
        assert np.array_equal(numbers(run["W"]), train(data, TrainConfig(0.01, 300, cost=cost)).W.astype(np.float32))
    assert [run.get("otherwise", False) for run in sent(page)["runs"]] == [False, True]
    assert sent(page)["names"]["each"] == ["absolute errors", "mean of squares"]


def test_both_minima_are_on_the_map_and_rings_around_each() -> None:
    page = visit(**OUTLIER, cost="l1", kept="lr~0.01~epochs~300~loss~mean")
    data = library("outlier")
    traces = sent(page)["stage"]["contours"]["data"]
    stars = [(trace["x"][0], trace["y"][0]) for trace in traces if trace.get("marker", {}).get("symbol") == "star"]
    assert stars == [pytest.approx(absolute(data), abs=1e-6), pytest.approx(optimum(data), abs=1e-6)]
    rings = [trace for trace in traces if trace.get("line", {}).get("color") == "$kept:1"]
    squares = landscape(data, TrainConfig())
    heights = [squares.value(numbers(ring["x"]), numbers(ring["y"])) for ring in rings]
    assert len(rings) == 4 and all(np.ptp(each) < 1e-4 * each.max() for each in heights)
    assert heights[-1][0] == pytest.approx(float(squares.value(0, 0)), rel=1e-5)  # through the start
    frame = sent(page)["frame"]
    assert all(frame["W"][0] < W < frame["W"][1] and frame["b"][0] < b < frame["b"][1] for W, b in stars)


def test_in_the_valleys_own_axes_both_are_where_they_belong() -> None:
    page = visit(**OUTLIER, axes="eigen", kept="lr~0.01~epochs~300~loss~huber-0.5")
    assert sent(page)["runs"][1]["otherwise"]
    plain = visit(**OUTLIER, kept="lr~0.01~epochs~300~loss~huber-0.5")
    (u, v), (W, b) = (
        (at["x"][0], at["y"][0]) for at in (sent(each)["stage"]["contours"]["data"][-1] for each in (page, plain))
    )
    axes = sent(page)["axes"]
    assert np.array(axes["matrix"]) @ (np.array([W, b]) - axes["origin"]) == pytest.approx([u, v])


def test_the_table_measures_all_by_the_loss_that_is_chosen() -> None:
    page = seen(**OUTLIER, cost="l1", kept="lr~0.01~epochs~300~loss~mean", lens="compare")
    other = train(library("outlier"), TrainConfig(0.01, 300))
    cost = float(landscape(library("outlier"), TrainConfig(cost="l1")).value(other.W[-1], other.b[-1]))
    assert float(sent_to(page, "compare")["rows"][1]["cells"][2]) == pytest.approx(cost, rel=0.01)
    assert any(SAY("compare.losses") in each.value for each in page.caption)


@pytest.mark.parametrize("loss", ["nonsense", "l1-2", "huber-0", "huber-x"])
def test_a_kept_run_with_no_such_loss_is_refused(loss: str) -> None:
    state, refused = read({"kept": [f"lr~0.1~loss~{loss}"], "loss": ["l1"]})
    assert state.kept == () and refused[0].name == "kept" and state.loss == ""


def test_in_a_race_all_have_one_loss() -> None:
    page = visit(**OUTLIER, cost="l1", kept="lr~0.02~loss~mean~opt~Adam", race="same")
    assert [runner.loss for runner in value(page, "kept")] == [""]
    assert not any(run.get("otherwise") for run in sent(page)["runs"])
