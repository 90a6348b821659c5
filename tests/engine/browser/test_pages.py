"""The pages that the engine makes: tables that can be read, and all of it without a script."""

from __future__ import annotations

import pytest

from tests.browsing.measures import WIDTHS
from tests.browsing.visit import Visit

TABLES = ["", "fr/", "for-developers/", "fr/for-developers/"]


@pytest.mark.parametrize("path", TABLES)
def test_tables_are_read_as_tables(visit: Visit, path: str) -> None:
    """To a screen reader every table has named columns and each row its header, however narrow.

    Where the columns stand below one another, each cell shows its column's name.
    """
    page = visit.go(path)
    page.locator("details:has(table)").evaluate_all(
        "folds => folds.forEach((fold) => { fold.open = true; })"
    )
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        tables = page.get_by_role("table")
        assert tables.count() == page.locator("table").count() > 0
        for table in tables.all():
            columns = table.get_by_role("columnheader").count()
            rows = table.locator("tbody").get_by_role("row").count()
            assert columns == table.locator("thead th").count() > 1
            headers = table.get_by_role("rowheader").count()
            assert rows == headers == table.locator("tbody tr").count()
            assert table.get_by_role("cell").count() == rows * (columns - 1)
    shown = page.locator("tbody tr").evaluate_all(
        """rows => rows.map((row) => [
          [...row.closest("table").querySelectorAll("thead th")].slice(1)
            .map((header) => JSON.stringify(header.textContent)),
          [...row.querySelectorAll("td")].map((cell) => getComputedStyle(cell, "::before").content),
        ])"""
    )
    assert [named for named, labels in shown if labels != named] == []


@pytest.mark.parametrize(
    "path", ["", "categories/moorings/", "fr/categories/harbour-works/", "what-to-include/"]
)
def test_works_without_a_script(visit: Visit, path: str) -> None:
    """Without JavaScript every word is there, or behind a fold, and nothing useless is shown."""
    page = visit.tab(java_script_enabled=False)
    visit.go(path)
    assert page.locator("h1").is_visible()
    assert not page.locator(".search").is_visible()
    words = page.locator("main :not(details:not([open]) *, [hidden], [hidden] *)")
    assert words.filter(visible=False).filter(has_text="a").all_text_contents() == []
    if "categories" in path:
        page.locator("summary", has=page.locator("#letter")).click()
        assert page.locator(".letter").first.is_visible()
