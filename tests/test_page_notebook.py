"""The Notebook page: its cells, marks, evidence, certificate and links, in both languages."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from linreg.notebook import Check, certify, log_lines, shortfall, steps
from linreg.state import State, config, read
from linreg.views import notebook
from linreg.words import LANGUAGES, words

STEPS = {step.name: step for step in steps()}


def notebook_page(lang: str) -> None:
    """The page alone; AppTest cannot open a page that is a function by its address."""
    import streamlit as st

    from linreg.state import State
    from linreg.views import notebook
    from linreg.words import words

    st.session_state.setdefault("state", State(lang=lang))
    notebook.page(words(lang))


def opened(lang: str) -> AppTest:
    at = AppTest.from_function(notebook_page, default_timeout=60, kwargs={"lang": lang}).run()
    assert not at.exception
    return at


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def at(lang: str) -> AppTest:
    return opened(lang)


def links(at: AppTest) -> list[tuple[str, str]]:
    """The links to Explore: the text and the address of each."""
    found = [re.search('<a class="linreg-go" href="(.*)">(.*)</a>', html.proto.body) for html in at.get("html")]
    return [(unescape(link[2]), unescape(link[1])) for link in found if link]


def table(at: AppTest, index: int) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in at.table[index].value.to_numpy().tolist()]


def test_every_step_has_its_heading_and_its_words(at: AppTest, lang: str) -> None:
    say = words(lang)
    headings = [heading.value for heading in at.header]
    texts = [markdown.value for markdown in at.markdown]
    for number, name in enumerate(STEPS, 1):
        assert f"{number}. {say(f'notebook.{name}_title')}" in headings
        assert say(f"notebook.{name}_text") in texts


def test_code_and_outputs_stand_in_order(at: AppTest) -> None:
    expected = [text for step in steps() for text in (step.code, step.output, step.notebook) if text]
    assert [code.value for code in at.code] == expected


def test_every_step_is_marked(at: AppTest, lang: str) -> None:
    badges = [markdown.value for markdown in at.markdown if "-badge[" in markdown.value]
    assert len(badges) == len(STEPS)
    for badge, step in zip(badges, steps(), strict=True):
        assert words(lang)(f"notebook.mark_{step.agreement}") in badge
        assert badge.startswith(":green-badge" if step.agreement in ("same", "digits") else ":gray-badge")


def test_log_is_shown_beside_b_and_the_true_cost(at: AppTest) -> None:
    rows = table(at, 0)
    assert rows[0] == ["0", "0.093", "0.040000", "0.040000", "4.666667", "3.692741"]
    assert rows[-1] == ["1000", "0.985", "0.033129", "0.033129", "0.000158", "0.000157"]
    assert len(rows) == len(log_lines())


def test_certificate_tells_what_is_reproduced_and_where(at: AppTest) -> None:
    outputs, numbers, torch, device = (metric.value for metric in at.metric)
    for told, count in ((outputs, len(certify().cells)), (numbers, len(certify().checks))):
        assert told.count(str(count)) == 2
    assert (torch, device) == (certify().torch, certify().device)
    assert len(at.success) == 1
    assert not at.warning


def test_certificate_lists_every_number(at: AppTest) -> None:
    assert [row[0].strip("`") for row in table(at, 1)] == [check.name for check in certify().checks]
    assert {row[3] for row in table(at, 1)} == {"✓"}


def linked(at: AppTest) -> dict[str, State]:
    """By the name of the step, the state that its link opens; after "item" the two links of the shortfall."""
    names = list(STEPS)
    names[names.index("item") + 1 : names.index("item") + 1] = ["enough", "fastest"]
    states = [read(parse_qs(href.partition("?")[2]))[0] for _, href in links(at)]
    return dict(zip(names, states, strict=True))


def test_every_step_links_to_its_state(at: AppTest, lang: str) -> None:
    states = linked(at)
    assert states["theory"] == State(lang=lang)
    assert states["loop"] == State(lang=lang, epochs=1001, epoch=1001)
    assert states["module_cost"].init == "linear"
    assert states["enough"] == State(lang=lang, epochs=shortfall().enough.epochs, lens="forecast")
    for name, step in STEPS.items():
        assert config(states[name]) == step.config


def test_every_link_leads_to_explore(at: AppTest) -> None:
    assert {href.partition("?")[0] for _, href in links(at)} == {"./"}


def test_a_number_that_differs_is_marked_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = Check("tensor_model.cost_0", "4.6666", "4.6667")
    certificate = replace(certify(), checks=(*certify().checks[1:], changed))
    step = replace(STEPS["cost"], output=STEPS["cost"].output.replace("4.6667", "4.6666"))
    monkeypatch.setattr(notebook, "_live", lambda: ((step,), log_lines(), shortfall(), certificate))
    at = opened("en")
    assert any(markdown.value.startswith(":red-badge") for markdown in at.markdown)
    assert len(at.warning) == 1
    assert not at.success
    assert [row[3] for row in table(at, 0)].count("✗") == 1
