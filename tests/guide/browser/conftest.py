"""The site of the guide that `--guide` names in a browser."""

from __future__ import annotations

import pytest

from tests import support
from tests.browsing.pages import samples


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes a `sample` runs on a few pages of each kind in each language."""
    if "sample" in metafunc.fixturenames:
        found = samples(support.tested_guide)
        metafunc.parametrize("sample", found, ids=[sample.path or "home" for sample in found])
