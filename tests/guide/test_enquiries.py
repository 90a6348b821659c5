"""Every enquiry that the form can make is valid and goes where the table says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from enquiry.check import findings
from enquiry.guide_files import GuideFiles
from enquiry.routing.router import route
from enquiry.routing.table import Category, Table
from enquiry.schema.fields import Schema, fields
from enquiry.validation.validator import Validator
from tests.built_page import BuiltPage
from tests.enquiries import TODAY
from tests.samples import choices_of, valid_enquiry

EXAMPLE = re.compile(r'\{\s*"schemaVersion"')


def choices(schema: Schema) -> Iterator[dict[str, Any]]:
    """Each choice of each field, in every category and by every channel."""
    names = [".".join(field.path) for field in fields(schema) if "enum" in field.schema]
    for category, channel in product(
        *(choices_of(schema, each) for each in ("category", "channel"))
    ):
        for name in names:
            for value in choices_of(schema, name):
                yield {"category": category, "channel": channel, name: value}


@pytest.mark.parametrize("full", [False, True], ids=["required", "everything"])
def test_every_choice_can_be_made(schema: Schema, table: Table, full: bool) -> None:
    """With what is required, and with everything, an enquiry is valid, whatever is chosen."""
    validate = Validator(schema)
    for made in choices(schema):
        document = valid_enquiry(schema, table, full=full, **made)
        assert validate(document, TODAY).problems == (), made


def earlier(schema: Schema, table: Table, category: Category, **previous: str) -> dict[str, Any]:
    """An enquiry that was sent before."""
    members: dict[str, Any] = {f"previousEnquiry.{name}": value for name, value in previous.items()}
    return valid_enquiry(schema, table, category=category.id, channel="email", **members)


def test_goes_first_to_the_contact_of_its_category(schema: Schema, table: Table) -> None:
    """A first enquiry goes to the category's contact, and names the next one and its day."""
    for category in table.categories.values():
        document = valid_enquiry(schema, table, category=category.id, channel="email")
        found = route(document, table, TODAY)
        contact = table.contacts[category.contact] if category.contact else None
        onward = category.escalation
        assert (found["stage"], found["contact"]) == ("first", category.contact)
        assert found["to"] == (contact and contact.address)
        assert found["attention"] == (
            contact.attention.as_dict() if contact and contact.attention else None
        )
        assert bool(found["escalation"]) == bool(onward)
        if onward and found["escalation"]:
            day = TODAY + timedelta(days=onward.after_days)
            assert found["escalation"]["contact"] == onward.contact
            assert found["escalation"]["from"] == day.isoformat()


def test_goes_on_without_a_reply_when_the_wait_is_over(schema: Schema, table: Table) -> None:
    """Without a reply, an enquiry goes on after the days of the table and not a day before."""
    for category in table.categories.values():
        onward = category.escalation
        for days in (onward.after_days - 1, onward.after_days) if onward else (0, 1000):
            sent = (TODAY - timedelta(days=days)).isoformat()
            document = earlier(schema, table, category, sentOn=sent, outcome="no-reply")
            goes_on = onward and "no-reply" in onward.outcomes and days >= onward.after_days
            expected = onward.contact if onward and goes_on else category.contact
            assert route(document, table, TODAY)["contact"] == expected, category.id


def test_goes_on_at_once_on_a_disagreement_where_the_table_says_so(
    schema: Schema, table: Table
) -> None:
    """A disagreement needs no wait, in the categories that name it."""
    for category in table.categories.values():
        onward = category.escalation
        sent = TODAY.isoformat()
        document = earlier(schema, table, category, sentOn=sent, outcome="disagreement")
        goes_on = onward and "disagreement" in onward.outcomes
        expected = onward.contact if onward and goes_on else category.contact
        assert route(document, table, TODAY)["contact"] == expected, category.id


def test_goes_through_an_office_where_the_table_says_so(schema: Schema, table: Table) -> None:
    """Who writes through an office's mailbox reaches the contact that the table names for that."""
    for category in table.categories.values():
        contact = table.contacts[category.contact] if category.contact else None
        if contact and contact.through_office:
            through = {"recipient": {"via": "office"}}
            document = valid_enquiry(schema, table, category=category.id) | through
            assert Validator(schema)(document, TODAY).problems == ()
            assert route(document, table, TODAY)["contact"] == contact.through_office


def test_what_is_no_category_calls_for_no_advice_about_one(schema: Schema, table: Table) -> None:
    """Who misspells the category is told that, and not to leave out what it may ask for."""
    validate = Validator(schema)
    full = [
        valid_enquiry(schema, table, full=True, category=each, channel="email")
        for each in table.categories
    ]
    advised = [{each.pointer for each in validate(document, TODAY).warnings} for document in full]
    for document in full:
        found = validate({**document, "category": "no-such-category"}, TODAY).warnings
        assert {each.pointer for each in found} <= set.intersection(*advised)


def test_every_example_on_a_page_is_valid(schema: Schema, pages: Sequence[BuiltPage]) -> None:
    """A whole enquiry that a page shows is one that the check accepts."""
    validate = Validator(schema)
    for page in pages:
        for code in page.main.select("pre code"):
            if EXAMPLE.match(code.get_text().strip()):
                assert validate(json.loads(code.get_text()), TODAY).problems == (), page.address


def test_the_guide_passes_its_check(guide_root: Path) -> None:
    """`enquiry check` finds nothing."""
    assert findings(GuideFiles.of(guide_root)) == []
