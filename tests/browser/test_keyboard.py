"""Every page, and the whole way through the form, by keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.measures import WIDTHS
from tests.browser.visit import Visit, enquiry
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


class Keyboard:
    """A person who uses nothing but the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def at(self) -> dict[str, Any]:
        """What has the focus."""
        found: dict[str, Any] = self.page.evaluate(
            """() => { const { name, id, type, value, dataset } = document.activeElement;
                return { name, id, type, value, action: dataset.action }; }"""
        )
        return found

    def tab_to(self, **wanted: str) -> None:
        """Press Tab until the focus is there."""
        for _ in range(120):
            if all(self.at().get(key) == value for key, value in wanted.items()):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the keyboard never reaches {wanted}")

    def answer(self, document: dict[str, Any], path: str = "") -> None:
        """Answer in the order of the page."""
        for key, value in document.items():
            name = f"{path}{key}"
            if key == "schemaVersion":
                continue
            if isinstance(value, dict):
                self.answer(value, f"{name}.")
            elif key in ("dateOfBirth", "sentOn"):
                order = (
                    ("day", "month", "year")
                    if "/fr/" in self.page.url
                    else ("month", "day", "year")
                )
                texts = dict(zip(("year", "month", "day"), value.split("-"), strict=True))
                for part in order:
                    self.tab_to(name=f"{name}.{part}")
                    self.page.keyboard.type(texts[part])
            else:
                self.tab_to(name=name)
                self.give(name, value)

    def give(self, name: str, value: Any) -> None:
        """Answer the control that has the focus."""
        kind = self.at()["type"]
        if kind == "radio":
            self.page.keyboard.press("Space")
            for _ in range(8):
                if self.at()["value"] == value:
                    return
                self.page.keyboard.press("ArrowDown")
            pytest.fail(f"{name} has no {value}")
        elif kind == "checkbox":
            self.page.keyboard.press("Space")
        else:
            self.page.keyboard.insert_text(value)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("category", "channel"), [("individual-case", "email"), ("selection-policy", "mail")]
)
def test_goes_the_whole_way_by_keyboard(
    visit: Visit, language: str, category: str, channel: str
) -> None:
    """Everything, from the first answer to the saved file, is done with the keyboard alone."""
    page = visit.open(language)
    keyboard = Keyboard(page)
    expected = enquiry(category, channel, language=language)
    keyboard.answer(expected)
    keyboard.tab_to(action="check")
    page.keyboard.press("Enter")
    assert keyboard.at()["id"] == "result-title"
    keyboard.tab_to(action="json")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert json.loads(Path(started.value.path()).read_bytes()) == expected
