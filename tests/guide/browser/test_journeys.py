"""The ways that people really go through the form: on a phone, and with the keyboard alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from enquiry.pointers import reach
from enquiry.routing.router import route
from enquiry.routing.table import Category, Table
from enquiry.schema.fields import Schema, fields
from enquiry.site.guide import Guide
from enquiry.validation.validator import Validator
from tests.browsing.form import Form
from tests.browsing.keyboard import Keyboard
from tests.browsing.measures import SIDEWAYS
from tests.browsing.visit import TODAY, Visit
from tests.samples import channels_to, put, roles_of, valid_enquiry
from tests.support import guide_languages

MEANS = ("phone", "keyboard")


def journeys(  # noqa: C901 - one case after the other
    guide: Guide, schema: Schema, language: str
) -> dict[str, dict[str, Any]]:
    """Documents of people in every situation that the table knows of, by what they are about."""
    table = guide.table

    def of(category: Category, **more: Any) -> dict[str, Any]:
        known = {"category": category.id, "language": language, **more}
        made = valid_enquiry(schema, table, today=TODAY, **known)
        channels = channels_to(schema, table, made)
        if made["channel"] in channels:
            return made
        return valid_enquiry(schema, table, today=TODAY, **known, channel=channels[0])

    found: dict[str, dict[str, Any]] = {}
    for category in table.categories.values():
        found[f"first message: {category.id}"] = of(category)
        for outcome, days in earlier_messages(category):
            previous = {"sentOn": str(TODAY - timedelta(days=days)), "outcome": outcome}
            if category.contact and len(category.escalations) > 1:
                previous["contact"] = category.contact
            members = {f"previousEnquiry.{name}": value for name, value in previous.items()}
            found[f"{outcome}, {days} days: {category.id}"] = of(category, **members)
        if reached_through_office(category, table):
            found[f"through the office: {category.id}"] = {
                **of(category),
                "recipient": {"via": "office"},
            }
        if category.gap:
            for role in roles_of(schema)[-1:]:
                found[f"in the last role: {category.id}"] = of(category, role=role)
    for category in table.categories.values():
        for channel in channels_to(schema, table, {"category": category.id}):
            found.setdefault(f"by {channel}", of(category, channel=channel))
    without_number = of(next(iter(table.categories.values())))
    for field in fields(schema):
        none = field.schema.get("x-none", {}).get(language)
        if none and field.schema.get("x-subject") and reach(without_number, field.path):
            put(without_number, field.path, none)
            found["without a number"] = without_number
    return found


def earlier_messages(category: Category) -> list[tuple[str, int]]:
    """What may have come of an earlier message, and how many days ago it was sent."""
    if not category.escalation:
        return []
    wait = category.escalation.after_days
    waits = {"no-reply": (wait + 10, wait - 1)}
    return [
        (outcome, days)
        for outcome in category.escalation.outcomes
        for days in waits.get(outcome, (1,))
    ]


def reached_through_office(category: Category, table: Table) -> bool:
    """Whether the category's contact may be written to through another's mailbox."""
    return bool(category.contact and table.contacts[category.contact].through_office)


@pytest.mark.timeout(600)  # a guide may have many categories
@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("language", guide_languages())
def test_everyone_gets_a_message_to_the_right_contact(
    visit: Visit, guide: Guide, schema: Schema, language: str, means: str
) -> None:
    """In each situation every step can be answered, and the message goes where Python says.

    Phone and keyboard take turns, and so do the languages: each situation gets both means, one in
    each of two languages. A guide of one language has all of them in both.
    """
    form = Form(visit, guide.table.languages[0])
    visit.tab().on("dialog", lambda dialog: dialog.accept())
    validate = Validator(schema)
    turn = MEANS.index(means) + guide_languages().index(language)
    turns = min(len(MEANS), len(guide_languages()))
    own = list(journeys(guide, schema, language).items())[turn % turns :: turns]
    for name, document in own:
        assert validate(document, TODAY).valid, name
        page = form.open(language)
        page.set_viewport_size({"width": 360 if means == "phone" else 1280, "height": 740})
        if means == "keyboard":
            Keyboard(page).answer(document)
            Keyboard(page).tab_to(action="check")
            page.keyboard.press("Enter")
        else:
            form.walk(document)
            page.click("[data-action=check]")
            assert page.evaluate(SIDEWAYS) <= 0, name
        assert form.is_ready, name
        way = route(document, guide.table, TODAY)
        said = page.locator("#letter dl").inner_text()
        if way["contact"]:
            assert guide.table.contacts[way["contact"]].name[language] in said, name
        if way["attention"]:
            assert form.text().startswith(way["attention"][language]), name
        assert (way["to"] or "@") in said or way["to"] is None, name
        page.click("[data-action=clear]")
