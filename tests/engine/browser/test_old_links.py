"""Links that are older than the id of a category or a page, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.engine.site.test_moved import with_aliases
from tests.support import copy_guide, mkdocs, once


@pytest.fixture(scope="session")
def moved_site(shared_folder: Path) -> Path:
    """The site of the harbour in which a category and a page had other addresses before."""
    with once(shared_folder, "moved-in-browser") as to_build:
        if to_build:
            done = mkdocs(with_aliases(copy_guide(to_build)), "build", "--strict")
            assert done.returncode == 0, done.stderr
    return shared_folder / "moved-in-browser/site"


def test_old_links_arrive(browser: Browser, moved_site: Path, serve: Callable[[Path], str]) -> None:
    """An old address leads to the page of today, and an old id in a link to the form chooses."""
    address = serve(moved_site).rstrip("/")
    page = browser.new_page()
    for old, new in {
        "categories/racket": "categories/noise",
        "fr/what-to-say": "fr/what-to-include",
    }.items():
        page.goto(f"{address}/{old}/")
        page.wait_for_url(f"{address}/{new}/")
    for link in ("?category=racket", "#category=racket"):
        page.goto("about:blank")
        page.goto(f"{address}/enquiry/{link}")
        page.locator("#category-noise").wait_for(state="attached")
        page.wait_for_function("document.getElementById('category-noise').checked")
    page.close()
