"""Back, Forward, reload and links: the page that the address names, with its settings, one step a visit."""

import re

import pytest
from playwright.sync_api import Page, expect

from linreg.words import words
from tests.browser.reading import dial, open_page, readout_of, wait_for_script
from tests.browser.test_explore import asked
from tests.browser.warm import At

# Streamlit asks beneath a page's own path first when its address is opened directly, and finds nothing there.
pytestmark = pytest.mark.console_errors_allowed


def field(page: Page, name: str = "Learning rate"):  # type: ignore[no-untyped-def]
    return page.get_by_role("spinbutton", name=name)


def go(page: Page, name: str) -> None:
    """Follows a link in the header."""
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()


def set_rate(page: Page, lr: str) -> None:
    field(page).fill(lr)
    field(page).press("Enter")
    page.wait_for_url(re.compile(rf"lr={re.escape(lr)}\b"))


def test_back_from_the_notebook_keeps_every_setting(at: At) -> None:
    page = at("/?epochs=70&data=line&n=7&init=linear")
    set_rate(page, "0.05")
    go(page, "Notebook")
    page.wait_for_url(re.compile("/notebook"))
    page.get_by_role("heading", name="Certificate").wait_for()
    page.go_back()
    expect(field(page)).to_have_value("0.05")
    expect(field(page, "Epochs")).to_have_value("70")
    expect(field(page, "How many")).to_have_value("7")
    assert asked(page) == {"lr": "0.05", "epochs": "70", "data": "line", "n": "7", "init": "linear"}
    page.go_forward()
    page.get_by_role("heading", name="Certificate").wait_for()
    page.wait_for_url(re.compile("/notebook"))


def test_a_visit_to_a_page_is_one_step_and_a_change_none(at: At) -> None:
    page = at("/")
    steps = page.evaluate("history.length")
    for lr in ("0.02", "0.03", "0.04"):
        set_rate(page, lr)
    dial(page, "Epochs").press("ArrowRight")
    page.wait_for_url(re.compile("epochs="))
    page.get_by_role("combobox", name="Points").click()
    page.get_by_role("option", name="Noisy line").click()
    page.wait_for_url(re.compile("data=line"))
    assert page.evaluate("history.length") == steps
    go(page, "Notebook")
    page.get_by_role("heading", name="Certificate").wait_for()
    assert page.evaluate("history.length") == steps + 1


# What Streamlit writes when a message of the page that is being left comes late
LATE = """() => {
  addEventListener("popstate", () => {
    history.pushState({}, "", "/notebook?late=1");
    history.pushState({}, "", location.pathname + "?late=2");
    history.replaceState({}, "", location.pathname + "?late=3");
  }, { once: true });
  history.back();
}"""


def test_what_comes_late_from_the_page_that_was_left_does_not_change_the_address(at: At) -> None:
    page = at("/?lr=0.05")
    go(page, "Notebook")
    page.get_by_role("heading", name="Certificate").wait_for()
    steps = page.evaluate("history.length")
    page.evaluate(LATE)
    expect(field(page)).to_have_value("0.05")
    readout_of(page).wait_for()
    assert (asked(page), page.evaluate("history.length")) == ({"lr": "0.05"}, steps)
    set_rate(page, "0.06")
    page.go_forward()
    page.get_by_role("heading", name="Certificate").wait_for()
    page.go_back()
    expect(field(page)).to_have_value("0.06")


def test_after_a_link_from_the_notebook_the_first_back_leads_back(at: At) -> None:
    page = at("/?lr=0.05")
    go(page, "Notebook")
    page.get_by_role("link", name="Open this state in Explore").nth(3).click()
    expect(field(page)).to_have_value("0.01")
    readout_of(page).wait_for()
    page.go_back()
    page.wait_for_url(re.compile("/notebook"))
    page.get_by_role("heading", name="Certificate").wait_for()
    page.go_back()
    expect(field(page)).to_have_value("0.05")


def test_from_a_deep_link_to_the_notebook_explore_has_an_address_of_its_own(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/notebook?lang=ko")
    page.get_by_role("navigation").get_by_role("link").first.click()
    page.locator(".lr-player").wait_for()
    page.wait_for_url(f"{app_url}/?lang=ko")
    page.reload()
    page.locator(".lr-player").wait_for()
    assert page.url == f"{app_url}/?lang=ko"


def test_a_reload_is_the_same_page(at: At) -> None:
    page = at("/?lr=0.05&lens=table&cost=sum")
    set_rate(page, "0.0123")
    page.reload()
    expect(field(page)).to_have_value("0.0123")
    expect(page.get_by_role("radio", name="Table")).to_be_checked()


@pytest.mark.parametrize("address", ["/?=1&$$ID=1&__proto__=1&lr=0.1&lr=0.2&=", "/?&=&", "/?lr"])
def test_odd_addresses_give_the_page(at: At, address: str) -> None:
    page = at(address)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    set_rate(page, "0.05")


def test_a_strangers_words_in_the_address_make_neither_link_nor_image(page: Page, app_url: str) -> None:
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    words = "![x](http://example.invalid/x.png) [Sign in](http://example.invalid/)"
    page.goto(f"{app_url}/?asked=1&z={words}&page=z&lr_slider=3&rate_fastest=true&lr={words}")
    notice = page.get_by_test_id("stToast")
    expect(notice).to_have_count(1)
    expect(notice).to_contain_text("“Learning rate” =")
    for name in ("z =", "page =", "slider", "fastest", "asked ="):
        expect(notice).not_to_contain_text(name)
    readout_of(page).wait_for()
    expect(page.locator("a[href*='example.invalid']")).to_have_count(0)
    assert not [url for url in asked_for if "example.invalid" in url and not url.startswith(app_url)]
    wait_for_script(page)


def test_what_a_link_could_not_have_leaves_the_address_at_once(at: At, app_url: str) -> None:
    page = at("/?lr=abc&epochs=50&seed=-1&device=cuda:99&noise=x&lens=eyes")
    notice = page.get_by_test_id("stToast")
    expect(notice).to_contain_text("“Device” = cuda:99")
    expect(notice.get_by_text("view more")).to_be_hidden()
    whole = notice.get_by_test_id("stToastText").evaluate("text => text.scrollHeight <= text.clientHeight + 1")
    assert whole
    page.wait_for_url(f"{app_url}/?epochs=50")
    steps = page.evaluate("history.length")
    dial(page, "Epochs").press("ArrowRight")
    page.wait_for_url(f"{app_url}/?epochs=60")
    assert page.evaluate("history.length") == steps
    expect(page.locator(".st-key-forecast")).to_contain_text("after 60 epochs")
    wait_for_script(page)
    page.locator(".st-key-forecast dfn").first.hover()
    expect(page.get_by_role("tooltip").filter(has_text=words("en")("glossary.slow"))).to_be_visible()
