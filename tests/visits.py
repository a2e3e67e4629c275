"""The Explore page as a test visits it, without a browser."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from tests.scenes import arrays, numbers

APP = Path(__file__).parents[1] / "app.py"
DEFAULTS = {"lr": 0.01, "epochs": 1000, "seed": 1}
LINE_DEFAULTS = {"n": 20, "true_W": 2.0, "true_b": -1.0, "noise": 1.0}
FEW = {"epochs": "20"}  # for what does not depend on the number of epochs


def visit(**address: str) -> AppTest:
    """The page as someone sees it who opens this address."""
    page = AppTest.from_file(APP, default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    return sound(page.run())


def sound(page: AppTest) -> AppTest:
    """The page, checked for what must hold whatever anyone does: no traceback, and a player that has finite numbers."""
    assert not page.exception
    assert all(np.isfinite(array).all() for array in arrays(sent(page)))
    return page


def sent(page: AppTest) -> dict[str, Any]:
    """The player's payload; JSON that the browser can parse."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in the payload")

    (player,) = page.get("bidi_component")
    loaded: dict[str, Any] = json.loads(player.proto.json, parse_constant=refuse)
    return loaded


def states(page: AppTest, column: str = "W") -> np.ndarray:
    return numbers(sent(page)["runs"][0][column])


def value(page: AppTest, name: str) -> Any:
    """What a control is set to."""
    return page.session_state[name]


def set_number(page: AppTest, name: str, to: float) -> AppTest:
    return sound(page.number_input(key=name).set_value(to).run())


def choose(page: AppTest, name: str, option: str) -> AppTest:
    return sound(page.button_group(key=name).set_value(option).run())


def click(page: AppTest, W: float, b: float) -> AppTest:
    """What the player's click on the contours does before the page is drawn again."""

    def script(W: float, b: float) -> None:
        from linreg.views import controls

        controls.start_at(W, b)

    bare = AppTest.from_function(script, args=(W, b)).run()
    for name in ("init", "W0", "b0"):
        if name in bare.session_state:
            page.session_state[name] = bare.session_state[name]
    return sound(page.run())
