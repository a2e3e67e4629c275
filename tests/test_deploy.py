"""The entry point for Community Cloud serves the same page and the same files as app.py does."""

import re
import urllib.request
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from linreg.views import shell
from tests.browser.servers import PLAYER, ROOT, serve_app

DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    shell.prepare_server()  # as the first visitor does
    with serve_app(tmp_path_factory.mktemp("deploy") / "streamlit.log", "deploy/streamlit_app.py") as url:
        yield url


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


def test_it_serves_the_page(url: str) -> None:
    assert b"<!doctype html>" in get(url).lower()


def test_it_serves_the_player_from_the_projects_own_folder(url: str) -> None:
    for module in sorted(PLAYER.rglob("*.js")):
        assert get(f"{url}/app/static/{PLAYER.name}/{module.relative_to(PLAYER).as_posix()}") == module.read_bytes()


def test_it_shows_what_the_page_at_the_root_shows() -> None:
    here, root = (
        AppTest.from_file(str(path), default_timeout=60).run()
        for path in (DEPLOY / "streamlit_app.py", ROOT / "app.py")
    )
    assert not here.exception
    assert [str(element) for element in here.main] == [str(element) for element in root.main]
    assert here.get("bidi_component")


def test_requirements_are_pinned_and_name_no_package_server() -> None:
    for file in [*ROOT.glob("requirements*.txt"), DEPLOY / "requirements.txt"]:
        lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
        assert all(line.startswith("-r ") or re.fullmatch(r"[\w-]+==[\w.]+", line) for line in lines), file
