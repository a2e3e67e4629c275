"""A class at the door: many empty caches at once are served in time, and who returns asks for next to nothing."""

from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, Response

from benchmarks.arrivals import arrive, first_load, processor_seconds
from tests.browser.reading import open_page, readout_of
from tests.browser.servers import Served
from tests.server.asking import ask


@pytest.fixture(scope="module")
def paths(browser: Browser, served: Served) -> list[str]:
    return first_load(browser, served.url)


def test_a_browser_is_told_at_once_of_every_script_that_it_will_need(served: Served, paths: list[str]) -> None:
    document = ask(served.url).body.decode()
    scripts = {path for path in paths if path.endswith(".js")}
    # early.js asks for plotly, once Streamlit stands
    assert {path for path in scripts if f'"./{path[1:]}"' not in document} == {"/app/static/plotly.min.js"}


def test_a_hundred_empty_caches_within_four_seconds_are_filled_in_time(served: Served, paths: list[str]) -> None:
    assert len(paths) > 100 and "/app/static/plotly.min.js" in paths
    before = processor_seconds(served.pid)
    seconds, sizes = arrive(served.url, paths).T
    assert np.quantile(seconds, 0.95) <= 2.5
    assert sizes.max() <= 3e6
    assert processor_seconds(served.pid) - before <= 5


def test_who_returns_gets_no_file_again(browser: Browser, served: Served) -> None:
    context = browser.new_context()
    first = context.new_page()
    open_page(first, served.url)
    readout_of(first).wait_for()
    first.close()
    again = context.new_page()
    wire = context.new_cdp_session(again)
    wire.send("Network.enable")
    sent: dict[str, float] = {}
    wire.on("Network.loadingFinished", lambda it: sent.update({it["requestId"]: it["encodedDataLength"]}))
    answers: list[Response] = []
    again.on("response", lambda answer: answers.append(answer))
    open_page(again, served.url)
    readout_of(again).wait_for()
    again.wait_for_load_state("networkidle")
    context.close()
    paths = {urlsplit(answer.url).path for answer in answers}
    assert "/app/static/plotly.min.js" in paths
    assert sum(sent.values()) < 100_000  # headers, mostly
