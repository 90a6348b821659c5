"""The harbour's guide and its site. What holds for every guide is tested on it by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guide.conftest import (  # noqa: F401 - the same fixtures, of the harbour's guide
    guide,
    pages,
    schema,
    site,
    site_url,
    table,
)
from tests.support import HARBOUR


@pytest.fixture(scope="session")
def guide_root() -> Path:
    """The folder of the guide."""
    return HARBOUR
