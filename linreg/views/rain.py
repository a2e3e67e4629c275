"""Rain: a hundred starts at once over the map, each a training of its own with the page's settings."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from linreg.picture.rain import Rain, falling, starts
from linreg.picture.scene import Scene
from linreg.server.rains import Rains
from linreg.state import State
from linreg.telling.speed import SHARE, legend
from linreg.training.config import Impossible
from linreg.training.paths import serves_many
from linreg.views import visit
from linreg.views.components import register
from linreg.views.training import SHARED, telling
from linreg.words import Words
from linreg.words.numbers import percent

_component = register("rain", "page/rain.js")

RAINS = Rains(SHARED)
ALONE = 100  # epochs at most where the trainings run one after the other


def rain(say: Words, state: State, scene: Scene, of: str) -> None:
    """What there is to see, the switch for the colours and what they mean, and the rain itself for the player.

    of : the id of what the player plays, over which it falls.
    """
    st.markdown(say(f"rain.text_{'floor' if scene.theory.flat else 'bowl'}"))
    visit.shows("speeds")
    st.toggle(say("rain.speeds"), key="speeds", on_change=visit.taken, args=("speeds",))
    if state.speeds:
        st.markdown(say("rain.speeds_text", share=percent(SHARE)))
    config = scene.run.config
    if config.epochs > ALONE and not serves_many(len(scene.data), config):
        st.markdown(say("rain.slow", epochs=str(ALONE)))
        return
    shown = _rain(say, scene, st.empty(), bool(state.race))
    if shown is None:
        st.markdown(say("rain.none"))
        return
    rows = legend(say, shown.speeds, config.epochs) if state.speeds else []
    _component(
        say,
        "rain",
        {
            "rain": falling(shown, scene) | {"of": of, "told": state.speeds},
            "legend": [{"speed": speed, "text": text, "count": _count(say, runs)} for speed, text, runs in rows],
        },
    )


def _rain(say: Words, scene: Scene, place: DeltaGenerator, race: bool) -> Rain | None:
    """The rain over this scene, with the progress shown in `place`; None if no start of it can be trained."""
    run = scene.run
    try:
        over = starts(scene.frame, scene.axes)
        shown = RAINS.ask(run.data, scene.bowl, run.config, over, telling(place, say), race)
    except Impossible:
        shown = None
    place.empty()
    return shown


def _count(say: Words, runs: int) -> str:
    return say("rain.count_one") if runs == 1 else say("rain.count", n=str(runs))
