"""Where an enquiry goes, and from which day it may go on to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from enquiry.dates import add_days
from enquiry.table import Category, Contact, Escalation, Table


def route(
    document: Mapping[str, Any], table: Table | Mapping[str, Any], today: date | str
) -> dict[str, Any]:
    """Whom a valid enquiry goes to, as the routing object of the public formats.

    `table` is a Table or data of its published shape, `today` the sender's date. The source lets
    an enquiry go on after a number of days without a reply, or at once on a disagreement, where
    it states an escalation at all. Raises KeyError for a category that the table does not have.
    """
    table = table if isinstance(table, Table) else Table.of(table)
    now = today if isinstance(today, str) else today.isoformat()
    category = table.categories[document["category"]]
    onward, previous = category.escalation, document.get("previousEnquiry")
    if onward and previous and _is_due(onward, previous, now):
        return _answer(document, category, "escalation", table.contacts[onward.contact], None)
    contact = table.contacts[category.contact] if category.contact else None
    following = (
        None
        if onward is None
        else {
            "contact": onward.contact,
            "to": _address(document, table.contacts[onward.contact]),
            "from": add_days(_counted_from(previous, now), onward.after_days),
            "outcomes": list(onward.outcomes),
        }
    )
    return _answer(document, category, "first", contact, following)


def _is_due(onward: Escalation, previous: Mapping[str, str], now: str) -> bool:
    if previous["outcome"] not in onward.outcomes:
        return False
    if previous["outcome"] != "no-reply":
        return True
    return add_days(previous["sentOn"], onward.after_days) <= now


def _counted_from(previous: Mapping[str, str] | None, now: str) -> str:
    """The day on which the waiting began: that of the unanswered message, else today."""
    return previous["sentOn"] if previous and previous["outcome"] == "no-reply" else now


def _address(document: Mapping[str, Any], contact: Contact | None) -> str | None:
    if contact and contact.address:
        return contact.address
    given: str | None = document.get("recipient", {}).get("email")
    return given


def _answer(
    document: Mapping[str, Any],
    category: Category,
    stage: str,
    contact: Contact | None,
    following: dict[str, Any] | None,
) -> dict[str, Any]:
    attention = contact.attention if contact else None
    return {
        "category": category.id,
        "stage": stage,
        "contact": contact.id if contact else None,
        "to": _address(document, contact),
        "attention": attention and attention.as_pair(),
        "escalation": following,
    }
