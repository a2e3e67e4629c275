"""The bowl as it is drawn: as high as the cost, cut along a level set, and never a blade."""

import json
import math
from typing import Any

import numpy as np
import pytest

from linreg import Dataset, TrainConfig, cost
from linreg.picture import levels
from linreg.picture.scene import Scene
from linreg.theory import curvature
from tests.scenes import arrays, numbers, scene, staged
from tests.stages import LINE, SCENES, SHOWN, STAGE, each


def surface(shown: Scene) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """W, b and cost of the bowl's vertices, shape (rings, spokes), from the minimum to the rim."""
    trace = staged(shown)["bowl"]["data"][0]
    return numbers(trace["x"]), numbers(trace["y"]), numbers(trace["z"])


@pytest.mark.parametrize("name", ["notebook", "line", "standardised"])
def test_height_of_the_bowl_is_the_cost(name: str) -> None:
    shown = SCENES[name]
    W, b, height = surface(shown)
    assert height == pytest.approx(cost.at(shown.run.data, W, b), rel=1e-4, abs=1e-5 * height.max())


@pytest.mark.parametrize("seed", range(40))
def test_numbers_are_finite_far_from_the_origin_where_the_valley_is_as_long_as_can_be(seed: int) -> None:
    """x = 1e8 ± 1e-3 and its like: the two eigenvalues lie further apart than float64 has digits."""
    draw = np.random.default_rng(seed)
    away = float(f"{10 ** draw.uniform(6, 14):.0e}")
    x = (away + away * 10 ** draw.uniform(-16, -6) * np.linspace(-1, 1, int(draw.integers(2, 6)))).tolist()
    data = Dataset("rim", x, range(len(x)))
    lr = 0.5 * curvature(data).limit
    for view in ("plain", "lines", "eigen"):
        figures = staged(scene(data, TrainConfig(lr=lr, epochs=20), view))
        assert all(np.isfinite(array).all() for array in arrays(figures))
        json.dumps(figures, allow_nan=False)


@pytest.mark.parametrize("name", ["eigen", "standardised", "norris, eigen"])
def test_the_rim_of_the_bowl_is_a_level_set(name: str) -> None:
    shown = SCENES[name]
    rim = surface(shown)[2][-1] - shown.drawn.cost
    assert rim == pytest.approx(shown.frame.rim, rel=1e-3)


def test_a_bowl_that_lies_aslant_is_no_blade() -> None:
    """In the square that it is drawn in it looks SLIM times as long as wide."""
    for name in ("notebook", "line", "norris"):
        W, b, _ = surface(SCENES[name])
        correlation = abs(np.corrcoef(W[-1, :-1], b[-1, :-1])[0, 1])
        assert math.sqrt((1 + correlation) / (1 - correlation)) < 1.05 * levels.SLIM


def test_a_bowl_that_is_cut_shorter_still_rises_on_all_sides() -> None:
    rim = surface(SCENES["notebook"])[2][-1]
    assert rim.min() > rim.max() / 6


@pytest.mark.parametrize("init", ["zeros", (0.2, 1.9), (3.0, 4.0), (-500.0, 300.0)], ids=str)
@pytest.mark.parametrize("view", ["lines", "eigen"])
def test_the_start_stands_on_the_bowl(init: Any, view: str) -> None:
    shown = scene(Dataset.notebook(), TrainConfig(epochs=1, init=init), view)
    W, b, _ = surface(shown)
    u, v = shown.axes.seen(shown.run.W[0], shown.run.b[0])
    ring = np.array([W[-1, :-1], b[-1, :-1]]) - np.array([[shown.drawn.W], [shown.drawn.b]])
    at = np.array([u - shown.drawn.W, v - shown.drawn.b])
    # (W, b) counted along the ring's own half-axes, its points at 0 and at 90 degrees, is within the unit circle
    assert np.hypot(*np.linalg.solve(ring[:, [0, levels.SPOKES // 4]], at)) < 1


@each
def test_colour_of_the_bowl_stays_on_its_scale(shown: Scene) -> None:
    trace = staged(shown)["bowl"]["data"][0]
    colour = numbers(trace["surfacecolor"])
    assert trace["cmin"] <= colour.min()
    assert colour.max() == trace["cmax"]


def test_colour_of_the_bowl_is_that_of_the_ring_at_its_height() -> None:
    trace = STAGE["bowl"]["data"][0]
    gap = numbers(trace["z"]) - SHOWN.drawn.cost
    level = 1 + np.log10(np.maximum(gap, 1e-9) / SHOWN.frame.rim) / levels.DECADES
    shown = gap > 1e-3 * gap.max()  # below, float32 heights tell too little
    assert numbers(trace["surfacecolor"])[shown] / trace["cmax"] == pytest.approx(level[shown], abs=0.01)


def test_minimum_lies_on_the_floor_of_the_bowl() -> None:
    assert STAGE["bowl"]["data"][-1]["z"] == [pytest.approx(cost.at(LINE, *cost.optimum(LINE)))]


@each
def test_axes_of_the_bowl_hold_it_closely(shown: Scene) -> None:
    axes = staged(shown)["bowl"]["layout"]["scene"]
    for axis, values in zip(("xaxis", "yaxis", "zaxis"), surface(shown), strict=True):
        low, high = axes[axis]["range"]
        room = 1e-5 * max(abs(low), abs(high))
        assert low == pytest.approx(values.min(), abs=room)
        assert high == pytest.approx(values.max(), abs=room)


@pytest.mark.parametrize("name", ["notebook", "eigen", "two points", "one point"])
def test_the_first_camera_looks_down_into_the_bowl(name: str) -> None:
    eye = staged(SCENES[name])["bowl"]["layout"]["scene"]["camera"]["eye"]
    assert eye["z"] > 0.9 * math.hypot(eye["x"], eye["y"])
