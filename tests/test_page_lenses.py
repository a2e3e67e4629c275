"""The lenses that show the run itself: the loop step by step, the table, the script."""

import csv
import io

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from linreg import Dataset, TrainConfig, train
from linreg.picture import beside
from linreg.points.dataset import Line
from linreg.telling.microscope import lines
from linreg.telling.script import script
from linreg.telling.table import csv_bytes, rows
from linreg.views import code, table
from linreg.words import words
from tests.scenes import numbers
from tests.visits import change, choose, sent, sent_to, visit


def shown(page: AppTest) -> dict[str, np.ndarray]:
    """The table on the page: its columns by their heading, the first as the browser counts it."""
    sent = sent_to(page, "table")
    columns = [numbers(column) for column in sent["columns"]]
    states = np.minimum(np.arange(len(columns[0])) * sent["every"], sent["last"])
    return dict(zip([head["text"] for head in sent["heads"]], [states, *columns], strict=True))


# Step by step


def test_the_player_gets_the_loop_only_while_the_lens_is_open() -> None:
    page = visit(epochs="3")
    assert sent(page)["microscope"] is None and "slow" not in sent(page)["words"]
    page = choose(page, "lens", "steps")
    assert sent(page)["microscope"]["code"] == [line._asdict() for line in lines("mean")]
    assert page.query_params["lens"] == "steps"
    page = choose(page, "lens", "table")
    assert sent(page)["microscope"] is None


def test_the_loop_is_the_one_with_the_chosen_cost_and_words() -> None:
    loop = sent(visit(lens="steps", cost="sum", lang="ko", epochs="3"))
    assert loop["microscope"]["cost"] == "sum"
    assert loop["microscope"]["code"][0]["text"].endswith('reduction="sum")')
    assert loop["words"]["slow"] == words("ko")("microscope.slow")


def test_the_microscope_has_no_word_that_the_player_calls_something_else() -> None:
    for lang in ("en", "ko"):
        assert not set(words(lang).section("player")) & set(words(lang).section("microscope"))


def test_every_beat_has_its_sentence() -> None:
    beats = ("predict", "cost_mean", "cost_half", "cost_sum", "zero_grad_first", "zero_grad", "backward", "step")
    assert {f"beat_{beat}" for beat in beats} <= set(words("en").section("microscope"))


# The table


def test_a_short_run_shows_every_state() -> None:
    run = train(Dataset.notebook(), TrainConfig(epochs=40))
    told = shown(visit(lens="table", epochs="40"))
    assert list(told) == ["epoch", "W", "b", "cost", "∂cost/∂W", "∂cost/∂b"]
    assert np.array_equal(np.array([*told.values()]).T, np.array(rows(run)))


def test_a_long_run_is_thinned_and_every_state_comes_on_request() -> None:
    page = visit(lens="table", epochs="2000")
    assert shown(page)["epoch"].tolist() == list(range(0, 2001, 20))
    page = choose(page, "every", 1)
    assert shown(page)["epoch"].tolist() == list(range(2001))
    page = choose(page, "every", 200)
    assert shown(page)["epoch"].tolist() == list(range(0, 2001, 200))


def test_a_thinning_that_the_next_run_does_not_offer_is_forgotten() -> None:
    page = choose(visit(lens="table", epochs="2000"), "every", 200)
    page = change(page, "epochs", 7)
    assert shown(page)["epoch"].tolist() == list(range(8))


def test_the_last_finite_state_ends_the_table_of_a_run_that_diverged() -> None:
    run = train(Dataset.notebook(), TrainConfig(lr=0.5))
    assert shown(visit(lens="table", lr="0.5"))["epoch"].tolist()[-1] == run.epochs < 1000


def test_the_table_is_of_the_run_that_the_player_plays() -> None:
    page = visit(lens="table", epochs="30", lr="0.02")
    assert sent_to(page, "table")["key"] == sent(page)["keys"][0]


def test_every_heading_names_its_term() -> None:
    glossary = words("en").section("glossary")
    assert all(head["term"] in glossary for head in sent_to(visit(lens="table", epochs="3"), "table")["heads"])


def test_headings_are_in_the_readers_language() -> None:
    assert list(shown(visit(lens="table", epochs="3", lang="ko")))[0] == words("ko")("table.state")


def test_every_column_of_the_table_has_a_heading() -> None:
    run = train(Dataset.notebook(), TrainConfig(epochs=2))
    text = csv_bytes(rows(run), list(beside.COLUMNS)).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text))) == list(beside.COLUMNS)


# The script

LINE = {"data": "line", "n": "9", "true_W": "-1.5", "true_b": "4", "noise": "0.5"}


@pytest.mark.parametrize("scale", ["off", "on"])
@pytest.mark.parametrize("kind", ["half", "sum"])
def test_the_script_is_of_this_very_run(scale: str, kind: str) -> None:
    page = visit(lens="code", lr="0.02", epochs="30", seed="5", init="linear", scale=scale, cost=kind, **LINE)
    line = Line(9, -1.5, 4.0, 0.5, 5)
    config = TrainConfig(0.02, 30, 5, init="linear", cost=kind)
    text = "".join(f"{each['text']}\n" for each in sent_to(page, "code")["lines"])
    assert text == script(Dataset.line(*line), config, line, standardise=scale == "on")
    assert sent_to(page, "code")["key"] == sent(page)["keys"][0]


def test_the_digits_that_the_script_prints_stand_beside_it() -> None:
    run = train(Dataset.notebook(), TrainConfig(epochs=30))
    page = visit(lens="code", epochs="30")
    text = words("en")("script.intro", W=repr(float(run.W[-1])), b=repr(float(run.b[-1])))
    assert words("en")("script.intro_wait") in [markdown.value for markdown in page.markdown]
    assert not any(repr(float(run.W[-1])) in markdown.value for markdown in page.markdown)
    page = page.button(key="show_now").click().run()
    assert text in [markdown.value for markdown in page.markdown]


def test_no_file_name_holds_what_a_visitor_wrote() -> None:
    assert (code.FILE, table.FILE) == ("linreg_run.py", "linreg_run.csv")
