"""What several tests need: the routing table and the built site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from enquiry.routing.loader import load_table
from enquiry.routing.table import Table
from tests import support
from tests.support import ROOT, mkdocs, once


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--guide FOLDER`: the guide that the tests in `tests/guide` are about."""
    parser.addoption("--guide", default=str(ROOT), help="the folder of the guide to test")


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is collected: some are made from what the guide's schema says."""
    support.tested_guide = Path(config.getoption("--guide")).resolve()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run share, for what is made once."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def table() -> Table:
    """The routing table of the repository."""
    return load_table()


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The site as `make build` makes it, built once for all workers."""
    with once(shared_folder, "site") as to_build:
        if to_build:
            done = mkdocs(ROOT, "build", "--strict", "--site-dir", str(to_build))
            assert done.returncode == 0, done.stdout + done.stderr
            assert "WARNING" not in done.stderr
    return shared_folder / "site"
