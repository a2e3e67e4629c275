"""The Notebook page: its cells, marks, evidence, certificate and links, in both languages."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from linreg.notebook import Check, certify, log_lines, shortfall, steps
from linreg.views import notebook
from linreg.words import LANGUAGES, words

APP = Path(__file__).parents[1] / "app.py"
STEPS = {step.name: step for step in steps()}


def notebook_page(lang: str) -> None:
    """The page alone; AppTest cannot open a page that is a function by its address."""
    import streamlit as st

    from linreg.views import notebook
    from linreg.words import words

    explore = st.Page(lambda: None, title="Explore", url_path="explore")
    page = st.Page(lambda: notebook.page(words(lang), explore), title="Notebook", url_path="notebook", default=True)
    st.navigation([explore, page]).run()


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


def links(at: AppTest) -> list[Any]:
    return [link.proto for link in at.get("page_link")]


def table(at: AppTest, index: int) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in at.table[index].value.to_numpy().tolist()]


def test_every_step_has_its_heading_and_its_words(at: AppTest, lang: str) -> None:
    say = words(lang)
    headings = [heading.value for heading in at.subheader]
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


def test_every_step_links_to_its_state(at: AppTest) -> None:
    addresses = [dict(parse_qsl(link.query_string)) for link in links(at)]
    assert len(addresses) == len(STEPS) + 2
    names = list(STEPS)
    names[names.index("item") + 1 : names.index("item") + 1] = ["enough", "fastest"]
    by_name = dict(zip(names, addresses, strict=True))
    assert by_name["theory"] == {"data": "notebook", "lr": "0.01", "epochs": "1000", "seed": "1", "init": "zeros"}
    assert by_name["loop"]["epochs"] == "1001"
    assert by_name["module_cost"]["init"] == "linear"
    assert by_name["enough"]["epochs"] == str(shortfall().enough.epochs)
    second = by_name["module_loop"]
    assert (second["init"], float(second["W0"]), float(second["b0"])) == ("chosen", *STEPS["module_loop"].config.start)


@pytest.mark.parametrize("name", ["loop", "module", "module_loop"])
def test_linked_address_sets_the_controls_of_explore(name: str) -> None:
    # of the English page, in the order of the steps; two links of the shortfall come after "item"
    index = list(STEPS).index(name)
    address = links(opened("en"))[index + 2 * (index > list(STEPS).index("item"))].query_string
    explore = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in parse_qsl(address):
        explore.query_params[key] = value
    explore.run()
    assert not explore.exception
    config = STEPS[name].config
    assert explore.number_input(key="lr").value == config.lr
    assert explore.number_input(key="epochs").value == config.epochs
    if isinstance(config.init, tuple):
        assert (explore.number_input(key="W0").value, explore.number_input(key="b0").value) == config.init


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
