"""One's own points in a browser: typed, pasted, opened from a file; what is told of them, and what stays."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import open_page
from tests.browser.warm import At

# What a spreadsheet leaves for a paste into a cell
PASTE = """
(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}
"""
# A file dragged to an element and dropped there: whether the page kept the browser from opening it
DROP = """
(place) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["a,b,c\\n1,2,9\\n3,5,7\\n"], "points.csv"));
  const kept = ["dragenter", "dragover", "drop"].map((type) => {
    const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
    place.dispatchEvent(event);
    return event.defaultPrevented;
  });
  return kept[1] && kept[2];
}
"""
DRAWN = "() => document.querySelector('.lr-fit .lr-stage')?._fullData?.[1].x.length"
HOSTILE = b"<img src=x onerror=alert(1)>,[b](http://example.com),c\n1,10,5\n2,20,6\n3,,7\nx,40,8\n4,50,9\n"


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def cell(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def wait_for_points(page: Page, text: str) -> None:
    page.wait_for_url(re.compile(rf"[?&]points={re.escape(text)}(&|$)"))


def wait_for_drawn(page: Page, count: int) -> None:
    page.wait_for_function(f"({DRAWN})() === {count}")


def open_file(page: Page, name: str, content: bytes) -> None:
    page.locator(".linreg-points input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def told(page: Page) -> Locator:
    return page.locator(".points-told")


def test_points_are_typed_into_a_table_and_stand_in_the_address(page: Page, at: At, app_url: str) -> None:
    open_page(page, f"{app_url}/?epochs=5")
    page.get_by_role("combobox", name="Points").click()
    page.get_by_role("option", name="Your own points").click()
    expect(page.get_by_role("table", name="Your points")).to_be_visible()
    assert [cell(page, name).input_value() for name in ("x 1", "y 3", "x 4")] == ["1", "3", ""]
    remove = page.get_by_role("button", name="Remove point")
    expect(remove).to_have_count(3)  # in the row for one more there is no point yet

    cell(page, "x 4").fill("4,5")  # a decimal comma; half a row is no point yet
    cell(page, "x 4").press("Tab")
    cell(page, "y 4").fill("-2")
    cell(page, "y 4").press("Enter")
    expect(cell(page, "x 5")).to_be_focused()  # for the next point
    wait_for_points(page, "1_1_2_2_3_3_4.5_-2")
    wait_for_drawn(page, 4)
    expect(cell(page, "x 5")).to_have_value("")
    expect(remove).to_have_count(4)

    cell(page, "y 1").fill("one")  # is no number: the other points remain, and the cell says so
    cell(page, "y 1").press("Enter")
    expect(cell(page, "y 1")).to_have_attribute("aria-invalid", "true")
    wait_for_points(page, "2_2_3_3_4.5_-2")
    expect(page.locator(".points-waiting")).to_have_text("Left out until x and y are both numbers: row 1.")
    page.get_by_role("button", name="Remove point 1", exact=True).click()
    page.get_by_role("button", name="Remove point 2", exact=True).click()
    wait_for_points(page, "2_2_4.5_-2")
    expect(page.locator(".points-waiting")).to_have_text("")
    wait_for_drawn(page, 2)
    expect(remove).to_have_count(2)

    # the address makes the same points anew
    page = at(page.url.removeprefix(app_url))
    wait_for_drawn(page, 2)
    assert [cell(page, name).input_value() for name in ("x 1", "y 1", "x 2", "y 2")] == ["2", "2", "4.5", "-2"]


def test_a_pasted_table_and_a_file_take_the_points_place_and_are_told(at: At) -> None:
    page = at("/?data=own&points=1_1_2_2&lens=points&epochs=5")
    cell(page, "x 1").evaluate(PASTE, "1,5\t2,5\r\n3\t1.000,25\r\n")
    wait_for_points(page, "1.5_2.5_3_1000.25")
    expect(told(page)).to_contain_text("They took the place of the points before.")
    cell(page, "y 3").evaluate(PASTE, "4\t8")  # in the row for one more
    wait_for_points(page, "1.5_2.5_3_1000.25_4_8")
    expect(told(page)).to_contain_text("They are added to the points that were there.")
    page.get_by_role("button", name="Undo: the points before").click()
    wait_for_points(page, "1.5_2.5_3_1000.25")
    expect(told(page)).to_contain_text("2 points pasted: separated by tabs, with a decimal comma.")

    # what cannot be read leaves the points there are
    open_file(page, "points.xlsx", b"PK\x03\x04" + bytes(100))
    expect(told(page)).to_contain_text("It is a workbook or an archive")
    assert address(page)["points"] == ["1.5_2.5_3_1000.25"]
    assert cell(page, "y 2").input_value() == "1000.25"
    open_file(page, "huge.csv", b"1,2\n" * 300_000)
    expect(told(page)).to_contain_text("larger than 1,048,576 bytes")

    # names from a file are text, whatever they hold; rows left out are told
    open_file(page, "points.csv", HOSTILE)
    wait_for_points(page, "1_10_2_20_4_50")
    expect(told(page)).to_contain_text("x is “<img src=x onerror=alert(1)>”, y is “[b](http://example.com)”")
    expect(told(page)).to_contain_text("Rows left out: 1, with an empty cell, or NA (the first in line 4).")
    expect(told(page)).to_contain_text("Rows left out: 1, with something other than a number (the first in line 5).")
    assert page.locator("img[src=x], a[href*='example.com']").count() == 0

    # two of three columns, chosen by name
    page.locator(".points-columns").get_by_role("combobox", name="y").select_option("c")
    wait_for_points(page, "1_5_2_6_3_7_4_9")

    # another language has other names for them
    page.get_by_role("radio", name="한국어").click()
    expect(page.get_by_role("table", name="나의 데이터")).to_be_visible()
    expect(page.get_by_role("combobox", name="데이터", exact=True)).to_have_value("나의 데이터")


def test_points_of_ones_own_are_offered_beside_every_set_and_what_they_replace_comes_back(at: At) -> None:
    page = at("/?lens=points&epochs=5")
    page.get_by_role("button", name="Type or paste…").wait_for()
    page.locator("body").evaluate(PASTE, "4\t8\n5\t9\n")
    wait_for_points(page, "4_8_5_9")
    expect(told(page)).to_contain_text("They took the place of the points before.")
    page.get_by_role("button", name="Undo: the points before").click()
    page.wait_for_url(lambda url: "points=" not in url)
    page.get_by_role("button", name="Type or paste…").click()
    expect(cell(page, "x 1")).to_be_focused()  # of the points that one had, or of those on the screen


def test_a_file_dropped_anywhere_on_explore_is_read_and_nowhere_leaves_the_page(at: At) -> None:
    page = at("/?epochs=5")
    page.locator(".linreg-drop").wait_for(state="attached")
    assert page.locator(".lr-fit").evaluate(DROP)
    wait_for_points(page, "1_2_3_5")
    expect(told(page)).to_contain_text("2 points read: UTF-8, separated by commas")
    page.locator(".points-columns").get_by_role("combobox", name="y").select_option("c")
    wait_for_points(page, "1_9_3_7")
    page.get_by_role("button", name="Undo: the points before").click()
    page.wait_for_url(lambda url: "points=" not in url)
    page = at("/cases")
    page.locator(".linreg-cases").wait_for()
    assert page.locator("body").evaluate(DROP)


def test_a_hundred_thousand_points_in_korean_excels_encoding(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/?data=own&points=1_1_2_2&lens=points&epochs=5&lang=ko")
    rows = "".join(f"{i % 10};{i % 7}\r\n" for i in range(100_000))
    open_file(page, "점.csv", f"키;몸무게\r\n{rows}".encode("cp949"))
    expect(told(page)).to_contain_text("점 100,000개를 읽었습니다. 인코딩 CP949, 구분 기호 세미콜론")
    expect(told(page)).to_contain_text("x는 ‘키’, y는 ‘몸무게’")
    expect(page.locator(".lr-fit .lr-key")).to_contain_text("점 100,000개 가운데 1,000개")
    wait_for_drawn(page, 1000)
    assert address(page)["data"] == ["own"] and "points" not in address(page)
    expect(told(page)).to_contain_text("새로 고쳐도 점들이 그대로 남습니다")
    # the tab has them after a reload, and the page says nothing of a link that nobody followed
    page.reload()
    expect(page.locator(".lr-fit .lr-key")).to_contain_text("점 100,000개 가운데 1,000개")
    expect(told(page)).to_contain_text("점 100,000개를 읽었습니다. 인코딩 CP949")
    expect(page.get_by_test_id("stToast")).to_have_count(0)
    assert address(page)["data"] == ["own"]  # so that they outlive the next one as well
    page.get_by_role("button", name="끝으로").click()
    expect(page.locator(".lr-player [role=status]").first).to_have_text(re.compile(r"에포크\s*5(?!\d)"))
