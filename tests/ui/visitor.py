"""What a visitor does with the chat page in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

SLOW_MACHINE_MS = 60_000


class Visit:
    """`visit()` is a new visitor with a browser profile of their own; `strayed` are requests to other hosts, `broken`
    errors of the page's scripts.

    The first of them has `profile`, which keeps nothing between two tests but the page's scripts: a page with those of
    the test before is there in half of the time.
    """

    def __init__(self, browser: Browser, profile: BrowserContext, address: str) -> None:
        self.browser = browser
        self.address = address
        self.strayed: list[str] = []
        self.broken: list[str] = []
        self._contexts: list[BrowserContext] = []
        self._profile = profile
        self._visited = False

    def __call__(
        self,
        path: str = "",
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        address: str = "",
        signed_in: tuple[str, str] | None = None,
    ) -> Page:
        here = address or self.address
        if self._visited:
            context = self.browser.new_context()
            self._contexts.append(context)
        else:
            context, self._visited = self._profile, True
        context.set_default_timeout(SLOW_MACHINE_MS)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.on("request", lambda request: self._note(request.url, here))
        page.on("pageerror", lambda error: self.broken.append(str(error)))
        if signed_in:
            context.request.post(f"{here}login", form={"username": signed_in[0], "password": signed_in[1]})
        page.goto(here + path)
        page.wait_for_selector("#question textarea:enabled", state="attached")
        return page

    def leave(self) -> None:
        """Closes what was opened, and empties the profile."""
        for context in self._contexts:
            context.close()
        blank, *pages = self._profile.pages
        origins = {"{0.scheme}://{0.netloc}".format(urlsplit(page.url)) for page in pages}
        for page in pages:
            page.close()
        self._profile.clear_cookies()
        self._profile.clear_permissions()
        session = self._profile.new_cdp_session(blank)
        for origin in origins | {self.address.rstrip("/")}:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        session.detach()

    def _note(self, url: str, here: str) -> None:
        if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != urlsplit(here).netloc:
            self.strayed.append(url)


def ask(page: Page, question: str) -> None:
    """Types the question, presses Enter, and waits for the whole answer."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    answered(page)


def answered(page: Page) -> None:
    """Waits until the page is not answering (any more)."""
    # By the clock: waiting for frames would have the page draw some.
    page.wait_for_function("!document.body.classList.contains('answering')", polling=50)


def last(page: Page) -> Locator:
    """The last turn of the conversation."""
    return page.locator(".turn").last
