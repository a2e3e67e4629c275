"""The player's payload: only finite numbers, the run's own bits, small enough, and known by an `id`."""

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from linreg import Dataset, TrainConfig
from linreg.picture.scene import Scene
from linreg.views.components import HTML, LOADER
from linreg.words import words
from tests.samples import AWKWARD
from tests.scenes import arrays, numbers, payload_of, scene, staged

NOTEBOOK = Dataset.notebook()
LINE = Dataset.line(30, 2.0, -1.0, 1.0, seed=1)
CONFIG = TrainConfig(epochs=50, init="linear", lr=0.05)
SHOWN = scene(LINE, CONFIG)
SENT = payload_of(SHOWN)
RATES = (1e-30, 0.01, 0.5, 1e18, 1e30)
COLUMNS = ("W", "b", "cost", "grad_W", "grad_b")


def identity(shown: Scene) -> str:
    return str(payload_of(shown)["id"])


# finite numbers only


@pytest.mark.parametrize("lr", RATES)
@pytest.mark.parametrize("name", AWKWARD)
def test_is_json_of_finite_numbers(name: str, lr: float) -> None:
    sent = payload_of(scene(AWKWARD[name], TrainConfig(lr=lr, epochs=300)))
    json.dumps(sent, allow_nan=False)  # raises for NaN and Infinity
    assert all(np.isfinite(array).all() for array in arrays(sent))


def test_a_number_that_is_not_finite_never_leaves() -> None:
    broken = replace(SHOWN, bowl=replace(SHOWN.bowl, cost=math.nan))
    with pytest.raises(ValueError, match="not JSON compliant"):
        payload_of(broken)


# the run


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("lr", [0.05, 0.5])
def test_states_are_the_runs_to_the_last_bit(column: str, lr: float) -> None:
    shown = scene(LINE, replace(CONFIG, lr=lr))
    (run,) = payload_of(shown)["runs"]
    assert (numbers(run[column]) == getattr(shown.run, column)).all()


def test_states_are_counted() -> None:
    (run,) = SENT["runs"]
    assert run["states"] == 51 == len(numbers(run["W"]))


@pytest.mark.parametrize(("lr", "diverged"), [(0.05, False), (10.0, True)])
def test_tells_whether_the_run_diverged(lr: float, diverged: bool) -> None:
    (run,) = payload_of(scene(LINE, replace(CONFIG, lr=lr)))["runs"]
    assert run["diverged"] is diverged


def test_tells_the_learning_rate() -> None:
    assert SENT["runs"][0]["lr"] == 0.05


# runs beside it

KEPT = [TrainConfig(lr=0.01), TrainConfig(lr=10.0), TrainConfig(lr=0.03, epochs=2000)]
BESIDE = scene(LINE, CONFIG, kept=KEPT)


def test_a_kept_run_has_its_own_states_and_no_gradient() -> None:
    present, *kept = payload_of(BESIDE)["runs"]
    assert set(COLUMNS) <= set(present)
    for sent, run in zip(kept, BESIDE.runs[1:], strict=True):
        assert all((numbers(sent[column]) == getattr(run, column)).all() for column in ("W", "b", "cost"))
        assert "grad_W" not in sent and sent["states"] == len(run.W)


def test_time_lasts_until_the_longest_run_ends() -> None:
    sent = payload_of(BESIDE)
    assert sent["epochs"] == 2000 and sent["stage"]["curve"]["layout"]["xaxis"]["range"] == [0, 2000]


def test_runs_beside_each_other_have_names_and_keys() -> None:
    sent = payload_of(BESIDE)
    assert sent["names"]["each"][2] == "lr 10, 1,000 epochs, start (0, 0)"
    assert len(set(sent["keys"])) == 4 and sent["keys"][0] == SENT["keys"][0]


def test_the_frame_does_not_tell_what_a_kept_rate_does() -> None:
    tame = scene(LINE, CONFIG, kept=[replace(each, lr=0.02) for each in KEPT])
    assert payload_of(BESIDE)["frame"] == payload_of(tame)["frame"]


def test_the_start_of_a_kept_run_is_in_the_picture() -> None:
    frame = payload_of(scene(LINE, CONFIG, "plain", kept=[TrainConfig(init=(40.0, -70.0))]))["frame"]
    assert frame["W"][0] < 40 < frame["W"][1] and frame["b"][0] < -70 < frame["b"][1]


def test_the_identity_is_of_the_kept_runs_too_and_not_of_their_names() -> None:
    assert identity(BESIDE) != identity(SHOWN)
    assert payload_of(BESIDE, "ko")["id"] == payload_of(BESIDE, "en")["id"]
    assert payload_of(BESIDE, "ko")["names"] != payload_of(BESIDE, "en")["names"]


def test_four_runs_beside_the_present_one_are_small() -> None:
    rates = [TrainConfig(lr=lr, init="linear") for lr in (0.01, 0.02, 0.03, 0.05, 0.06)]
    sent = payload_of(scene(LINE, rates[0], kept=rates[1:]))
    assert len(json.dumps(sent)) < 140_000  # the page's wire adds what does not depend on runs


# what the states are drawn on


@pytest.mark.parametrize("standardise", [False, True], ids=["as it is", "standardised"])
def test_points_are_in_their_own_units(standardise: bool) -> None:
    data = payload_of(scene(LINE, CONFIG, standardise=standardise))["data"]
    assert (tuple(numbers(data["x"])), tuple(numbers(data["y"]))) == (LINE.x, LINE.y)


def test_a_state_on_its_scale_is_the_line_that_the_model_draws() -> None:
    """H(x) = W (x − shift) / factor + b, for x in its own units; its mean square error is the run's cost."""
    sent = payload_of(scene(LINE, CONFIG, standardise=True))
    x, y = numbers(sent["data"]["x"]), numbers(sent["data"]["y"])
    W, b, costs = (numbers(sent["runs"][0][column]) for column in ("W", "b", "cost"))
    line = W[:, None] * (x - sent["scale"]["shift"]) / sent["scale"]["factor"] + b[:, None]
    assert ((line - y) ** 2).mean(axis=1) == pytest.approx(costs, rel=1e-5)


@pytest.mark.parametrize("kind", ["mean", "half", "sum"])
def test_bowl_gives_the_cost_at_every_state(kind: str) -> None:
    """From it the player tells the cost under the pointer."""
    sent = payload_of(scene(LINE, replace(CONFIG, cost=kind, lr=0.001)))
    bowl, run = sent["bowl"], sent["runs"][0]
    dW, db = numbers(run["W"]) - bowl["W"], numbers(run["b"]) - bowl["b"]
    costs = bowl["cost"] + bowl["WW"] * dW**2 + 2 * bowl["Wb"] * dW * db + bowl["bb"] * db**2
    assert costs == pytest.approx(numbers(run["cost"]), rel=1e-5)


def test_axes_lead_from_a_state_into_the_picture() -> None:
    sent = payload_of(scene(LINE, CONFIG, view="eigen"))
    axes, frame, run = sent["axes"], sent["frame"], sent["runs"][0]
    shifted = np.array([numbers(run["W"]), numbers(run["b"])]) - np.array(axes["origin"])[:, None]
    along, across = np.array(axes["matrix"]) @ shifted
    assert (frame["W"][0] < along).all() and (along < frame["W"][1]).all()
    assert (frame["b"][0] < across).all() and (across < frame["b"][1]).all()


def test_axes_can_be_undone_for_a_click() -> None:
    matrix = np.array(payload_of(scene(LINE, CONFIG, view="eigen"))["axes"]["matrix"])
    assert matrix @ matrix.T == pytest.approx(np.eye(2))


def test_stage_has_its_four_figures() -> None:
    assert list(SENT["stage"]) == ["fit", "contours", "bowl", "curve"]


# words


def test_words_travel_as_they_are() -> None:
    sent, table = payload_of(SHOWN, "ko")["words"], words("ko").section("player")
    assert sent == table | {"squares_hint": sent["squares_hint"]}


@pytest.mark.parametrize(("cost", "made"), [("mean", "the mean"), ("half", "half the mean"), ("sum", "the sum")])
def test_what_is_said_of_the_squares_is_true_of_the_cost(cost: str, made: str) -> None:
    sent = payload_of(scene(NOTEBOOK, TrainConfig(epochs=2, cost=cost)))
    assert sent["words"]["squares_hint"].endswith(f"The cost is {made} of their areas.")


def test_language_is_told() -> None:
    assert payload_of(SHOWN, "ko")["lang"] == "ko"


# the id


def test_the_same_picture_has_the_same_id() -> None:
    assert identity(scene(LINE, CONFIG)) == SENT["id"]


def test_the_id_does_not_depend_on_the_words() -> None:
    assert payload_of(SHOWN, "ko")["id"] == SENT["id"]


@pytest.mark.parametrize(
    "change",
    [
        {"lr": 0.0500001},
        {"epochs": 51},
        {"seed": 2},
        {"init": "zeros"},
        {"init": (0.1, 0.2)},
        {"cost": "half"},
    ],
    ids=str,
)
def test_another_run_has_another_id(change: dict[str, Any]) -> None:
    assert identity(scene(LINE, replace(CONFIG, **change))) != SENT["id"]


def test_another_run_of_as_many_epochs_over_the_same_picture_has_another_id() -> None:
    """The dangerous case: nothing but the path differs."""
    one, other = (
        replace(scene(LINE, replace(CONFIG, lr=lr)), frame=SHOWN.frame, ahead=SHOWN.ahead) for lr in (0.05, 0.051)
    )
    assert staged(one) == staged(other)
    assert identity(one) != identity(other)


def test_other_points_have_another_id() -> None:
    other = Dataset("line", LINE.x, (*LINE.y[:-1], LINE.y[-1] + 1e-6))
    assert identity(scene(other, CONFIG)) != SENT["id"]


@pytest.mark.parametrize("changed", [{"view": "eigen"}, {"standardise": True}], ids=str)
def test_other_coordinates_for_the_same_points_have_another_id(changed: dict[str, bool]) -> None:
    assert identity(scene(LINE, CONFIG, **changed)) != SENT["id"]


# the component


def test_the_loader_is_not_taken_for_a_path() -> None:
    """Streamlit takes a string of one line with such characters for a file."""
    assert "\n" in LOADER.strip()


def test_the_loader_sends_no_more_than_a_few_lines_with_every_rerun() -> None:
    assert len(LOADER) + len(HTML) < 1400
