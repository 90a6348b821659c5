"""The site of the harbour's guide in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing.form import Form
from tests.browsing.modules import import_modules
from tests.browsing.visit import Visit
from tests.support import HARBOUR, build_once, served


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The harbour's site, built once for all workers."""
    return build_once(HARBOUR, shared_folder)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the site is served, without a slash at its end."""
    with served(site) as address:
        yield address.rstrip("/")


@pytest.fixture(scope="session")
def visits(browser: Browser, address: str) -> Iterator[Visit]:
    """All visits to the site."""
    visits = Visit(browser, address)
    yield visits
    visits.close()


@pytest.fixture
def visit(visits: Visit) -> Iterator[Visit]:
    """A visit to the site; at its end nothing may have gone wrong in the browser."""
    with visits.begin():
        yield visits


@pytest.fixture
def form(visit: Visit) -> Form:
    """The enquiry form during that visit."""
    return Form(visit)


@pytest.fixture(scope="session")
def modules(browser: Browser, address: str) -> Iterator[Page]:
    """A page at which the form's modules can be called."""
    page = browser.new_page()
    page.goto(f"{address}/404.html")
    import_modules(page)
    yield page
    page.close()
