"""What several tests need: the guide to test, a folder for all workers, a browser, a visit.

A visit is one to the `site` that the folder of the test has a fixture for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import support
from tests.support import ROOT, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browsing.visit import Visit


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--guide FOLDER`: the guide that the tests in `tests/guide` are about."""
    parser.addoption("--guide", type=Path, default=ROOT, help="the guide for tests/guide")


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is collected: some are made from what the guide's schema says."""
    support.tested_guide = config.getoption("--guide").resolve()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run share, for what is made once."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    from playwright.sync_api import sync_playwright  # not needed by the tests without a browser

    from tests.browsing.chromium import launch

    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the site is served, without a slash at its end."""
    with served(site) as address:
        yield address.rstrip("/")


@pytest.fixture(scope="session")
def visits(browser: Browser, address: str) -> Iterator[Visit]:
    """All visits to the site."""
    from tests.browsing.visit import Visit

    visits = Visit(browser, address)
    yield visits
    visits.close()


@pytest.fixture
def visit(visits: Visit) -> Iterator[Visit]:
    """A visit to the site; at its end nothing may have gone wrong in the browser."""
    with visits.begin():
        yield visits
