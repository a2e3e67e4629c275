"""The page that all tests share (`at`): whoever comes to it finds it as if nobody had been there."""

from playwright.sync_api import expect

from tests.browser.reading import readout, wait_for_epoch
from tests.browser.warm import At


def test_it_goes_to_an_address_and_keeps_nothing_of_the_one_before(at: At) -> None:
    page = at("/?lr=0.1&lang=ko&lens=table&epochs=50")
    page.evaluate("document.documentElement.requestFullscreen = undefined")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("End")
    page.keyboard.press("p")
    expect(page.locator("html")).to_have_attribute("data-present", "all")

    assert at("/?epochs=20") is page
    assert page.url.endswith("/?epochs=20")
    assert page.viewport_size == {"width": 1280, "height": 720}
    assert page.evaluate("matchMedia('(prefers-color-scheme: light)').matches")
    assert page.evaluate("[...Object.keys(sessionStorage), document.documentElement.dataset.present]") == [None]
    assert page.evaluate("typeof document.documentElement.requestFullscreen") == "function"
    expect(page.get_by_role("spinbutton", name="Learning rate")).to_have_value("0.01")
    expect(page.locator(".st-key-beside_table")).to_have_count(0)
    assert readout(page)["epoch"] == 0
    page.keyboard.press("End")
    wait_for_epoch(page, 20)
    expect(page.locator(".st-key-show_now")).to_have_count(0)
    at("/?epochs=20")  # nobody has seen its end
    expect(page.locator(".st-key-show_now")).to_be_visible()


def test_it_goes_to_every_page(at: At) -> None:
    expect(at("/notebook").locator("#certificate")).to_be_visible()
    expect(at("/cases?case=sum&lang=ko").get_by_role("heading", level=1)).to_be_visible()
    expect(at("/lessons").get_by_role("heading", level=1)).to_have_text("Lessons")
    expect(at("/lessons?lang=ko").get_by_role("heading", level=1)).not_to_have_text("Lessons")
