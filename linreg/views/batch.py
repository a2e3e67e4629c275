"""How many points an update sees, and in which order; and the ways out where such batches cannot be drawn."""

import streamlit as st

from linreg.state import State
from linreg.training.config import BatchExceeds, UpdatesExceed
from linreg.training.parameters import Whole
from linreg.views import fields, visit
from linreg.views.parameters import attempt, forget, row
from linreg.words import Words
from linreg.words.numbers import plain

SIZE = "batch_size"  # torch's name
FEW, MANY = 8, 32  # sizes within reach beside one and all, where there are as many points


def show(say: Words, state: State, n: int) -> None:
    """The size of a batch of n points: within reach, or any; and the order, where there are several."""
    sizes = [0, *(size for size in (1, FEW, MANY) if size < n)]
    chosen = state.batch if state.batch in sizes else None
    visit.holds("batch_near", chosen)
    st.pills(
        say("batch.label"),
        sizes,
        format_func=lambda size: say("batch.pill_all") if not size else str(size),
        key="batch_near",
        on_change=_near,
        help=say("batch.help"),
    )
    if state.batch:
        updates = f"{-(-n // state.batch):,}"
        told = say(f"batch.param_{'whole' if updates == '1' else 'part'}", n=f"{n:,}", updates=updates)
        with row(say, SIZE, told, say("method.allowed_range", low="1", high=f"{n:,}")):
            visit.holds(SIZE, state.batch)
            st.number_input(f"`{SIZE}`", step=1, key=SIZE, on_change=_typed, args=(n,))
        fields.choice(say, say("batch.order"), "order", "batch", say("batch.order_help"))


def ways_out(say: Words, error: ValueError) -> None:
    """In one press what makes batches possible that are not."""
    if not isinstance(error, BatchExceeds | UpdatesExceed):
        return
    with st.container(horizontal=True, key="batch_ways"):
        epochs, size = error.values.get("epochs", 0), int(error.values["batch_size"])
        if epochs >= 1:
            label = say("batch.way_epochs", epochs=plain(epochs))
            st.button(label, key="batch_epochs", on_click=visit.change, kwargs={"epochs": int(epochs)})
        if isinstance(error, UpdatesExceed) and size < error.values["n"]:
            label = say("batch.way_size", size=plain(size))
            st.button(label, key="batch_larger", on_click=visit.change, kwargs={"batch": size})
        st.button(say("batch.way_all"), key="batch_all", on_click=visit.change, kwargs={"batch": 0})


def _near() -> None:
    """A press on the size that is chosen changes nothing: one is always."""
    size = st.session_state.batch_near
    if size is not None:
        forget()
        visit.change(batch=size)


def _typed(n: int) -> None:
    """Takes the size that was typed, or says beside it what it can be."""
    attempt(SIZE, lambda: visit.change(batch=Whole(1, n).check(st.session_state[SIZE])))
