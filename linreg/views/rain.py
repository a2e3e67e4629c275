"""Rain: a hundred starts at once over the map, each a training of its own with the page's settings."""

from dataclasses import replace
from threading import Lock

import streamlit as st
from cachetools import LRUCache
from streamlit.delta_generator import DeltaGenerator

from linreg import Run
from linreg.picture.axes import Pair
from linreg.picture.rain import Rain, falling, starts
from linreg.picture.rain import rain as rain_of
from linreg.picture.scene import Scene
from linreg.points.dataset import Dataset
from linreg.state import State
from linreg.telling.speed import SHARE, legend
from linreg.training.config import TrainConfig
from linreg.training.many import lanes_serve
from linreg.views import visit
from linreg.views.components import register
from linreg.views.training import trained_each
from linreg.words import Words
from linreg.words.numbers import percent

_component = register("rain", "page/rain.js")

_kept: LRUCache[tuple[Dataset, TrainConfig, tuple[Pair, ...]], Rain] = LRUCache(100)  # each of some 60 kB
_lock = Lock()  # of the above
_turn = Lock()  # one after the other: at 10,000 epochs the runs of a rain take 60 MB, for a fifth of a second
WAIT = 0.2  # seconds
ALONE = 100  # epochs at most where the trainings run one after the other


def rain(say: Words, state: State, scene: Scene, of: str) -> None:
    """What there is to see, the switch for the colours and what they mean, and the rain itself for the player.

    of : the id of what the player plays, over which it falls. On the CPU, whatever the page's device: lanes are quick
    there, and no eye sees last bits.
    """
    st.markdown(say(f"rain.text_{'floor' if scene.theory.flat else 'bowl'}"))
    visit.shows("speeds")
    st.toggle(say("rain.speeds"), key="speeds", on_change=visit.taken, args=("speeds",))
    if state.speeds:
        st.markdown(say("rain.speeds_text", share=percent(SHARE)))
    config = replace(scene.run.config, device="cpu")
    if config.epochs > ALONE and not lanes_serve(config.optimizer, config.cost):
        st.markdown(say("rain.slow", epochs=str(ALONE)))
        return
    shown = _rain(say, scene, config, st.empty())
    if shown is None:
        st.markdown(say("rain.none"))
        return
    rows = legend(say, shown.speeds, config.epochs) if state.speeds else []
    _component(
        key="rain",
        data={
            "rain": falling(shown, scene) | {"of": of, "told": state.speeds},
            "legend": [{"speed": speed, "text": text, "count": _count(say, runs)} for speed, text, runs in rows],
            "loading": say.section("loading"),
        },
    )


def _rain(say: Words, scene: Scene, config: TrainConfig, place: DeltaGenerator) -> Rain | None:
    """The rain over this scene, kept from before or trained now; None if no start of it can be trained."""
    grid = starts(scene.frame, scene.axes)
    key = (scene.run.data, replace(config, init="zeros", seed=1), grid)
    with _lock:
        shown = _kept.get(key)
    if shown is None:
        while not _turn.acquire(timeout=WAIT):
            place.empty()  # ends the waiting of who has changed something meanwhile
        try:
            answers = trained_each([(scene.run.data, replace(config, init=start)) for start in grid], place, say)
        finally:
            _turn.release()
        runs = [answer for answer in answers if isinstance(answer, Run)]
        if not runs:
            return None
        shown = rain_of(runs, scene.bowl)
        with _lock:
            _kept[key] = shown
    return shown


def _count(say: Words, runs: int) -> str:
    return say("rain.count_one") if runs == 1 else say("rain.count", n=str(runs))
