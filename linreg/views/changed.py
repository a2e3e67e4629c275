"""Points changed by hand: what the player has let go becomes the state's; and the way back to the set they were."""

from dataclasses import replace
from typing import Any

import streamlit as st

from linreg.points.dataset import Dataset
from linreg.points.library import LIBRARY
from linreg.state import State, by_hand, kind_of
from linreg.state.points import MOST_TOLD
from linreg.state.state import OWN
from linreg.training.config import TrainConfig
from linreg.training.costs import COSTS
from linreg.views import visit
from linreg.views.components import register
from linreg.words import Words

_component = register("edit", "page/edit.js")

MOST_MOVED = 200  # points that a hand can still tell apart; as many as a noisy line may have


def read(said: Any) -> Dataset | None:
    """The points that the browser has sent, {x, y}, or None: a visitor may send what he likes."""
    try:
        if not 1 <= len(said["x"]) <= MOST_MOVED:
            return None
        moved: Dataset | None = kind_of("points").check(Dataset(OWN, said["x"], said["y"]))
        return moved
    except (KeyError, TypeError, ValueError):
        return None


def take(said: Any) -> None:
    """Takes points as they were let go, or goes back to their set; for callbacks. What cannot be changes nothing."""
    if isinstance(said, dict) and said.get("back") is True:
        back()
    elif moved := read(said):
        visit.change(**by_hand(_of(said.get("family"), visit.now()), moved))


def _of(family: Any, state: State) -> State:
    """The state with its points belonging to this set, or to OWN: undone or done again, they may be another's."""
    if family == OWN:
        return replace(state, data=OWN, origin="")
    return replace(state, data=family) if isinstance(family, str) and family in LIBRARY else state


def back() -> None:
    """Goes back to the set that a hand has changed; for callbacks."""
    state = visit.now()
    if by_a_hand(state):
        visit.change(data=state.origin)


def by_a_hand(state: State) -> bool:
    """Whether the points are a set that a hand has changed."""
    return state.data == OWN and state.origin != ""


def told(say: Words, state: State, config: TrainConfig) -> dict[str, Any]:
    """What the player is to know to change the points by hand, and what follows from them in the browser.

    family : the set that they were, or OWN; `set` is its name. plain : whether 2/λmax is the limit of the rate.
    """
    family = (state.origin or OWN) if state.data == OWN else state.data
    return {
        "most": MOST_MOVED,
        "family": family,
        "set": "" if family == OWN else say(f"library.{family}_name"),
        "changed": by_a_hand(state),
        "cost": config.cost if config.cost in COSTS else "",  # else nothing follows in closed form
        "scaled": state.scale == "on",
        "plain": config.plain,
    }


def switch(say: Words, data: Dataset) -> None:
    """The switch of the edit mode, beside what is told of the points."""
    if len(data) > MOST_MOVED:
        st.caption(say("player.edit_many", most=str(MOST_MOVED)))
        return
    words = {"edit": say("player.edit"), "help": say("player.edit_help")}
    _component(say, "edit", {"words": words}, waits=False)


def way_back(say: Words, state: State) -> None:
    """Says that a hand has changed the points, with the way back."""
    if by_a_hand(state):
        told = [say("explore.changed")]
        if state.points and len(state.points) > MOST_TOLD:  # so they are not in the address any more
            told.append(say("explore.changed_many", most=str(MOST_TOLD)))
        st.caption(" ".join(told))
        name = say(f"library.{state.origin}_name")
        st.button(say("explore.back_to", name=name), key="back_to_set", on_click=back, width="stretch")
