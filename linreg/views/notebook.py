"""The Notebook page: its steps with their live output, what its first log really shows, and the certificate."""

from typing import Any

import streamlit as st

from linreg.notebook import Certificate, LogLine, Shortfall, Step, certify, log_lines, shortfall, steps
from linreg.state import State
from linreg.training.config import TrainConfig
from linreg.views import pages, visit
from linreg.words import Words
from linreg.words.numbers import percent, plain

FORMULAS = (
    r"H(x) = Wx + b",
    r"cost(W, b) = \frac{1}{m} \sum_{i=1}^{m} \left( H(x^{(i)}) - y^{(i)} \right)^2",
)
TEXT = 760  # pixels: a line of prose that the eye finds back from
# What of its run a step shows on Explore besides the start: the lines of the loop one by one, or another epoch.
SLOWLY: dict[str, Any] = {"lens": "steps"}
SHOWN = {
    "zero_grad": SLOWLY,
    "backward": SLOWLY,
    "step": SLOWLY | {"epoch": 1},
    "improved": {"epoch": 1},
    "loop": {"epoch": 1001},
    "item": {"epoch": 1001},
    "module_step": SLOWLY | {"epoch": 1},
    "module_loop": {"epoch": 1001},
}


def page(say: Words) -> None:
    """Draws the page."""
    visit.leave(*pages.SAYS[pages.NOTEBOOK])
    st.title(say("notebook.title"), anchor=False)
    st.markdown(say("notebook.intro"), width=TEXT)

    cells, log, short, certificate = _live()
    for number, step in enumerate(cells, 1):
        _step(say, number, step)
        if step.name == "loop":
            _first_log(say, log)
        if step.name == "item":
            _shortfall(say, short)
    _certificate(say, certificate)


# Once per process, however many ask at the same moment: it takes a second or two, and nothing in it ever changes.
@st.cache_resource(max_entries=1, show_spinner=False)
def _live() -> tuple[tuple[Step, ...], tuple[LogLine, ...], Shortfall, Certificate]:
    return steps(), log_lines(), shortfall(), certify()


def _step(say: Words, number: int, step: Step) -> None:
    """One step: what it is about and its code; beside them its output and the notebook's, and a link into its state."""
    told, printed = st.columns([11, 9], gap="medium")
    with told:
        st.header(f"{number}. {say(f'notebook.{step.name}_title')}", anchor=step.name)
        st.markdown(say(f"notebook.{step.name}_text"))
        if step.name == "theory":
            for formula in FORMULAS:
                st.latex(formula)
        st.code(step.code)
    with printed:
        if step.output:
            _output(say("notebook.here"), step.output)
        if step.notebook:
            cells = [str(cell) for cell, text in step.printed.items() if text]
            _output(say("notebook.printed", cells=", ".join(cells)), step.notebook)
        with st.container(horizontal=True, vertical_alignment="center"):
            _mark(say, step.agreement)
            _link(say("notebook.explore"), step.config, **SHOWN.get(step.name, {}))
    st.space("small")


def _output(label: str, text: str) -> None:
    with st.container(gap="xxsmall"):
        st.markdown(f":small[:gray[{label}]]")
        st.code(text, language=None)


def _mark(say: Words, agreement: str) -> None:
    """How our output and the notebook's compare, at a glance and in words."""
    text = say(f"notebook.mark_{agreement}")
    if agreement in ("same", "digits"):
        st.badge(text, icon=":material/check:", color="green")
    elif agreement == "differs":
        st.badge(text, icon=":material/close:", color="red")
    else:
        st.badge(text, color="gray")


def _first_log(say: Words, log: tuple[LogLine, ...]) -> None:
    """The notebook's first log beside what belongs into it."""
    with st.container(border=True):
        st.subheader(say("notebook.evidence_title"), anchor="log")
        st.markdown(say("notebook.evidence_b"), width=TEXT)
        st.markdown(say("notebook.evidence_time"), width=TEXT)
        rows = [
            {
                say("notebook.evidence_epoch"): f"{line.epoch}",
                say("notebook.evidence_W"): f"{line.W:.3f}",
                say("notebook.evidence_shown"): line.shown,
                say("notebook.evidence_b_column"): f"{line.b:.6f}",
                say("notebook.evidence_before"): f"{line.cost_before:.6f}",
                say("notebook.evidence_after"): f"{line.cost_after:.6f}",
            }
            for line in log
        ]
        st.table(rows, border="horizontal", hide_index=True)


def _shortfall(say: Words, short: Shortfall) -> None:
    """Why the notebook's loop ends at 0.985, and two runs that get there."""
    slow, steep = short.forecast.slow, short.forecast.steep
    numbers = {
        "across": plain(steep.eigenvalue, 5),
        "along": plain(slow.eigenvalue),
        "lr": plain(short.forecast.lr),
        "factor": plain(slow.factor),
        "half_life": f"{slow.half_life:.0f}",
        "left": percent(slow.left),
        "short": percent(1 - short.W),
        "W": f"{short.W:.3f}",
        "enough": plain(short.enough.epochs),
        "fastest_lr": plain(short.fastest.lr),
        "fastest": plain(short.fastest.epochs),
    }
    with st.container(border=True):
        st.subheader(say("notebook.shortfall_title"), anchor="enough")
        st.markdown(say("notebook.shortfall_text", **numbers), width=TEXT)
        with st.container(horizontal=True):
            _link(say("notebook.shortfall_enough", **numbers), short.enough, lens="forecast")
            _link(say("notebook.shortfall_fastest", **numbers), short.fastest, lens="forecast")


def _certificate(say: Words, certificate: Certificate) -> None:
    """What this machine reproduces, in all and number by number."""
    st.header(say("notebook.certificate_title"), anchor="certificate")
    outputs, numbers, torch, device = st.columns(4)
    outputs.metric(
        say("notebook.certificate_outputs"), _of(say, len(certificate.cells_reproduced), len(certificate.cells))
    )
    numbers.metric(say("notebook.certificate_numbers"), _of(say, certificate.agreeing, len(certificate.checks)))
    torch.metric(say("notebook.certificate_torch"), certificate.torch)
    device.metric(say("notebook.certificate_device"), certificate.device)
    if certificate.complete:
        st.success(say("notebook.certificate_complete"), icon=":material/check:")
    else:
        st.warning(say("notebook.certificate_incomplete"), icon=":material/close:")
    st.caption(say("notebook.certificate_note"), width=TEXT)
    with st.expander(say("notebook.certificate_all", numbers=str(len(certificate.checks)))):
        rows = [
            {
                say("notebook.certificate_place"): f"`{check.name}`",
                # as code, or Markdown would read "1." as the first item of a list
                say("notebook.certificate_ours"): f"`{check.ours}`",
                say("notebook.certificate_theirs"): f"`{check.theirs}`",
                say("notebook.certificate_agrees"): "✓" if check.agrees else "✗",
            }
            for check in certificate.checks
        ]
        st.table(rows, border="horizontal", hide_index=True)


def _of(say: Words, ours: int, all: int) -> str:
    return say("notebook.certificate_of", ours=str(ours), all=str(all))


def _link(label: str, config: TrainConfig, **more: Any) -> None:
    """A link to Explore with this config on the notebook's points, and `more`; all else is at its default there."""
    start: dict[str, Any] = {"init": config.init}
    if not isinstance(config.init, str):
        start = {"init": "chosen", "W0": config.init[0], "b0": config.init[1]}
    trained = {name: getattr(config, name) for name in ("lr", "epochs", "seed", "device", "cost")}
    pages.to_explore(label, State(lang=visit.now().lang, **trained, **start, **more))
