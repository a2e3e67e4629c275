"""The one file as Python writes it, opened from disk with the network off: played, scrubbed, read, asked, in both
languages; two in one page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, ViewportSize, expect

from linreg import Dataset, TrainConfig, show, to_html, train
from linreg.lessons import read_lesson
from linreg.picture.offline import Step, single
from linreg.picture.offline.file import step_of
from linreg.views import lesson_file
from linreg.words import LANGUAGES, words
from tests.browser.mounting import readout, seek

EVIL = "</script><script>window.evil = 1</script><img src=x onerror='window.evil = 2'> \u2028 {{DATA}}"
RUN = train(Dataset.notebook(), TrainConfig(epochs=300))
# As it stands in VS Code's notebooks, without the addresses of its own files
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src https: http: data:; font-src https:; connect-src https:; child-src https: data:;"
)
VS_CODE = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
PHONE: ViewportSize = {"width": 390, "height": 844}


def opened(page: Page, text: str, folder: Path) -> Page:
    file = folder / "run.html"
    file.write_text(text, encoding="utf-8")
    page.goto(file.as_uri())
    return page


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
