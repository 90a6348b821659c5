"""The guide that is tested, its site, and the pages of that site, each read once per worker."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from enquiry.guide_files import SCHEMA
from enquiry.routing.table import Table
from enquiry.schema.fields import Schema
from enquiry.site.guide import Guide, load
from tests import support
from tests.built_page import BuiltPage, canonical_of, read_pages
from tests.support import build_once


@pytest.fixture(scope="session")
def guide_root() -> Path:
    """The folder of the guide: that of the repository, or the one of `--guide`."""
    return support.tested_guide


@pytest.fixture(scope="session")
def guide(guide_root: Path) -> Guide:
    """The guide as the build reads it."""
    return load(guide_root)


@pytest.fixture(scope="session")
def table(guide: Guide) -> Table:
    """The routing table of the guide."""
    return guide.table


@pytest.fixture(scope="session")
def schema(guide_root: Path) -> Schema:
    """The schema of the guide's enquiries."""
    data: dict[str, Any] = json.loads((guide_root / SCHEMA).read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="session")
def site(guide_root: Path, shared_folder: Path) -> Path:
    """The built site of the guide."""
    return build_once(guide_root, shared_folder)


@pytest.fixture(scope="session")
def site_url(site: Path) -> str:
    """The address at which the site says that it is published, or "" if it does not."""
    return canonical_of(site)


@pytest.fixture(scope="session")
def pages(guide: Guide, site: Path) -> Sequence[BuiltPage]:
    """Every page of the site, in every language."""
    return read_pages(guide, site)
