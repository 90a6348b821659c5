"""The form in every state, for everyone: axe, narrow and zoomed pages, forced colours, targets."""

from __future__ import annotations

import pytest

from tests.browser.measures import SCHEMES, SIDEWAYS, in_every_look, violations
from tests.browser.visit import Visit, enquiry

STATES = ["empty", "errors", "warnings", "preview"]


def bring_to(visit: Visit, state: str) -> None:
    """Bring an open form into a state."""
    if state == "errors":
        visit.page.check('[name="category"][value="individual-case"]')
        visit.page.check('[name="channel"][value="email"]')
        visit.check()
        assert visit.has_errors
    elif state in ("warnings", "preview"):
        domain = "example.org" if state == "warnings" else "international.gc.ca"
        visit.fill(enquiry(recipient={"email": f"a.long.name.of.an.office@{domain}"}))
        visit.check()
        assert visit.page.locator("#advice").is_visible() == (state == "warnings")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing(visit: Visit, language: str, state: str) -> None:
    """axe finds no violation in any state, language, colour scheme and width."""
    page = visit.open(language)
    bring_to(visit, state)
    for look in in_every_look(page):
        assert page.evaluate(SIDEWAYS) <= 0, look
        assert violations(page) == [], look


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_button_can_be_read_under_the_pointer(visit: Visit, scheme: str) -> None:
    """What the pointer is on keeps its contrast, light and dark."""
    page = visit.tab(color_scheme=scheme)
    visit.open("en")
    bring_to(visit, "preview")
    for target in page.locator("button:visible, main a:visible").all():
        target.hover()
        assert violations(page, "main :is(a, button):hover") == [], target.text_content()


@pytest.mark.parametrize("state", ["errors", "warnings"])
def test_loses_nothing_at_400_per_cent(visit: Visit, state: str) -> None:
    """At 400 % of a 1280 px window nothing is cut off and nothing scrolls sideways."""
    page = visit.tab(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    visit.open("fr")
    bring_to(visit, state)
    assert page.evaluate(SIDEWAYS) <= 0
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((element) => {
          const box = element.getBoundingClientRect();
          return element.checkVisibility() && box.width > 0
            && (box.right > innerWidth + 1 || box.left < -1);
        }).map((element) => element.outerHTML.slice(0, 120))"""
    )
    assert cut == []


@pytest.mark.parametrize("state", ["errors", "preview"])
def test_offers_targets_that_fingers_hit(visit: Visit, state: str) -> None:
    """Every control is 24 px or more each way, links inside sentences apart."""
    page = visit.tab(viewport={"width": 320, "height": 700})
    visit.open("en")
    bring_to(visit, state)
    small = page.evaluate(
        """() => {
          const sizes = (element) => [element, ...(element.labels ?? [])]
            .map((each) => each.getBoundingClientRect());
          return [...document.querySelectorAll("main :is(button, input, textarea, a)")]
            .filter((each) => each.checkVisibility() && !each.closest("p:not(.actions)"))
            .filter((each) => Math.max(...sizes(each).map(({ height }) => height)) < 24
              || Math.max(...sizes(each).map(({ width }) => width)) < 24)
            .map((each) => each.outerHTML);
        }"""
    )
    assert small == []


def test_works_in_forced_colours(visit: Visit) -> None:
    """In forced colours controls keep their edges, and the focus is seen."""
    page = visit.tab(forced_colors="active")
    visit.open("en")
    bring_to(visit, "errors")
    for selector in ('[name="enquirer.fullName"]', "[data-action=check]", "#errors"):
        width = page.locator(selector).evaluate(
            "(element) => getComputedStyle(element).borderWidth"
        )
        assert width != "0px"
    page.locator('[name="enquirer.fullName"]').focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_names_every_control(visit: Visit) -> None:
    """Every control has a name from a label, and every question says whether it is required."""
    page = visit.open("fr", "#category=individual-case")
    page.check('[name="channel"][value="email"]')
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("#enquiry-form :is(input, textarea)")]
          .filter((each) => each.checkVisibility() && !each.labels?.length)
          .map((each) => each.outerHTML)"""
    )
    assert unnamed == []
    required = page.locator(".required:visible").all_inner_texts()
    assert set(required) == {"(obligatoire)"}
    assert len(required) == 12
