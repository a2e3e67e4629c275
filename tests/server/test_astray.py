"""An address that is no page leads to the front page; files and what a page fetches are left alone."""

import pytest

from linreg.server.document import PAGES
from linreg.views.pages import SAYS
from tests.server.asking import ask

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/nope", "/nope/deep", "/notebook/x", "/a/b/c/"])
def test_it_leads_to_the_front_page_with_what_it_asks_for(url: str, path: str) -> None:
    assert b"./static/js/" in ask(f"{url}/").body  # what a page so deep would not find
    answer = ask(f"{url}{path}?lr=0.1", Accept=BROWSER)
    assert answer.status == 200 and answer.body == ask(f"{url}/").body
    assert answer.url.endswith("/?lr=0.1")


def test_it_knows_the_pages() -> None:
    assert PAGES == set(SAYS)


def test_a_page_of_ours_is_left_alone(url: str) -> None:
    assert ask(f"{url}/notebook?lang=ko", Accept=BROWSER).url.endswith("/notebook?lang=ko")


def test_a_download_is_left_alone(url: str) -> None:
    assert ask(f"{url}/media/none.csv", Accept=BROWSER).status == 404
