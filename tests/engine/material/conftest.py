"""The harbour's guide in Material's shell, and its site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guide.conftest import (  # noqa: F401 - the same fixtures, of the guide in this shell
    guide,
    pages,
    schema,
    site,
    site_url,
    table,
)
from tests.in_shell import in_material
from tests.support import once


@pytest.fixture(scope="session")
def guide_root(shared_folder: Path) -> Path:
    """The folder of the guide."""
    with once(shared_folder, "of-material") as to_write:
        if to_write:
            in_material(to_write / "harbour-in-material")
    return shared_folder / "of-material/harbour-in-material"
