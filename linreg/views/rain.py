"""Rain: a hundred starts at once over the map, each a training of its own with the page's settings."""

import streamlit as st

from linreg.picture.rain import Rain, falling, starts
from linreg.picture.scene import Scene
from linreg.server.rains import Rains
from linreg.server.trainings import Progress
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
    place = st.empty()
    shown = over(scene, bool(state.race), telling(place, say))
    place.empty()
    if shown is None:
        st.markdown(say("rain.none"))
        return
    _component(
        say,
        "rain",
        {
            "rain": falling(shown, scene) | {"of": of, "told": state.speeds},
            "legend": legend(say, shown.speeds, config.epochs) if state.speeds else [],
        },
    )


def over(scene: Scene, race: bool, progress: Progress | None = None) -> Rain | None:
    """The rain over this scene; None if no start of it can be trained. race : whether its clock counts gradients."""
    run = scene.run
    try:
        return RAINS.ask(run.data, scene.bowl, run.config, starts(scene.frame, scene.axes), progress, race)
    except Impossible:
        return None
