"""Slow motion on the page; the table and the script as files that a visitor takes home."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, train
from linreg.telling.table import Row, rows
from linreg.words import words
from tests.browser.reading import wait_for_script
from tests.browser.test_microscope import fixed
from tests.browser.warm import At

SAY = words("en")
BENEATH = """
() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const [sum, transport] = [box(".lr-sum-b"), box(".lr-transport")];
  return sum.height > 0 && sum.bottom <= transport.top;
}
"""


def test_four_panels_transport_and_microscope_share_the_first_screen(at: At) -> None:
    page = at("/?lens=steps&epochs=50")
    for width, height in ((1280, 720), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        for element in (".lr-panel >> nth=3", ".lr-microscope", ".lr-transport", ".lr-readout"):
            expect(page.locator(element)).to_be_in_viewport(ratio=1)
        page.wait_for_function(BENEATH)


@pytest.mark.parametrize("address", ["", "lang=ko&lr=0.1"])
def test_on_a_low_window_beside_the_controls_the_microscope_shows_all_without_scrolling(at: At, address: str) -> None:
    page = at(f"/?lens=steps&epochs=50&{address}")
    page.set_viewport_size({"width": 853, "height": 480})
    page.locator(".lr-ms-body").wait_for()
    page.wait_for_function(BENEATH)
    page.wait_for_function(
        "(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight)(document.querySelector('.lr-microscope'))"
    )


def test_the_lens_opens_and_closes_the_microscope_without_losing_the_place(at: At) -> None:
    page = at("/?epochs=50")
    page.get_by_role("slider", name="Epoch", exact=True).fill("7")
    page.get_by_role("radio", name=SAY("lens.steps")).click()
    expect(page.locator(".lr-ms-epoch")).to_have_text("Epoch 7 → 8")
    expect(page.locator(".lr-lit")).to_have_text("prediction = model(x)")
    page.get_by_role("button", name="Step forward").click()
    page.get_by_role("radio", name=SAY("lens.steps")).click()
    expect(page.locator(".lr-microscope")).to_be_hidden()
    expect(page.get_by_role("status", name="Readout")).to_contain_text("epoch 7")


def saved(page: Page, button: str, folder: Path) -> Path:
    """The file behind a download button."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_csv_holds_every_state_to_the_last_digit(at: At, tmp_path: Path) -> None:
    page = at("/?lens=table&epochs=2000&lang=ko")
    path = saved(page, words("ko")("table.download"), tmp_path)
    assert path.name == "linreg_run.csv"
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")  # without it Excel garbles the Korean headings
    headings, *states = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert headings[0] == words("ko")("table.state")
    run = train(Dataset.notebook(), TrainConfig(epochs=2000))
    assert [Row(int(state), *map(float, values)) for state, *values in states] == rows(run)


def test_the_script_ends_on_the_digits_of_the_page(at: At, tmp_path: Path) -> None:
    settings = "data=line&n=9&noise=0.5&init=linear&seed=3&lr=0.05&epochs=60&scale=on&cost=half"
    page = at(f"/?lens=code&{settings}")
    path = saved(page, SAY("script.download"), tmp_path)
    assert path.name == "linreg_run.py"
    result = subprocess.run([sys.executable, "-I", path], capture_output=True, text=True, timeout=120, check=True)
    W, b = (line.split()[1] for line in result.stdout.splitlines()[-2:])
    data = Dataset.line(9, 2.0, -1.0, 0.5, 3)
    config = TrainConfig(0.05, 60, 3, init="linear", cost="half")
    run = train(data.standardised()[0], config)
    assert (float(W), float(b)) == (run.W[-1], run.b[-1])
    expect(page.get_by_text(f"W {W}")).to_have_count(0)  # what the run comes to waits until it has been played
    page.get_by_role("button", name="To end").click()
    expect(page.get_by_text(f"W {W}")).to_contain_text(b)
    wait_for_script(page)
    expect(page.get_by_role("status", name="Readout")).to_contain_text(fixed(float(W)))
