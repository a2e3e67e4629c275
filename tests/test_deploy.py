"""The entry point for Community Cloud serves the same page and the same files as app.py does."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from linreg.picture.sheets import content
from linreg.server import copied
from linreg.server.sources import ours
from tests.browser.servers import ROOT, serve_app

DEPLOY = ROOT / "deploy"
MARKED = r"[\w-]+==[\w.]+(; sys_platform != \"win32\")?"  # some are for every system but Windows


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    copied.prepare()  # as the first visitor does
    with serve_app(tmp_path_factory.mktemp("deploy") / "streamlit.log", "deploy/streamlit_app.py") as url:
        yield url


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


def test_it_serves_the_page(url: str) -> None:
    assert b"<!doctype html>" in get(url).lower()


def test_it_serves_our_files_from_where_streamlit_looks_for_them(url: str) -> None:
    for name, file in ours().items():
        assert get(f"{url}/app/static/{name}") == content(file)


def test_it_stays_the_plain_script_that_community_cloud_runs() -> None:
    assert not discover_asgi_app(DEPLOY / "streamlit_app.py").is_asgi_app
    assert discover_asgi_app(ROOT / "app.py").import_string == "app:app"


def test_it_shows_what_the_page_at_the_root_shows() -> None:
    here, root = (
        AppTest.from_file(str(path), default_timeout=60).run()
        for path in (DEPLOY / "streamlit_app.py", ROOT / "page.py")
    )
    assert not here.exception
    assert [str(element) for element in here.main] == [str(element) for element in root.main]
    assert here.get("bidi_component")


def test_a_file_is_copied_where_it_is_missing_or_differs(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "b.js"
    copied.place(b"1", target)
    assert target.read_text() == "1" and target.stat().st_mode & 0o777 == 0o644
    before = target.stat().st_ino
    copied.place(b"1", target)
    assert target.stat().st_ino == before
    copied.place(b"2", target)
    assert target.read_text() == "2"
    assert [path.name for path in target.parent.iterdir()] == ["b.js"]


def test_requirements_are_pinned_and_name_no_package_server() -> None:
    for file in [*ROOT.glob("requirements*.txt"), DEPLOY / "requirements.txt"]:
        lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
        assert all(line.startswith("-r ") or re.fullmatch(MARKED, line) for line in lines), file


def test_each_replica_that_nginx_knows_is_one_that_the_readme_starts() -> None:
    readme = (DEPLOY / "README.md").read_text()
    ports = re.findall(r"^    server 127\.0\.0\.1:(\d+)", (DEPLOY / "linreg.nginx.conf").read_text(), re.MULTILINE)
    assert "systemctl enable --now " + " ".join(f"linreg@{port}" for port in ports) + "\n" in readme
    assert "--server.port %i" in (DEPLOY / "linreg@.service").read_text()


def test_every_file_that_the_readme_copies_exists() -> None:
    named = re.findall(r"/srv/linreg/(deploy/\S+)", (DEPLOY / "README.md").read_text())
    assert len(named) >= 3 and all((ROOT / path).exists() for path in named)
