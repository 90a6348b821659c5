"""A person's visit to a site: a tab, and what the browser reports meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.support import EMPTY

TODAY = date(2026, 11, 23)
# Milliseconds for what takes less than one second when the machine is quiet.
PATIENCE = 30_000


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """A browser profile in which it is always TODAY, and in which nothing is waited for long."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    context.clock.set_fixed_time(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC))
    return context


class Visit:
    """Visits to a site, which is served at `address` (without a slash at its end).

    They share one tab, because opening one takes longer than most visits. What a visit hears or
    sets in the browser itself (dialogs, scripts, permissions) needs a tab of its own.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self.address = address
        self.faults: list[str] = []
        self.requests: list[str] = []
        self._own: BrowserContext | None = None
        self._shared = self.page = self._open(new_context(browser))

    def tab(self, **options: Any) -> Page:
        """A tab in a profile of its own with these options, until the end of the visit."""
        self._own = new_context(self._browser, **options)
        self.page = self._open(self._own)
        return self.page

    @contextmanager
    def begin(self) -> Iterator[Visit]:
        """A visit, at whose end nothing may have gone wrong in the browser."""
        self.faults.clear()
        self.requests.clear()
        self.page = self._shared
        yield self
        if self._own:
            self._own.close()
            self._own = None
        self._shared.unroute_all(behavior="ignoreErrors")
        # The form keeps what was typed when it is left: it is forgotten on a page after it.
        self._shared.goto(f"{self.address}{EMPTY}")
        self._shared.evaluate("sessionStorage.clear()")
        self._shared.set_viewport_size({"width": 1280, "height": 720})
        self._shared.emulate_media(
            media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
        )
        assert self.faults == []

    def go(self, path: str) -> Page:
        """The page at a path of the site, once it and its scripts have loaded."""
        self.page.goto(f"{self.address}/{path}")
        return self.page

    def close(self) -> None:
        """No more visits."""
        self._shared.context.close()

    def _open(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._hear)
        page.on("request", lambda request: self.requests.append(request.url))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)


@contextmanager
def answers(page: Page) -> Iterator[list[Response]]:
    """The answers that the page gets meanwhile from a host, and not from itself."""
    heard: list[Response] = []

    def listen(answer: Response) -> None:
        if urlsplit(answer.url).scheme.startswith("http"):
            heard.append(answer)

    page.on("response", listen)
    yield heard
    page.remove_listener("response", listen)
