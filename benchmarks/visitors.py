"""A class of a hundred: sessions that open the page within a few seconds, and then change what they see."""

import asyncio
import json
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.claims import Claim

VISITORS = 100
WITHIN_S = 4.0  # they arrive
CHANGE_S = 3.0  # and change something
PATIENCE_S = 120.0
MOST_EPOCHS = 10_000
# How a run of a fragment ends, or one that the visitor's next change has overtaken
OF_FRAGMENTS = (ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN)

Change = Callable[["Visitor"], None]


@dataclass
class Visitor:
    """One session, as a browser would hold it: its connection, and what its controls are called there and set to."""

    socket: websockets.ClientConnection
    dials: dict[str, str] = field(default_factory=dict)  # "lr" → the id of its control
    choices: dict[str, list[str]] = field(default_factory=dict)  # of each switch among a few, by its id
    states: dict[str, WidgetState] = field(default_factory=dict)
    chosen: int = 0
    hand: tuple[str, str] = ("", "")  # of what hands moving points on: its id, and its fragment

    def turn(self, name: str, value: float) -> None:
        """Sets the control of a number."""
        self.chosen += 1
        said = json.dumps({"chosen": {"value": value, "n": self.chosen}})
        self.states[name] = WidgetState(id=self.dials[name], json_value=said)

    def switch(self, which: str, option: str) -> None:
        """Sets a switch among a few."""
        state = WidgetState(id=which)
        state.string_array_value.data.append(option)
        self.states[which] = state

    async def _send(self, fragment: str = "") -> None:
        """Asks for the page, or for one fragment of it, with all controls as they are set."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.extend(self.states.values())
        await self.socket.send(message.SerializeToString())

    async def ask(self) -> float:
        """Seconds from asking for the page, with all controls as they are set, to the end of its script."""
        began = time.monotonic()
        await self._send()
        while True:
            answer = ForwardMsg.FromString(await self.socket.recv())
            self._learn(answer.delta.new_element)
            if (component := answer.delta.new_element.bidi_component).id.endswith("-hand"):
                self.hand = component.id, answer.delta.fragment_id
            await self._sweep(answer.delta)
            if answer.WhichOneof("type") == "script_finished" and answer.script_finished not in OF_FRAGMENTS:
                assert answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return time.monotonic() - began

    async def drag(self, n: int, points: dict[str, list[float]]) -> bool:
        """Sends points as they move; whether their picture has come, once that is answered. n : rising."""
        which, fragment = self.hand
        self.states["hand"] = WidgetState(id=which, json_value=json.dumps({"moving": points | {"n": n}}))
        await self._send(fragment)
        while True:
            component = ForwardMsg.FromString(await self.socket.recv()).delta.new_element.bidi_component
            if component.id == which and (answer := given(component)["answer"]) and answer["n"] == n:
                return "runs" in answer

    async def _sweep(self, delta) -> None:  # type: ignore[no-untyped-def]
        """Asks for every rate's cost where the page leaves that to the browser, which does so at once."""
        component = delta.new_element.bidi_component
        if component.id.endswith("-sweep") and "turn" in (sent := given(component)):
            self.states["sweep"] = WidgetState(id=component.id, json_value=json.dumps({"asked": sent["turn"]}))
            await self._send(delta.fragment_id)

    def _learn(self, element) -> None:  # type: ignore[no-untyped-def]
        """What a control that has come is called."""
        assert element.WhichOneof("type") != "exception", element.exception.message
        _, dial, name = element.bidi_component.id.rpartition("-dial_")
        if dial:
            self.dials[name] = element.bidi_component.id
        if element.button_group.id:
            self.choices[element.button_group.id] = [option.content for option in element.button_group.options]


def given(component, **how) -> dict[str, Any]:  # type: ignore[no-untyped-def]
    """What a component of ours was given, as `views.components` sends it. how : for `json.loads`."""
    (data,) = json.loads(component.json, **how)
    return dict(data)


def visit(url: str) -> websockets.connect:
    """A connection as a browser would open it, to be used in `async with`."""
    address = f"ws://{urlsplit(url).netloc}/_stcore/stream"
    return websockets.connect(address, subprotocols=["streamlit"], origin=url, max_size=None)


async def _one_of_many(
    url: str, number: int, all_there: asyncio.Barrier, changes: Sequence[Change], within: float
) -> list[float]:
    """Seconds until the page stood, and, once all have it, until it stood again after each change."""
    await asyncio.sleep(WITHIN_S * number / VISITORS)
    async with visit(url) as socket:
        visitor = Visitor(socket)
        seconds = [await visitor.ask()]
        for change in changes:
            await all_there.wait()
            await asyncio.sleep(within * number / VISITORS)
            change(visitor)
            seconds.append(await visitor.ask())
        return seconds


def aside(work: Coroutine[Any, Any, Any]) -> Any:
    """What it gives, awaited in a thread of its own: in this one Playwright's event loop may be running."""
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(asyncio.run, work).result()


def _class(url: str, changes: Callable[[int], Sequence[Change]], within: float = CHANGE_S) -> np.ndarray:
    """Seconds of every visitor, (visitors, 1 + changes): for the first page, then each change, all `within` seconds."""

    async def all_of_them() -> list[list[float]]:
        all_there = asyncio.Barrier(VISITORS)
        async with asyncio.timeout(PATIENCE_S):
            visits = (_one_of_many(url, k, all_there, changes(k), within) for k in range(VISITORS))
            return await asyncio.gather(*visits)

    return np.array(aside(all_of_them()))


def _own_rate(number: int) -> list[Change]:
    """To a learning rate that nobody else chooses."""
    return [lambda visitor: visitor.turn("lr", 0.04 + number / 10_000)]


def _longest(number: int) -> list[Change]:
    """To as many epochs as there are, at a rate that nobody else chooses."""

    def change(visitor: Visitor) -> None:
        visitor.turn("lr", 0.06 + number / 10_000)
        visitor.turn("epochs", MOST_EPOCHS)

    return [change]


def _anything(number: int) -> list[Change]:
    """Twice one of the controls to anything."""
    draw = random.Random(number)

    def change(visitor: Visitor) -> None:
        which = draw.choice(sorted([*visitor.dials, *visitor.choices]))
        if which in visitor.choices:
            visitor.switch(which, draw.choice(visitor.choices[which]))
        else:
            anything = {"lr": 10 ** draw.uniform(-4, 1), "epochs": draw.randint(1, MOST_EPOCHS)}
            visitor.turn(which, anything.get(which, draw.randint(1, 100)))

    return [change, change]


def claims(url: str) -> list[Claim]:
    """What half and nearly all of a class wait for."""
    firsts, rates = _class(url, _own_rate).T
    anything = _class(url, _anything, within=WITHIN_S)[:, 1:].ravel()
    longest = _class(url, _longest, within=0.0)[:, 1]
    return [
        Claim(f"{VISITORS} visitors within {WITHIN_S:g} s: first page, half of them", float(np.median(firsts)), "s"),
        Claim("… nineteen of twenty", float(np.quantile(firsts, 0.95)), "s"),
        Claim("… each training a rate of their own, half of them", float(np.median(rates)), "s"),
        Claim("… nineteen of twenty", float(np.quantile(rates, 0.95)), "s", at_most=3),
        Claim("… each two changes of anything, half of them", float(np.median(anything)), "s"),
        Claim("… nineteen of twenty", float(np.quantile(anything, 0.95)), "s", at_most=1.5),
        Claim("… each 10,000 epochs at a rate of their own, at once, the last", float(longest.max()), "s", at_most=15),
    ]
