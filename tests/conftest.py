"""What several tests need: a guide to test, its table, the built site, a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from enquiry.routing.loader import load_table
from enquiry.routing.table import Table
from tests.support import ROOT, mkdocs, once

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--guide FOLDER`: the guide that the tests in `tests/guide` look at."""
    parser.addoption("--guide", type=Path, default=ROOT, help="the guide for tests/guide")


@pytest.fixture(scope="session")
def table() -> Table:
    """The routing table of the repository."""
    return load_table()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The site as `make build` makes it, built once for all workers."""
    with once(shared_folder, "site") as to_build:
        if to_build:
            done = mkdocs(ROOT, "build", "--strict", "--site-dir", str(to_build))
            assert done.returncode == 0, done.stdout + done.stderr
            assert "WARNING" not in done.stderr
    return shared_folder / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    from playwright.sync_api import sync_playwright  # not needed by the tests without a browser

    from tests.browsing.chromium import launch

    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()
