"""What a test or the audit measures on an open page."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, Response

WIDTHS = (1280, 320)
Look = tuple[int, Literal["light", "dark"]]
LOOKS: list[Look] = [(1280, "light"), (320, "dark"), (1280, "dark"), (320, "light")]
# Of two pages that are alike but for their language, each is looked at in half of the looks.
LOOKS_OF = {"en": LOOKS[:2], "fr": LOOKS[2:]}
AXE = Axe()
# Named, because axe leaves the rules of WCAG 2.2 out unless one asks for them.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules whose answer depends on colours.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
RUN_AXE = """async ([within, runOnly]) => {
  const found = await axe.run(within ?? document, { runOnly, resultTypes: ["violations"] });
  const kinds = ["passes", "inapplicable", "incomplete", "violations"];
  return {
    asked: kinds.flatMap((kind) => found[kind]).map(({ id }) => id),
    violations: found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
  };
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What is still moving or changing its colour from the look before is nobody's.
AT_REST = "document.getAnimations().forEach((each) => each.finish())"
PARSED = """() => new Promise((done) => {
  if (document.readyState !== "loading") return done();
  document.addEventListener("readystatechange", () => done(), { once: true });
})"""
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => done()))"
# How far the page jumped by itself so far, and what did.
SHIFTS = """() => new Promise((resolve) => {
  const found = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) found.push([value, sources[0]?.node?.outerHTML?.slice(0, 100) ?? ""]);
    }
  }).observe({ type: "layout-shift", buffered: true });
  const frames = (left) => requestAnimationFrame(() => (left ? frames(left - 1) : resolve(found)));
  frames(3);
})"""
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const { overflowX, overflowY } = getComputedStyle(element);
  return element.matches("h1, h2, h3, p, li, td, th, a, label, button, pre, legend")
    && element.checkVisibility() && element.clientWidth > 1 // a label for screen readers alone is 1
    && (overflowX !== "visible" || overflowY !== "visible")
    && (element.scrollWidth > element.clientWidth + 1
      || element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 100))"""


def violations(
    page: Page, within: str | None = None, rules: Iterable[str] | None = None
) -> list[tuple[str, list[str]]]:
    """What axe finds against WCAG 2.2 AA and its best practices: the rule, and where.

    `within` is a selector that limits the search to a part of the page; `rules` limits it to some.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.axe_script)
    chosen: dict[str, Any] = {"type": "tag", "values": TAGS}
    if rules:
        chosen = {"type": "rule", "values": list(rules)}
    found = page.evaluate(RUN_AXE, [within, chosen])
    assert rules or "target-size" in found["asked"], "axe did not ask for WCAG 2.2"
    return [(rule, [html[:200] for html in places]) for rule, places in found["violations"]]


def sideways(page: Page, width: int) -> int:
    """How many pixels the page scrolls sideways in a window of that width, once it is at rest."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(AT_REST)
    found: int = page.evaluate(SIDEWAYS)
    return found


def bring_to(page: Page, look: Look) -> None:
    """Give the page a width and a colour scheme, and let it come to rest."""
    width, scheme = look
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.evaluate(AT_REST)


def violations_in(page: Page, looks: Iterable[Look], within: str | None = None) -> dict[Look, Any]:
    """What axe finds, and what scrolls sideways, in those of the looks that have a fault."""
    found: dict[Look, Any] = {}
    for look in looks:
        bring_to(page, look)
        found[look] = violations(page, within)
        if (sideways := page.evaluate(SIDEWAYS)) > 0:
            found[look].append(("scrolls sideways", [f"{sideways} px"]))
    return {look: faults for look, faults in found.items() if faults}


def weight(heard: list[Response]) -> int:
    """The bytes of the answers' bodies as a host sends them, compressed."""
    return sum(len(gzip.compress(answer.body(), 9)) for answer in heard if answer.status == 200)
