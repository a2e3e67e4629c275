"""The Explore page: runs kept beside the present one, by hand, by one press or by address."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.visitors import given
from linreg import Dataset, TrainConfig, train
from linreg.state import Runner, State, write
from linreg.views import compare
from linreg.words import words
from tests.scenes import numbers
from tests.visits import change, choose, sent, show_result, sound, value, visit

SAY = words("en")
THREE = "lr~0.009~~lr~0.19~~lr~0.05~epochs~30"


def rows(page: AppTest) -> list[dict[str, Any]]:
    """What the table is given."""
    (table,) = (each for each in page.get("bidi_component") if each.proto.component_name.endswith("compare"))
    found: list[dict[str, Any]] = given(table.proto)["rows"]
    return found


def press(page: AppTest, key: str) -> AppTest:
    return sound(page.button(key=key).click().run())


def removed(page: AppTest, text: str) -> AppTest:
    """What the table's button does before the page is drawn again; AppTest cannot send a component's events."""

    def script(state: object, text: str) -> None:
        import streamlit as st

        from linreg.views import compare

        st.session_state.setdefault("state", state)
        compare.remove(text)

    bare = AppTest.from_function(script, args=(page.session_state["state"], text)).run()
    page.session_state["state"] = bare.session_state["state"]
    return sound(page.run())


def told(page: AppTest) -> str:
    return "\n".join(block.value for block in page.markdown)


def test_one_press_keeps_the_present_run() -> None:
    page = press(visit(lr="0.05", epochs="40"), "keep")
    assert value(page, "kept") == (Runner(lr=0.05, epochs=40),)
    assert page.query_params["kept"] == "lr~0.05~epochs~40"
    assert len(sent(page)["runs"]) == 2
    page = change(page, "lr", 0.1)
    now, kept = (numbers(run["W"]) for run in sent(page)["runs"])
    assert np.array_equal(now, train(Dataset.notebook(), TrainConfig(lr=0.1, epochs=40)).W)
    assert np.array_equal(kept, train(Dataset.notebook(), TrainConfig(lr=0.05, epochs=40)).W)
    assert sent(page)["names"] == {"head": "lr", "each": ["0.1", "0.05"]}


def test_keeping_a_run_moves_no_clock_and_is_no_new_training() -> None:
    page = visit(lr="0.05", epochs="40", epoch="7")
    before = sent(page)
    page = press(page, "keep")
    assert (sent(page)["at"], sent(page)["keys"][0]) == (7, before["keys"][0])


def test_the_same_run_is_kept_once_and_no_more_than_five() -> None:
    page = press(visit(lr="0.05", epochs="40"), "keep")
    assert page.button(key="keep").disabled
    for lr in (0.06, 0.07, 0.08, 0.085):
        page = press(change(page, "lr", lr), "keep")
    page = change(page, "lr", 0.09)
    assert page.button(key="keep").disabled
    assert [runner.lr for runner in value(page, "kept")] == [0.05, 0.06, 0.07, 0.08, 0.085]


def test_an_address_brings_the_runs_and_one_of_them_or_all_can_be_removed() -> None:
    page = visit(kept=THREE, lens="compare", epochs="40", lr="0.02")
    assert [run["states"] for run in sent(page)["runs"]] == [41, 1001, 421, 31]
    page = removed(page, rows(page)[2]["remove"])  # the one that diverges
    assert page.query_params["kept"] == "lr~0.009~~lr~0.05~epochs~30"
    page = removed(page, "lr~7")  # nothing of the kind is kept
    assert len(sent(page)["runs"]) == 3
    page = press(page, "remove_all")
    assert "kept" not in page.query_params and len(sent(page)["runs"]) == 1


def test_one_press_sets_the_three_rates_of_a_lecture() -> None:
    page = press(visit(lens="compare", epochs="40", kept="lr~7", init="chosen", W0="2"), "ready")
    assert value(page, "lr") == 0.0901
    assert value(page, "kept") == tuple(Runner(lr=lr, epochs=40, init="chosen", W0=2.0) for lr in (0.009, 0.19))


def test_kept_runs_follow_the_points_and_the_cost() -> None:
    page = choose(visit(kept="lr~0.03", data="line", n="9"), "data", "notebook")
    assert numbers(sent(page)["runs"][1]["W"])[-1] == train(Dataset.notebook(), TrainConfig(lr=0.03)).W[-1]
    page = change(page, "cost", "sum")
    assert numbers(sent(page)["runs"][1]["W"])[-1] == train(Dataset.notebook(), TrainConfig(lr=0.03, cost="sum")).W[-1]


def test_what_they_came_to_is_told_once_they_have_been_played() -> None:
    page = visit(kept=THREE, lens="compare", lr="0.0901")
    assert [row["cells"] for row in rows(page)] == [[], [], [], []]
    assert SAY("compare.wait") in told(page)
    page = show_result(page)
    now, crawls, too_far, short = rows(page)
    assert now["cells"][0] == "169" and now["cells"][3] == SAY("compare.kind_converged")
    assert crawls["cells"][:2] == [compare.NOTHING, compare.NOTHING] and crawls["cells"][3] == SAY(
        "compare.kind_descending"
    )
    assert too_far["cells"][3] == SAY("compare.kind_diverged")
    assert short["cells"][3] == SAY("compare.kind_descending")
    assert SAY("compare.wait") not in told(page)
    page = change(page, "lr", 0.1)  # a run not seen yet; what the others came to is known
    assert [bool(row["cells"]) for row in rows(page)] == [False, True, True, True]


def test_a_room_that_guesses_is_told_nothing_by_kept_runs() -> None:
    page = visit(kept=THREE, lens="compare", guess="true", lr="0.0901")
    assert not [each for each in page.get("bidi_component") if each.proto.component_name.endswith("compare")]
    assert [button.key for button in page.button if button.key in ("ready", "remove_all")] == []
    assert sent(page)["guessing"] and sent(page)["epochs"] == 1000


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_kept_run_that_exceeds_float32_says_why_and_the_others_stand(lang: str) -> None:
    kept = (Runner(lr=1e-29), Runner(lr=1e-29, init="chosen", W0=1e6))
    far = State(data="own", points=Dataset("own", (1.0, 2e14), (1.0, 2.0)), lr=1e-28, epochs=5, kept=kept)
    page = visit(**write(far), lens="compare", lang=lang)
    assert len(sent(page)["runs"]) == 2
    assert [row["cells"] for row in rows(page)] == [[], [], None]
    name = rows(page)[2]["name"]
    say = words(lang)
    why = say("explore.why_start", W="1,000,000", b="0")
    assert say("compare.impossible", run=name, why=why) in told(page)


def test_an_address_with_too_many_or_nonsense_says_so_in_a_sentence() -> None:
    page = visit(kept="~~".join(["![x](y)", *(f"lr~0.0{i}" for i in range(1, 8))]), epochs="20", lang="ko")
    assert len(sent(page)["runs"]) == 6
    (notice,) = page.toast
    say = words("ko")
    assert say("compare.refused", text="??x??y?") in notice.value
    assert say("compare.refused_many", text="lr~0.06~~lr~0.07") in notice.value


def test_what_a_visitor_sends_removes_a_kept_run_or_nothing() -> None:
    page = visit(kept="lr~0.02", epochs="20")
    for text in ("", "kept", "lr~0.02~~lr~0.02", "x" * 10_000):
        page = removed(page, text)
    assert value(page, "kept") == (Runner(lr=0.02),)


def test_the_table_can_be_saved_once_the_end_of_every_run_has_been_seen() -> None:
    def saved(page: AppTest) -> list[str]:
        return [each.proto.label for each in page.get("download_button")]

    page = visit(kept="lr~0.05", lens="compare", epochs="40")
    assert saved(page) == []
    assert saved(show_result(page)) == [SAY("compare.csv")]
