"""Every situation in which someone may write to a guide's contacts, and an enquiry for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from enquiry.routing.table import Category, Table
from enquiry.schema.fields import Schema, fields
from tests.enquiries import TODAY
from tests.samples import choices_of, roles_of, valid_enquiry

History = Literal["first", "waiting", "due", "disagreement"]
HISTORIES: tuple[History, ...] = ("first", "waiting", "due", "disagreement")
"""No earlier message; one without a reply, a day before the wait is over and on the day itself; one
whose reply the sender disagrees with."""

ADDRESS_AT = {"email": "email", "fax": "fax", "mail": "postalAddress"}
"""Where an enquiry holds the address that the sender found, by its channel."""
_ADDRESSES = {"fax": "+1 819 555-0199", "mail": "2 Example Street\nExampletown"}


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides where an enquiry goes, and what it has to say.

    `role` is "" where the guide asks for none. `has_address` says whether the sender found an
    address to write to. With `via_office` they write to the contact through the office's mailbox.
    """

    category: str
    role: str
    channel: str
    history: History
    has_address: bool
    via_office: bool

    def __str__(self) -> str:
        address = f"{'with' if self.has_address else 'without'} an address"
        way = ["through an office"] if self.via_office else []
        return ", ".join([self.category, self.role, self.channel, self.history, address, *way])


def situations(schema: Schema, table: Table) -> list[Situation]:
    """Every situation, in the order of the table and of the schema."""
    known = {field.path for field in fields(schema)}
    return [
        Situation(category.id, role, channel, history, has_address, via_office)
        for category in table.categories.values()
        for via_office in (False, True)
        if not via_office or (("recipient", "via") in known and _has_office(table, category))
        for history in HISTORIES
        if history != "waiting" or wait(table, category)
        for channel in choices_of(schema, "channel")
        for has_address in (False, True)
        if not has_address or ("recipient", ADDRESS_AT[channel]) in known
        for role in roles_of(schema) or ("",)
    ]


def _has_office(table: Table, category: Category) -> bool:
    """Whether the first or the next contact can be reached through an office."""
    onward = category.escalation
    names = [category.contact, onward.contact if onward else None]
    return any(table.contacts[name].through_office for name in names if name)


def wait(table: Table, category: Category) -> int:
    """The days to wait for a reply; where the category knows no wait, the longest of the table."""
    if category.escalation:
        return category.escalation.after_days
    waits = [row.escalation.after_days for row in table.categories.values() if row.escalation]
    return max(waits, default=30)


def sent_on(situation: Situation, table: Table) -> date:
    """The day of the earlier message."""
    days = wait(table, table.categories[situation.category])
    return TODAY - timedelta(days=days - (situation.history == "waiting"))


def found_address(channel: str, table: Table) -> str:
    """The address that the sender found. It is no contact's own."""
    return _ADDRESSES.get(channel, f"found.elsewhere@{[*table.official_domains, 'example.org'][0]}")


def enquiry_for(
    situation: Situation, schema: Schema, table: Table, language: str
) -> dict[str, Any]:
    """The enquiry that says what has to be said in a situation, and nothing else."""
    made: dict[str, Any] = {
        "language": language,
        "category": situation.category,
        "channel": situation.channel,
    }
    if situation.role:
        made["role"] = situation.role
    if situation.history != "first":
        is_silent = situation.history != "disagreement"
        made["previousEnquiry.sentOn"] = sent_on(situation, table).isoformat()
        made["previousEnquiry.outcome"] = "no-reply" if is_silent else "disagreement"
    if situation.has_address:
        address = found_address(situation.channel, table)
        made[f"recipient.{ADDRESS_AT[situation.channel]}"] = address
    if situation.via_office:
        made["recipient.via"] = "office"
    return valid_enquiry(schema, table, **made)
