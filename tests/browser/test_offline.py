"""The one file, saved on the real page or written by Python, opened from disk with the network off: played, scrubbed,
read, asked, in both languages; two in one page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, ViewportSize, expect

from linreg import Dataset, TrainConfig, show, to_html, train
from linreg.lessons import read_lesson
from linreg.lessons.marked import as_html
from linreg.picture.offline import Step, single
from linreg.picture.offline.file import step_of
from linreg.state import State, config, read
from linreg.views import lesson_file, race
from linreg.words import LANGUAGES, words
from tests.browser.conftest import VIEWPORT
from tests.browser.mounting import readout, seek
from tests.browser.reading import open_page, readout_of
from tests.lessons.test_shelf import facts, lesson

EVIL = "</script><script>window.evil = 1</script><img src=x onerror='window.evil = 2'> \u2028 {{DATA}}"
RUN = train(Dataset.notebook(), TrainConfig(epochs=300))
RACE = "lr=0.05&epochs=40&race=same&kept=lr~0.05~opt~Adam~epochs~40"
# As it stands in VS Code's notebooks, without the addresses of its own files
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src https: http: data:; font-src https:; connect-src https:; child-src https: data:;"
)
VS_CODE = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
PHONE: ViewportSize = {"width": 390, "height": 844}
EN, KO = words("en"), words("ko")
TOLD = "document.body.innerText"  # all that can be read
PLAYER = "document.querySelector('.lr-player').player"


@pytest.fixture
def disk(browser: Browser) -> Iterator[Page]:
    """A page with the network off and the policy of the file in force; an error, or a request, fails the test."""
    context = browser.new_context(viewport=VIEWPORT, offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(error.stack or error.message))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(("data:", "file:")) else wrong.append(asked.url))
    files: list[str] = []
    page.on("request", lambda asked: files.append(asked.url) if asked.url.startswith("file:") else None)
    opened: list[str] = []
    page.on("framenavigated", lambda frame: opened.append(frame.url) if frame.url.startswith("file:") else None)
    yield page
    context.close()
    assert wrong == [] and files and len(files) == len(opened)  # the document itself, and nothing that it wants


def opened(page: Page, text: str, folder: Path) -> Page:
    file = folder / "run.html"
    file.write_text(text, encoding="utf-8")
    page.goto(file.as_uri())
    return page


@pytest.fixture(scope="module")
def carried(browser: Browser, app_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What "Save as one file" gives on the page, of a race on Explore and of a lesson."""
    folder = tmp_path_factory.mktemp("carried")
    context = browser.new_context(viewport=VIEWPORT, locale="en-US")
    context.add_init_script("localStorage.setItem('linreg.tour', 'shown')")
    page = context.new_page()
    open_page(page, f"{app_url}/?{RACE}")
    readout_of(page).wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("l")
    page.locator(".share-code svg").wait_for()  # from now on the page knows where the player stands
    found = {"race": _saved(page.get_by_role("dialog"), folder / "race.html")}
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Lessons", exact=True).click()
    page.get_by_role("combobox", name=EN("offline.lesson_pick")).click()
    page.get_by_role("option", name=re.compile("^The learning rate")).click()
    expect(page.get_by_role("combobox", name=EN("offline.lesson_pick"))).to_have_value(re.compile("^The learning rate"))
    found["lesson"] = _saved(page, folder / "lesson.html")
    context.close()
    return found


def _saved(place: Page | Locator, file: Path) -> Path:
    page = place.page if isinstance(place, Locator) else place
    with page.expect_download() as download:
        place.get_by_role("button", name=EN("offline.save")).click()
    download.value.save_as(file)
    return file


def test_a_race_that_was_saved_on_the_page_plays_from_disk(disk: Page, carried: dict[str, Path]) -> None:
    disk.goto(carried["race"].as_uri())
    state = read({name: [text] for name, text in (each.split("=", 1) for each in RACE.split("&"))})[0]
    runs = [train(Dataset.notebook(), config(each)) for each in (state, replace(State(epochs=40), lr=0.05, opt="Adam"))]
    expect(disk.get_by_role("list", name="Runs").get_by_role("listitem")).to_have_count(2)
    expect(disk.locator(".lr-player")).to_contain_text(race.rule(EN, state))
    assert readout(disk)["epoch"] == 1  # where it stood on the page
    for t in (0, 7, 40):
        seek(disk, t)
        assert readout(disk)["W"] == pytest.approx(runs[0].W[t], abs=6e-5)
        assert readout(disk)["cost"] == pytest.approx(runs[0].cost[t], rel=6e-4)
    disk.keyboard.press("Home")
    disk.keyboard.press("Space")
    expect(disk.get_by_role("status", name="Readout")).to_contain_text(re.compile(r"epoch\s+40"))
    disk.get_by_role("button", name="한국어").click()
    expect(disk.locator(".file-forecast")).to_have_text(re.compile("[가-힣]"))
    assert readout(disk, KO("player.readout"))["W"] == pytest.approx(runs[0].W[-1], abs=6e-5)


def test_a_lesson_that_was_saved_on_the_page_asks_before_it_tells(disk: Page, carried: dict[str, Path]) -> None:
    disk.goto(carried["lesson"].as_uri())
    steps = [facts(step.state) for step in lesson("rate").steps]
    count, answer = disk.locator(".lesson-count"), disk.locator(".lesson-answer")
    expect(count).to_have_text("1 / 6")
    # The first step shows the run that the second asks about: it waits
    disk.keyboard.press("End")
    assert disk.evaluate(f"{PLAYER}.epoch") == 0
    disk.keyboard.press("PageDown")
    expect(count).to_have_text("2 / 6")
    cost = f"{steps[1].runs[0].cost[-1]:.4}"  # type: ignore[union-attr]
    for key in ("Space", "End", "t", "k", "s"):
        disk.keyboard.press(key)
    assert disk.evaluate(f"{PLAYER}.epoch") == 0
    assert cost not in disk.evaluate(TOLD) and "descending" not in disk.evaluate(TOLD)
    expect(disk.get_by_role("button", name="Table")).to_be_hidden()
    # A guess by key; it plays by itself, and its end brings the answer beside the guess, and all else
    disk.keyboard.press("1")
    disk.get_by_role("button", name=EN("lesson.take")).click()
    expect(disk.locator(".lesson-playing")).to_be_visible()
    expect(disk.get_by_role("button", name="Pause")).to_be_visible()
    disk.keyboard.press("End")
    expect(answer).to_contain_text(EN("lesson.wrong"))
    expect(disk.locator(".lesson-option", has_text="practically nothing")).to_contain_text(EN("lesson.yours"))
    expect(answer).to_contain_text(cost)
    expect(disk.locator(".file-forecast")).to_have_text(EN("lessons.later_first"))  # a later step asks what a rate does
    # A number, typed: what is near enough is right, and 's' and 't' in its field open nothing
    disk.keyboard.press("PageDown")
    field = disk.get_by_role("textbox", name=EN("lesson.number"))
    field.fill(str(steps[2].value(lesson("rate").steps[2].answer)))  # type: ignore[arg-type]
    field.press("Enter")
    disk.keyboard.press("PageDown")
    expect(answer).to_contain_text(EN("lesson.right"))
    # A curve, drawn by hand, beside the real one; then the goal, which only the page can check
    for _ in range(4):
        disk.keyboard.press("PageDown")
    expect(count).to_have_text("5 / 6")
    expect(disk.locator(".lr-player")).to_have_attribute("data-ask", "curve")
    box = disk.locator(".lr-curve .lr-inner").bounding_box()
    assert box
    disk.mouse.move(box["x"] + 2, box["y"] + 8)
    disk.mouse.down()
    disk.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 8, steps=20)
    disk.mouse.up()
    disk.get_by_role("button", name=EN("lesson.take")).click()
    disk.get_by_role("button", name=EN("lesson.tell")).click()
    expect(answer).to_contain_text("off by a factor of")
    expect(disk.locator(".lr-drawn")).to_have_attribute("d", re.compile(r"^M.*(L.*){10}"))
    disk.get_by_role("button", name="한국어").click()
    disk.get_by_role("link", name=KO("lesson.next"), exact=True).click()
    expect(disk.locator(".lesson-goal")).to_have_text(KO("offline.goal_open", lr="0.01"))
    expect(disk.locator(".lr-guess")).to_be_hidden()  # the goal is what is asked for
    expect(disk.locator(".file-forecast")).to_be_empty()
    # Back, the answer is still there; the lecturer's notes come on request
    disk.keyboard.press("PageUp")
    expect(answer).to_be_visible()
    expect(disk.locator(".lesson-notes")).to_be_hidden()
    disk.keyboard.press("m")
    notes = as_html(lesson("rate", "ko").steps[4].notes, steps[4])
    assert disk.locator(".lesson-said").evaluate(
        "(place, html) => { const other = document.createElement('div'); "
        "other.innerHTML = html; return place.textContent === other.textContent; }",
        notes,
    )


def test_it_is_played_scrubbed_and_read_without_a_network(disk: Page, tmp_path: Path) -> None:
    page = opened(disk, to_html([RUN, train(RUN.data, TrainConfig(lr=0.17, epochs=300))], slow=False), tmp_path)
    # the numbers are those of the training
    for t in (0, 1, 43, 299):
        expect(page.get_by_role("slider", name="Epoch")).to_be_visible()
        seek(page, t)
        said = readout(page)
        assert (said["epoch"], said["W"], said["b"]) == (
            t,
            pytest.approx(RUN.W[t], abs=6e-5),
            pytest.approx(RUN.b[t], abs=6e-5),
        )
        assert said["cost"] == pytest.approx(RUN.cost[t], rel=6e-4)
    expect(page.get_by_role("list", name="Runs").get_by_role("listitem")).to_have_count(2)
    # what it came to is told once it has been played, not before
    expect(page.get_by_text(words("en")("outcome.wait"))).to_be_visible()
    page.get_by_role("group", name="Speed").get_by_text("4×").click()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert readout(page)["epoch"] == 300
    expect(page.locator(".file-result")).to_contain_text("Still descending")
    # the table and the script follow, and lead
    page.keyboard.press("t")
    expect(page.get_by_role("row", selected=True).get_by_role("gridcell").first).to_have_text("300")
    page.get_by_role("row").nth(1).click()
    assert readout(page)["epoch"] < 300
    page.get_by_role("button", name="Code").click()
    expect(page.locator(".linreg-code code")).to_contain_text("optimizer.step()")
    assert page.get_by_role("grid").count() == 0
    # beat by beat, and the place is kept
    seek(page, 7)
    page.get_by_role("button", name="Step by step").click()
    expect(page.locator(".lr-microscope")).to_contain_text("prediction")
    assert readout(page)["epoch"] == 7
    # the other language, in all of it
    page.get_by_role("button", name="한국어").click()
    expect(page.get_by_role("button", name="재생", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("ko")("explore.title"))
    assert page.locator(".lr-microscope").get_attribute("aria-label") == words("ko")("microscope.microscope")
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("document.querySelector('.lr-player').player.epoch") == 7
    page.locator("dfn[data-term]").first.hover()
    expect(page.get_by_role("tooltip")).to_have_text(re.compile("[가-힣]"))
    # On a phone nothing is wider than the screen, whatever the numbers
    page.set_viewport_size(PHONE)
    page.keyboard.press("s")
    page.keyboard.press("End")
    expect(page.locator(".lr-player")).to_have_class(re.compile("lr-narrow"))
    for lang in LANGUAGES.values():
        page.get_by_role("button", name=lang).click()
        expect(page.locator(".lr-field-grad_b .lr-value")).not_to_have_text("")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_room_guesses_and_nothing_tells_before(disk: Page, tmp_path: Path) -> None:
    page = opened(disk, to_html(RUN, guess=True), tmp_path)
    page.get_by_role("button", name=re.compile("Explode")).click()
    for name in ("Table", "Code"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    expect(page.locator(".file-told")).not_to_contain_text("valley")
    page.get_by_role("button", name=words("en")("outcome.show_now")).click()
    expect(page.locator(".file-result")).to_contain_text("You guessed “Explode”; it was “Crawl”.")
    expect(page.get_by_role("button", name="Table")).to_be_visible()


def test_steps_follow_each_other_each_with_its_text(disk: Page, tmp_path: Path) -> None:
    scenes = [step_of(train(RUN.data, TrainConfig(lr=lr, epochs=50))).scene for lr in (0.01, 0.17)]
    steps = [
        Step(shown, at=at, text={"en": f"**{at}** first.\n\nThen `W`.", "ko": f"{at} 먼저"})
        for shown, at in zip(scenes, (0, 20), strict=True)
    ]
    page = opened(disk, single(steps, title={"en": "A lesson", "ko": "수업"}), tmp_path)
    expect(page.locator(".file-text p")).to_have_count(2)
    expect(page.locator(".file-text strong")).to_have_text("0")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".file-text strong")).to_have_text("20")
    expect(page.get_by_role("navigation")).to_contain_text("2 of 2")
    assert readout(page)["epoch"] == 20
    assert readout(page)["W"] == pytest.approx(scenes[1].run.W[20], abs=6e-5)
    expect(page.get_by_role("button", name="Next")).to_be_disabled()


def test_a_strangers_text_runs_nothing(disk: Page, tmp_path: Path) -> None:
    data = Dataset(EVIL, (1.0, 2.0, 4.0), (1.0, 3.0, 2.0))
    scene = step_of(train(data, TrainConfig(lr=0.05, epochs=30))).scene
    told = dict.fromkeys(LANGUAGES, EVIL)
    page = opened(disk, single([Step(scene, text=told, rule=told)], title=told), tmp_path)
    expect(page.locator(".file-about")).to_contain_text("<script>window.evil")
    expect(page.locator(".file-text")).to_contain_text("onerror=")
    page.keyboard.press("k")
    expect(page.locator(".linreg-code")).to_be_visible()
    assert page.evaluate("window.evil") is None
    assert page.locator("main img, main script").count() == 0
    # Nor does a stranger's lesson
    head = f"# {EVIL}\n\n## {EVIL}\nstate: lr=0.1&epochs=30\nask: choice\nanswer: outcome\ntell: now"
    asks = (
        f"{EVIL}\n\n### Question\n{EVIL}\n\n- good: {EVIL}\n- crawls: {EVIL}\n\n### Answer\n{EVIL}\n\n### Notes\n{EVIL}"
    )
    text = lesson_file.file({"en": read_lesson(f"{head}\n\n{asks}".replace("{{DATA}}", ""))}, "en")
    opened(page, text, tmp_path)
    expect(page.locator(".lesson-asked")).to_be_visible()  # or no key would be heard
    page.keyboard.press("m")
    page.keyboard.press("PageDown")
    for place in (
        ".lesson h2",
        ".lesson-text",
        ".lesson-asked",
        ".lesson-option >> nth=0",
        ".lesson-answer",
        ".lesson-said",
    ):
        expect(page.locator(place)).to_contain_text("onerror=")
    assert page.evaluate("window.evil") is None
    assert page.locator("main img, main script").count() == 0


def frame_of(page: Page, i: int) -> Frame:
    frame = page.locator("iframe").nth(i).element_handle().content_frame()
    assert frame
    return frame


def test_two_in_one_page_do_not_disturb_each_other(disk: Page, tmp_path: Path) -> None:
    """As in two cells of a notebook; under the policy of VS Code's, which lets a frame's script import nothing."""
    other = train(RUN.data, TrainConfig(lr=0.1, epochs=300))
    cells = "".join(show(run, lang)._repr_html_() for run, lang in ((RUN, "en"), (other, "ko")))
    page = opened(disk, f"<!doctype html>{VS_CODE}<title>cells</title>{cells}", tmp_path)
    one, two = frame_of(page, 0), frame_of(page, 1)
    for frame in (one, two):
        expect(frame.locator(".lr-contours .lr-point")).to_be_attached()
    one.get_by_role("button", name="Step forward").click()
    page.keyboard.press("End")
    expect(one.get_by_role("status", name="Readout")).to_contain_text("300")
    assert two.evaluate("document.querySelector('.lr-player').player.epoch") == 0
    page.locator("iframe").nth(1).scroll_into_view_if_needed()
    two.get_by_role("button", name="재생", exact=True).click()
    two.get_by_role("button", name="일시 정지", exact=True).click()
    assert not one.evaluate("document.querySelector('.lr-player').player.playing")


def test_without_scripts_there_is_a_picture_and_a_sentence(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = opened(context.new_page(), to_html(RUN, lang="ko"), tmp_path)
    expect(page.get_by_role("img", name=words("ko")("offline.still"))).to_be_visible()
    expect(page.locator(".file-still p").last).to_have_text(words("ko")("offline.no_script"))
    context.close()


def test_a_browser_that_cannot_play_it_shows_the_picture_and_says_so(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    opened(page, to_html(RUN), tmp_path)
    expect(page.get_by_role("img", name=words("en")("offline.still"))).to_be_visible()
    expect(page.get_by_text(words("en")("offline.too_old"))).to_be_visible()
    context.close()
