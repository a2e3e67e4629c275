"""What one carries away: how long a file takes to be saved, how large it is, and how it plays from disk, offline."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.claims import Claim
from benchmarks.playing import COUNT, COUNTED, SCRIPT_MS, SECONDS
from linreg import Dataset, TrainConfig, to_html, train
from linreg.lessons import Lesson
from linreg.lessons.shelf import find, names
from linreg.picture.offline import sources
from linreg.views import lesson_file
from linreg.words import LANGUAGES

EPOCHS = 10_000


def seconds_to_save(file: Path) -> float:
    """Of the first file of a process, which packs plotly as well."""
    run = train(Dataset.notebook(), TrainConfig(epochs=EPOCHS))
    sources.plotly.cache_clear()
    began = time.perf_counter()
    to_html(run, file)
    return time.perf_counter() - began


def lesson_saved(name: str) -> tuple[float, float]:
    """Seconds to save a lesson, its runs trained anew, and its megabytes."""
    lessons: dict[str, Lesson] = {lang: found for lang in LANGUAGES if (found := find(name, lang))}
    began = time.perf_counter()
    text = lesson_file.file(lessons, "en")
    return time.perf_counter() - began, len(text.encode()) / 1e6


def playing(browser: Browser, file: Path) -> tuple[float, float]:
    """Frames a second from disk with the network off, and the script time in ms that 95 % of its frames keep below."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    play = page.get_by_role("button", name="Play", exact=True)
    play.wait_for()
    page.wait_for_timeout(2000)  # the first drawing of the bowl compiles its shaders
    play.click()
    page.wait_for_timeout(300)
    page.evaluate(COUNT)
    page.wait_for_timeout(1000 * SECONDS)
    rate, script = float(page.evaluate(COUNTED)), float(page.evaluate(SCRIPT_MS))
    assert page.evaluate("document.querySelector('.lr-player').player.playing"), "it must play all the while"
    context.close()
    return rate, script


def claims(browser: Browser) -> list[Claim]:
    """Saving and playing a run of 10,000 epochs; the lesson that takes longest to save, and the largest."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "run.html"
        saving = seconds_to_save(file)
        rate, script = playing(browser, file)
    lessons = [lesson_saved(name) for name in names()]
    return [
        Claim(f"saving {EPOCHS:,} epochs as one file, the first of a process", saving, "s", at_most=1),
        Claim("… played from disk with the network off", rate, "frames/s", at_least=55),
        Claim("… script time of a frame, 95 % below", script, "ms", at_most=2),
        Claim("saving a lesson as one file, its runs trained, the slowest", max(took for took, _ in lessons), "s"),
        Claim("… the largest", max(size for _, size in lessons), "MB", at_most=4),
    ]
