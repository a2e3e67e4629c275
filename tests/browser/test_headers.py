"""What the server tells browsers: the page works under its own policy, nothing foreign loads, others may frame it."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from linreg.views.lens import LENSES
from linreg.words import words
from tests.browser.conftest import SLOWEST_MS, VIEWPORT
from tests.browser.reading import open_page, readout_of, wait_for_script

VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.effectiveDirective}: ${event.blockedURI}`));
"""

FORBIDDEN = """
new Promise((done) => {
  const look = () => (violations.length ? done() : setTimeout(look, 20));
  look();
})
"""


@pytest.fixture(scope="module")
def guarded(browser: Browser) -> Iterator[BrowserContext]:
    """A profile in which the policy is in force."""
    context = browser.new_context(viewport=VIEWPORT, locale="en-US")
    context.set_default_timeout(SLOWEST_MS)
    yield context
    context.close()


@pytest.fixture
def watched(guarded: BrowserContext) -> Iterator[Page]:
    """A page under the policy, which keeps what was forbidden."""
    page = guarded.new_page()
    page.add_init_script(VIOLATIONS)
    yield page
    page.close()


@pytest.mark.parametrize("path", ["/_stcore/health", "/", "/notebook", "/app/static/plotly.min.js", "/no/such/file.js"])
def test_every_answer_names_the_policy_and_forbids_guessing_types(app_url: str, path: str) -> None:
    with urlopen(app_url + path, timeout=10) as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_breaks_no_rule_of_the_policy_with_any_lens_open_or_what_is_downloaded(
    app_url: str, watched: Page
) -> None:
    open_page(watched, app_url)
    readout_of(watched).wait_for()
    watched.keyboard.press("Escape")  # the first minute, in the lenses' place
    watched.get_by_role("button", name="Play", exact=True).click()
    watched.get_by_role("img", name="Cost contours").hover()
    expect(readout_of(watched)).not_to_have_text(re.compile(r"epoch\s+0(?!\d)"))
    for lens in LENSES:
        watched.get_by_role("radio", name=words("en")(f"lens.{lens}"), exact=True).click()
        watched.wait_for_url(re.compile(f"lens={lens}"))
        wait_for_script(watched)
        if lens == "table":
            with watched.expect_download() as download:
                watched.get_by_test_id("stDownloadButton").get_by_role("button").click()
            assert download.value.suggested_filename.endswith(".csv")
        assert watched.evaluate("violations") == [], lens


# What breaks which rule; `url` is a stranger's.
FOREIGN = {
    "img-src": "url => { new Image().src = `${url}/a.png`; }",
    "script-src-elem": "src => { document.head.append(Object.assign(document.createElement('script'), { src })); }",
    "style-src-elem": """href => {
        const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
        document.head.append(link);
    }""",
    "connect-src": "url => { fetch(url).catch(() => {}); }",
    "font-src": "url => { new FontFace('foreign', `url(${url}/a.woff2)`).load().catch(() => {}); }",
    "frame-src": "src => { document.body.append(Object.assign(document.createElement('iframe'), { src })); }",
    "script-src": "url => { setTimeout(`document.title = '${url}'`); }",
}


def test_the_notebook_breaks_no_rule_of_the_policy_under_which_nothing_foreign_loads(
    app_url: str, static_url: str, watched: Page
) -> None:
    """The static server stands for a stranger's: another port is another origin."""
    open_page(watched, f"{app_url}/notebook")
    expect(watched.locator(".katex").first).to_be_visible()
    assert watched.evaluate("violations") == []
    came: list[str] = []
    watched.on("response", lambda response: came.append(response.url))
    for rule, tries in FOREIGN.items():
        watched.evaluate(tries, static_url)
        watched.evaluate(FORBIDDEN)
        assert [text.partition(":")[0] for text in watched.evaluate("violations.splice(0)")] == [rule]
    assert not [url for url in came if url.startswith(static_url)]


FRAME = """<!doctype html><title>A course</title>
<iframe src="{url}/?embed=true&lang=en&lr=0.1" width="1100" height="900"></iframe>"""


@pytest.fixture
def course(app_url: str) -> Iterator[str]:
    """The address of a course site elsewhere that shows the page in a frame, as the README says."""

    class Course(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = FRAME.format(url=app_url).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Course)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"  # another site than 127.0.0.1, whose cookies are a third party's
    server.shutdown()
    server.server_close()


def test_a_course_site_elsewhere_can_frame_the_page(watched: Page, course: str) -> None:
    watched.goto(course)
    frame = watched.frame_locator("iframe")
    readout = frame.get_by_role("status", name="Readout")
    readout.wait_for()
    frame.get_by_role("button", name="To end", exact=True).click()
    expect(readout).to_contain_text("epoch 1,000")
    frame.get_by_role("button", name="Step back", exact=True).click()
    expect(readout).to_contain_text("epoch 999")
    expect(frame.get_by_test_id("stMainMenu")).to_have_count(0)
