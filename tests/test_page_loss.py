"""The Explore page with losses that are no squares: the surface, the minimum, the run, what is said and what is not."""

import re
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, library, train
from linreg.theory import Landscape, rattle
from linreg.training.costs import KINDS
from tests.scenes import numbers
from tests.visits import seen, sent, sent_to, sound, states, value, visit

LOSSES = {"l1": {}, "huber": {"delta": "0.5"}, "smooth_l1": {"beta": "2"}}
each_loss = pytest.mark.parametrize("loss", LOSSES)


def told(page: AppTest) -> str:
    text = "\n".join(block.value for block in page.main.markdown)
    return re.sub("</?dfn[^>]*>", "", text).replace("\u00a0", " ")


def landscape(loss: str, data: Dataset) -> Landscape:
    return Landscape(data, loss, **{name: float(text) for name, text in LOSSES[loss].items()})


@each_loss
def test_the_run_is_torchs_and_the_star_is_the_losss_own_minimum(loss: str) -> None:
    page = visit(cost=loss, data="outlier", lr="0.01", epochs="60", **LOSSES[loss])
    shape = {name: float(text) for name, text in LOSSES[loss].items()}
    run = train(library("outlier"), TrainConfig(0.01, 60, cost=loss, **shape))
    assert np.array_equal(states(page), run.W.astype(np.float32))
    assert np.array_equal(states(page, "cost"), run.cost.astype(np.float32))
    here = landscape(loss, library("outlier"))
    assert (sent(page)["bowl"]["W"], sent(page)["bowl"]["b"]) == here.minimum
    assert sent(page)["bowl"]["loss"] == loss
    (star,) = (trace for trace in sent(page)["stage"]["contours"]["data"] if trace.get("meta") == "minimum")
    assert (star["x"], star["y"]) == ([here.minimum[0]], [here.minimum[1]])


@each_loss
def test_every_ring_lies_at_one_height_and_the_surface_at_its_own(loss: str) -> None:
    page = visit(cost=loss, data="outlier", epochs="5", **LOSSES[loss])
    here = landscape(loss, library("outlier"))
    rings = [trace for trace in sent(page)["stage"]["contours"]["data"] if trace.get("fill")]
    assert len(rings) == 13
    for ring in rings:
        heights = here.value(numbers(ring["x"]).astype(float), numbers(ring["y"]).astype(float))
        assert np.ptp(heights) <= 1e-3 * (heights.mean() - here.value(*here.minimum)) + 1e-5
    surface, _ = sent(page)["stage"]["bowl"]["data"]
    W, b, z = (numbers(surface[axis]).astype(float).ravel() for axis in "xyz")
    assert z == pytest.approx(here.value(W, b), abs=1e-4 * np.ptp(z))
    rim = here.cost + sent(page)["frame"]["rim"]
    assert z.max() <= rim * (1 + 1e-6)


@each_loss
def test_the_frame_does_not_follow_the_rate(loss: str) -> None:
    frames = [sent(visit(cost=loss, lr=lr, epochs="30", **LOSSES[loss]))["frame"] for lr in ("0.001", "0.3")]
    assert frames[0] == frames[1]


def test_absolute_errors_rattle_as_it_was_foretold() -> None:
    page = seen(cost="l1", lr="0.01", epochs="2000")
    mean = rattle(Dataset.notebook()).mean * 0.01
    assert f"the cost stays about {mean:g} above its least" in told(page)
    assert "Around the minimum" in told(page)
    measured = float(re.search(r"on average ([\d.]+) above its least", told(page))[1])  # type: ignore[index]
    assert measured == pytest.approx(mean, rel=0.02)


def test_huber_comes_to_rest_up_to_its_own_limit_and_rattles_above() -> None:
    assert "Up to the rate 0.3606" in told(seen(cost="huber", lr="0.3", epochs="3000"))
    page = seen(cost="huber", lr="0.4", epochs="3000")
    assert "Above the rate 0.3606" in told(page) and "Oscillating" in told(page)
    assert "Converged" in told(seen(cost="huber", lr="0.3", epochs="3000"))


def test_no_claim_of_squares_is_made_without_them() -> None:
    for lens in ("scaling", "cost", "steps", "forecast", "compare"):
        page = visit(cost="l1", lens=lens, axes="eigen", epochs="20")
        assert not re.search(r"λ|Across the valley|squares is", told(page)), lens
        assert sent(page)["microscope"] is None
        assert not [each for each in page.button if each.key == "ready"]
    dial = sent_to(page, "dial_lr")
    assert dial["zones"] == [] and [each["name"] for each in dial["named"]] == ["default", "measured"]
    assert sent(page)["stage"]["curve"]["data"] == []


def test_the_loss_is_chosen_where_the_method_is_and_named_in_its_line() -> None:
    page = visit(lens="method", epochs="20")
    assert page.selectbox(key="loss").options == [
        "Mean of squares",
        "½ · mean of squares",
        "Sum of squares",
        "L1: mean of absolute errors",
        "Huber",
        "Smooth L1",
    ]
    page = sound(page.selectbox(key="loss").set_value("huber").run())
    assert page.query_params["cost"] == "huber" and " · Huber · " in page.button(key="method_line").label
    page = sound(page.number_input(key="option_delta").set_value(0.25).run())
    assert page.query_params["delta"] == "0.25" and sent(page)["bowl"]["delta"] == 0.25
    page = sound(page.number_input(key="option_delta").set_value(0.0).run())
    assert value(page, "delta") == 0.25
    assert any("`delta`" in each.value and "above 0" in each.value for each in page.markdown)
    page = sound(page.selectbox(key="loss").set_value("mean").run())
    assert "delta" not in page.query_params and "loss" not in sent(page)["bowl"]


def test_with_too_many_points_it_says_so_and_the_way_back_is_open() -> None:
    many = Dataset("own", np.arange(1001.0).tolist(), np.arange(1001.0).tolist())
    page = visit(data="own", points="0_0_1_1_2_3", cost="l1", lens="method", epochs="3", lr="1e-9")
    page.session_state["state"] = replace(page.session_state["state"], points=many)
    page = page.run()
    (error,) = page.error
    assert "1,000 points" in error.value
    page = sound(page.selectbox(key="loss").set_value("mean").run())
    assert not page.error


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("loss", KINDS)
def test_every_loss_and_lens_has_its_words(loss: str, lang: str) -> None:
    for lens in ("method", "rain", "code", "table"):
        page = seen(cost=loss, lang=lang, lens=lens, epochs="30", lr="0.01")
        assert not page.error
        assert sent(page)["words"]["squares_hint"]


def test_huber_has_a_limit_and_no_zones_of_a_formula() -> None:
    dial = sent_to(visit(cost="huber", epochs="20"), "dial_lr")
    assert "With this loss no zones follow from a formula" in dial["says"]
