"""What a test or the audit measures on an open page."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, Response

WIDTHS = (1280, 320)
SCHEMES = ("light", "dark")
AXE = Axe()
# Named, because axe leaves the rules of WCAG 2.2 out unless one asks for them.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# How far the page jumped by itself, and what did.
WATCH_SHIFTS = """
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) shifts.push([value, sources[0]?.node?.outerHTML?.slice(0, 100)]);
    }
  }).observe({ type: "layout-shift", buffered: true });
"""


def violations(page: Page, within: str | None = None) -> list[tuple[str, list[str]]]:
    """What axe finds against WCAG 2.2 AA and its best practices: the rule, and where.

    `within` is a selector that limits the search to a part of the page.
    """
    found = AXE.run(page, within, {"runOnly": {"type": "tag", "values": TAGS}}).response
    kinds = ("passes", "inapplicable", "incomplete", "violations")
    asked = {each["id"] for kind in kinds for each in found[kind]}
    assert "target-size" in asked, "axe did not ask for WCAG 2.2"
    return [(each["id"], [n["html"][:200] for n in each["nodes"]]) for each in found["violations"]]


def in_every_look(page: Page) -> Iterator[str]:
    """Bring the page into each width and colour scheme; gives what to call it."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            yield f"{width} px, {scheme}"


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


def weight(heard: list[Response]) -> int:
    """The bytes of the answers' bodies as a host sends them, compressed."""
    return sum(len(gzip.compress(answer.body(), 9)) for answer in heard if answer.status == 200)
