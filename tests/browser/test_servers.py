"""The fixtures that the other browser tests stand on."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page

from tests.browser.reading import parse


def test_the_static_server_gives_modules_a_type_that_browsers_import(static_url: str) -> None:
    with urllib.request.urlopen(f"{static_url}/static/plotly.min.js", timeout=10) as answer:
        assert answer.headers["Content-Type"] == "text/javascript"


@pytest.mark.parametrize("path", ["/app.py", "/static/../app.py", "/static/%2e%2e/app.py", "/modules/none.js"])
def test_the_static_server_gives_nothing_else(static_url: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(static_url + path, timeout=10)


@pytest.mark.console_errors_allowed
def test_a_page_gets_no_further_than_this_machine(static_url: str, page: Page) -> None:
    page.goto(f"{static_url}/modules/blank.html")
    reached = page.evaluate("fetch('http://example.invalid/').then(() => true, () => false)")
    assert not reached


def test_webgl_is_there_for_the_bowl(static_url: str, page: Page) -> None:
    page.goto(f"{static_url}/modules/blank.html")
    assert page.evaluate("Boolean(document.createElement('canvas').getContext('webgl'))")


@pytest.mark.parametrize(
    "text",
    ["epoch 1043  W −0.8550  b 0.3247  cost 1.52e-5", "epoch 1,043 W -0.8550 b 0.3247 cost 1.52e−5"],
)
def test_the_readout_is_read_with_either_minus_sign(text: str) -> None:
    assert parse(text) == {"epoch": 1043, "W": -0.855, "b": 0.3247, "cost": 1.52e-5}
