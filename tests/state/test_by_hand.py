"""Points changed by hand: which set they were, the way back to it, and their address."""

from dataclasses import replace

from linreg import Dataset, library
from linreg.state import State, by_hand, points, read, write


def changed(state: State, x: tuple[float, ...], y: tuple[float, ...]) -> State:
    return replace(state, **by_hand(state, Dataset("own", x, y)))


def asked(state: State) -> State:
    return read({name: [text] for name, text in write(state).items()})[0]


def test_points_changed_by_hand_are_ones_own_and_remember_their_set() -> None:
    state = changed(State(data="cars"), (1, 2), (3, 4.5))
    assert (state.data, state.origin, points(state).y) == ("own", "cars", (3, 4.5))
    again = changed(state, (1, 2), (3, 5))
    assert (again.data, again.origin) == ("own", "cars")
    assert asked(again) == again


def test_a_sets_own_points_are_that_set_again() -> None:
    notebook = library("notebook")
    state = changed(State(), (1, 2, 3), (1, 2, 4))
    assert changed(state, tuple(notebook.x), tuple(notebook.y)).data == "notebook"


def test_a_noisy_line_can_be_drawn_again_after_its_address() -> None:
    line = State(data="line", n=5, noise=0.5)
    state = asked(changed(line, (1, 2), (3, 4)))
    drawn = points(line)
    back = changed(state, tuple(drawn.x), tuple(drawn.y))
    assert (back.data, points(back)) == ("line", drawn)


def test_points_of_ones_own_have_no_set() -> None:
    state = changed(State(data="own", points=Dataset("own", (1,), (2,))), (1,), (3,))
    assert (state.data, state.origin) == ("own", "")
    assert "origin" not in write(state) and "n" not in write(replace(state, n=7))
