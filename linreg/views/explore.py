"""The Explore page: controls -> config -> run -> what the viewer sees."""

from typing import Any

import streamlit as st

from linreg import Run, figures
from linreg.axes import Axes
from linreg.cost import bowl as bowl_of
from linreg.frame import frame as frame_of
from linreg.player import payload, player
from linreg.theory import Forecast, forecast, to_original
from linreg.verdict import verdict
from linreg.views import controls, lens, rate
from linreg.views import forecast as forecast_view
from linreg.views import verdict as verdict_view
from linreg.views.controls import Choice
from linreg.views.numbers import plain
from linreg.views.training import trained
from linreg.words import Words

PLAYER = "player"


def page(say: Words) -> None:
    """Draws the page."""
    with st.container(horizontal=True, key="title", vertical_alignment="center"):
        st.title(say("explore.title"), anchor=False, width="content")
        st.caption(say("explore.subtitle"), width="content")
        progress = st.empty()

    choice = controls.choice(say)
    ahead = forecast(choice.seen, choice.config)
    run = trained(choice.seen, choice.config, progress, say)
    guess = st.session_state.get("guess", False)  # its switch stands beneath the player
    player(_picture(say, choice, run, ahead, show_forecast=not guess), PLAYER, _start_there)
    _verdict(say, ahead, run, guess)
    lens.show(say, choice, ahead, run)


def _verdict(say: Words, ahead: Forecast, run: Run, guess: bool) -> None:
    """What was to be expected, what it came to, the way to a better rate; or nothing of it, while a room guesses."""
    found = verdict(run)
    text, actions = st.columns([4, 1], gap="small")
    with text.container(key="verdict"):
        if guess:
            st.markdown(say("explore.guess_first"))
        else:
            sentences = forecast_view.sentence(say, ahead), verdict_view.sentence(say, found, controls.MOST_EPOCHS)
            st.markdown("\n\n".join(sentences))
    with actions.container(key="actions"):
        st.toggle(say("explore.guess"), key="guess", bind="query-params", help=say("explore.guess_help"))
        if found.lr_advised and not guess:
            st.button(
                say("explore.better_rate", lr=plain(found.lr_advised)),
                key="better_rate",
                on_click=rate.set_rate,
                args=(found.lr_advised,),
            )


def _picture(say: Words, choice: Choice, run: Run, ahead: Forecast, show_forecast: bool) -> dict[str, Any]:
    """The payload for the player: the run on its stage, in the coordinates chosen."""
    theory, view, cost_title = ahead.theory, lens.chosen_axes(), say("explore.cost")
    axes, titles, directions = Axes(), ("W", "b"), []
    if view == "eigen":
        axes, titles = Axes.eigen(theory), (say("rate.along"), say("rate.across"))
    elif view == "lines":
        directions = [(say("rate.slow"), theory.slow), (say("rate.steep"), theory.steep)]
    bowl = bowl_of(run.data, run.config.cost)
    drawn = axes.bowl(bowl)
    frame = frame_of(run, choice.data, drawn, axes)
    stage = {
        "fit": figures.fit(choice.data, to_original(bowl.W, bowl.b, choice.scaling), frame),
        "contours": figures.contours(drawn, frame, titles, directions),
        "bowl": figures.bowl3d(drawn, frame, cost_title, titles),
        "curve": figures.curve(
            run.epochs, frame, (say("explore.epoch"), cost_title), ahead.cost if show_forecast else None
        ),
    }
    return payload(run, choice.data, choice.scaling, bowl, axes, frame, stage, say.section("player"), say.lang)


def _start_there() -> None:
    """A click on the contours: training starts at that point."""
    place = st.session_state[PLAYER].start
    controls.start_at(float(place["W"]), float(place["b"]))
