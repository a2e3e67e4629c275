"""What follows a held point in the browser, worked out there: the closed form, how a hand moves, what is sent."""

from typing import Any

import pytest
from playwright.sync_api import Page

from linreg import Dataset, library
from linreg.theory import curvature
from linreg.theory.surface import bowl


@pytest.fixture
def module(blank: Page) -> Any:
    def run(name: str, body: str, given: Any = None) -> Any:
        script = f"async given => {{ const module = await import('/static/player/editing/{name}.js'); {body} }}"
        return blank.evaluate(script, given)

    return run


# closed.js


@pytest.mark.parametrize("kind", ["mean", "half", "sum"])
@pytest.mark.parametrize("name", ["notebook", "anscombe3", "norris", "forbes"])
def test_the_closed_form_is_the_theorys(module: Any, name: str, kind: str) -> None:
    data = library(name)
    found = module("closed", "return module.closed(...given)", [data.x, data.y, kind])
    theory, surface = curvature(data, kind), bowl(data, kind)
    for key in ("lam_min", "lam_max", "limit"):
        assert found[key] == pytest.approx(getattr(theory, key), rel=1e-9)
    for key in ("W", "b", "cost", "WW", "Wb", "bb"):
        assert found[key] == pytest.approx(getattr(surface, key), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("points", [((2, 2, 2), (1, 2, 6)), ((3,), (4,)), ((0, 0), (1, 5)), ((1e8, 1e8), (1, 2))])
def test_points_over_one_x_have_a_floor(module: Any, points: tuple[tuple[float, ...], tuple[float, ...]]) -> None:
    data = Dataset("own", *points)
    found = module("closed", "return module.closed(...given, 'mean')", points)
    theory = curvature(data)
    assert found["lam_min"] == theory.lam_min == 0
    assert [found[key] for key in ("W", "b", "cost")] == pytest.approx([theory.W, theory.b, theory.cost])


def test_standardised_as_the_page_does(module: Any) -> None:
    for x in ((1.0, 2.0, 4.0), (3.0, 3.0)):
        seen, _ = Dataset("own", x, x).standardised()
        assert module("closed", "return module.standardised(given)", x) == pytest.approx(list(seen.x))


# moves.js, link.js


@pytest.mark.parametrize(
    ("axis", "value", "fitted", "hop"),
    [
        ([0.76, 3.24], 2.26294, 2.263, 0.02),
        ([0, 9], 1 / 3, 0.33, 0.05),
        ([-40, 60], 7.777, 7.8, 1),
        ([0, 3e6], 123456, 120000, 20000),
    ],
)
def test_a_hand_moves_by_few_digits(module: Any, axis: list[float], value: float, fitted: float, hop: float) -> None:
    body = "const {fit, hop} = module.fineness(given[0]); return [fit(given[1]), hop, fit(fit(given[1]) + hop)]"
    found = module("moves", body, [axis, value])
    assert found[:2] == [fitted, hop] and len(repr(found[2])) < 9


def test_messages_never_queue_up_and_the_latest_goes_next(module: Any) -> None:
    body = """
      let time = 0;
      const told = [], link = module.makeLink((points) => told.push(points), () => time);
      for (const x of [1, 2, 3]) link.send({ x: [x], y: [0] });
      const late = link.heard(told[0].n - 1);
      time = 5000;
      const heard = link.heard(told[0].n);
      link.send({ x: [4], y: [0] });
      link.end();
      return [told.map(({ x }) => x[0]), late, heard, link.heard(told[1].n)];
    """
    assert module("link", body) == [[1, 3], False, True, False]
