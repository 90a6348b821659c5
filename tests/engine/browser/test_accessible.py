"""The form in every state, for everyone: axe, zoomed pages, forced colours, targets."""

from __future__ import annotations

import pytest

from tests.browsing.form import Form
from tests.browsing.measures import (
    LOOKS_OF,
    OF_COLOURS,
    SIDEWAYS,
    violations,
    violations_in,
)
from tests.engine.browser.enquiries import LANGUAGES, OFFICIAL, enquiry


def bring_to(form: Form, state: str) -> None:
    """Bring an open form into a state."""
    if state == "errors":
        form.answer("category", "moorings")
        form.answer("channel", "email")
        form.find('[name="enquirer.fullName"]')
        form.next()
        assert form.has_errors
    else:
        address = OFFICIAL if state == "preview" else "a.long.name.of.a.desk@example.org"
        form.fill(enquiry(recipient={"email": address}))
        form.check()
        assert form.page.locator("#advice").is_visible() == (state == "warnings")


@pytest.mark.parametrize("state", ["errors", "warnings"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(form: Form, language: str, state: str) -> None:
    """axe finds no violation in any state, language, colour scheme and width."""
    page = form.open(language)
    bring_to(form, state)
    assert violations_in(page, LOOKS_OF[language]) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_button_can_be_read_under_the_pointer(form: Form, scheme: str) -> None:
    """What the pointer is on keeps its contrast, light and dark."""
    page = form.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    form.open("en")
    bring_to(form, "preview")
    for target in page.locator("button:visible, main a:visible").all():
        target.hover()
        found = violations(page, "main :is(a, button):hover", OF_COLOURS)
        assert found == [], target.text_content()


@pytest.mark.parametrize("state", ["errors", "warnings"])
def test_loses_nothing_at_400_per_cent(form: Form, state: str) -> None:
    """At 400 % of a 1280 px window nothing is cut off and nothing scrolls sideways."""
    page = form.visit.tab(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    form.open("fr")
    bring_to(form, state)
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
def test_offers_targets_that_fingers_hit(form: Form, state: str) -> None:
    """Every control is 24 px or more each way, links inside sentences apart."""
    page = form.page
    page.set_viewport_size({"width": 320, "height": 700})
    form.open("en")
    bring_to(form, state)
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


def test_works_in_forced_colours(form: Form) -> None:
    """In forced colours controls keep their edges, and the focus is seen."""
    page = form.page
    page.emulate_media(forced_colors="active")
    form.open("en")
    bring_to(form, "errors")
    for selector in ('[name="enquirer.fullName"]', "[data-action=check]", "#errors"):
        width = page.locator(selector).evaluate(
            "(element) => getComputedStyle(element).borderWidth"
        )
        assert width != "0px"
    page.locator('[name="enquirer.fullName"]').focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_names_every_control(form: Form) -> None:
    """Every control has a name from a label, and every question says whether it is required."""
    page = form.open("fr", "#category=moorings")
    form.answer("channel", "email")
    required = []
    for step in page.locator("form [data-step]").all():
        form.find(f"[data-step={step.get_attribute('data-step')}] h2")
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll("#enquiry-form :is(input, textarea)")]
              .filter((each) => each.checkVisibility() && !each.labels?.length)
              .map((each) => each.outerHTML)"""
        )
        assert unnamed == []
        required += page.locator(".required:visible").all_inner_texts()
    assert set(required) == {"(obligatoire)"}
    assert len(required) == 12
