"""The viewer's own points: chosen, typed, pasted or taken from a file.

Files come through our own component, not `st.file_uploader`: it speaks both languages, and its bytes travel with the
page's other messages, so that the server keeps its door for uploads shut, and a second replica needs nothing.
"""

from typing import Any

import streamlit as st

from linreg.points.dataset import Dataset
from linreg.points.reading import Unreadable, read
from linreg.points.reading.text import LARGEST_FILE
from linreg.state import Refused, kind_of, points
from linreg.state.points import MOST_TOLD
from linreg.state.state import OWN
from linreg.telling import reading
from linreg.views import visit
from linreg.views.changed import MOST_MOVED
from linreg.views.components import Heard, file, record, register
from linreg.words import Words

KEY = "points"
FAILED = "unreadable"  # the session's key for why the last file gave no points
PASTED = "pasted"  # and for whether it was none, but pasted
ADDED = "added"  # and for whether it came beside the points there were
NUMBER = "opened_number"  # and for the number under which the browser has it
LOST, MISSED = "lost", "missed"  # and for points that are in no address: asked for, and not to be had
REPLACED = "replaced"  # and for the points that it gave, and what of the state they took the place of

_component = register("points", "page/points.js")
_door = register("drop", "page/drop.js")


def taken() -> None:
    """Takes the set chosen in the sidebar. One's own begin as those on the screen, and the table opens beside them."""
    if st.session_state.data == OWN:
        begin()
        return
    st.session_state[FAILED] = None
    visit.taken("data")


def begin(_: Any = None) -> None:
    """Goes to one's own points, which begin as those on the screen, and opens their table; for callbacks."""
    state = visit.now()
    st.session_state[FAILED] = None
    if state.points is None:
        visit.change(points=points(state), origin="")
    visit.change(data=OWN, lens="points")


def own(say: Words, data: Dataset, edited: bool = True) -> None:
    """The table of the points, the way to a file, and what was read of it. edited : whether on the picture as well."""
    failed = st.session_state.get(FAILED)
    told = {
        "rows": list(zip(data.x, data.y, strict=True)) if len(data) <= MOST_TOLD else None,
        "told": [*([] if failed else _read(say, data)), *_beyond(say, len(data), edited), *_reload(say, len(data))],
        "columns": list(data.report.columns) if data.report else [],
        "chosen": [data.report.x, data.report.y] if data.report else [],
        "undo": bool(_replaced()),
    }
    _show(say, told)


def door(say: Words, takes: bool, shown: bool, refused: tuple[Refused, ...]) -> tuple[Refused, ...]:
    """Where files may be dropped: anywhere on the page. takes : whether they are points there, else nothing happens.

    shown : whether the Points lens then tells what was read. What an address could not give is given back, but for
    points that the browser's tab may have kept over a reload: they are missed once it has said that it has none.
    """
    lost = tuple(each for each in refused if takes and (each.name, each.text) == ("data", OWN))

    def dropped(told: Any) -> None:
        _opened(told)
        if shown:
            visit.change(lens="points")

    heard: Heard = {"dropped": dropped, "restored": _restored} if takes else {}
    told = {"takes": takes, "most": LARGEST_FILE, "lost": bool(lost), "keep": _kept()}
    _door(say, "drop", told, on=heard, waits=False)
    if lost:
        st.session_state[LOST] = lost
        return tuple(each for each in refused if each not in lost)
    missed: tuple[Refused, ...] = st.session_state.pop(MISSED, ())
    return refused + missed


def _restored(told: Any) -> None:
    """Reads what the browser's tab has kept of points that are in no address; for callbacks."""
    lost = st.session_state.pop(LOST, ())
    _opened(told)
    if visit.now().data == OWN:
        st.session_state[REPLACED] = (visit.now().points, {})  # the viewer had no others
    elif lost:
        st.session_state[MISSED] = lost
        visit.change(lens="points")  # where their file can be opened again


def _kept() -> int:
    """The number of the file that the browser's tab is to keep: its points are there, and in no address; or 0."""
    given, _ = st.session_state.get(REPLACED, (None, {}))
    state = visit.now()
    there = state.data == OWN and state.points is given and given is not None and len(given) > MOST_TOLD
    n = st.session_state.get(NUMBER)
    return n if there and isinstance(n, int) else 0


def offer(say: Words) -> None:
    """The ways to points of one's own, beside what is told of a set."""
    _show(say, {"offer": True, "rows": None, "told": [], "columns": [], "chosen": [], "undo": False})


def _show(say: Words, told: dict[str, Any]) -> None:
    failed = st.session_state.get(FAILED)
    if failed:
        told["told"] = [reading.failed(say, failed), *told["told"]]
    _component(
        say,
        KEY,
        told
        | {
            "words": say.section("own"),
            "heard": record(KEY, "typed").get("n", 0),
            "failed": bool(failed),
            "most": LARGEST_FILE,
        },
        on={"typed": _typed, "opened": _opened, "begun": begin, "undone": _undone},
    )


def _read(say: Words, data: Dataset) -> list[str]:
    """What was read of a file, or of what was pasted, and what became of the points there were."""
    if not data.report:
        return []
    told = reading.told(say, data.report, st.session_state.get(PASTED, False))
    if _replaced():
        told.append(say("own.added") if st.session_state.get(ADDED) else say("own.instead"))
    return told


def _replaced() -> dict[str, Any]:
    """What of the state the points that are there took the place of as they were read; nothing for all others."""
    given, before = st.session_state.get(REPLACED, (None, {}))
    state = visit.now()
    return before if state.data == OWN and state.points is given else {}


def _beyond(say: Words, n: int, edited: bool) -> list[str]:
    """Where so many points can be changed, if not in the table."""
    edit = say("player.edit")
    if n < MOST_TOLD:
        return []
    if n == MOST_TOLD:
        return [say("own.full", most=str(MOST_TOLD), edit=edit)] if edited else []
    many = say("own.many", n=f"{n:,}", most=str(MOST_TOLD))
    return [many, say("own.many_edit", edit=edit)] if edited and n <= MOST_MOVED else [many]


def _reload(say: Words, n: int) -> list[str]:
    """What becomes of points that are too many for the address as the page is loaded again."""
    if n <= MOST_TOLD:
        return []
    return [say("own.reload_keeps") if _kept() else say("own.reload_loses")]


def _typed(told: Any) -> None:
    """Takes the table as it stands, {rows}; for callbacks. What cannot be points changes nothing."""
    try:
        x, y = zip(*told["rows"], strict=True)
        if len(x) <= MOST_TOLD:
            _take(Dataset(OWN, x, y), visit.now().origin)
    except (KeyError, TypeError, ValueError):
        pass  # no table of ours sends this


def _opened(told: Any) -> None:
    """Reads {bytes, pasted, added, x, y, n}, of a file or pasted; for callbacks.

    What gives no points leaves those there are. added : whether they come beside one's own points, not in their place.
    n : the number under which the browser has it.
    """
    content = file(told, LARGEST_FILE)
    if content is None:
        return
    columns = [None if told.get(axis) is None else str(told[axis]) for axis in ("x", "y")]
    try:
        data = read(content, *columns)
    except Unreadable as error:
        st.session_state[FAILED] = error
        return
    state = visit.now()
    before = {"data": state.data, "points": state.points, "origin": state.origin}
    if any(columns):  # others of the same file
        before = _replaced() or before
    added = told.get("added") is True and state.data == OWN and state.points is not None
    if added and state.points:
        data = Dataset(OWN, (*state.points.x, *data.x), (*state.points.y, *data.y), report=data.report)
    _take(data, state.origin if added else "")
    st.session_state[NUMBER] = None if added else told.get("n")
    st.session_state[ADDED] = added
    st.session_state[REPLACED] = (visit.now().points, before)
    st.session_state[PASTED] = told.get("pasted") is True


def _undone(_: Any) -> None:
    """Brings back what was there before a file was opened, or pasted; for callbacks."""
    if before := _replaced():
        visit.change(**before)
        st.session_state[FAILED] = None


def _take(data: Dataset, origin: str = "") -> None:
    visit.change(data=OWN, points=kind_of("points").check(data), origin=origin)
    st.session_state[FAILED] = None
