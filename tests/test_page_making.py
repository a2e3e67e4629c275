"""A teacher's own lesson: made by doing on Explore, taken away as a file, opened again; and files that are none."""

import pytest
from streamlit.testing.v1 import AppTest

from linreg.lessons import Wrong, read_lesson, write
from linreg.lessons.shelf import HERE, ORDER
from linreg.words import LANGUAGES, words
from tests.lessons.test_shelf import lesson
from tests.test_page_lessons import strip
from tests.visits import change, sound, value, visit

SAY = words("en")


def making(**address: str) -> AppTest:
    """Explore for somebody who makes a lesson."""
    page = visit(**address)
    assert "add_step" not in [button.key for button in page.button]
    page.session_state["lesson_making"] = True
    return sound(page.run())


def press(page: AppTest, key: str) -> AppTest:
    return sound(page.button(key=key).click().run())


def type_in(page: AppTest, name: str, text: str) -> AppTest:
    field = page.text_input if name in ("lesson", "title", "goal") else page.text_area
    return sound(field(key=f"making_{name}").set_value(text).run())


def choose(page: AppTest, name: str, option: str) -> AppTest:
    return sound(page.selectbox(key=f"making_{name}").set_value(option).run())


def made() -> AppTest:
    """Two steps, the second with a question."""
    page = making(lr="0.05", epochs="300")
    page = type_in(page, "lesson", "Our rates")
    page = press(page, "add_step")
    page = type_in(page, "text", "Look.\n# Not a title")
    page = press(change(page, "lr", 0.2), "add_step")
    page = type_in(page, "title", "And now?")
    page = choose(page, "ask", "choice")
    page = choose(page, "answer", "outcome")
    page = type_in(page, "question", "What happens?\n- good: it arrives\n- diverges: it explodes")
    page = type_in(page, "told", "It ends at {last}.")
    return type_in(page, "goal", "epochs_to 1% <= 100")


def test_an_answer_is_chosen_in_words_worked_out_and_brings_choices_to_begin_from() -> None:
    page = press(type_in(making(lr="0.2"), "lesson", "A"), "add_step")
    page = choose(type_in(choose(page, "ask", "choice"), "question", "What happens?"), "answer", "outcome")
    assert f"{SAY('making.known_outcome')} (outcome)" in page.selectbox(key="making_answer").options
    assert SAY("making.comes_to", value="diverges") in [each.value for each in page.caption]
    (step,) = read_lesson(text_of(page)).steps
    assert step.question == "What happens?" and len(step.options) == 4
    page = choose(page, "answer", "left at end")
    assert len(read_lesson(text_of(page)).steps[0].options) == 4  # what stands there is the teacher's


def text_of(page: AppTest) -> str:
    return str(page.session_state["lesson_text"])


def test_what_is_done_and_typed_is_a_lesson() -> None:
    page = made()
    first, second = read_lesson(text_of(page)).steps
    assert (first.state.lr, first.state.epochs, second.state.lr) == (0.05, 300, 0.2)
    assert first.text == "Look.\n # Not a title" and second.title == "And now?"
    assert second.ask == "choice" and len(second.options) == 2 and second.goal
    assert not page.warning


def test_it_is_shown_as_any_other_and_left_to_go_on() -> None:
    page = change(made(), "lesson", "mine")
    page = change(page, "step", 2)
    assert strip(page)["lesson"] == "Our rates" and strip(page)["phase"] == "ask" and value(page, "lr") == 0.2
    page = change(page, "lesson", "")
    assert page.text_input(key="making_title").value == "And now?"


def test_steps_are_moved_renewed_and_removed() -> None:
    page = press(made(), "earlier_step")
    assert [step.title for step in read_lesson(text_of(page)).steps] == ["And now?", "Step 1"]
    page = press(change(page, "lr", 0.17), "renew_step")
    assert read_lesson(text_of(page)).steps[0].state.lr == 0.17
    page = press(page, "remove_step")
    (left,) = read_lesson(text_of(page)).steps
    assert left.title == "Step 1" and value(page, "lr") == 0.05


def test_what_is_not_finished_says_what_is_missing() -> None:
    page = choose(press(type_in(making(), "lesson", "A"), "add_step"), "ask", "number")
    assert SAY("lesson_wrong.ask_without_question") in page.warning[0].value
    page = type_in(page, "question", "How many?")
    assert page.selectbox(key="making_answer").value is None  # no answer but the teacher's own
    assert SAY("lesson_wrong.no_answer") in page.warning[0].value
    page = choose(page, "answer", "last")
    assert not page.warning


def take(content: bytes, lang: str) -> AppTest:
    """What the file's component makes of a file."""

    def script(content: bytes, lang: str) -> None:
        import streamlit as st

        from linreg.state import State
        from linreg.views import opening
        from linreg.words import words

        st.session_state.setdefault("state", State(lang=lang))
        opening.take(content)
        opening.show(words(lang), st.session_state["state"])

    page = AppTest.from_function(script, default_timeout=60, args=(content, lang)).run()
    assert not page.exception
    return page


def test_a_file_that_was_taken_away_is_opened_again() -> None:
    text = text_of(made())
    page = take(text.encode(), "en")
    assert page.session_state["lesson_text"] == text and not page.warning
    assert any("Our rates" in each.value for each in page.markdown)
    page = page.button(key="change_lesson").click().run()
    assert not page.exception and len(page.session_state["lesson_sheets"].steps) == 2


@pytest.mark.parametrize("lost", ["question", "answer", "title", "lesson"])
def test_a_draft_is_opened_again_as_far_as_it_is(lost: str) -> None:
    page = choose(press(type_in(making(), "lesson", "A"), "add_step"), "ask", "number")
    page = type_in(page, "text", "Much is typed here.")
    for name in ("lesson", "title", "question"):
        page = type_in(page, name, "" if name == lost else "How many?")
    if lost != "answer":
        page = choose(page, "answer", "last")
    draft = text_of(page)
    with pytest.raises(Wrong):
        read_lesson(draft)
    page = take(draft.encode(), "en")
    assert page.session_state["lesson_text"] == draft and not page.warning
    assert SAY("making.draft") in page.info[0].value
    page = page.button(key="change_lesson").click().run()
    assert not page.exception
    sheets = page.session_state["lesson_sheets"]
    assert sheets.steps[0].text == "Much is typed here." and write(sheets) == draft


@pytest.mark.parametrize("name", ORDER)
def test_one_that_comes_with_the_page_can_be_opened_and_written_again(name: str) -> None:
    for lang in LANGUAGES:
        page = take((HERE / f"{name}.{lang}.md").read_bytes(), lang)
        page.button(key="change_lesson").click().run()
        written = read_lesson(write(page.session_state["lesson_sheets"], lang), lang)
        bare = [[tree for _, tree in step.checks] for step in written.steps]
        assert bare == [[tree for _, tree in step.checks] for step in lesson(name, lang).steps]
        assert [step.told for step in written.steps] == [step.told for step in lesson(name, lang).steps]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("content", "line"),
    [(b"", 1), (b"# A\n\n## B\nask: <b>riddle</b>\n", 4), (b"\xff\xfe\x00\x01\xd8", 1), (b"x" * 200_000, 1)],
)
def test_a_file_that_is_none_says_line_and_reason_and_changes_nothing(content: bytes, line: int, lang: str) -> None:
    page = take(content, lang)
    assert "lesson_text" not in page.session_state
    told = page.warning[0].value
    assert str(line) in told and "<" not in told
