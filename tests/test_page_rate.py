"""The Explore page: the learning rate that knows the points, the forecast and the measurement, scaling, which cost."""

import json
import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, library, train
from linreg.state import kind_of
from linreg.telling.forecast import sentence
from linreg.theory import curvature, forecast, named_rates, to_original
from linreg.views.rate import stops
from linreg.words import words
from linreg.words.numbers import percent
from tests.scenes import numbers
from tests.visits import change, sent_to, visit
from tests.visits import seen as page
from tests.visits import sent as picture

DATA = Dataset.notebook()


def told(at: AppTest) -> str:
    """All that the main page says in words."""
    text = "\n".join(block.value for block in at.main.markdown)
    return re.sub("</?dfn[^>]*>", "", text).replace("\u00a0", " ")


def rate_dial(at: AppTest) -> dict:
    """What the learning rate's dial is given."""
    return sent_to(at, "dial_lr")


def pressed(at: AppTest, name: str) -> AppTest:
    """The page after a press on one of the dial's buttons."""
    (rate,) = (each for each in rate_dial(at)["named"] if each["name"] == name)
    return change(at, "lr", rate["value"])


@pytest.mark.parametrize("name", ["no_overshoot", "fastest", "edge", "too_far"])
def test_a_button_sets_the_rate_the_slider_and_the_run(name: str) -> None:
    at = pressed(page(), name)
    lr = named_rates(curvature(DATA), (0.0, 0.0))[name]
    assert rate_dial(at)["value"] == lr
    assert picture(at)["runs"][0]["lr"] == lr


def test_the_buttons_follow_the_points() -> None:
    at = pressed(page(data="line", n="30", true_W="3", noise="2"), "fastest")
    theory = curvature(Dataset.line(30, 3.0, -1.0, 2.0, 1))
    assert rate_dial(at)["value"] == named_rates(theory, (0.0, 0.0))["fastest"]


@pytest.mark.parametrize(
    ("lr", "zone"), [("0.01", "crawls"), ("0.05", "good"), ("0.15", "oscillates"), ("0.19", "diverges")]
)
def test_the_dial_has_the_zone_of_the_rate(lr: str, zone: str) -> None:
    given = rate_dial(page(lr=lr))
    assert zone in (each["name"] for each in given["zones"] if each["low"] < float(lr) <= (each["high"] or np.inf))
    assert given["says"]


def test_the_zones_end_where_the_theory_says() -> None:
    theory = curvature(DATA)
    ends = [each["high"] for each in rate_dial(page())["zones"]]
    assert ends == [theory.no_overshoot / 4, theory.no_overshoot, theory.limit, None]


def test_at_the_notebooks_points_the_slider_goes_from_1e_4_to_10_whichever_the_cost() -> None:
    for cost in ("mean", "half", "sum"):
        stops = rate_dial(page(cost=cost))["stops"]
        assert (stops[0], stops[60], stops[100], len(stops)) == (1e-4, 0.1, 10, 101)


@pytest.mark.parametrize("name", [name for name in kind_of("data").options() if name not in ("own", "notebook")])
def test_the_slider_reaches_every_zone_of_all_points_and_depends_on_no_rate(name: str) -> None:
    given = rate_dial(page(data=name))
    good, limit = given["zones"][1], given["zones"][2]["high"]
    assert 5 * given["stops"][0] < good["low"] and 5 * limit < given["stops"][-1]
    assert given["stops"][-1] / given["stops"][0] == pytest.approx(1e5)
    assert rate_dial(page(data=name, lr=repr(limit)))["stops"] == given["stops"]
    assert rate_dial(page(data=name, lr="1e-30", guess="true"))["stops"] == given["stops"]


@pytest.mark.parametrize("x", [1e-30, 1e15, 1e18, 1e38])
def test_the_slider_stops_within_what_an_address_may_ask_for(x: float) -> None:
    theory = curvature(Dataset("two", (0.0, x), (0.0, 1.0)))
    reach = stops(theory)
    assert reach[0] >= 1e-30 and len(reach) == 101 and list(reach) == sorted(set(reach))


def test_the_forecast_tells_the_half_life_and_what_is_left() -> None:
    assert "halves every 288 epochs; after 1,000 epochs 3.6% of the whole distance is left." in told(page())


@pytest.mark.parametrize(("points", "lr"), [("notebook", 0.01), ("notebook", 1e-4), ("valley", 0.009)])
def test_the_share_of_the_whole_distance_is_that_of_the_run(points: str, lr: float) -> None:
    data = Dataset.notebook() if points == "notebook" else library(points)
    run, best = train(data, TrainConfig(lr, 100)), curvature(data)
    away = np.hypot(run.W - best.W, run.b - best.b)
    said = sentence(words("en"), forecast(data, TrainConfig(lr, 100)))
    assert f"{percent(away[-1] / away[0])} of the whole distance is left" in said


def test_one_epoch_is_not_told_in_the_plural() -> None:
    assert "after 1 epoch 91% of the whole distance is left" in told(page(epochs="1"))


def test_a_share_too_small_to_tell_reads_as_a_sentence() -> None:
    assert "after 10,000 epochs less than 0.0001% of the whole distance is left" in told(page(epochs="10000"))
    assert "10,000 에포크 뒤에 최소점까지의 전체 거리에서 남는 양은 처음의 0.0001% 미만입니다" in told(
        page(epochs="10000", lang="ko")
    )


@pytest.mark.parametrize("address", [{"data": "line", "scale": "on", "lr": "0.3"}, {"lr": "0.17", "epochs": "10000"}])
def test_what_shrinks_for_ever_never_leaves_nothing(address: dict[str, str]) -> None:
    said = told(page(**address))
    assert re.search("less than 0.0001% of (it|the whole distance) is left", said) and " 0% of" not in said


def test_just_beyond_the_limit_no_factor_is_rounded_to_one() -> None:
    at = page(lr="0.1803")
    assert "1.00003 times the limit for these points, 0.1803" in rate_dial(at)["says"]
    assert "Each epoch multiplies the swing across the valley by 1.00006" in told(at)


def test_what_is_left_of_a_divergence_stays_readable() -> None:
    (left,) = (line for line in told(page(lr="0.5", lens="forecast")).splitlines() if line.startswith("| left at"))
    assert re.search(r"\| \d\.\d+e\d+% \|$", left)


def test_powers_of_ten_are_written_as_in_the_readout() -> None:
    assert "it takes 2.5e9 epochs" in told(page(lr="1e-8"))


def test_the_forecast_lies_dashed_under_the_measured_curve() -> None:
    (dashed,) = picture(page())["stage"]["curve"]["data"]
    epochs, cost = numbers(dashed["x"]).astype(int), numbers(dashed["y"])
    assert dashed["line"]["dash"] == "dash"
    assert cost == pytest.approx(forecast(DATA, TrainConfig()).cost[epochs], rel=1e-6)
    assert cost == pytest.approx(train(DATA, TrainConfig()).cost[epochs], rel=2e-2)


def test_guessing_hides_forecast_verdict_and_curve_and_keeps_the_run() -> None:
    open_, hidden = page(lr="0.5"), page(lr="0.5", guess="true")
    assert "Forecast" in told(open_) and "Diverged" in told(open_)
    assert "Forecast" not in told(hidden) and "Diverged" not in told(hidden)
    assert picture(hidden)["stage"]["curve"]["data"] == []
    assert picture(hidden)["runs"] == picture(open_)["runs"]


def test_while_guessing_the_dial_tells_nothing() -> None:
    at = page(lr="0.5", guess="true")
    given = rate_dial(at)
    assert given["zones"] == [] and given["named"] == []
    assert "iverges" not in json.dumps(given) and "0.1803" not in json.dumps(given)
    at.toggle(key="guess").set_value(False).run()
    assert "Diverges" in rate_dial(at)["says"]


def test_nothing_in_the_table_has_thirty_digits() -> None:
    for address in ({"lr": "1e30"}, {"lr": "1e-30", "data": "line", "n": "1"}):
        assert not re.search(r"[\d,]{14}", told(page(lens="forecast", **address)))


def test_guessing_hides_the_measurement_too() -> None:
    assert "± " in told(page(lens="forecast"))
    assert "± " not in told(page(guess="true", lens="forecast"))


def test_divergence_is_told_with_factor_growth_and_both_last_epochs() -> None:
    text = told(page(lr="0.5"))
    assert "2.77 times the limit 0.1803" in text and "multiplied the swing across the valley by 4.55" in text
    run = train(DATA, TrainConfig(lr=0.5))
    assert f"Epoch {run.epochs} is the last" in text
    assert f"the forecast said {forecast(DATA, run.config).last_finite}" in text


def test_one_button_sets_a_safe_rate_after_a_divergence() -> None:
    at = page(lr="0.5")
    at.button(key="better_rate").click().run()
    assert rate_dial(at)["value"] <= curvature(DATA).no_overshoot
    assert not picture(at)["runs"][0]["diverged"]


def test_a_rate_a_few_percent_over_the_limit_blows_up_after_hundreds_of_epochs() -> None:
    at = page(lr="0.185", epochs="5000")
    run = picture(at)["runs"][0]
    assert run["diverged"] and 300 < run["states"] < 2000


def test_forecast_and_measurement_stand_side_by_side() -> None:
    rows = [line for line in told(page(lens="forecast")).splitlines() if line.startswith(("| forecast", "| measured"))]
    cells = [[cell.strip() for cell in row.strip("|").split("|")[1:]] for row in rows]
    for pair, lam in zip(zip(*cells, strict=True), (0.2404, 11.09), strict=True):
        ahead, measured = (float(cell.split()[0].replace("−", "-")) for cell in pair)
        assert ahead == pytest.approx(1 - 0.01 * lam, abs=1e-4)
        assert measured == pytest.approx(ahead, abs=1e-4)


def test_a_direction_that_the_start_lacks_is_said_to_be_missing() -> None:
    at = page(lens="forecast", init="chosen", W0="1", b0="0")
    assert told(at).count("the start already lies at the minimum in this direction") == 2


def test_the_eigenvectors_are_drawn_through_the_minimum() -> None:
    lines = [t for t in picture(page(axes="lines"))["stage"]["contours"]["data"] if t["mode"] == "lines+text"]
    assert [line["text"][1] for line in lines] == ["slow", "steep"]
    (ax, ay), (bx, by) = ((t["x"][2] - t["x"][0], t["y"][2] - t["y"][0]) for t in lines)
    assert ax * bx + ay * by == pytest.approx(0, abs=1e-6 * abs(ax * bx))


def test_in_eigen_coordinates_the_minimum_is_the_origin() -> None:
    shown = picture(page(axes="eigen"))
    star = shown["stage"]["contours"]["data"][-1]
    assert (star["x"][0], star["y"][0]) == pytest.approx((0, 0), abs=1e-12)
    assert np.array(shown["axes"]["matrix"]) == pytest.approx(curvature(DATA).matrix)


def test_standardised_x_rounds_the_bowl_and_keeps_the_points_where_they_are() -> None:
    plain, scaled = picture(page(data="line")), picture(page(data="line", scale="on", lr="0.5"))
    assert scaled["data"] == plain["data"]
    assert scaled["bowl"]["WW"] == pytest.approx(scaled["bowl"]["bb"])
    assert scaled["bowl"]["Wb"] == pytest.approx(0, abs=1e-12)
    best = to_original(scaled["bowl"]["W"], scaled["bowl"]["b"], Dataset.line(20, 2.0, -1.0, 1.0, 1).standardised()[1])
    assert best == pytest.approx((plain["bowl"]["W"], plain["bowl"]["b"]))


def test_where_only_scaling_helps_it_is_what_the_button_sets() -> None:
    at = page(data="forbes", lr="0.001", epochs="200")
    assert "standardise x" in told(at) and not any(button.key == "better_rate" for button in at.button)
    at = at.button(key="better_scaled").click().run()
    assert at.query_params["scale"] == "on" and rate_dial(at)["value"] == pytest.approx(0.5)


def test_scaling_tells_W_and_b_in_both_units() -> None:
    at = visit(data="line", scale="on", lr="0.5", lens="scaling")
    data = Dataset.line(20, 2.0, -1.0, 1.0, 1)
    seen, scaling = data.standardised()
    run = train(seen, TrainConfig(lr=0.5))
    W, b = to_original(run.W[-1], run.b[-1], scaling)
    assert words("en").tables["scaling"]["units_wait"][-40:] in told(at) and f"W = **{W:.4g}**" not in told(at)
    text = told(at.button(key="show_now").click().run()).replace("−", "-")
    assert f"W = **{W:.4g}**, b = **{b:.4g}**" in text and f"W = {run.W[-1]:.4g}" in text


@pytest.mark.parametrize(("cost", "lr"), [("half", 0.02), ("sum", 0.01 / 3)])
def test_the_equivalent_rate_takes_the_same_path_under_another_cost(cost: str, lr: float) -> None:
    mean, other = (picture(page(**a))["runs"][0] for a in ({}, {"cost": cost, "lr": repr(lr)}))
    assert numbers(other["W"]) == pytest.approx(numbers(mean["W"]), abs=1e-4)


def test_another_cost_moves_the_limit() -> None:
    assert "limit for these points, 0.3606" in rate_dial(page(cost="half"))["says"]


@pytest.mark.parametrize("switch", [{"scale": "maybe"}, {"cost": "median"}, {"axes": "<b>"}, {"lens": "42"}])
def test_nonsense_in_a_switch_is_the_default_and_changes_nothing_else(switch: dict[str, str]) -> None:
    odd, usual = page(lr="0.07", **switch), page(lr="0.07")
    assert picture(odd)["id"] == picture(usual)["id"]


def test_all_of_it_survives_in_the_address() -> None:
    at = page(lr="0.3", scale="on", cost="half", axes="eigen", lens="scaling", guess="true")
    assert {name: at.query_params[name] for name in ("scale", "cost", "axes", "lens")} == {
        "scale": "on", "cost": "half", "axes": "eigen", "lens": "scaling",
    }  # fmt: skip


@pytest.mark.parametrize("address", [{"n": "1"}, {"n": "2", "noise": "0"}, {"n": "1", "lr": "0.5"}])
@pytest.mark.parametrize("lens", ["forecast", "scaling", "cost"])
def test_degenerate_points_have_every_lens(address: dict[str, str], lens: str) -> None:
    page(data="line", lens=lens, **address)


def test_the_help_of_the_rate_is_that_of_the_rule() -> None:
    descent = "W ← W − lr · ∂cost/∂W"
    assert descent in rate_dial(page())["help"]
    for opt, named in (("Adam", "Adam"), ("Rprop", "Rprop"), ("Adagrad", "Adagrad")):
        help = rate_dial(page(opt=opt))["help"]
        assert descent not in help and named in help
    assert descent not in rate_dial(page(momentum="0.9"))["help"]


@pytest.mark.parametrize("schedule", ["none", "cosine"])
def test_where_the_loss_leaves_no_formula_the_optimizer_is_not_blamed(schedule: str) -> None:
    at = page(cost="l1", schedule=schedule, momentum="0.9" if schedule == "none" else "0")
    assert "The surface of this loss is no bowl" in told(at) and "For " not in told(at)
    assert ("the rate falls" in told(at)) == (schedule == "cosine")
