"""Share in a browser: the link to the moment, its QR code as a phone reads it, and the picture as a file."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from linreg.words import words
from tests.browser.reading import open_page, readout, wait_for_epoch

SAY = words("en")
SVG = "{http://www.w3.org/2000/svg}"
EPOCH = 43
SIZE = (1920, 1080)
LINE = (181, 59, 10)  # the present run's colour in the light theme
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def shared(browser: Browser, app_url: str) -> Iterator[Page]:
    """The page at an epoch in the midst, under its own policy, with Share open; errors in its console fail the file."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US", color_scheme="light")
    context.add_init_script("localStorage.setItem('linreg.tour', 'shown')")
    context.set_default_timeout(60_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_page(page, f"{app_url}/?lr=0.01&kept=lr~0.17")
    page.locator(".lr-readout").wait_for()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    wait_for_epoch(page, EPOCH)
    page.keyboard.press("l")
    page.locator(".share-code svg").wait_for()
    yield page
    context.close()
    assert errors == []


def saved(page: Page, what: str, format: str) -> tuple[str, bytes]:
    """The name and the content of the file that a press saves."""
    page.get_by_role("dialog").get_by_role("button", name=what, exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=SAY(f"share.{format}")).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def like(picture: np.ndarray, colour: tuple[int, int, int]) -> int:
    """How many pixels have nearly this colour."""
    return int((np.abs(picture[..., :3].astype(int) - colour).max(-1) < 24).sum())


def test_the_code_is_the_links_and_a_phone_that_reads_it_shows_this_very_picture(
    shared: Page, browser: Browser
) -> None:
    address = shared.get_by_role("textbox", name=SAY("share.link")).input_value()
    code = shared.locator(".share-code")
    picture = Image.open(io.BytesIO(code.screenshot()))
    assert picture.height < 720 / 4  # it leads to this computer alone, and says so: no hall is to try it
    assert [found.text for found in zxingcpp.read_barcodes(np.asarray(picture.convert("L")))] == [address]
    shared.locator(".linreg-share").evaluate("place => place.classList.remove('share-here')")  # as others reach it
    assert Image.open(io.BytesIO(code.screenshot())).height >= 720 / 2  # a hall sees it
    expect(shared.get_by_role("dialog")).to_contain_text(SAY("share.at", epoch=str(EPOCH)))
    expect(shared.locator(".share-hint")).to_contain_text(SAY("share.here_only", host="127.0.0.1"))
    context = browser.new_context(viewport=PHONE, locale="ko-KR", has_touch=True)  # type: ignore[arg-type]
    phone = context.new_page()
    phone.set_default_timeout(60_000)
    open_page(phone, address)
    wait_for_epoch(phone, EPOCH)
    assert readout(phone) == readout(shared)
    expect(phone.locator(".lr-legend-run")).to_have_count(2)
    context.close()


def test_the_link_is_copied_and_where_the_clipboard_is_refused_it_is_selected(shared: Page) -> None:
    says = shared.locator(".share-says")
    address = shared.locator(".share-address")
    shared.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shared.get_by_role("button", name=SAY("share.copy")).click()
    expect(says).to_have_text(SAY("share.copied"))
    assert shared.evaluate("navigator.clipboard.readText()") == address.input_value()
    shared.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(new Error()); document.execCommand = () => false"
    )
    shared.get_by_role("button", name=SAY("share.copy")).click()
    expect(says).to_have_text(SAY("share.refused"))
    assert shared.evaluate("getSelection().toString() || document.activeElement.selectionEnd") in (
        address.input_value(),
        len(address.input_value()),
    )


def test_the_panels_are_saved_as_a_drawing_with_what_moves_and_a_caption(shared: Page) -> None:
    name, content = saved(shared, SAY("share.all"), "svg")
    assert name == "linreg_panels.svg"
    drawing = ElementTree.fromstring(content)
    assert (drawing.get("width"), drawing.get("height")) == tuple(map(str, SIZE))
    ours = f"rgb{LINE}"
    lines = [line for line in drawing.iter(f"{SVG}line") if line.get("stroke") == ours]
    groups = [group for group in drawing.iter(f"{SVG}g") if group.get("stroke") == ours]
    paths = [group for group in groups if group.find(f".//{SVG}path[@d]") is not None]
    points = [circle for circle in drawing.iter(f"{SVG}circle") if circle.get("fill") == ours]
    assert len(lines) == 1 and len(paths) >= 3 and len(points) == 3
    texts = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    named = SAY("library.notebook_name")
    said = SAY("share.caption", points=named, method=SAY("method.opt_SGD"), lr="0.01", epoch=str(EPOCH))
    assert {said, SAY("player.fit"), SAY("player.curve"), "epoch", "0.17"} <= set(texts)
    assert shared.locator(".share-address").input_value() in texts
    image = next(drawing.iter(f"{SVG}image"))
    assert image.get("href", "").startswith("data:image/png")
    assert not re.search(rb"var\(--|https?://(?!www\.w3\.org|127\.0\.0\.1)", content)


def test_a_panel_is_saved_as_pixels_of_a_slide_with_its_line_and_its_point(shared: Page) -> None:
    name, content = saved(shared, SAY("player.contours"), "png")
    assert name == "linreg_contours.png"
    contours = np.asarray(Image.open(io.BytesIO(content)))
    assert contours.shape[:2] == SIZE[::-1]
    assert like(contours, LINE) > 500  # path and point
    name, content = saved(shared, SAY("player.fit"), "png")
    fit = np.asarray(Image.open(io.BytesIO(content)))
    assert name == "linreg_fit.png" and like(fit, LINE) > 2000  # the line goes across
    columns = (np.abs(fit[..., :3].astype(int) - LINE).max(-1) < 24).any(0)
    assert columns.mean() > 0.6
