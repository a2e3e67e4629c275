"""Where the browser for the tests is; `python -m tests.browser.chromium` makes sure of one before they start."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ADVICE = (
    "The tests need Chromium or Chrome: install it, name it in $BROWSER_PATH, "
    "or run '.venv/bin/python -m playwright install chromium'."
)
FLAGS = [
    # WebGL in software. Without the last one an empty page paints 38 frames a second, and the compositor is measured.
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
    # Talk to this machine only: neither the browser's own errands nor a page's request gets further.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


class NoBrowser(Exception):
    """No browser was found; the message says in one line how to get one."""


def find(playwright: Playwright) -> str:
    """The path of a Chromium: $BROWSER_PATH, then PATH, then macOS's applications, then Playwright's own.

    Raises NoBrowser when there is none, or when $BROWSER_PATH names something that cannot be run.
    """
    named = os.environ.get("BROWSER_PATH")
    if named:
        if not shutil.which(named):
            raise NoBrowser(f"$BROWSER_PATH is {named!r}, which is not a program.")
        return named
    for program in (*ON_PATH, *ON_MACOS, playwright.chromium.executable_path):
        if found := shutil.which(program):
            return found
    raise NoBrowser(ADVICE)


def flags() -> list[str]:
    """The command-line flags for tests and benchmarks; root (a container, CI) cannot use Chromium's sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, "--no-sandbox"] if is_root else FLAGS


def may_install() -> bool:
    """True on Debian as root, where a package can be installed without asking anybody."""
    release = Path("/etc/os-release")
    is_debian = release.exists() and "ID=debian" in release.read_text().splitlines()
    return is_debian and os.geteuid() == 0


def install(*packages: str) -> None:
    """Install Debian packages. Raises CalledProcessError when apt-get cannot."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "--quiet", *command], env=environment, stdin=subprocess.DEVNULL, check=True)


def lacks_korean() -> bool:
    """True when fontconfig knows no font with Korean letters: the Korean page would be drawn as boxes."""
    if not shutil.which("fc-list"):
        return False
    return not subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=True).stdout


def main() -> int:
    """Print the browser's path and version; on Debian as root install what is missing. Returns the exit status."""
    with sync_playwright() as playwright:
        try:
            path = find(playwright)
        except NoBrowser as problem:
            if os.environ.get("BROWSER_PATH") or not may_install():
                print(problem, file=sys.stderr)
                return 1
            install("chromium")
            path = find(playwright)
    if lacks_korean() and may_install():
        install("fonts-noto-cjk")
    version = ["--version", *(["--no-sandbox"] if "--no-sandbox" in flags() else [])]
    print(f"{path}: {subprocess.run([path, *version], capture_output=True, text=True, check=True).stdout.strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
