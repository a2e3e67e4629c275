"""The page in Firefox and WebKit: `python -m tests.browser.engines` plays it in both and tells what it saw.

Apart from the suite, which needs Chromium only. On Debian as root the browsers are installed; elsewhere the message
says how to get them.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marionette_driver.marionette import Marionette
from PIL import Image
from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from linreg.words import words
from tests.browser.chromium import install, may_install
from tests.browser.servers import free_port, serve_app

PROGRAMS = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}  # and their packages
MINI_BROWSERS = ("/usr/lib/*/webkit2gtk-4.*/MiniBrowser", "/usr/libexec/webkit2gtk-4.*/MiniBrowser")
PANELS = ("fit", "contours", "bowl", "curve")
PATIENCE_S = 60  # two busy cores, a scene drawn in software
SHADES = 12  # an empty panel has one colour, one with axes and marks far more

# Errors from here on; what fails earlier leaves no player.
LISTEN = """
window.faults = [];
addEventListener("error", (event) => faults.push(String(event.message)));
addEventListener("unhandledrejection", (event) => faults.push(String(event.reason)));
const tell = console.error;
console.error = (...what) => { faults.push(what.join(" ")); tell(...what); };
"""
FRAMES = """
const done = arguments[arguments.length - 1], until = performance.now() + 2000;
let frames = 0;
const count = (now) => (now < until ? (frames++, requestAnimationFrame(count)) : done(frames / 2));
requestAnimationFrame(count);
"""
BOX = """
const { x, y, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
return [x, y, x + width, y + height].map((edge) => Math.round(edge * devicePixelRatio));
"""
TEXT = "return document.querySelector(arguments[0])?.textContent ?? '';"


@dataclass(frozen=True)
class Window:
    """A browser's window. `press` takes a selector, `look` gives a PNG; an async script ends by its last argument."""

    go: Callable[[str], None]
    run: Callable[..., Any]
    run_async: Callable[[str], Any]
    press: Callable[[str], None]
    look: Callable[[], bytes]

    def text(self, selector: str) -> str:
        """The text of an element, or none."""
        return str(self.run(TEXT, selector))

    def wait(self, what: str, true: Callable[[], bool]) -> None:
        """Waits until it is true. Raises AssertionError, naming it, when it is not in time."""
        end = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < end, f"waited in vain for {what}"
            time.sleep(0.1)


@contextmanager
def firefox(log: Path) -> Iterator[Window]:
    """A headless Firefox, by its own protocol: Debian has no geckodriver."""
    browser = Marionette(
        bin=shutil.which("firefox-esr"),
        port=free_port(),
        headless=True,
        gecko_log=str(log),
        app_args=["--width", "1280", "--height", "800"],
    )
    with redirect_stderr(io.StringIO()):  # thirteen lines about this Firefox's build
        browser.start_session()
    browser.timeout.script = PATIENCE_S
    try:
        yield Window(
            go=browser.navigate,
            run=lambda script, *given: browser.execute_script(script, script_args=given, sandbox=None),
            run_async=lambda script: browser.execute_async_script(script, sandbox=None),
            press=lambda selector: browser.find_element("css selector", selector).click(),
            look=lambda: browser.screenshot(format="binary", full=False),
        )
    finally:
        browser.quit()


@contextmanager
def webkit(log: Path) -> Iterator[Window]:
    """WebKit's own small browser on a screen in memory; it draws in software."""
    with screen() as display:
        options = Options()
        options.binary_location = str(mini_browser())
        options.add_argument("--automation")
        service = Service(log_output=str(log), env={**os.environ, "DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1"})
        browser = WebKitGTK(options=options, service=service)
        browser.set_window_size(1280, 800)
        browser.set_script_timeout(PATIENCE_S)
        try:
            yield Window(
                go=browser.get,
                run=browser.execute_script,
                run_async=browser.execute_async_script,
                press=lambda selector: browser.find_element("css selector", selector).click(),
                look=browser.get_screenshot_as_png,
            )
        finally:
            browser.quit()


@contextmanager
def screen() -> Iterator[str]:
    """The name of an X display in memory. Ends with the block."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with open(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def mini_browser() -> Path:
    """Where WebKitGTK's package keeps its small browser. Raises StopIteration when it is not there."""
    return next(path for pattern in MINI_BROWSERS for path in sorted(Path("/").glob(pattern[1:]), reverse=True))


ENGINES = {"Firefox": firefox, "WebKit": webkit}


def try_page(window: Window, url: str, shots: Path) -> list[str]:
    """Plays the page and holds it against what a viewer should see; returns what was seen, in lines."""
    open_page(window, url, "en")
    seen = painted(window, shots / "start.png")
    window.press(".lr-play")
    frames = window.run_async(FRAMES)
    window.wait("the epochs to pass", lambda: epoch(window) >= 5)
    window.press(".lr-play")
    stopped = epoch(window)
    window.press(".lr-step_forward")
    window.wait("one step more", lambda: epoch(window) == stopped + 1)
    window.press(".lr-to_end")
    window.wait("the end", lambda: epoch(window) == 1000)
    expect_no_fault(window)
    open_page(window, f"{url}/?lang=ko&lr=0.19", "ko")
    window.press(".lr-to_end")
    window.wait("the last finite epoch", lambda: 100 < epoch(window) < 1000)
    painted(window, shots / "diverged.png")
    expect_no_fault(window)
    return [*seen, f"{frames:.0f} frames a second while it plays"]


def open_page(window: Window, address: str, lang: str) -> None:
    """Opens the page and waits for its player, at its start and in that language."""
    window.go(address)
    window.run(LISTEN)
    start = f"{words(lang)('player.epoch')} 0"
    window.wait(f"a player that tells {start!r}", lambda: window.text(".lr-field-epoch") == start)


def expect_no_fault(window: Window) -> None:
    """Raises AssertionError if a script of the page failed."""
    faults = window.run("return window.faults;")
    assert faults == [], f"errors on the page: {faults}"


def epoch(window: Window) -> int:
    """The epoch that the readout tells."""
    return int(re.sub(r"\D", "", window.text(".lr-field-epoch .lr-value")))


def painted(window: Window, shot: Path) -> list[str]:
    """Looks at the window and counts each panel's colours. Raises AssertionError for an empty one."""
    time.sleep(2)  # the scene's first picture
    shot.write_bytes(window.look())
    picture = Image.open(io.BytesIO(shot.read_bytes())).convert("RGB")
    seen = []
    for panel in PANELS:
        absent = window.text(f".lr-{panel} .lr-absent")
        if panel == "bowl" and absent:
            seen.append(f"bowl: {absent}")
            continue
        colours = picture.crop(window.run(BOX, f".lr-{panel}")).getcolors(1 << 20)
        assert colours and len(colours) >= SHADES, f"the panel {panel} is empty"
        seen.append(f"{panel}: {len(colours)} colours")
    return seen


def ready() -> bool:
    """Whether both browsers are here; on Debian as root they are installed."""
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if missing and may_install():
        install(*missing)
        missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if missing:
        print(f"Missing: on Debian or Ubuntu, 'sudo apt install {' '.join(missing)}'.", file=sys.stderr)
    return not missing


def main() -> int:
    """Tries both; prints what each shows, and where the pictures of it lie. Returns the exit status."""
    if not ready():
        return 1
    failed = 0
    work = Path(tempfile.mkdtemp(prefix="linreg-engines-"))
    with serve_app(work / "streamlit.log") as url:
        for name, engine in ENGINES.items():
            shots = work / name
            shots.mkdir()
            print(f"{name}, pictures in {shots}")
            try:
                with engine(work / f"{name}.log") as window:
                    print(*(f"  {line}" for line in try_page(window, url, shots)), sep="\n")
            except Exception as fault:  # of the page or of the driver: the other engine is tried all the same
                failed += 1
                print(f"  FAILED: {type(fault).__name__}: {fault}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
