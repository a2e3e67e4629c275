"""Before, while, after: the forecast before the run is played, what it came to once it has been, beside any guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from linreg import Run
from linreg.picture.payload import key_of
from linreg.server.rattles import Rattles
from linreg.state import MOST_EPOCHS, State, kept
from linreg.telling import forecast as forecast_words
from linreg.telling import guess as guess_words
from linreg.telling import method_forecast, verdict_words
from linreg.telling.came import Came
from linreg.telling.result import result as came_to
from linreg.telling.result import sentence
from linreg.telling.verdict import Verdict
from linreg.theory import Forecast, Theory, curvature, named_rates
from linreg.views import player, rate, visit
from linreg.views.controls import Choice
from linreg.views.terms import explained
from linreg.views.training import SHARED
from linreg.words import Words
from linreg.words.numbers import plain

RATTLES = Rattles(SHARED.turns)

BOLD = re.compile(r"\*\*(.+?)\*\*")
ASKED = "asked"  # the session's key for the runs whose results the viewer asked to see unplayed
OUT = "out"  # and for those whose ends have been seen, the latest last
REMEMBERED = 100  # of them


def asked() -> Sequence[str]:
    """The keys of the runs whose results the viewer asked to see unplayed."""
    keys: Sequence[str] = st.session_state.get(ASKED, ())
    return keys


def is_out(choice: Choice) -> bool:
    """Whether the viewer has seen this training's end, or asked for it; known before it is trained."""
    return seen(key_of(choice.seen, choice.config))


def note(runs: Sequence[Run]) -> None:
    """Remembers which of these runs, as shown now, have been at their end: a kept one stays known."""
    keys = [key for key in (key_of(run.data, run.config) for run in runs) if seen(key)]
    before = [key for key in st.session_state.get(OUT, ()) if key not in keys]
    st.session_state[OUT] = (before + keys)[-REMEMBERED:]


def was_out(key: str) -> bool:
    """Whether the viewer has seen the end of the run with this key at any time."""
    return key in st.session_state.get(OUT, ())


def seen(key: str) -> bool:
    """Whether the viewer has seen the end of the run with this key on the page as it is, or asked for it."""
    return player.ended(key) or key in asked()


@dataclass(frozen=True)
class Result:
    """What a run came to, beside any guess, as Markdown; and the rate that would do better, if one would."""

    text: str
    better_rate: float | None
    scaled_rate: float | None = None  # one for a standardised x, where no other helps

    @property
    def word(self) -> str:
        """The same in a word or two: what the text has in bold."""
        return " · ".join(found.rstrip(".") for found in BOLD.findall(self.text))


def result(say: Words, choice: Choice, theory: Theory, run: Run) -> Result | None:
    """What the run came to; None while that is not to be told."""
    if not is_out(choice):
        return None
    found = came_to(run)
    was = guess_words.was(run.config, theory, found.kind)
    guessed = guess_words.sentence(say, player.guess(key_of(run.data, run.config)), run, was)
    told = sentence(say, run, found, MOST_EPOCHS, rate.swept(len(run.data), run.config))
    return Result(
        "\n\n".join(filter(None, [guessed, told])), found.lr_advised, _scaled_rate(choice, theory, found, run.at(0))
    )


def _scaled_rate(choice: Choice, theory: Theory, found: Verdict | Came, start: tuple[float, float]) -> float | None:
    """The rate for a standardised x, where the advice is to standardise it; else None."""
    if not isinstance(found, Verdict) or not verdict_words.advises_scaling(found, MOST_EPOCHS):
        return None
    if choice.standardised or theory.flat:
        return None
    scaled = curvature(choice.data.standardised()[0], choice.config.cost)
    return named_rates(scaled, start).get("fastest")


def show(
    say: Words,
    state: State,
    choice: Choice,
    ahead: Forecast | None,
    theory: Theory,
    result: Result | None,
    led: str,
    goal: bool,
) -> None:
    """The forecast, unless the room is to guess; the result, or the way to it; and what can be done.

    led : what a lesson asks the room for: "ask" for a guess, "play" to play what was asked, "later" for a guess in a
    later step; "" for nothing. goal : whether the lesson has the room reach a goal, and asks for nothing else.
    """
    before, after, actions = st.columns([9, 12, 4], gap="small")
    with before.container(key="forecast"):
        if led:
            st.markdown(say(f"lessons.{led}_first"))
        elif state.guess and not result:
            if not goal:
                st.markdown(say("explore.guess_first"))
        else:
            if ahead:
                told = forecast_words.sentence(say, ahead)
            else:
                told = method_forecast.sentence(say, choice.seen, choice.config, theory, RATTLES.ask)
            st.markdown(explained(told), unsafe_allow_html=True)
    with after.container(key="verdict"):
        if result:
            st.markdown(explained(result.text), unsafe_allow_html=True)
        elif led in ("", "play"):
            _still_to_come(say, state, choice)
    with actions.container(key="actions"):
        if result and result.scaled_rate:
            label, values = say("explore.better_scaled", lr=plain(result.scaled_rate, 7)), {"lr": result.scaled_rate}
            st.button(label, key="better_scaled", on_click=visit.change, kwargs=values | {"scale": "on"})
        elif result and result.better_rate:
            label = say("explore.better_rate", lr=plain(result.better_rate, 7))
            st.button(label, key="better_rate", on_click=rate.set_rate, args=(result.better_rate,))
        if not led:
            _guess(say)


def _still_to_come(say: Words, state: State, choice: Choice) -> None:
    """Says when the result comes, and lets the impatient have it now, with those of the kept runs."""

    def ask() -> None:
        st.session_state[ASKED] = [key_of(choice.seen, config) for config in (choice.config, *kept(state))]

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("outcome.wait"), width="content")
        st.button(say("outcome.show_now"), key="show_now", on_click=ask)


def _guess(say: Words) -> None:
    """The switch that hides what would tell."""
    visit.shows("guess")
    st.toggle(say("explore.guess"), key="guess", on_change=visit.taken, args=("guess",), help=say("explore.guess_help"))
