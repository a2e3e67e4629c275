"""The Explore page as a test visits it, without a browser."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from benchmarks.visitors import given
from tests.scenes import arrays, numbers

APP = Path(__file__).parents[1] / "page.py"
DEFAULTS = {"lr": 0.01, "epochs": 1000, "seed": 1}
LINE_DEFAULTS = {"n": 20, "true_W": 2.0, "true_b": -1.0, "noise": 1.0}
FEW = {"epochs": "20"}  # for what does not depend on the number of epochs


def visit(**address: str) -> AppTest:
    """The page as someone sees it who opens this address."""
    page = AppTest.from_file(APP, default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    return sound(page.run())


def seen(**address: str) -> AppTest:
    """The page once its run has been played, or its result asked for, unless a room is to guess."""
    page = visit(**address)
    return page if address.get("guess") == "true" else show_result(page)


def show_result(page: AppTest) -> AppTest:
    """The page after the press that shows the result unplayed."""
    return sound(page.button(key="show_now").click().run())


def sound(page: AppTest) -> AppTest:
    """The page, checked for what must hold whatever anyone does: no traceback, and a player that has finite numbers."""
    assert not page.exception
    drawn = sent(page) | {"inner": None}  # what torch remembers may be infinite or none
    assert all(np.isfinite(array).all() for array in arrays(drawn))
    return page


def sent(page: AppTest) -> dict[str, Any]:
    """The player's payload; JSON that the browser can parse."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in the payload")

    player = next(each for each in page.get("bidi_component") if each.proto.component_name.endswith("player"))
    return given(player.proto, parse_constant=refuse)


def states(page: AppTest, column: str = "W") -> np.ndarray:
    return numbers(sent(page)["runs"][0][column])


def value(page: AppTest, name: str) -> Any:
    """What the page is set to."""
    return getattr(page.session_state["state"], name)


def set_number(page: AppTest, name: str, to: float) -> AppTest:
    """A number chosen on a dial, or typed into a field."""
    if name not in DEFAULTS:
        return sound(page.number_input(key=name).set_value(to).run())
    return change(page, name, to)


def change(page: AppTest, name: str, to: Any) -> AppTest:
    """What a control's callback does before the page is drawn again; AppTest cannot send a component's events."""
    state = replace(page.session_state["state"], **{name: to})
    page.session_state["state"] = state
    return sound(page.run())


def choose(page: AppTest, name: str, option: str) -> AppTest:
    control = page.selectbox(key=name) if name in ("data", "device") else page.button_group(key=name)
    return sound(control.set_value(option).run())


def click(page: AppTest, W: float, b: float) -> AppTest:
    """What the player's click on the contours does before the page is drawn again."""

    def script(state: object, W: float, b: float) -> None:
        import streamlit as st

        from linreg.views import controls

        st.session_state.setdefault("state", state)
        controls.start_at(W, b)

    bare = AppTest.from_function(script, args=(page.session_state["state"], W, b)).run()
    page.session_state["state"] = bare.session_state["state"]
    return sound(page.run())


def sent_to(page: AppTest, key: str) -> dict[str, Any]:
    """What one of our own controls is given, by its key: "dial_lr", "table"."""
    found = [each for each in page.get("bidi_component") if each.proto.component_name.endswith(key.partition("_")[0])]
    data = [given(each.proto) for each in found]
    return next(each for each in data if "_" not in key or each.get("name") == key.partition("_")[2])
