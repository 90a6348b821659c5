"""Every page in a real browser, as people of all kinds meet it."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.browser.measures import (
    SIDEWAYS,
    WATCH_SHIFTS,
    WIDTHS,
    answers,
    in_every_look,
    violations,
    weight,
)
from tests.browser.visit import Visit
from tests.site.test_pages import ADDRESSES

PAGES = [*ADDRESSES, "404.html"]
CATEGORIES = [address for address in ADDRESSES if "categories/" in address]
# What a category's page may weigh, and in how many answers it may come.
WEIGHT, REQUESTS = 30_000, 6


@pytest.mark.parametrize("path", PAGES)
def test_everyone_can_read_it(visit: Visit, path: str) -> None:
    """axe finds nothing and nothing scrolls sideways, wide and narrow, light and dark."""
    page = visit.page
    page.goto(f"{visit.address}/{path}")
    for look in in_every_look(page):
        assert page.evaluate(SIDEWAYS) <= 0, look
        assert violations(page) == [], look


@pytest.mark.parametrize("path", PAGES)
def test_fits_every_width(visit: Visit, path: str) -> None:
    """No width of window between a phone's and a desktop's makes the page scroll sideways."""
    page = visit.page
    page.goto(f"{visit.address}/{path}")
    for width in range(320, 1281, 40):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0, f"{width} px"


@pytest.mark.parametrize("path", PAGES)
def test_loads_little_and_only_from_here(visit: Visit, path: str) -> None:
    """A page asks this site alone and finds all; only the form asks more than six times."""
    page = visit.page
    with answers(page) as sent:
        page.goto(f"{visit.address}/{path}", wait_until="networkidle")
    assert {urlsplit(answer.url).netloc for answer in sent} == {urlsplit(visit.address).netloc}
    assert [answer.url for answer in sent if answer.status >= 400] == []
    if "enquiry" not in path:
        assert len(sent) <= REQUESTS
    if path in CATEGORIES:
        assert weight(sent) <= WEIGHT


@pytest.mark.parametrize("path", PAGES)
def test_nothing_jumps(visit: Visit, path: str) -> None:
    """What is on the screen stays where it is, however late the scripts come."""
    for width in WIDTHS:
        page = visit.tab(viewport={"width": width, "height": 900})
        page.add_init_script(WATCH_SHIFTS)
        page.route("**/*.mjs", _late)
        page.goto(f"{visit.address}/{path}", wait_until="networkidle")
        assert page.evaluate("shifts") == [], f"{width} px"


def _late(route: Route) -> None:
    time.sleep(0.2)
    route.continue_()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_for_those_who_ask_for_it(visit: Visit, path: str) -> None:
    """With reduced motion no element is animated, eased or scrolled smoothly."""
    page = visit.tab(reduced_motion="reduce")
    page.goto(f"{visit.address}/{path}")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
          const style = getComputedStyle(element);
          return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0
            || style.scrollBehavior === "smooth";
        }).map((element) => element.outerHTML.slice(0, 100))"""
    )
    assert moving == []


@pytest.mark.parametrize("path", PAGES)
def test_stays_whole_with_wide_spacing(visit: Visit, path: str) -> None:
    """With the text spacing of WCAG 1.4.12 nothing is cut off and nothing scrolls sideways."""
    page = visit.page
    page.goto(f"{visit.address}/{path}")
    page.evaluate(
        """() => {
          const wide = new CSSStyleSheet();
          wide.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
          document.adoptedStyleSheets = [wide];
        }"""
    )
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0, f"{width} px"
        assert _cut_off(page) == [], f"{width} px"


def _cut_off(page: Page) -> Any:
    """The elements whose words do not fit into them."""
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) => {
          const { overflowX, overflowY } = getComputedStyle(element);
          return element.matches("h1, h2, h3, p, li, td, th, a, label, button, pre, legend")
            && element.checkVisibility() && (overflowX !== "visible" || overflowY !== "visible")
            && (element.scrollWidth > element.clientWidth + 1
              || element.scrollHeight > element.clientHeight + 1);
        }).map((element) => element.outerHTML.slice(0, 100))"""
    )


TABLES = ["", "fr/", "for-developers/", "fr/for-developers/"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", TABLES)
def test_tables_are_read_as_tables(visit: Visit, path: str, width: int) -> None:
    """To a screen reader every table has named columns and each row its header, however narrow."""
    page = visit.tab(viewport={"width": width, "height": 900})
    page.goto(f"{visit.address}/{path}")
    tables = page.get_by_role("table")
    assert tables.count() == page.locator("table").count() > 0
    for table in tables.all():
        columns = table.get_by_role("columnheader").count()
        rows = table.locator("tbody").get_by_role("row").count()
        assert columns == table.locator("thead th").count() > 1
        assert rows == table.get_by_role("rowheader").count() == table.locator("tbody tr").count()
        assert table.get_by_role("cell").count() == rows * (columns - 1)


@pytest.mark.parametrize("path", TABLES)
def test_a_narrow_table_names_the_column_of_each_cell(visit: Visit, path: str) -> None:
    """Where the columns stand below one another, each cell shows its column's name."""
    page = visit.tab(viewport={"width": 320, "height": 900})
    page.goto(f"{visit.address}/{path}")
    for table in page.locator("table").all():
        names = table.locator("thead th").all_text_contents()[1:]
        for row in table.locator("tbody tr").all():
            shown = row.locator("td").evaluate_all(
                'cells => cells.map((cell) => getComputedStyle(cell, "::before").content)'
            )
            assert shown == [f'"{name}"' for name in names]


@pytest.mark.parametrize("path", ["", "fr/categories/biometrics/"])
def test_works_without_a_script(visit: Visit, path: str) -> None:
    """Without JavaScript every word is there and nothing useless is shown."""
    page = visit.tab(java_script_enabled=False)
    page.goto(f"{visit.address}/{path}")
    assert page.locator("h1").is_visible()
    assert not page.locator(".search").is_visible()
    if "categories" in path:
        assert page.locator(".letter").is_visible()
