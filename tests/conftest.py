"""What several tests need: the guide to test, a folder for all workers, a browser, a visit.

A visit is one to the `site` that the folder of the test has a fixture for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a worker often waits for a browser, a build or a service."""
    return (os.cpu_count() or 1) + 1


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
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a site until the end of the session; gives its address, without a slash at its end.

    A fixture of the session cannot itself be "the address": the site is another one in each folder
    of tests.
    """
    with ExitStack() as sites:
        yield cache(lambda site: sites.enter_context(served(site)).rstrip("/"))


@pytest.fixture(scope="session")
def visits_to(browser: Browser) -> Iterator[Callable[[str], Visit]]:
    """All visits to an address."""
    from tests.browsing.visit import Visit

    with ExitStack() as opened:

        @cache
        def visits(address: str) -> Visit:
            visits = Visit(browser, address)
            opened.callback(visits.close)
            return visits

        yield visits


@pytest.fixture
def address(site: Path, serve: Callable[[Path], str]) -> str:
    """The address at which the site is served."""
    return serve(site)


@pytest.fixture
def visit(address: str, visits_to: Callable[[str], Visit]) -> Iterator[Visit]:
    """A visit to the site; at its end nothing may have gone wrong in the browser."""
    with visits_to(address).begin() as visit:
        yield visit
