"""A few pages of each kind as people of all sorts meet them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Route

from tests.browsing.keyboard import walk
from tests.browsing.measures import (
    CUT_OFF,
    LOOKS,
    NEXT_FRAME,
    PARSED,
    SHIFTS,
    WIDTHS,
    sideways,
    violations_in,
    weight,
)
from tests.browsing.pages import Sample, shell_of
from tests.browsing.visit import Visit, answers
from tests.support import in_turn

# What a page without the form may weigh, and in how many answers it may come, in each shell.
LIMITS = {"light": (30_000, 8), "material": (110_000, 15)}
# Where the last link led: what of the page comes after it.
AFTER = """(place) => {
  const passed = place.compareDocumentPosition(document.activeElement);
  return Boolean(passed & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
}"""


def test_everyone_can_read_it(visit: Visit, sample: Sample) -> None:
    """axe finds nothing and nothing scrolls sideways, wide and narrow, light and dark."""
    halves = [LOOKS[:2], LOOKS[2:]]
    shown = halves if sample.kind == "not found" else in_turn(halves, sample.language)
    looks = [look for half in shown for look in half]
    assert violations_in(visit.go(sample.path), looks) == {}


def test_fits_every_width(visit: Visit, sample: Sample) -> None:
    """No window between a phone's and a desktop's scrolls sideways, also with wide spacing.

    With the text spacing of WCAG 1.4.12 nothing is cut off either.
    """
    page = visit.go(sample.path)
    for width in range(320, 1281, 80):
        assert sideways(page, width) <= 0, f"{width} px"
    page.evaluate(
        """() => {
          const wide = new CSSStyleSheet();
          wide.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
          document.adoptedStyleSheets = [wide];
        }"""
    )
    for width in WIDTHS:
        assert sideways(page, width) <= 0, f"{width} px"
        assert page.evaluate(CUT_OFF) == [], f"{width} px"


def test_can_be_walked_by_keyboard(visit: Visit, sample: Sample) -> None:
    """Tab reaches everything in the order of the page, in sight and marked, and leaves again.

    Languages take turns: one is walked through in a wide window, the next in a narrow one.
    """
    for width in in_turn(WIDTHS, sample.language):
        visit.page.set_viewport_size({"width": width, "height": 900})
        stops, reachable = walk(visit.go(sample.path))
        assert [stop["name"] for stop in stops if not (stop["seen"] and stop["marked"])] == []
        assert [stop["order"] for stop in stops] == list(range(reachable))


def test_the_first_link_skips_to_the_content(visit: Visit, sample: Sample) -> None:
    """The first stop leads into the content, past the navigation, and Tab goes on from there."""
    page = visit.go(sample.path)
    if page.locator("nav").count() == 0:
        assert sample.kind == "not found", "only that page has nothing to skip"
        return
    page.keyboard.press("Tab")
    place = page.evaluate("document.activeElement.hash")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{place}")
    page.keyboard.press("Tab")
    content = page.locator(place)
    assert content.evaluate(AFTER)
    assert content.evaluate("(each) => each.matches('main, main h1')")


def test_nothing_jumps_or_moves(visit: Visit, sample: Sample) -> None:
    """What is on the screen stays where it is, however late the scripts come.

    For those who ask for less motion no element is animated, eased or scrolled smoothly.
    """
    page = visit.page
    page.emulate_media(reduced_motion="reduce")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        with late_scripts(page):
            page.goto(f"{visit.address}/{sample.path}", wait_until="commit")
            page.evaluate(PARSED)
            page.evaluate(NEXT_FRAME)
        page.wait_for_load_state("load")
        assert page.evaluate(SHIFTS) == [], f"{width} px"
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
          const style = getComputedStyle(element);
          return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0
            || style.scrollBehavior === "smooth";
        }).map((element) => element.outerHTML.slice(0, 100))"""
    )
    assert moving == []


@contextmanager
def late_scripts(page: Page) -> Iterator[None]:
    """The page gets no module before the end of the block."""
    held: list[Route] = []
    keep = held.append
    page.route("**/*.mjs", lambda route: keep(route))
    yield
    keep = Route.continue_
    for route in held:
        route.continue_()


def test_loads_little(visit: Visit, sample: Sample, site: Path) -> None:
    """A page comes in few small answers; only the form asks more often."""
    with answers(visit.page) as heard:
        visit.go(sample.path)
    if sample.kind != "form":
        heaviest, most = LIMITS[shell_of(site)]
        assert len(heard) <= most
        assert weight(heard) <= heaviest
