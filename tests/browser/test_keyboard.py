"""Every page by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.measures import WIDTHS
from tests.browser.visit import Visit
from tests.site.test_pages import ADDRESSES

# How much the keyboard should reach, in the order of the page: of a group of radios, one.
REACHABLE = """() => (globalThis.reachable
  = [...document.querySelectorAll("a[href], button, input, textarea, summary")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled)
  .filter((each) => each.type !== "radio" || each
    === document.querySelector(`[name="${each.name}"]:checked, [name="${each.name}"]`))
).length"""
# What has the focus, and whether a person can see that it has: it is marked, and in sight, with
# nothing in front of it.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getClientRects()[0];
  const style = getComputedStyle(element);
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const front = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
  return {
    name: `${element.tagName} ${element.name ?? ""} ${element.textContent.trim().slice(0, 40)}`,
    seen: bottom - top >= Math.min(box.height, 48) - 1 && element.contains(front),
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    order: reachable.indexOf(element),
  };
}"""


def tab_through(page: Page) -> list[dict[str, Any]]:
    """What gets the focus as a person presses Tab, until the page is left."""
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or (stops and focused["order"] == stops[0]["order"]):
            return stops
        stops.append(focused)
    raise AssertionError("the keyboard is trapped")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", [*ADDRESSES, "404.html"])
def test_can_be_walked_by_keyboard(visit: Visit, path: str, width: int) -> None:
    """Tab reaches everything in the order of the page, in sight and marked, and leaves again."""
    page = visit.tab(viewport={"width": width, "height": 900})
    page.goto(f"{visit.address}/{path}", wait_until="networkidle")
    reachable = page.evaluate(REACHABLE)
    stops = tab_through(page)
    assert [stop["name"] for stop in stops if not (stop["seen"] and stop["marked"])] == []
    assert [stop["order"] for stop in stops] == list(range(reachable))


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_first_link_skips_to_the_content(visit: Visit, path: str) -> None:
    """The first stop leads into the content, past the navigation, and Tab goes on from there."""
    page = visit.page
    page.goto(f"{visit.address}/{path}", wait_until="networkidle")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header')")
