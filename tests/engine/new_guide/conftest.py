"""A guide as `enquiry new` writes it, and its site."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.authoring import new_guide
from tests.enquiries import TODAY
from tests.guide.conftest import (  # noqa: F401 - the same fixtures, of the new guide
    guide,
    pages,
    schema,
    site,
    site_url,
    table,
)
from tests.support import LANGUAGES, once


@pytest.fixture(scope="session")
def guide_root(shared_folder: Path) -> Path:
    """The folder of the new guide."""
    with once(shared_folder, "written") as to_write:
        if to_write:
            new_guide.write(to_write / "new-guide", written())
    return shared_folder / "written/new-guide"


def written(name: str | None = None) -> dict[str, str]:
    """The files of a new guide in the languages that the engine builds."""
    return dict(new_guide.texts(name, LANGUAGES, version="1.2.3", compared=TODAY.isoformat()))
