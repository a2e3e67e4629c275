"""A surface that is no quadratic, seen from far: its rings and its bowl are those of the scale that is told."""

import numpy as np
import pytest
from playwright.sync_api import Page

from linreg import Dataset, TrainConfig
from linreg.theory import landscape
from tests.browser.mounting import MOUNT, seek
from tests.browser.payloads import picture
from tests.browser.ran import ran

POINTS = Dataset.line(12, 2.0, -1.0, 1.0, seed=2)
AWAY = TrainConfig(lr=40.0, epochs=30, cost="huber")  # its steps are long, and it rattles far from the picture


@pytest.mark.parametrize("cost", ["l1", "huber"])
def test_along_a_ray_each_level_is_where_the_cost_has_it(blank: Page, cost: str) -> None:
    config = TrainConfig(cost=cost)
    here = landscape(POINTS, config)
    gaps = [1000.0, 300.0, 20.0, 1.0, 0.01]
    body = """const {makeFilm} = await import("/static/player/film.js");
    const film = makeFilm(given.data);
    return given.ways.map((by) => radii(film.cost, film.least, by, given.gaps, 5));"""
    ways = [[float(np.cos(turn)), float(np.sin(turn))] for turn in (0.1, 1.3, 2.5, 4.0, 5.5)]
    found = ran(blank, "panels/afar", body, {"data": picture(config, POINTS), "ways": ways, "gaps": gaps})
    W, b = here.minimum
    least = float(here.value(W, b))
    for (dW, db), radii in zip(ways, found, strict=True):
        heights = [float(here.value(W + r * dW, b + r * db)) - least for r in radii]
        assert heights == pytest.approx(gaps, rel=0.02)


def test_stepped_back_the_map_and_the_bowl_are_drawn_for_that_scale_and_back_again(blank: Page) -> None:
    blank.evaluate(MOUNT, {"data": picture(AWAY, POINTS), "width": 1000})
    rings = blank.locator(".lr-contours .lr-rings path:not(.lr-star)")
    heights = "document.querySelector('.lr-bowl .lr-stage').data[0].x.slice(-41)"
    home = blank.evaluate(heights)
    assert rings.count() == 0
    seek(blank, 5)
    blank.wait_for_function(f"home => JSON.stringify({heights}) !== JSON.stringify(home)", arg=home)
    assert rings.count() == 13
    seek(blank, 0)
    blank.wait_for_function(f"home => JSON.stringify({heights}) === JSON.stringify(home)", arg=home)
    assert rings.count() == 0
