"""The server says that it is ready when it is: the first visitor waits for none of its preparations."""

import subprocess
import sys
from pathlib import Path

from benchmarks.visitors import Visitor, aside, visit
from linreg.server import files
from tests.browser.servers import ROOT, serve_app


async def first_page(url: str) -> float:
    async with visit(url) as socket:
        return await Visitor(socket).ask()


def test_the_first_visitor_of_a_ready_server_waits_at_most_two_seconds(tmp_path: Path) -> None:
    with serve_app(tmp_path / "streamlit.log") as url:
        assert aside(first_page(url)) < 2


def test_hardly_anything_looks_for_garbage_among_the_imports() -> None:
    code = """
import gc, streamlit
count = lambda: sum(each["collections"] for each in gc.get_stats())
before = count()
import app
print(count() - before, gc.isenabled(), gc.get_freeze_count() > 100_000)
"""
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    collections, *others = told.stdout.split()
    assert int(collections) < 10 and others == ["True", "True"]  # torch asks for one or two


def test_what_a_first_visitor_is_sent_is_compressed_before_he_comes() -> None:
    files.keep_first()
    for path in ("/app/static/plotly.min.js", "/app/static/player/mount.js", *streamlits()):
        assert {"as_brotli", "as_gzip"} <= set(vars(files.kept(path)))


def streamlits() -> list[str]:
    """Streamlit's own scripts that its document names, and one that ours adds."""
    return [path for path in files.known() if path.startswith(("/static/js/react-dom.", "/static/js/BidiComponent."))]
