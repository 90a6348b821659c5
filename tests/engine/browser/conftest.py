"""The site of the harbour's guide in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing.form import Form
from tests.browsing.modules import import_modules
from tests.browsing.visit import Visit
from tests.support import HARBOUR, build_once


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The harbour's site, built once for all workers."""
    return build_once(HARBOUR, shared_folder)


@pytest.fixture
def form(visit: Visit) -> Form:
    """The enquiry form during that visit."""
    return Form(visit)


@pytest.fixture(scope="session")
def modules(browser: Browser, site: Path, serve: Callable[[Path], str]) -> Iterator[Page]:
    """A page at which the form's modules can be called."""
    page = browser.new_page()
    page.goto(f"{serve(site)}/404.html")
    import_modules(page)
    yield page
    page.close()
