"""The server says that it is ready when it is: the first visitor waits for none of its preparations."""

from pathlib import Path

from benchmarks.visitors import Visitor, aside, visit
from tests.browser.servers import serve_app


async def first_page(url: str) -> float:
    async with visit(url) as socket:
        return await Visitor(socket).ask()


def test_the_first_visitor_of_a_ready_server_waits_at_most_two_seconds(tmp_path: Path) -> None:
    with serve_app(tmp_path / "streamlit.log") as url:
        assert aside(first_page(url)) < 2
