"""The Explore page: state -> controls -> run -> what the viewer sees."""

import streamlit as st

from linreg import Run
from linreg.picture.drawable import check_drawable
from linreg.picture.payload import payload
from linreg.picture.scene import scene
from linreg.state import Refused, State, kept
from linreg.telling.floor import floor as noise_of
from linreg.telling.impossible import why
from linreg.theory import expected, forecast
from linreg.training.config import Impossible
from linreg.views import (
    about,
    batch,
    changed,
    controls,
    following,
    lead,
    lens,
    making,
    method,
    outcome,
    player,
    race,
    sweep,
    visit,
)
from linreg.views import refused as notice
from linreg.views.training import drawn_runs
from linreg.words import Words


def page(say: Words, state: State, refused: tuple[Refused, ...]) -> None:
    """Draws the page."""
    with st.container(horizontal=True, key="title", vertical_alignment="center"):
        st.title(say("explore.title"), anchor=False, width="content")
        st.caption(say("explore.subtitle"), width="content")
        progress = st.empty()

    state, luck = race.settled(say, state, progress)
    choice = controls.chosen(state)
    led = lead.now(state)
    guessing = (led is not None and bool(led.hides)) or (state.guess and not outcome.is_out(choice))
    along = controls.show(say, state, choice, guessing)
    notice.tell(say, refused)
    if state.lesson and led is None:
        st.warning(say("lessons.none", name=state.lesson))
    visit.leave()
    try:
        check_drawable(choice.seen, choice.config)
        ahead = forecast(choice.seen, choice.config) if choice.config.plain else None
        run, *others = drawn_runs(choice.seen, choice.config, kept(state), progress, say)
    except Impossible as error:
        if led:
            lead.show(say, led, None, (), progress)
        st.error(say("explore.impossible", why=why(say, error)), icon=":material/error:")
        batch.ways_out(say, error)
        if state.lens == "points":  # they may be what has to change
            about.points(say, state, choice, None)
        elif state.lens == "method":
            method.show(say, state, len(choice.seen))
        return
    run, others = race.clocked(state, run, others)
    drawn = [other for other in others if isinstance(other, Run)]
    told = None if guessing else ahead or expected(choice.seen, choice.config)
    noise = None if guessing else noise_of(choice.seen, choice.config)
    shown = scene(choice.data, choice.scaling, (run, *drawn), state.axes, told, noise)
    outcome.note(shown.runs)
    asked = led.hides if led else ""
    result = None if asked else outcome.result(say, choice, shown.theory, run)
    with st.container(key="picture"):
        steps = state.lens == "steps" and asked in ("", lead.PLAY)
        played = payload(shown, say, steps, state.epoch, guessing, race.rule(say, state))
        hand = changed.told(say, state, choice.config)
        word = result.word if result else ""
        led_by, tour = lead.told_player(led), not making.on()  # whoever makes a lesson needs the whole window
        player.player(say, played, controls.start_at, state.lens, word, changed.take, hand, led_by, tour)
        if led:
            lead.show(say, led, choice, (run, *others), progress)
        elif making.on():
            making.show(say, state)
        following.show(say, state, shown)
        beside = st.container()
    outcome.show(say, state, choice, ahead, shown.theory, result, asked, bool(led and led.step.goal))
    if not guessing:
        sweep.show(say, along, run, shown.theory, shown.bowl.cost)
    with beside:  # last: what a lens has to work out keeps nobody waiting
        lens.show(say, lens.OnPage(state, choice, shown, guessing, ahead, others, luck, played["id"]))
