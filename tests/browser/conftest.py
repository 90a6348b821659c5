"""A real browser, the built site behind an address, and a page of it that reports everything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.visit import Visit
from tests.support import served

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = (
    "No Chromium was found. Install one (Debian: apt install chromium), or name one:"
    " make test CHROMIUM=/path/to/chromium"
)


def chromium(playwright: Playwright) -> Browser:
    """The Chromium of this machine."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        pytest.fail(HOW)
    # Root, as in a container, may not use the sandbox.
    arguments = ["--no-sandbox"] if os.getuid() == 0 else []
    return playwright.chromium.launch(executable_path=path, args=arguments)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    with sync_playwright() as playwright:
        started = chromium(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the built site is served, without a slash at its end."""
    with served(site) as address:
        yield address.rstrip("/")


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visit to the site; at its end nothing may have gone wrong in the browser."""
    visit = Visit(browser, address)
    yield visit
    faults = visit.faults
    visit.close()
    assert faults == []


@pytest.fixture(scope="session")
def modules(browser: Browser, address: str) -> Iterator[Page]:
    """A page at which the form's modules can be imported and called."""
    page = browser.new_page()
    page.goto(f"{address}/404.html")
    page.evaluate(
        """async () => {
          const load = (name) => import(`/assets/enquiry/${name}.mjs`);
          const names = ["validator", "router", "compose", "exports"];
          globalThis.guide = Object.fromEntries(
            await Promise.all(names.map(async (name) => [name, await load(name)])),
          );
        }"""
    )
    yield page
    page.close()
