"""Access: what a screen reader is told, what is left in forced colours, and what axe-core finds."""

import json
import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from linreg import Dataset, TrainConfig, train
from linreg.state.state import LENSES
from linreg.words import words
from tests.browser.mounting import mounted
from tests.browser.reading import wait_for_script
from tests.browser.warm import At

NOTEBOOK = train(Dataset.notebook(), TrainConfig())


def told(page: Page, panel: str) -> str:
    """The accessible name of a panel."""
    return page.locator(f".lr-{panel}").get_attribute("aria-label") or ""


# What the panels tell


@pytest.mark.parametrize("t", [0, 43])
def test_the_panels_names_tell_what_they_show(blank: Page, t: int) -> None:
    page = mounted(blank)
    page.get_by_role("slider", name="Epoch", exact=True).fill(str(t))
    W, b, cost = (float(f"{values[t]:.3g}") for values in (NOTEBOOK.W, NOTEBOOK.b, NOTEBOOK.cost))
    missed = max(abs(NOTEBOOK.W[t] * x + NOTEBOOK.b[t] - x) for x in (1, 2, 3))
    expect(page.locator(".lr-fit")).to_have_accessible_name(
        f"Fitted line: W {W:g}, b {b:g}, residuals up to {missed:.3g}"
    )
    assert told(page, "contours") == f"Cost contours: at W {W:g}, b {b:g}; the minimum is at W 1, b 0"
    assert told(page, "bowl") == f"Cost surface: the height is the cost, now {cost:g}, at the minimum 0"
    assert told(page, "curve") == f"Cost per epoch: {cost:g} at epoch {t}, 4.67 at the start"


def test_the_panels_tell_it_in_korean(blank: Page) -> None:
    assert re.fullmatch("가설 직선: W 0, b 0, .* 3", told(mounted(blank, lang="ko"), "fit"))


def test_while_it_plays_the_panels_names_stand_still(blank: Page) -> None:
    page = mounted(blank)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.querySelector('.lr-player').player.epoch >= 3")
    assert told(page, "fit") == "Fitted line"
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.locator(".lr-fit")).to_have_attribute("aria-label", re.compile("^Fitted line: W 0"))


def test_the_verdict_is_a_live_region(at: At) -> None:
    page = at("/")
    verdict = page.get_by_role("status").and_(page.locator(".st-key-verdict"))
    expect(verdict).to_be_visible()
    page.get_by_role("button", name="To end", exact=True).click()
    expect(verdict).to_contain_text("0.0146")


def test_a_symbol_of_a_lens_explains_itself(at: At) -> None:
    page = at("/?lens=forecast")
    symbol = page.locator("dfn[data-term=curvature]")
    symbol.focus()  # with the keyboard's focus nothing can slip away from under the pointer
    expect(page.get_by_role("tooltip").filter(has_text="λmax")).to_be_visible()


# axe-core

# What it finds in Streamlit's own markup, which we cannot mend: on each of these pages exactly this, and no more.
STREAMLITS = {
    # st.code scrolls a long line, and nothing in it takes the focus
    "/notebook": {("scrollable-region-focusable", "pre")},
}


# What depends on colours alone; all else is the same in light and in dark
OF_COLOURS = ["color-contrast", "link-in-text-block"]
DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
# The page has the colours of this scheme, and none of them still glides
COLOURED = """
(scheme) => {
  const [red] = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor.match(/\\d+/g);
  return (red < 128) === (scheme === "dark") && document.getAnimations().every((each) => each.playState !== "running");
}
"""


def found(page: Page, part: str | None, rules: list[str] | None) -> dict[tuple[str, str], str]:
    """What axe-core finds: its rule and the kind of element that breaks it, with the element and what is wrong."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    page.evaluate(f"window.axe || eval({json.dumps(AXE_SCRIPT)})")  # the page stays: once is enough
    result = page.evaluate("([part, options]) => axe.run(part ?? document, options)", [part, options])
    nodes = [(rule["id"], node) for rule in result["violations"] for node in rule["nodes"]]
    return {(rule, _kind(node["html"])): f"{node['html']} {node['failureSummary']}" for rule, node in nodes}


def expect_faults(page: Page, expected: set[tuple[str, str]], part: str | None = None) -> None:
    """Axe-core finds these and no more, in light and in dark; in a part of the page, if one is named."""
    schemes = [("light", None), ("dark", OF_COLOURS)]
    for scheme, rules in reversed(schemes) if page.evaluate(DARK) else schemes:  # each turn draws all panels anew
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.wait_for_function(COLOURED, arg=scheme)
        faults = found(page, part, rules)
        wanted = {fault for fault in expected if not rules or fault[0] in rules}
        assert faults.keys() == wanted, (page.url, scheme, faults)


def _kind(html: str) -> str:
    return re.split(r"[\s>]", html[1:], maxsplit=1)[0]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?data=line&init=chosen&guess=true",
        "/?lang=ko&lr=0.19",
        "/?lens=scaling&scale=on",
        "/?lens=rain&speeds=true",
        "/notebook",
        "/cases?case=sum",
        "/cases?case=yours&lr=0.01",
    ],
)
def test_axe_finds_nothing_of_ours_in_either_theme(at: At, address: str) -> None:
    page = at(address)
    page.locator("#certificate, .lr-readout").wait_for()
    if address == "/notebook":
        page.locator(".token").first.wait_for()  # coloured by a script of its own
    expect_faults(page, STREAMLITS.get(address, set()))


def test_axe_finds_nothing_of_ours_in_what_any_lens_opens(at: At) -> None:
    page = at("/")
    for lens in LENSES:
        page.get_by_role("radio", name=words("en")(f"lens.{lens}"), exact=True).click()
        page.mouse.move(0, 0)  # Streamlit's tint beneath the pointer is not looked at
        page.wait_for_url(re.compile(f"lens={lens}"))
        wait_for_script(page)
        if lens == "code":
            page.locator(".token").first.wait_for()
        expect_faults(page, set(), ".lr-microscope" if lens == "steps" else f".st-key-beside_{lens}")


def test_axe_finds_nothing_of_ours_in_what_one_takes_along(at: At) -> None:
    page = at("/?kept=lr~0.1")
    page.keyboard.press("l")
    page.locator(".share-code svg").wait_for()
    expect_faults(page, set())


# Forced colours

# The grounds of these two elements, as they are painted
GROUNDS = """
selectors => selectors.map((selector) => getComputedStyle(document.querySelector(selector)).backgroundColor)
"""


# What is selected, and what is not; and the zones, each beside the next
PAIRS = [
    ('.lr-choice[aria-pressed="true"]', '.lr-choice[aria-pressed="false"]'),
    ('.dial-named [aria-pressed="true"]', '.dial-named [aria-pressed="false"]'),
    (".linreg-pages [aria-current]", ".linreg-pages a:not([aria-current])"),
    ('.st-key-lens [aria-checked="true"]', '.st-key-lens [aria-checked="false"]'),
    (".lr-code-line.lr-lit", ".lr-code-line:not(.lr-lit)"),
    (".zones .crawls", ".zones .good"),
    (".zones .good", ".zones .oscillates"),
    (".zones .oscillates", ".zones .diverges"),
]


def test_forced_colours_keep_zones_and_what_is_selected(at: At) -> None:
    page = at("/?lens=steps")
    page.emulate_media(forced_colors="active")
    page.locator('.dial-named [aria-pressed="false"]').first.click()
    page.locator('.dial-named [aria-pressed="true"]').wait_for()
    for selected, other in PAIRS:
        one, another = page.evaluate(GROUNDS, [selected, other])
        assert one != another, selected
