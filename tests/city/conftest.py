"""The city of `examples/city`, and its site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guide.conftest import (  # noqa: F401 - the same fixtures, of the city
    guide,
    schema,
    site,
    table,
)
from tests.support import ROOT


@pytest.fixture(scope="session")
def guide_root() -> Path:
    """The folder of the city's guide."""
    return ROOT / "examples/city"
