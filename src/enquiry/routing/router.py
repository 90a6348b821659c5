"""Where an enquiry goes, and from which day it may go on to which contact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypedDict

from enquiry.dates import add_days
from enquiry.routing.table import Category, Contact, Escalation, Table
from enquiry.text import Text

Stage = Literal["first", "escalation"]

NextStep = TypedDict(
    "NextStep", {"contact": str, "to": str | None, "from": str, "outcomes": list[str]}
)
"""The next contact, its address, the ISO date from which it may be written to, and on what."""


class Route(TypedDict):
    """The routing object of the public formats: which contact an enquiry goes to, and what next."""

    category: str
    stage: Stage
    contact: str | None
    to: str | None
    attention: dict[str, str] | None
    escalation: NextStep | None


def route(
    document: Mapping[str, Any], table: Table | Mapping[str, Any], today: date | str
) -> Route:
    """Which contact a valid enquiry goes to.

    `table` is a Table or data of its published shape, `today` the sender's date. The source lets
    an enquiry go on after a number of days without a reply, or at once on a disagreement, where
    it states an escalation at all. Raises KeyError for a category that the table does not have.
    """
    table = table if isinstance(table, Table) else Table.of(table)
    now = today if isinstance(today, str) else today.isoformat()
    category = table.categories[document["category"]]
    escalation, previous = category.escalation, document.get("previousEnquiry")
    if escalation and previous and _is_due(escalation, previous, now):
        return _route(document, category, "escalation", table.contacts[escalation.contact], None)
    contact = table.contacts[category.contact] if category.contact else None
    following: NextStep | None = None
    if escalation:
        following = {
            "contact": escalation.contact,
            "to": _address(document, table.contacts[escalation.contact]),
            "from": add_days(_counted_from(previous, now), escalation.after_days),
            "outcomes": list(escalation.outcomes),
        }
    return _route(document, category, "first", contact, following)


def _is_due(escalation: Escalation, previous: Mapping[str, str], now: str) -> bool:
    if previous["outcome"] not in escalation.outcomes:
        return False
    if previous["outcome"] != "no-reply":
        return True
    return add_days(previous["sentOn"], escalation.after_days) <= now


def _counted_from(previous: Mapping[str, str] | None, now: str) -> str:
    """The day on which the waiting began: that of the unanswered message, else today."""
    return previous["sentOn"] if previous and previous["outcome"] == "no-reply" else now


def _address(document: Mapping[str, Any], contact: Contact | None) -> str | None:
    if contact and contact.address:
        return contact.address
    given: str | None = document.get("recipient", {}).get("email")
    return given


def _route(
    document: Mapping[str, Any],
    category: Category,
    stage: Stage,
    contact: Contact | None,
    following: NextStep | None,
) -> Route:
    attention = contact.attention if contact else None
    return {
        "category": category.id,
        "stage": stage,
        "contact": contact.id if contact else None,
        "to": _address(document, contact),
        "attention": attention.as_pair() if attention else None,
        "escalation": following,
    }


_NOBODY = Text("the source names nobody to write to", "la source ne nomme personne à qui écrire")
_FROM_DOCUMENT = Text(
    "the address in /recipient/email", "l’adresse qui figure dans /recipient/email"
)
_NO_ADDRESS = Text("no address is known", "aucune adresse n’est connue")
_WRITE = Text("{title}: {contact}", "{title}\u00a0: {contact}")
_NEXT = Text("; from {day} on: {contact}", "\u00a0; à partir du {day}\u00a0: {contact}")


def describe(route: Route, table: Table) -> Text:
    """The route in one sentence, for a person at a terminal.

    An address that the document holds is named by its pointer and not repeated.
    """
    title = table.categories[route["category"]].title
    contact = _in_words(route["contact"], route["to"], table)
    following = route["escalation"]
    next_contact = following and _in_words(following["contact"], following["to"], table)

    def sentence(language: str) -> str:
        said = _WRITE[language].format(title=title[language], contact=contact[language])
        if following and next_contact:
            said += _NEXT[language].format(day=following["from"], contact=next_contact[language])
        return said

    return Text(sentence("en"), sentence("fr"))


def _in_words(contact_id: str | None, to: str | None, table: Table) -> Text:
    if contact_id is None:
        return _NOBODY
    contact = table.contacts[contact_id]
    if contact.address:
        address = Text(contact.address, contact.address)
    else:
        address = _FROM_DOCUMENT if to else _NO_ADDRESS
    return Text(f"{contact.name.en}, {address.en}", f"{contact.name.fr}, {address.fr}")
