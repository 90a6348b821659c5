"""What only the city has: a web form, a phone, a counter, two next contacts, right to left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from enquiry.routing.table import Table
from enquiry.schema.fields import Schema
from enquiry.site.html import address
from tests.browsing.form import Form
from tests.browsing.measures import SIDEWAYS, violations_in
from tests.browsing.visit import TODAY, Visit
from tests.samples import valid_enquiry

REPAIRS = "street-repairs"


def ready(visit: Visit, document: dict[str, Any]) -> Page:
    """The form, filled in up to the message."""
    form = Form(visit)
    page = form.open(document["language"])
    form.fill(document)
    form.check()
    assert form.is_ready
    return page


@pytest.mark.parametrize(
    ("category", "channel", "leading"),
    [
        ("public-events", "web-form", "copy"),
        ("water-leaks", "phone", "copy"),
        ("lost-property", "counter", "print"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_message_says_where_to_take_it(
    visit: Visit,
    schema: Schema,
    table: Table,
    language: str,
    category: str,
    channel: str,
    leading: str,
) -> None:
    """By web form, phone and counter there is the place, the fitting action, and no email."""
    document = valid_enquiry(
        schema, table, today=TODAY, language=language, category=category, channel=channel
    )
    page = ready(visit, document)
    contact = table.contacts[str(table.categories[category].contact)]
    (place,) = contact.ways.values()
    shown = page.locator("[data-reach]:visible")
    assert shown.get_attribute("data-reach") == channel
    href = shown.get_attribute("href") or ""
    assert href == {"web-form": place, "phone": f"tel:{place.replace(' ', '')}"}.get(channel, "")
    if channel != "web-form":
        assert shown.inner_text() == place
    assert place in page.locator("#letter dl").inner_text()
    actions = page.locator("#lead-action button:visible")
    assert actions.get_attribute("data-action") == leading
    assert page.locator("#result [data-channels=email]:visible").count() == 0
    assert page.locator("#no-address").is_hidden()


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_goes_on_from_contact_to_contact(
    visit: Visit, schema: Schema, table: Table, language: str
) -> None:
    """First, second and third contact, each after its wait; the letter names who was asked."""
    category = table.categories[REPAIRS]
    document = valid_enquiry(
        schema, table, today=TODAY, language=language, category=REPAIRS, channel="web-form"
    )
    page = ready(visit, document)
    name = {each: table.contacts[each].name[language] for each in category.chain}
    assert name[category.chain[0]] in page.locator("#letter dl").inner_text()
    assert name[category.chain[1]] in page.locator("#next").inner_text()
    for stage, onward in enumerate(category.escalations):
        page.once("dialog", lambda dialog: dialog.accept())
        page.click("[data-action=clear]")
        earlier = {
            "sentOn": str(TODAY - timedelta(days=onward.after_days)),
            "contact": category.chain[stage],
            "outcome": "no-reply",
        }
        members: dict[str, Any] = {
            f"previousEnquiry.{key}": value for key, value in earlier.items()
        }
        document = valid_enquiry(
            schema,
            table,
            today=TODAY,
            language=language,
            category=REPAIRS,
            channel="email",
            **members,
        )
        page = ready(visit, document)
        assert name[onward.contact] in page.locator("#letter dl").inner_text()
        assert name[category.chain[stage]] in page.locator("#letter .text").inner_text()


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_says_when_to_ask_again(visit: Visit, table: Table, language: str) -> None:
    """Of two next contacts, the answer is the one after the contact that was asked last."""
    page = visit.go(address(language, "index.md", "en"))
    page.locator("#when-tool").wait_for()
    category = table.categories["staff-complaints"]
    page.select_option("#when-category", category.id)
    page.fill("#when-sent", str(TODAY))
    for asked, onward in zip(category.chain, category.escalations, strict=False):
        page.select_option("#when-contact", asked)
        page.click("#when-tool button")
        shown = page.locator("#when-answer [data-contact]:visible")
        assert shown.get_attribute("data-contact") == onward.contact
        assert str(onward.after_days) in page.locator("#when-answer .count").inner_text()
    page.select_option("#when-category", "water-leaks")
    assert page.is_hidden("#when-contact")


@pytest.mark.parametrize(
    "path", ["index.md", f"categories/{REPAIRS}.md", "categories/pest-control.md", "enquiry.md"]
)
def test_arabic_pages_mirror(visit: Visit, path: str) -> None:
    """They run from right to left, fit a phone, and axe finds nothing."""
    page = visit.go(address("ar", path, "en"))
    assert page.evaluate("[document.dir, document.documentElement.lang]") == ["rtl", "ar"]
    assert violations_in(page, [(1280, "light"), (320, "dark")]) == {}
    assert page.evaluate(SIDEWAYS) <= 0
    heading = page.evaluate(
        "() => { const { left, right } = document.querySelector('h1').getBoundingClientRect();"
        " return [left, innerWidth - right]; }"
    )
    assert min(heading) >= 0
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") == "start"
