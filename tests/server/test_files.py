"""Every file of the page comes from memory, compressed once, and a browser that returns asks for next to nothing."""

import gzip
import re

import brotli
import pytest
from starlette.types import Message, Receive, Scope, Send

from benchmarks.visitors import aside
from linreg.picture.sheets import PARTS, content
from linreg.server import files
from linreg.server.files import accepted
from linreg.server.sources import FOLDERS, PLOTLY, ours, streamlit_folder
from linreg.views.pages import SAYS
from tests.server.asking import ask

OURS = [f"/app/static/{name}" for name in ours()]
INDEX = (streamlit_folder() / "index.html").read_text(encoding="utf-8")
THEIRS = [path.removeprefix(".") for path in re.findall(r'(?:src|href)="(\./static/[^"]+)"', INDEX)]


def test_ours_are_plotly_and_all_modules_and_styles_of_the_page() -> None:
    expected = {"plotly.min.js"}
    for folder, place in FOLDERS.items():
        found = (file for file in place.rglob("*.[jc]s*") if file.parent.name != PARTS)
        expected |= {f"{folder}/{file.relative_to(place).as_posix()}" for file in found}
    assert set(ours()) == expected
    assert "player/mount.js" in expected and "player/panels/fit.js" in expected and "player/player.css" in expected


def test_every_file_that_streamlit_brings_has_a_type() -> None:
    assert {file.suffix for file in streamlit_folder().rglob("*.*")} <= set(files.TYPES)


@pytest.mark.parametrize("path", [*OURS, *THEIRS])
def test_every_file_of_a_first_load_is_sent_compressed_if_that_helps(url: str, path: str) -> None:
    file = files.known()[path]
    sent = content(file)
    plain = ask(url + path)
    assert plain.body == sent and plain.headers["Content-Encoding"] is None
    small = ask(url + path, Accept_Encoding="gzip, deflate")
    smaller = ask(url + path, Accept_Encoding="gzip, deflate, br, zstd")
    if file.suffix in files.COMPRESSED:
        assert small.body == smaller.body == sent
        return
    assert small.headers["Content-Encoding"] == "gzip" and gzip.decompress(small.body) == sent
    assert smaller.headers["Content-Encoding"] == "br" and brotli.decompress(smaller.body) == sent
    assert small.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/", *OURS])
def test_a_returning_browser_asks_whether_ours_have_changed_and_is_told_no(url: str, path: str) -> None:
    first = ask(url + path, Accept_Encoding="gzip")
    assert first.headers["Cache-Control"] == "no-cache"
    again = ask(url + path, Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert ask(url + path, If_None_Match='"another"').status == 200


@pytest.mark.parametrize("path", THEIRS)
def test_a_returning_browser_does_not_ask_for_streamlits_own(url: str, path: str) -> None:
    assert ask(url + path).headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("page", SAYS)
def test_every_page_knows_where_things_stand_before_any_of_them_comes(url: str, page: str) -> None:
    index = ask(f"{url}/{page}").body.decode()
    links = re.findall(r'<link rel="stylesheet" href="\.(/app/static/[^"]+)">', index)
    # The player wears its own
    assert set(links) == {name for name in OURS if name.endswith(".css")} - {"/app/static/player/player.css"}
    for link in links:
        assert ask(url + link).headers["Content-Type"] == "text/css; charset=utf-8"
    before, after = INDEX.split("</head>")
    assert index.startswith(before) and index.endswith("</head>" + after)


@pytest.mark.parametrize("page", SAYS)
def test_every_file_that_a_page_names_is_there_and_named_once(url: str, page: str) -> None:
    named = re.findall(r'(?:src|href)="\.(/[^"]+\.js)"', ask(f"{url}/{page}").body.decode())
    assert len(set(named)) == len(named) > len(THEIRS)
    assert set(named) <= set(files.known())


def test_modules_have_a_type_that_browsers_import(url: str) -> None:
    assert ask(f"{url}/app/static/player/mount.js").headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert ask(f"{url}/app/static/player/player.css").headers["Content-Type"] == "text/css; charset=utf-8"


def test_the_players_stylesheet_is_sent_in_one_piece_with_every_part_once(url: str) -> None:
    folder = FOLDERS["player"]
    parts = sorted((folder / PARTS).iterdir())
    sent = ask(f"{url}/app/static/player/player.css").body
    assert len(parts) > 10 and b"@import" not in sent
    assert all(sent.count(part.read_bytes()) == 1 for part in parts)


def test_who_asks_for_the_head_gets_no_body(url: str) -> None:
    answer = ask(f"{url}/app/static/plotly.min.js", "HEAD")
    assert int(answer.headers["Content-Length"]) == PLOTLY.stat().st_size and answer.body == b""


@pytest.mark.parametrize(
    "path", ["/app/static/none.js", "/app/static/player/../../../app.py", "/app/static/%2e%2e/app.py", "/app/static/"]
)
def test_nothing_else_lies_beside_our_files(url: str, path: str) -> None:
    answer = ask(url + path)
    assert answer.status in (400, 404) or answer.body == INDEX.encode()


@pytest.mark.parametrize(
    ("path", "status"), [("/lines/app/static/player/mount.js", 200), ("/app/static/player/mount.js", 404)]
)
def test_beneath_a_base_path_the_files_lie_there_only(path: str, status: int) -> None:
    answers = []

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        answers.append(404)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answers.append(message["status"])

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    aside(files.Files(streamlit, root="/lines")(scope, lambda: None, send))
    assert answers == [status]


@pytest.mark.parametrize(
    ("header", "encodings"),
    [
        ("gzip, deflate, br", {"gzip", "deflate", "br"}),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", {"br", "gzip", "*"}),
        ("br;q=0, gzip;q=0.0, identity", {"identity"}),
        ("GZIP ; Q=0.5", {"gzip"}),
        ("", {""}),
    ],
)
def test_accepted_encodings_are_those_named_and_not_refused(header: str, encodings: set[str]) -> None:
    assert accepted(header) == encodings


def test_a_file_is_read_and_compressed_once() -> None:
    plotly = files.kept("/app/static/plotly.min.js")
    assert files.kept("/app/static/plotly.min.js") is plotly
    assert plotly.as_gzip is plotly.as_gzip and plotly.as_brotli is plotly.as_brotli
