"""The server that these tests ask: the page as `make run` serves it."""

from collections.abc import Iterator

import pytest

from tests.browser.servers import serve_app


@pytest.fixture(scope="package")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page, ready and visited by nobody yet."""
    with serve_app(tmp_path_factory.mktemp("server") / "streamlit.log") as url:
        yield url
