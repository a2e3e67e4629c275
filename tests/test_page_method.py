"""The Explore page with any of torch's optimizers: the choice, its parameters, what is said of rates and results."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, train
from linreg.telling.method import MORE, PRESETS
from linreg.theory import Momentum, curvature, fastest_with
from linreg.training.optimizers import OPTIMIZERS
from linreg.views.rate import stops
from linreg.words import words
from tests.scenes import numbers
from tests.visits import choose, seen, sent, sent_to, show_result, sound, states, value, visit

SAY = words("en")

DATA = Dataset.notebook()
FEW = {"epochs": "60", "lr": "0.05"}


def told(page: AppTest) -> str:
    """All that the main page says in words."""
    text = "\n".join(block.value for block in page.main.markdown)
    return re.sub("</?dfn[^>]*>", "", text).replace("\u00a0", " ")


def line(page: AppTest) -> str:
    return str(page.button(key="method_line").label)


def test_the_method_is_one_line_until_it_is_asked_for() -> None:
    page = visit(**FEW)
    assert line(page) == "SGD · mean of squares · all points"
    assert not [each for each in page.number_input if "momentum" in each.label]
    page = sound(page.button(key="method_line").click().run())
    assert page.query_params["lens"] == "method"
    assert [each.label for each in page.number_input if "`" in each.label] == [
        "`momentum`",
        "`dampening`",
        "`weight_decay`",
    ]
    page = sound(page.button(key="method_line").click().run())
    assert "lens" not in page.query_params


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("opt", OPTIMIZERS)
def test_every_optimizer_trains_as_torch_does_and_says_what_it_does(opt: str, lang: str) -> None:
    page = seen(opt=opt, lang=lang, lens="method", **FEW)
    run = train(DATA, TrainConfig(0.05, 60, optimizer=opt))
    assert np.array_equal(states(page), run.W.astype(np.float32))
    assert not page.error
    assert opt in line(page)
    shown = [each.label for each in (*page.number_input, *page.toggle, *page.selectbox)]
    for name in OPTIMIZERS[opt].takes:
        assert any(label.startswith(f"`{name}") for label in shown), name


@pytest.mark.parametrize("called", PRESETS)
def test_what_is_within_reach_is_one_press(called: str) -> None:
    page = choose(visit(lens="method", **FEW), "preset", called)
    assert (value(page, "opt"), value(page, "options")) == PRESETS[called]
    assert page.button_group(key="preset").value == called


def test_the_others_are_one_step_further_and_two_are_missing_for_a_reason() -> None:
    page = visit(lens="method", **FEW)
    assert set(MORE) | {opt for opt, _ in PRESETS.values()} == set(OPTIMIZERS)
    missing = ("Muon", "SparseAdam")
    assert not any(name in each.value for each in page.caption for name in missing)
    page = sound(page.selectbox(key="more").set_value("Rprop").run())
    assert all(name in page.caption[-1].value for name in missing)
    assert value(page, "opt") == "Rprop" and page.query_params["opt"] == "Rprop"


def test_a_parameter_goes_into_the_run_the_address_and_back_to_its_default() -> None:
    page = visit(lens="method", opt="Adam", **FEW)
    page = sound(page.number_input(key="option_betas[0]").set_value(0.5).run())
    assert page.query_params["betas"] == "0.5_0.999"
    run = train(DATA, TrainConfig(0.05, 60, optimizer="Adam", options={"betas": (0.5, 0.999)}))
    assert np.array_equal(states(page), run.W.astype(np.float32))
    assert line(page).startswith("Adam, betas (0.5, 0.999)")
    page = sound(page.button(key="method_defaults").click().run())
    assert "betas" not in page.query_params


@pytest.mark.parametrize(
    ("opt", "key", "wrong", "name", "allowed"),
    [
        ("Adam", "betas[0]", 1.0, "betas", "from 0 to below 1"),
        ("RMSprop", "eps", -1.0, "eps", "at least 0"),
        ("SGD", "momentum", 1.0, "momentum", "from 0 to below 1"),
        ("Rprop", "etas[1]", 1.0, "etas", "above 1"),
        ("LBFGS", "max_iter", 0, "max_iter", "whole number"),
        ("LBFGS", "max_iter", 101, "max_iter", "from 1 to 100"),
    ],
)
def test_an_impossible_parameter_names_itself_and_what_is_allowed(
    opt: str, key: str, wrong: float, name: str, allowed: str
) -> None:
    page = visit(lens="method", opt=opt, **FEW)
    before = value(page, "options")
    page = sound(page.number_input(key=f"option_{key}").set_value(wrong).run())
    assert value(page, "options") == before
    (says,) = (each.value for each in page.markdown if "red[" in each.value)
    assert name in says and allowed in says
    page = choose(page, "preset", "Adagrad")
    assert not [each for each in page.markdown if "red[" in each.value]


def test_nesterov_brings_the_momentum_that_it_needs_and_goes_with_it() -> None:
    page = visit(lens="method", **FEW)
    page = sound(page.toggle(key="option_nesterov").set_value(True).run())
    assert value(page, "options") == (("momentum", 0.9), ("nesterov", True))
    page = sound(page.number_input(key="option_momentum").set_value(0.0).run())
    assert value(page, "options") == ()


def test_kept_runs_are_told_by_their_optimizer_where_that_differs() -> None:
    page = visit(opt="Adam", lr="0.1", kept="lr~0.1~epochs~60~~lr~0.1~epochs~60~momentum~0.9", epochs="60")
    assert sent(page)["names"] == {"head": "", "each": ["Adam", "SGD", "Momentum"]}
    assert [run["states"] for run in sent(page)["runs"]] == [61, 61, 61]
    page = visit(opt="Adam", betas="0.5_0.99", lr="0.1", kept="lr~0.2~epochs~60~opt~Adam", epochs="60")
    assert sent(page)["names"]["each"] == ["Adam, betas (0.5, 0.99), lr 0.1", "Adam, lr 0.2"]


def test_compare_tells_what_each_came_to() -> None:
    page = seen(opt="Adam", lr="0.1", kept="lr~0.1~~lr~9~opt~Adam", lens="compare", epochs="400")
    rows = sent_to(page, "compare")["rows"]
    assert [row["cells"][-1] for row in rows][0] == "converged"


# rates and results


def test_with_momentum_the_zones_and_the_named_rates_are_the_theorys() -> None:
    dial = sent_to(visit(momentum="0.9", **FEW), "dial_lr")
    theory, rule = curvature(DATA), Momentum(0.9)
    assert [each["name"] for each in dial["zones"]] == ["crawls", "good", "oscillates", "diverges"]
    assert dial["zones"][-1]["low"] == rule.limit(theory)
    arrival = fastest_with(rule, theory, (0.0, 0.0))
    assert arrival and [each["value"] for each in dial["named"]][0] == arrival.lr


def test_where_no_theory_tells_the_rates_nothing_is_claimed_but_torchs_default() -> None:
    dial = sent_to(visit(opt="Adam", **FEW), "dial_lr")
    assert dial["zones"] == [] and "No formula" in dial["says"]
    assert [(each["name"], each["value"]) for each in dial["named"]] == [("default", 1e-3), ("measured", None)]
    assert dial["room"]


def test_what_would_take_too_long_at_every_rate_is_not_tried_and_says_so() -> None:
    dial = sent_to(visit(opt="LBFGS", epochs="2000"), "dial_lr")
    assert not dial["room"] and "one run after another" in dial["says"]


def test_whose_trainings_go_one_by_one_is_tried_at_fewer_rates_and_that_is_said() -> None:
    page = visit(opt="Adafactor", **FEW)
    dial = sent_to(page, "dial_lr")
    assert dial["room"] and dial["says"] == SAY("method.zone_few", name="Adafactor", every="10")
    swept = sent_to(page, "sweep")
    assert swept["rates"] == dial["stops"][::10] and len(swept["rates"]) == 11
    assert swept["words"]["caption"] == SAY("method.swept_few", epochs=FEW["epochs"], every="10")


def test_the_first_update_is_foretold_and_is_so() -> None:
    for opt in ("Adam", "AdamW", "Adamax", "Adagrad", "Rprop", "RMSprop"):
        page = visit(opt=opt, **FEW)
        step = float(re.search(r"moves W and b by ([\d.]+) each", told(page))[1])  # type: ignore[index]
        assert states(page)[1] == pytest.approx(step, rel=1e-3) and states(page, "b")[1] == pytest.approx(
            step, rel=1e-3
        )
    assert "moves W and b by" not in told(visit(opt="NAdam", **FEW))


def test_momentum_is_forecast_and_drawn_dashed_and_no_other_is() -> None:
    page = visit(momentum="0.9", **FEW)
    assert "In both directions W and b swing" in told(page)
    assert len(sent(page)["stage"]["curve"]["data"]) == 1
    page = visit(opt="Adam", **FEW)
    assert "there is no formula" in told(page)
    assert sent(page)["stage"]["curve"]["data"] == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"opt": "Adam", "lr": "0.1", "epochs": "600"}, "Converged"),
        ({"opt": "Adam", "lr": "0.001", "epochs": "100"}, "Still descending"),
        ({"momentum": "0.9", "lr": "0.36", "epochs": "400"}, "limit with this momentum, 0.3426"),
        ({"weight_decay": "0.5", "lr": "0.05", "epochs": "2000"}, "At rest beside the minimum"),
        ({"opt": "Adadelta", "lr": "1", "epochs": "100"}, "Still descending"),
    ],
    ids=str,
)
def test_the_result_is_what_the_run_shows(address: dict[str, str], says: str) -> None:
    assert says in told(seen(**address))


def test_a_guess_is_held_against_what_the_run_came_to() -> None:
    page = visit(opt="Adam", guess="true", lens="forecast", **FEW)
    assert "formula" not in told(page)
    assert sent_to(page, "dial_lr")["named"] == []


def test_the_frame_is_wider_with_momentum_and_with_adam_and_the_same_at_every_rate() -> None:
    def width(**address: str) -> float:
        low, high = sent(visit(epochs="20", **address))["frame"]["W"]
        return float(high - low)

    plain, adam = width(lr="0.05"), [width(opt="Adam", lr=lr) for lr in ("0.001", "5")]
    assert adam[0] == adam[1] == width(momentum="0.9", lr="0.3") > 1.2 * plain
    assert width(lr="0.05", kept="lr~0.1~opt~Adam") == adam[0]


def test_the_sliders_rates_are_those_of_the_optimizer_and_follow_no_rate() -> None:
    theory = curvature(DATA)
    for opt in OPTIMIZERS:
        rates = stops(theory, opt)
        assert len(rates) == 101 and rates[0] < OPTIMIZERS[opt].lr <= rates[-1]
        assert sent_to(visit(opt=opt, epochs="5", lr="3"), "dial_lr")["stops"] == list(rates)


def test_back_brings_the_optimizer_back_with_its_parameters() -> None:
    page = show_result(visit(opt="Adam", betas="0.5_0.9", **FEW))
    assert page.query_params["betas"] == "0.5_0.9"
    page = choose(sound(page.button(key="method_line").click().run()), "preset", "SGD")
    assert "betas" not in page.query_params and "opt" not in page.query_params


# a rate that falls


@pytest.mark.parametrize(("schedule", "more"), [("exponential", {"gamma": "0.95"}), ("cosine", {})])
def test_a_falling_rate_is_torchs_and_is_named_and_drawn(schedule: str, more: dict[str, str]) -> None:
    page = seen(schedule=schedule, lens="method", epochs="200", lr="0.1", **more)
    config = TrainConfig(0.1, 200, schedule=schedule, **{name: float(text) for name, text in more.items()})
    assert np.array_equal(states(page), train(DATA, config).W.astype(np.float32))
    assert "falling as a cosine" in line(page) or "rate × 0.95 each epoch" in line(page)
    assert "falls from epoch to epoch" in told(page)
    (dashed,) = sent(page)["stage"]["curve"]["data"]
    assert numbers(dashed["y"])[-1] == pytest.approx(train(DATA, config).cost[-1], rel=1e-2)
    dial = sent_to(page, "dial_lr")
    assert dial["zones"] == [] and "no limit holds" in dial["says"]


def test_a_rate_that_has_fallen_brings_a_run_to_rest() -> None:
    assert "At rest" in told(seen(schedule="exponential", gamma="0.8", lr="0.1", epochs="300"))


def test_the_schedule_is_a_choice_with_its_factor_and_kept_with_the_run() -> None:
    page = choose(visit(lens="method", **FEW), "schedule", "exponential")
    page = sound(page.number_input(key="option_gamma").set_value(0.5).run())
    assert (page.query_params["schedule"], page.query_params["gamma"]) == ("exponential", "0.5")
    page = sound(page.number_input(key="option_gamma").set_value(1.5).run())
    assert value(page, "gamma") == 0.5 and any("at most 1" in each.value for each in page.markdown)
    page = visit(lr="0.05", epochs="60", kept="lr~0.05~epochs~60~schedule~cosine")
    assert sent(page)["names"]["each"] == ["constant rate", "rate falling as a cosine"]
    assert not [each for each in visit(opt="LBFGS", schedule="cosine", lens="method", **FEW).error]
