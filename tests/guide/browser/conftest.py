"""The site of the guide that `--guide` names in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import support
from tests.browsing.pages import samples
from tests.browsing.visit import Visit
from tests.support import served


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes a `sample` runs on a few pages of each kind in each language."""
    if "sample" in metafunc.fixturenames:
        found = samples(support.tested_guide)
        metafunc.parametrize("sample", found, ids=[sample.path or "home" for sample in found])


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
