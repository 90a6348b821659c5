"""A person who uses nothing but the keyboard."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from tests.browsing.form import questions
from tests.browsing.measures import AT_REST, NEXT_FRAME

# How much the keyboard should reach, in the order of the page: of a group of radios, one.
REACHABLE = """() => (globalThis.reachable
  = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !each.disabled && each.tabIndex >= 0)
  .filter((each) => each.type !== "radio" || each
    === (document.querySelector(`[name="${each.name}"]:checked`)
      ?? document.querySelector(`[name="${each.name}"]`)))
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


def walk(page: Page) -> tuple[list[dict[str, Any]], int]:
    """What gets the focus as a person presses Tab until the page is left; and how much should.

    A date's parts, which get it one after the other, are one stop.
    """
    reachable: int = page.evaluate(REACHABLE)
    stops: list[dict[str, Any]] = []
    for _ in range(2 * reachable + 10):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused and not focused["seen"]:  # it may come into sight in the next moment
            page.evaluate(NEXT_FRAME)
            page.evaluate(AT_REST)
            focused = page.evaluate(FOCUSED)
        if focused is None or (len(stops) > 1 and focused["order"] == stops[0]["order"]):
            return stops, reachable
        if not stops or focused["order"] != stops[-1]["order"]:
            stops.append(focused)
    raise AssertionError("the keyboard is trapped")


class Keyboard:
    """Fills in the form."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def at(self) -> dict[str, Any]:
        """What has the focus."""
        found: dict[str, Any] = self.page.evaluate(
            """() => {
              const { name, id, type, value, dataset, tagName } = document.activeElement;
              return { name, id, type, value, action: dataset.action, tag: tagName };
            }"""
        )
        return found

    def tab_to(self, **wanted: str) -> None:
        """Press Tab until the focus is there."""
        for _ in range(120):
            if all(self.at().get(key) == value for key, value in wanted.items()):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard never reaches {wanted}")

    def answer(self, document: dict[str, Any]) -> None:
        """Answer step by step, in the order of the page, up to the list of the answers."""
        while self.page.locator("[data-step=check]").is_hidden():
            for name, value in questions(self.page, document):
                if self.page.locator(f'[name="{name}.day"]').count():
                    self._date(name, value)
                else:
                    self.tab_to(name=name)
                    self._give(name, value)
            self.tab_to(action="next")
            self.page.keyboard.press("Enter")

    def _date(self, name: str, value: str) -> None:
        texts = dict(zip(("year", "month", "day"), value.split("-"), strict=True))
        for box in self.page.locator(f'input[name^="{name}."]').all():
            part = str(box.get_attribute("name"))
            self.tab_to(name=part)
            self.page.keyboard.type(texts[part.removeprefix(f"{name}.")])

    def _give(self, name: str, value: Any) -> None:
        kind = self.at()["type"]
        text = json.dumps(value) if isinstance(value, bool) else str(value)
        if kind == "radio":
            self.page.keyboard.press("Space")
            for _ in range(len(self.page.locator(f'[name="{name}"]').all())):
                if self.at()["value"] == text:
                    return
                self.page.keyboard.press("ArrowDown")
            raise AssertionError(f"{name} has no {value}")
        if kind == "checkbox":
            self.page.keyboard.press("Space")
        else:
            self.page.keyboard.insert_text(text)
