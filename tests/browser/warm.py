"""A page that is loaded once and goes from address to address, as by Back and Forward: a quarter of a load's work."""

from collections.abc import Callable
from typing import Literal

from playwright.sync_api import BrowserContext, Page, TimeoutError, ViewportSize, expect

from tests.browser.reading import wait_for_script

At = Callable[[str], Page]
CLOSE = "document.querySelector('[data-collapsed=false] [data-testid=stSidebarCollapseButton] button')?.click()"
SHOWN = "try { localStorage.setItem('linreg.tour', 'shown') } catch {}"  # nobody's first visit
# Puts an address in the present one's place, as a step through history would. History's own replaceState, since the
# page has one that is its own; nothing is added to history.
TURN = """
(address) => {
  History.prototype.replaceState.call(history, {}, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
"""
# Whether the page's links are drawn for the address; the page of lessons may be left for itself in another language
ARRIVED = """
() => {
  const here = document.querySelector(".linreg-pages [aria-current]");
  return here?.pathname === location.pathname && (here.pathname !== "/lessons" || here.search === location.search);
}
"""
TIDY = """
async (shown) => {
  if (document.fullscreenElement) await document.exitFullscreen();
  localStorage.clear();
  sessionStorage.clear();
  eval(shown);
  document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  delete document.documentElement.requestFullscreen; // a test may have taken it away
}
"""
# A notice stays for eight seconds unless it is closed
DISMISS = "document.querySelectorAll('[data-testid=stToast] [aria-label=Close]').forEach((button) => button.click())"
AWAY = "/lessons"  # where nothing of Explore, Cases or Notebook is
# What the server's session remembers beyond the address, as the messages to it name it: whose end was seen, what was
# done in a lesson, and what somebody is making
REMEMBERED = (b"ended", b"show_now", b'"do":', b"making")


class Warm:
    """The page, its errors, and `at`. It loads when it is first asked for, and again after `close`."""

    def __init__(self, context: BrowserContext, url: str, viewport: ViewportSize, calm: bool = False) -> None:
        self.context, self.url, self.viewport = context, url, viewport
        self.motion: Literal["reduce", "null"] = "reduce" if calm else "null"
        self.errors: list[str] = []
        self.page: Page | None = None
        self.remembered = False  # whether the session is no longer as new

    def at(self, address: str) -> Page:
        """The page at an address like "/?lr=0.1&lang=ko", at rest, as one finds it who comes there anew."""
        if self.page and self.page.is_closed():  # with the tabs of a test that had pages of its own as well
            self.page = None
        self.page = self.page or self._loaded()
        self.leave()
        if address != AWAY:
            turn(self.page, address)
        return self.page

    def leave(self) -> None:
        """Takes all that stands on the page away, and whatever a test has set about it back."""
        if self.page is None or self.page.url == f"{self.url}{AWAY}":
            return  # nobody has been anywhere: Streamlit would not be told of a change
        self.page.unroute_all()
        self.page.mouse.up()
        self.page.mouse.move(-1, -1)  # over nothing: where it is, Streamlit shows more
        wait_for_script(self.page)
        if self.viewport["width"] < 768:  # where the controls lie over the page: Streamlit would leave them open
            self.page.evaluate(CLOSE)
        if self.remembered:
            self._load(self.page)
        else:
            turn(self.page, AWAY)
        self.page.evaluate(DISMISS)
        expect(self.page.locator(".lr-player, .linreg-dial, #certificate, [data-testid=stToast]")).to_have_count(0)
        self.page.evaluate(TIDY, SHOWN)
        self.page.set_viewport_size(self.viewport)
        self.page.emulate_media(
            media="null", color_scheme="null", reduced_motion=self.motion, forced_colors="null", contrast="null"
        )

    def close(self) -> None:
        """Closes the page: the next test gets another."""
        if self.page:
            self.page.close()
        self.page = None

    def _loaded(self) -> Page:
        page = self.context.new_page()
        page.add_init_script(SHOWN)
        hear(page, self.errors)
        page.on("websocket", lambda socket: socket.on("framesent", self._note))
        self._load(page)
        return page

    def _load(self, page: Page) -> None:
        """Loads it, for a new session."""
        before = len(self.errors)
        page.goto(self.url + AWAY)
        page.locator(".linreg-pages a").first.wait_for()
        wait_for_script(page)
        del self.errors[before:]  # opened at such an address, Streamlit looks for its server beneath it first
        self.remembered = False

    def _note(self, sent: str | bytes) -> None:
        self.remembered |= isinstance(sent, bytes) and any(word in sent for word in REMEMBERED)


def turn(page: Page, address: str) -> None:
    """Sends the page to the address, and waits until it stands there; in Explore, until the panels are drawn."""
    for _ in range(10):
        page.evaluate(TURN, address)
        try:
            page.wait_for_function(ARRIVED, timeout=6000)
            break
        except TimeoutError:  # a change that was still on its way has overtaken it
            continue
    wait_for_script(page)
    if address.split("?")[0] == "/":
        page.locator(".lr-readout").wait_for(state="attached")  # where a lesson asks, it is there and hidden
        page.wait_for_function("document.querySelectorAll('.lr-panel .main-svg').length >= 3")


def first(at: At, address: str) -> Page:
    """The page at an address, as one finds it who has never been anywhere on it."""
    at(AWAY).evaluate("localStorage.clear()")
    return at(address)


def hear(page: Page, errors: list[str]) -> None:
    """Notes the errors in the page's console."""
    page.on("pageerror", lambda error: errors.append(f"{error.name}: {error.message}\n{error.stack or ''}"))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
